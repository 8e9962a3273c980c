package fluxion.core.print;

import fluxion.core.Ints;
import fluxion.core.print.Notation.Big;
import fluxion.core.print.Notation.Cases;
import fluxion.core.print.Notation.Component;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Factor;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Indexed;
import fluxion.core.print.Notation.Indices;
import fluxion.core.print.Notation.Infix;
import fluxion.core.print.Notation.Lambda;
import fluxion.core.print.Notation.Level;
import fluxion.core.print.Notation.Not;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Power;
import fluxion.core.print.Notation.Product;
import fluxion.core.print.Notation.Quotient;
import fluxion.core.print.Notation.Range;
import fluxion.core.print.Notation.Reference;
import fluxion.core.print.Notation.Rest;
import fluxion.core.print.Notation.Root;
import fluxion.core.print.Notation.Sum;
import fluxion.core.print.Notation.Symbol;
import fluxion.core.print.Notation.Term;
import fluxion.core.print.Notation.Transposed;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Writes notations as presentation MathML, each as one element. */
final class MathMlRenderer implements NotationWriter {
    /** Stands between two lines, with the second one's indentation. */
    static final char LINE = '\u001e';

    private static final int SHORT = 8;
    private final Seq<Symbol> steps;

    MathMlRenderer(Seq<Symbol> steps) {
        this.steps = steps;
    }

    // ---- elements ---------------------------------------------------------------------------------------------------

    private static String element(String name, String inside) {
        return "<" + name + ">" + inside + "</" + name + ">";
    }

    static String operator(String sign) {
        return element("mo", escape(sign));
    }

