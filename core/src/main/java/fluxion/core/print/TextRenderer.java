package fluxion.core.print;

import fluxion.core.Shape;
import fluxion.core.print.Notation.*;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Rest;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Writes notations as Unicode text. */
final class TextRenderer implements NotationWriter {
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "aeijklmnoprstuv";
    private static final String SMALL = "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ";
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final Seq<Symbol> steps;

    TextRenderer(Seq<Symbol> steps) {
        this.steps = steps;
    }

    static String subscript(String digits) {
        return shifted(digits, DIGITS + LETTERS, SUBSCRIPTS + SMALL);
    }

    private static String shifted(String text, String from, String to) {
        return text.chars().mapToObj(c -> from.indexOf(c) >= 0 ? Character.toString(to.charAt(from.indexOf(c)))
                : Character.toString(c))
                .reduce("", String::concat);
    }

    private static String superscript(String digits) {
        return shifted(digits, DIGITS, SUPERSCRIPTS);
    }

    String text(Notation notation) {
        return switch (notation) {
            case Symbol symbol -> symbol.text();
            case Reference(int step) -> steps.get(step).text();
            case Number(var digits, int exponent) -> exponent == 0 ? digits : digits + "e" + exponent;
            case Word(var text) -> text;
            case Range(var text) -> text;
            case Constant(var kind, var dims) -> switch (kind) {
                case DELTA -> "δ";
                case IDENTITY -> "I" + subscript(Integer.toString(dims.get(0)));
                case ONES -> "ones" + new Shape(dims);
                case ZEROS -> "zeros" + new Shape(dims);
            };
            case Sum(var terms) -> terms(terms).mkString();
            case Product product -> product(product);
            case Quotient(var n, var d, _) -> at(n, Level.PRODUCT) + "/" + at(d, Level.ROOT);
            case Power(var base, var exponent) -> at(base, Level.POSTFIX) + exponent(exponent);
            case Root(int degree, var of) -> (degree == 2 ? "√" : "∛") + at(of, Level.POSTFIX);
            case Transposed(var of) -> at(of, Level.POSTFIX) + "ᵀ";
            case Fence(var kind, var of) -> kind.open() + list(of) + kind.close();
            case Rows(var rows) -> rows.map(this::list).mkString("[", "; ", "]");
            case Infix(var kind, var left, var right) -> operand(kind, left) + " " + kind.sign() + " " + operand(kind, right);
            case Not(var of) -> "¬" + at(of, Level.ROOT);
            case Cases(var branches, var otherwise) ->
                    branches.map(b -> text(b.value()) + " if " + text(b.condition()))
                            .mkString("{", "; ", "; " + text(otherwise) + " otherwise}");
            case Big(var kind, var axes, boolean all, var of) -> all
                    ? (kind == Big.Kind.SUM ? "Σ " : "Π ") + at(of, Level.BIG)
                    : text(new Function(kind == Big.Kind.SUM ? "sum" : "prod", Array.of(of), Reader.axes(axes)));
            case Function(var name, var arguments, var tail) -> name + "(" + list(arguments) + tail + ")";
            case Indexed(var of, var positions) -> at(of, Level.POSTFIX) + "[" + list(positions) + "]";
            case Component(var of, int index) -> at(of, Level.POSTFIX) + "." + index;
            case Indices indices -> indices(indices);
            case Lambda(var page) -> lambda(page);
            case Rest(var index, var but, var element) -> "Π_{" + index + "≠" + String.join(",", but.split("")) + "} "
                    + text(element);
        };
    }

    @Override
    public String flat(Notation notation, Level least) {
        return at(notation, least);
    }

    @Override
    public String sign(String sign) {
        return sign.equals("Σ") || sign.equals("Π") ? sign + " " : sign;
    }

    @Override
    public String between(String sign) {
        return spaced(sign);
    }

