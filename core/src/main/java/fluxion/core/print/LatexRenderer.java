package fluxion.core.print;

import fluxion.core.Ints;
import fluxion.core.print.Notation.*;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Rest;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes notations as LaTeX for mathematics mode (with amsmath). */
final class LatexRenderer implements NotationWriter {
    private static final Set<String> GREEK = HashSet.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
            "iota", "kappa",
            "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
            "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega");
    private static final Map<String, String> SIGNS = HashMap.ofEntries(GREEK.map(name -> Tuple.of(letter(name), name)))
            .put("∞", "infty").put("ε", "varepsilon");
    private static final Set<String> FUNCTIONS = HashSet.of("sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos",
            "arctan",
            "exp", "ln", "max", "min");

    /** Derivatives that are asked for, {@code ∂/∂x}. */
    private static final Pattern DERIVATIVE = Pattern.compile("[d∂]/([d∂])(.+)");
    private static final int SHORT = 8;

    private final Seq<Symbol> steps;

    LatexRenderer(Seq<Symbol> steps) {
        this.steps = steps;
    }

    private static String letter(String greek) {
        String name = "GREEK " + (Character.isUpperCase(greek.charAt(0)) ? "CAPITAL" : "SMALL") + " LETTER "
                + (greek.equalsIgnoreCase("lambda") ? "LAMDA" : greek.toUpperCase(Locale.ROOT));
        return Character.toString(Character.codePointOf(name));
    }

    String latex(Notation notation) {
        return switch (notation) {
            case Symbol symbol -> symbol(symbol);
            case Reference(int step) -> symbol(steps.get(step));
            case Number(var digits, int exponent) -> exponent == 0 ? SIGNS.get(digits).map(sign -> "\\" + sign).getOrElse(digits)
                    : (digits.equals("1") ? "" : digits + " \\cdot ") + "10^{" + exponent + "}";
            case Word(var text) when text.startsWith("∘") -> "\\circ " + text.substring(1);
            case Word(var text) -> "\\text{" + words(text) + "}";
            case Range(var text) -> text.replace(":", "{:}").replace("∗", "\\ast");
            case Constant(var kind, var dims) -> switch (kind) {
                case DELTA -> "\\delta";
                case IDENTITY -> "I_{" + dims.get(0) + "}";
                case ONES -> "\\mathbf{1}_{" + sizes(dims) + "}";
                case ZEROS -> "\\mathbf{0}_{" + sizes(dims) + "}";
            };
            case Sum(var terms) -> sum(terms);
            case Product product -> product(product);
            case Quotient(var n, var d, _) -> "\\frac{" + latex(n) + "}{" + latex(d) + "}";
            case Power(var base, var exponent) -> (base instanceof Quotient ? parentheses(base) : at(base, Level.POSTFIX)) + "^{"
                    + latex(exponent) + "}";
            case Root(int degree, var of) -> "\\sqrt" + (degree == 2 ? "" : "[" + degree + "]") + "{" + latex(of) + "}";
            case Transposed(var of) -> at(of, Level.POSTFIX) + "^{\\top}";
            case Fence(var kind, var of) -> fence(kind, of);
            case Notation.Rows(var rows) -> rows.map(row -> row.map(this::latex).mkString(" & "))
                    .mkString("\\begin{bmatrix} ", " \\\\ ", " \\end{bmatrix}");
            case Infix(var kind, var left, var right) -> operand(kind, left) + " " + sign(kind.sign()) + " "
                    + operand(kind, right);
            case Not(var of) -> "\\neg " + at(of, Level.ROOT);
            case Cases(var branches, var otherwise) ->
                    branches.map(b -> latex(b.value()) + " & \\text{if } " + latex(b.condition()))
                    .append(latex(otherwise) + " & \\text{otherwise}").mkString("\\begin{cases} ", " \\\\ ", " \\end{cases}");
            case Big(var kind, var axes, boolean all, var of) -> (kind == Big.Kind.SUM ? "\\sum" : "\\prod")
                    + (all ? "" : "_{\\text{" + Reader.axes(axes).substring(2) + "}}") + " " + at(of, Level.BIG);
            case Function f when isPower(f) -> "e^{" + latex(f.arguments().get(0)) + "}";
            case Function(var name, var arguments, var tail) -> functionName(name)
                    + enclosed("(", list(arguments) + tail(tail), ")");
            case Indexed(var of, var positions) -> at(of, Level.POSTFIX) + "[" + list(positions) + "]";
            case Component(var of, int index) -> at(of, Level.POSTFIX) + "." + index;
            case Indices indices -> indices(indices);
            case Lambda(var page) -> lambda(page);
            case Rest(var index, var but, var element) -> "\\prod_{" + index + " \\neq " + String.join(",", but.split("")) + "} "
                    + latex(element);
        };
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    /** Digits at the end and what follows an underscore are subscripts; more than one letter is upright. */
    String symbol(Symbol symbol) {
        return variable(symbol.name(), symbol.subscript());
    }

    private static String variable(String name, String subscript) {
        int underscore = name.indexOf('_', 1);
        String head = underscore > 0 ? name.substring(0, underscore) : name;
        String tail = underscore > 0 ? name.substring(underscore + 1) : "";
        String letters = head.replaceFirst("(?<=.)[0-9₀-₉]+$", "");
        String digits = head.substring(letters.length()).codePoints().map(c -> c >= '₀' ? c - '₀' + '0' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        Seq<String> subscripts = Array.of(digits, tail.isEmpty() ? "" : word(tail), subscript).filter(s -> !s.isEmpty());
        return word(letters) + (subscripts.isEmpty() ? "" : "_{" + subscripts.mkString(",") + "}");
    }

    /** A name that may have a subscript already. */
    private static String indexed(String symbol, String letters) {
        return symbol.endsWith("}") && symbol.contains("_{") ? symbol.substring(0, symbol.length() - 1) + "," + letters + "}"
                : symbol + "_{" + letters + "}";
    }

    private static String word(String name) {
        return GREEK.contains(name) ? "\\" + name
                : SIGNS.get(name).map(sign -> "\\" + sign).getOrElse(
                        name.codePointCount(0, name.length()) == 1 || name.chars().allMatch(c -> c >= '0' && c <= '9')
                        ? letters(name)
                                : "\\mathrm{" + letters(name) + "}");
    }

    /** Greek letters by their commands, other foreign ones as text: mathematics mode has none of them. */
    private static String letters(String name) {
        return escape(name).codePoints().mapToObj(Character::toString).map(c -> c.codePointAt(0) < 0x80 ? c
                : SIGNS.get(c).map(sign -> "\\" + sign + " ")
                        .getOrElse(Character.isLetter(c.codePointAt(0)) ? "\\text{" + c + "}" : c)).reduce("", String::concat);
    }

    private static String functionName(String name) {
        Matcher derivative = DERIVATIVE.matcher(name);
        if (derivative.matches()) {
            String d = derivative.group(1).equals("∂") ? "\\partial " : "d";
            return "\\frac{" + d.strip() + "}{" + d + variable(derivative.group(2), "") + "}";
        }
        if (name.equals("L_exp")) {
            return "L_{\\exp}";
        }
        return FUNCTIONS.contains(name) ? "\\" + name : SpecialNames.latex(name).getOrElse(() ->
                name.equals("σ") ? "\\sigma" : operator(name));
    }

    /** An upright name; primes, and the t of a transpose, stand behind it. */
    private static String operator(String name) {
        int end = name.length();
        while (end > 1 && (name.charAt(end - 1) == '′' || name.charAt(end - 1) == 'ᵗ')) {
            end--;
        }
        String raised = name.substring(end).replace("′", "\\prime ").replace("ᵗ", "\\mathsf{t}");
        return "\\operatorname{" + letters(name.substring(0, end)) + "}" + (raised.isEmpty() ? "" : "^{" + raised.strip() + "}");
    }

    static String escaped(String text) {
        return words(text);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\backslash ").replaceAll("([_&%$#{}])", "\\\\$1").replace("^", "\\hat{}")
                .replace("->", "$\\to$");
    }

    /** Words in upright text, whatever signs are among them. */
    private static String words(String text) {
        return escape(text).codePoints().mapToObj(LatexRenderer::inText).reduce("", String::concat);
    }

    /** A character in upright text; what is no letter of Latin fonts in mathematics mode. */
    private static String inText(int c) {
        String greek = c < 0x370 || c > 0x3ff ? "" : Array.ofAll(GREEK).find(name -> Character.getName(c).toLowerCase(Locale.ROOT)
                .replaceAll(".* letter ", "").equals(name.toLowerCase(Locale.ROOT))
                && Character.isUpperCase(c) == Character.isUpperCase(name.charAt(0))).getOrElse("");
        String sign = switch (c) {
            case '−' -> "-";
            case '·' -> "\\cdot";
            case 'Σ' -> "\\Sigma";
            case 'Π' -> "\\Pi";
            case '′' -> "'";
            case '≤' -> "\\le";
            case '≥' -> "\\ge";
            case '≠' -> "\\ne";
            case '∞' -> "\\infty";
            case '√' -> "\\surd";
            case '∇' -> "\\nabla";
            case '²' -> "^2";
            case 'ᵀ' -> "^{\\top}";
            case '⁻' -> "^{-}";
            case '¹' -> "^{1}";
            case '½' -> "\\frac{1}{2}";
            case '∘' -> "\\circ";
            case '…' -> "\\dots";
            case '↦' -> "\\mapsto";
            default -> greek.isEmpty() ? "" : "\\" + greek;
        };
        return sign.isEmpty() ? Character.toString(c) : "$" + sign + "$";
    }

    private static String tail(String tail) {
        return tail.isEmpty() ? "" : tail.substring(0, 2) + "\\text{" + words(tail.substring(2)) + "}";
    }

    private static String sizes(Ints dims) {
        return dims.stream().mapToObj(Integer::toString).reduce((a, b) -> a + " \\times " + b).orElse("");
    }

    // ---- arrangement ------------------------------------------------------------------------------------------------

    private static boolean isTall(String latex) {
        return latex.contains("\\frac") || latex.contains("\\sum") || latex.contains("\\prod") || latex.contains("\\begin")
                || latex.contains("\\sqrt");
    }

    private static String enclosed(String open, String inside, String close) {
        return isTall(inside) ? "\\left" + open + inside + "\\right" + close : open + inside + close;
    }

    private String parentheses(Notation notation) {
        return enclosed("(", latex(notation), ")");
    }

    private String at(Notation notation, Level least) {
        return level(notation).compareTo(least) < 0 ? parentheses(notation) : latex(notation);
    }

    /** As in text, but roots close above what they cover, exponentials are powers, and sums over some axes are big, too. */
    private static Level level(Notation notation) {
        return switch (notation) {
            case Root _ -> Level.ATOM;
            case Big _ -> Level.BIG;
            case Function f when isPower(f) -> Level.POWER;
            case Symbol _, Reference _, Number _, Word _, Range _, Constant _, Sum _, Product _, Quotient _, Power _,
                    Transposed _, Fence _,
                    Infix _, Not _, Cases _, Function _, Indexed _, Component _, Indices _, Lambda _, Rest _,
                    Notation.Rows _ -> notation.level();
        };
    }

    /** Short exponents stand above. */
    private static boolean isPower(Function f) {
        return f.name().equals("exp") && f.arguments().get(0).weight() <= SHORT;
    }

    private String list(Seq<Notation> notations) {
        return notations.map(this::latex).mkString(", ");
    }

    private String indices(Indices n) {
        String factors = Array.range(0, n.factors().size()).map(i -> {
            Notation factor = n.factors().get(i);
            String letters = n.indices().get(i);
            return factor instanceof Indices ? "(" + latex(factor) + ")" + (letters.isEmpty() ? "" : "_{" + letters + "}")
                    : letters.isEmpty() ? at(factor, IndexSums.isSum(n) ? Level.SUM : Level.POSTFIX)
                    : n.isDelta(i) ? "\\delta_{" + letters + "}"
                    : factor instanceof Symbol s ? indexed(latex(s), letters)
                    : "{" + at(factor, Level.POSTFIX) + "}_{" + letters + "}";
        }).mkString(" ");
        String sum = n.summed().isEmpty() ? factors : "\\sum_{" + n.summed() + "} " + factors;
        return n.free().isEmpty() ? sum : enclosed("(", sum, ")") + "_{" + n.free() + "}";
    }

    private String sum(Seq<Term> terms) {
        return terms.zipWithIndex((term, i) -> {
            String text = at(term.of(), term.minus() || i > 0 ? Level.MODULO : Level.SUM);
            return i == 0 ? (term.minus() ? "-" : "") + text : (term.minus() ? " - " : " + ") + text;
        }).mkString();
    }

    private String product(Product product) {
        StringBuilder out = new StringBuilder();
        boolean afterNumber = false;
        for (int i = 0; i < product.factors().size(); i++) {
            Factor factor = product.factors().get(i);
            boolean closed = factor.of() instanceof Product || factor.of() instanceof Big && i < product.factors().size() - 1;
            String text = closed ? parentheses(factor.of())
                    : at(factor.of(), factor.of() instanceof Big ? Level.BIG : Level.PRODUCT);
            if (i > 0) {
                out.append(switch (product.sign(i)) {
                    case ELEMENTWISE -> " \\odot ";
                    case MATRIX -> text.startsWith("\\mathrm") || endsUpright(out) ? " \\, " : " ";
                    case SCALAR -> between(text, afterNumber, out);
                });
            }
            out.append(text);
            afterNumber = factor.of() instanceof Number;
        }
        return out.toString();
    }

    /** Numbers join what follows; a product that would read as a function call or as one word is kept apart. */
    private static String between(String text, boolean afterNumber, StringBuilder before) {
        char first = text.charAt(0);
        boolean joins = !Character.isLetter(first) || !Character.isLetter(before.charAt(before.length() - 1));
        return Character.isDigit(first) ? " \\cdot "
                : afterNumber ? joins ? "" : " "
                : text.startsWith("(") || text.startsWith("\\left(") || text.startsWith("[") ? " \\cdot "
                : text.startsWith("\\mathrm") || endsUpright(before) ? " \\, "
                : Character.isLetter(first) ? " " : "";
    }

    private static boolean endsUpright(StringBuilder before) {
        return before.toString().endsWith("}")
                && before.lastIndexOf("\\mathrm{") > Math.max(before.lastIndexOf(" "), before.lastIndexOf(")"));
    }

    private String fence(Fence.Kind kind, Seq<Notation> of) {
        String inside = list(of);
        return switch (kind) {
            case ABS -> isTall(inside) ? "\\left|" + inside + "\\right|" : "|" + inside + "|";
            case NORM -> isTall(inside) ? "\\left\\lVert " + inside + " \\right\\rVert" : "\\lVert " + inside + " \\rVert";
            case FLOOR -> isTall(inside) ? "\\left\\lfloor " + inside + " \\right\\rfloor" : "\\lfloor " + inside + " \\rfloor";
            case CEIL -> isTall(inside) ? "\\left\\lceil " + inside + " \\right\\rceil" : "\\lceil " + inside + " \\rceil";
            case ANGLE -> isTall(inside) ? "\\left\\langle " + inside + " \\right\\rangle" : "\\langle " + inside + " \\rangle";
            case SQUARE -> enclosed("[", inside, "]");
            case ROUND -> enclosed("(", inside, ")");
        };
    }

    private String lambda(Document page) {
        LatexRenderer inner = new LatexRenderer(page.stepNames());
        Seq<String> params = page.params().map(inner::symbol);
        return (params.size() == 1 ? params.get(0) : params.mkString("(", ", ", ")")) + " \\mapsto "
                + (page.results().size() == 1 ? inner.latex(page.results().get(0))
                : enclosed("(", inner.list(page.results()), ")"));
    }

    private String operand(Infix.Kind kind, Notation operand) {
        boolean same = kind.isAssociative() && operand instanceof Infix(var inner, _, _) && inner == kind;
        return !same && level(operand).compareTo(kind.level()) <= 0 ? parentheses(operand) : latex(operand);
    }

    // ---- several lines ----------------------------------------------------------------------------------------------

    @Override
    public String flat(Notation notation, Level least) {
        return at(notation, least);
    }

    /** Brackets around several lines are all of one size, as those that grow end with their line. */
    @Override
    public String sign(String sign) {
        return switch (sign) {
            case "(" -> "\\bigl(";
            case ")" -> "\\bigr)";
            case "[" -> "\\bigl[";
            case "]" -> "\\bigr]";
            case "{" -> "\\bigl\\{";
            case "}" -> "\\bigr\\}";
            case "|" -> "\\big|";
            case "⌊" -> "\\bigl\\lfloor ";
            case "⌋" -> "\\bigr\\rfloor";
            case "⌈" -> "\\bigl\\lceil ";
            case "⌉" -> "\\bigr\\rceil";
            case "⟨" -> "\\bigl\\langle ";
            case "⟩" -> "\\bigr\\rangle";
            case "Σ" -> "\\sum ";
            case "Π" -> "\\prod ";
            case "√" -> "\\surd ";
            case "∛" -> "{}^{3}\\surd ";
            case "¬" -> "\\neg ";
            case "−" -> "-";
            case "·" -> "\\cdot";
            case "⊙" -> "\\odot";
            case "≠" -> "\\neq";
            case "≤" -> "\\leq";
            case "≥" -> "\\geq";
            case "∧" -> "\\land";
            case "∨" -> "\\lor";
            case "⊕" -> "\\oplus";
            case "mod" -> "\\bmod";
            case "if" -> "\\text{ if }";
            default -> sign;
        };
    }

    @Override
    public String between(String sign) {
        return sign.isEmpty() ? " " : " " + sign(sign) + " ";
    }

    @Override
    public String leading(String sign) {
        return sign.isEmpty() ? "" : "{} " + sign(sign) + " ";
    }

    @Override
    public String closing(String sign) {
        return sign.length() == 1 ? sign : "\\text{" + sign + "}";
    }

    @Override
    public String function(String name) {
        return functionName(name);
    }

    @Override
    public String after(Notation notation) {
        return switch (notation) {
            case Power(_, var exponent) -> "^{" + latex(exponent) + "}";
            case Component(_, int index) -> "." + index;
            case Notation _ -> "^{\\top}";
        };
    }

    @Override
    public String newline(int margin, int depth) {
        return " \\\\\n& " + "\\quad ".repeat(depth);
    }
}