    static String fenced(String open, String inside, String close) {
        return element("mrow", operator(open) + inside + operator(close));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String number(String digits) {
        return element("mn", escape(digits));
    }

    private static String text(String words) {
        return element("mtext", escape(words));
    }

    /** Digits at the end and what follows an underscore are subscripts. */
    String symbol(Symbol symbol) {
        int underscore = symbol.name().indexOf('_', 1);
        String head = underscore > 0 ? symbol.name().substring(0, underscore) : symbol.name();
        String tail = underscore > 0 ? symbol.name().substring(underscore + 1) : "";
        String letters = head.replaceFirst("(?<=.)[0-9]+$", "");
        String digits = head.substring(letters.length());
        String below = Array.of(digits, tail, symbol.subscript()).filter(s -> !s.isEmpty()).mkString(",");
        return below.isEmpty() ? element("mi", escape(letters))
                : element("msub", element("mi", escape(letters)) + element("mtext", escape(below)));
    }

    /** In a row of its own. */
    String row(Notation notation) {
        return element("mrow", of(notation));
    }

    String of(Notation notation) {
        return switch (notation) {
            case Symbol symbol -> symbol(symbol);
            case Reference(int step) -> symbol(steps.get(step));
            case Number(var digits, int exponent) -> exponent == 0 ? digits.equals("π") ? element("mi", digits) : number(digits)
                    : element("mrow", number(digits) + operator("·")
                    + element("msup", number("10") + number(Integer.toString(exponent).replace("-", "−"))));
            case Word(var words) -> text(words);
            case Range(var range) -> text(range);
            case Constant(var kind, Ints dims) -> switch (kind) {
                case DELTA -> element("mi", "δ");
                case IDENTITY -> element("msub", element("mi", "I") + number(Integer.toString(dims.get(0))));
                case ONES -> element("msub", number("1") + text(sizes(dims)));
                case ZEROS -> element("msub", number("0") + text(sizes(dims)));
            };
            case Sum(var terms) -> element("mrow", sum(terms));
            case Product product -> element("mrow", product(product));
            case Quotient(var n, var d, _) -> element("mfrac", row(n) + row(d));
            case Power(var base, var exponent) -> element("msup",
                    (base instanceof Quotient ? fenced("(", of(base), ")") : at(base, Level.POSTFIX)) + row(exponent));
            case Root(int degree, var of) -> degree == 2 ? element("msqrt", of(of))
                    : element("mroot", row(of) + number(Integer.toString(degree)));
            case Transposed(var of) -> element("msup", at(of, Level.POSTFIX) + operator("⊤"));
            case Fence(var kind, var of) -> fenced(kind.open(), list(of), kind.close());
            case Notation.Rows(var rows) -> fenced("[", element("mtable", rows.map(row -> element("mtr",
                    row.map(x -> element("mtd", row(x))).mkString())).mkString()), "]");
            case Infix(var kind, var left, var right) ->
                    element("mrow", operand(kind, left) + operator(kind.sign()) + operand(kind, right));
            case Not(var of) -> element("mrow", operator("¬") + at(of, Level.ROOT));
            case Cases(var branches, var otherwise) -> element("mrow", operator("{")
                    + element("mtable", branches.map(b -> line(row(b.value()), text("if\u00a0") + row(b.condition())))
                    .append(line(row(otherwise), text("otherwise"))).mkString()));
            case Big(var kind, var axes, boolean all, var of) -> element("mrow", (all ? operator(kind == Big.Kind.SUM ? "∑" : "∏")
                    : element("munder", operator(kind == Big.Kind.SUM ? "∑" : "∏") + text(Reader.axes(axes).substring(2))))
                    + at(of, Level.BIG));
            case Function f when isPower(f) -> element("msup", element("mi", "e") + row(f.arguments().get(0)));
            case Function(var name, var arguments, _) when Highlights.isMark(name) -> "<mrow class=\"marked\">"
                    + row(arguments.get(0))
                    + "</mrow>";
            case Function(var name, var arguments, var tail) -> element("mrow", name(name) + operator("\u2061")
                    + fenced("(", list(arguments) + (tail.isEmpty() ? "" : text(tail)), ")"));
            case Indexed(var of, var positions) -> element("mrow", at(of, Level.POSTFIX) + fenced("[", list(positions), "]"));
            case Component(var of, int index) -> element("msub", at(of, Level.POSTFIX) + number(Integer.toString(index)));
            case Indices indices -> indices(indices);
            case Lambda(var page) -> lambda(page);
            case Rest(var index, var but, var element) ->
                    element("mrow", element("munder", operator("∏") + element("mrow", element("mi", index) + operator("≠")
                    + element("mi", String.join(",", but.split(""))))) + of(element));
        };
    }

    private static String line(String value, String condition) {
        return element("mtr", element("mtd", value) + element("mtd", element("mrow", condition)));
    }

    private static String sizes(Ints dims) {
        return dims.stream().mapToObj(Integer::toString).reduce((a, b) -> a + "×" + b).orElse("");
    }

    // ---- arrangement ------------------------------------------------------------------------------------------------

    private static boolean isPower(Function f) {
        return f.name().equals("exp") && f.arguments().get(0).weight() <= SHORT;
    }

    private static Level level(Notation notation) {
        return switch (notation) {
            case Root _ -> Level.ATOM;
            case Quotient _ -> Level.ROOT;
            case Big _ -> Level.BIG;
            case Function f when isPower(f) -> Level.POWER;
            case Symbol _, Reference _, Number _, Word _, Range _, Constant _, Sum _, Product _, Power _, Transposed _, Fence _,
                    Infix _, Not _, Cases _, Function _, Indexed _, Component _, Indices _, Lambda _, Rest _,
                    Notation.Rows _ -> notation.level();
        };
    }

    private String at(Notation notation, Level least) {
        return level(notation).compareTo(least) < 0 ? fenced("(", of(notation), ")") : of(notation);
    }

    private String list(Seq<Notation> notations) {
        return notations.map(this::of).mkString(operator(","));
    }

    private String sum(Seq<Term> terms) {
        return terms.zipWithIndex((term, i) -> {
            String text = at(term.of(), term.minus() || i > 0 ? Level.MODULO : Level.SUM);
            return (term.minus() ? operator("−") : i > 0 ? operator("+") : "") + text;
        }).mkString();
    }

    private String product(Product product) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < product.factors().size(); i++) {
            Factor factor = product.factors().get(i);
            if (i > 0) {
                out.append(operator(product.sign(i) == Notation.Sign.ELEMENTWISE ? "⊙" : "·"));
            }
            boolean closed = factor.of() instanceof Product || factor.of() instanceof Big && i < product.factors().size() - 1;
            out.append(closed ? fenced("(", of(factor.of()), ")")
                    : at(factor.of(), factor.of() instanceof Big ? Level.BIG : Level.PRODUCT));
        }
        return out.toString();
    }

    private String indices(Indices n) {
        String factors = Array.range(0, n.factors().size()).map(i -> {
            String letters = n.indices().get(i);
            String factor = n.isDelta(i) ? element("mi", "δ") : at(n.factors().get(i), IndexSums.isSum(n) ? Level.SUM
                    : Level.POSTFIX);
            return letters.isEmpty() ? factor : element("msub", factor + element("mi", letters));
        }).mkString(operator("·"));
        String sum = n.summed().isEmpty() ? factors : element("munder", operator("∑") + element("mi", n.summed())) + factors;
        return n.free().isEmpty() ? element("mrow", sum) : element("msub", fenced("(", sum, ")") + element("mi", n.free()));
    }

    private static String name(String function) {
        return function.equals("L_exp") ? element("msub", element("mi", "L") + element("mi", "exp"))
                : element("mi", escape(function));
    }

    private String lambda(Document page) {
        MathMlRenderer inner = new MathMlRenderer(page.stepNames());
        Seq<String> params = page.params().map(inner::symbol);
        return element("mrow", (params.size() == 1 ? params.get(0) : fenced("(", params.mkString(operator(",")), ")"))
                + operator("↦")
                + (page.results().size() == 1 ? inner.of(page.results().get(0)) : fenced("(", inner.list(page.results()), ")")));
    }

    private String operand(Infix.Kind kind, Notation operand) {
        boolean same = kind.isAssociative() && operand instanceof Infix(var inner, _, _) && inner == kind;
        return !same && level(operand).compareTo(kind.level()) <= 0 ? fenced("(", of(operand), ")") : of(operand);
    }

    // ---- several lines ----------------------------------------------------------------------------------------------

    @Override
    public String flat(Notation notation, Level least) {
        return at(notation, least);
    }

    /** Brackets around several lines do not grow. */
    @Override
    public String sign(String sign) {
        return sign.equals("Σ") || sign.equals("Π") ? operator(sign.equals("Σ") ? "∑" : "∏")
                : "<mo stretchy=\"false\">" + escape(sign) + "</mo>";
    }

    @Override
    public String between(String sign) {
        return sign.isEmpty() ? "" : sign.equals("if") ? text(" if ") : operator(sign);
    }

    @Override
    public String leading(String sign) {
        return sign.isEmpty() ? "" : sign.equals("if") ? text("if\u00a0") : "<mo form=\"infix\">" + escape(sign) + "</mo>";
    }

    @Override
    public String closing(String sign) {
        return sign.length() == 1 ? operator(sign) : text(sign);
    }

    @Override
    public String function(String name) {
        return element("mi", escape(name)) + operator("\u2061");
    }

    @Override
    public String after(Notation notation) {
        return switch (notation) {
            case Power(_, var exponent) -> element("msup", "<mrow></mrow>" + row(exponent));
            case Component(_, int index) -> element("msub", "<mrow></mrow>" + number(Integer.toString(index)));
            case Notation _ -> element("msup", "<mrow></mrow>" + operator("⊤"));
        };
    }

    @Override
    public String newline(int margin, int depth) {
        return LINE + "<mspace width=\"" + 2 * depth + "em\"></mspace>";
    }
}