    /** A sign with its spaces on one line; products of numbers and of matrices, and quotients, have none. */
    static String spaced(String sign) {
        return sign.isEmpty() ? " " : sign.equals("·") || sign.equals("/") ? sign : " " + sign + " ";
    }

    @Override
    public String leading(String sign) {
        return sign.isEmpty() ? "" : sign + " ";
    }

    @Override
    public String closing(String sign) {
        return sign;
    }

    @Override
    public String function(String name) {
        return name;
    }

    @Override
    public String after(Notation notation) {
        return switch (notation) {
            case Power(_, var exponent) -> exponent(exponent);
            case Component(_, int index) -> "." + index;
            case Notation _ -> "ᵀ";
        };
    }

    @Override
    public String newline(int margin, int depth) {
        return "\n" + " ".repeat(margin + LineBreaker.STEP * depth);
    }

    private String at(Notation notation, Level least) {
        String text = text(notation);
        return notation.level().compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    private String list(Seq<Notation> notations) {
        return notations.map(this::text).mkString(", ");
    }

    /** Each summand with its sign. */
    private Seq<String> terms(Seq<Term> terms) {
        return terms.zipWithIndex((term, i) -> {
            String text = at(term.of(), term.minus() || i > 0 ? Level.MODULO : Level.SUM);
            return i == 0 ? (term.minus() ? "−" : "") + text : (term.minus() ? " − " : " + ") + text;
        });
    }

    private String product(Product product) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < product.factors().size(); i++) {
            Factor factor = product.factors().get(i);
            if (i > 0) {
                out.append(switch (product.sign(i)) {
                    case SCALAR, MATRIX -> "·";
                    case ELEMENTWISE -> " ⊙ ";
                });
            }
            out.append(at(factor.of(), product.least(i)));
        }
        return out.toString();
    }

    private String indices(Indices n) {
        String factors = Array.range(0, n.factors().size()).map(i -> n.isDelta(i) ? "δ" + subscript(n.indices().get(i))
                : (n.factors().get(i) instanceof Indices inner ? "(" + indices(inner) + ")"
                : at(n.factors().get(i), IndexSums.isSum(n) ? Level.SUM : Level.POSTFIX))
                + subscript(n.indices().get(i))).mkString("·");
        String sum = n.summed().isEmpty() ? factors : "Σ" + subscript(n.summed()) + " " + factors;
        return n.free().isEmpty() ? sum : "(" + sum + ")" + subscript(n.free());
    }

    String exponent(Notation exponent) {
        return switch (exponent) {
            case Number n when n.isWhole() -> superscript(n.digits());
            case Sum(var terms) when terms.size() == 1 && terms.get(0).of() instanceof Number n
                    && n.isWhole() -> "⁻" + superscript(n.digits());
            case Symbol _, Reference _, Number _, Word _, Range _, Constant _, Sum _, Product _, Quotient _, Power _, Root _,
                    Transposed _,
                    Fence _, Infix _, Not _, Cases _, Big _, Function _, Indexed _, Component _, Indices _, Lambda _,
                    Rest _, Rows _ -> "^" + at(exponent, Level.POSTFIX);
        };
    }

    private String operand(Infix.Kind kind, Notation operand) {
        boolean same = kind.isAssociative() && operand instanceof Infix(var inner, _, _) && inner == kind;
        return same ? text(operand) : at(operand, kind.operand());
    }

    private String lambda(Document page) {
        TextRenderer inner = new TextRenderer(page.stepNames());
        return inner.params(page) + " ↦ " + (page.results().size() == 1 ? inner.text(page.results().get(0))
                : "(" + inner.list(page.results()) + ")");
    }

    /** The parameters, in parentheses unless there is just one. */
    String params(Document page) {
        return page.params().size() == 1 && page.params().get(0).name().indexOf(':') < 0 ? page.params().get(0).text()
                : page.params().map(Symbol::text).mkString("(", ", ", ")");
    }
}
