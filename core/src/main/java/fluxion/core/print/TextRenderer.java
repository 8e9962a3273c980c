package fluxion.core.print;

import fluxion.core.Shape;
import fluxion.core.print.Notation.*;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Rest;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Writes notations as one line of Unicode text. */
final class TextRenderer {
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
        return text.chars().mapToObj(c -> from.indexOf(c) >= 0 ? Character.toString(to.charAt(from.indexOf(c))) : Character.toString(c))
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
            case Fence(var kind, var of) -> switch (kind) {
                case ABS -> "|" + list(of) + "|";
                case FLOOR -> "⌊" + list(of) + "⌋";
                case CEIL -> "⌈" + list(of) + "⌉";
                case ANGLE -> "⟨" + list(of) + "⟩";
                case SQUARE -> "[" + list(of) + "]";
            };
            case Infix(var kind, var left, var right) -> operand(kind, left) + " " + sign(kind) + " " + operand(kind, right);
            case Not(var of) -> "¬" + at(of, Level.ROOT);
            case Cases(var branches, var otherwise) ->
                    branches.map(b -> text(b.value()) + " if " + text(b.condition())).mkString("{", "; ", "; " + text(otherwise) + " otherwise}");
            case Big(var kind, var axes, boolean all, var of) -> all
                    ? (kind == Big.Kind.SUM ? "Σ " : "Π ") + at(of, Level.BIG)
                    : text(new Function(kind == Big.Kind.SUM ? "sum" : "prod", Array.of(of), Reader.axes(axes)));
            case Function(var name, var arguments, var tail) -> name + "(" + list(arguments) + tail + ")";
            case Indexed(var of, var positions) -> at(of, Level.POSTFIX) + "[" + list(positions) + "]";
            case Component(var of, int index) -> at(of, Level.POSTFIX) + "." + index;
            case Indices indices -> indices(indices);
            case Rest(var index, var but, var element) -> "Π_{" + index + "≠" + String.join(",", but.split("")) + "} " + text(element);
        };
    }

    private String at(Notation notation, Level least) {
        String text = text(notation);
        return notation.level().compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    private String list(Seq<Notation> notations) {
        return notations.map(this::text).mkString(", ");
    }

    /** Each summand with its sign. */
    Seq<String> terms(Seq<Term> terms) {
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
            boolean closed = factor.of() instanceof Product || factor.of() instanceof Quotient && factor.matrix()
                    || factor.of() instanceof Big big && big.all() && i < product.factors().size() - 1;
            out.append(closed ? "(" + text(factor.of()) + ")" : at(factor.of(), factor.of() instanceof Big ? Level.BIG : Level.PRODUCT));
        }
        return out.toString();
    }

    private String indices(Indices n) {
        String factors = n.factors().zipWith(n.indices(), (factor, letters) -> letters.isEmpty() ? at(factor, Level.POSTFIX)
                : factor instanceof Constant c && c.kind() == Constant.Kind.IDENTITY ? "δ" + subscript(letters)
                : at(factor, Level.POSTFIX) + subscript(letters)).mkString("·");
        String sum = n.summed().isEmpty() ? factors : "Σ" + subscript(n.summed()) + " " + factors;
        return n.free().isEmpty() ? sum : "(" + sum + ")" + subscript(n.free());
    }

    private String exponent(Notation exponent) {
        return switch (exponent) {
            case Number n when n.isWhole() -> superscript(n.digits());
            case Sum(var terms) when terms.size() == 1 && terms.get(0).of() instanceof Number n && n.isWhole() -> "⁻" + superscript(n.digits());
            case Symbol _, Reference _, Number _, Word _, Range _, Constant _, Sum _, Product _, Quotient _, Power _, Root _, Transposed _,
                    Fence _, Infix _, Not _, Cases _, Big _, Function _, Indexed _, Component _, Indices _, Rest _ -> "^" + at(exponent, Level.POSTFIX);
        };
    }

    private String operand(Infix.Kind kind, Notation operand) {
        boolean same = kind.isAssociative() && operand instanceof Infix(var inner, _, _) && inner == kind;
        return !same && operand.level().compareTo(kind.level()) <= 0 || kind == Infix.Kind.MODULO && operand.level().compareTo(Level.ROOT) < 0
                ? "(" + text(operand) + ")" : text(operand);
    }

    private static String sign(Infix.Kind kind) {
        return switch (kind) {
            case EQ -> "=";
            case NE -> "≠";
            case LT -> "<";
            case LE -> "≤";
            case GT -> ">";
            case GE -> "≥";
            case AND -> "∧";
            case OR -> "∨";
            case XOR -> "⊕";
            case MODULO -> "mod";
        };
    }
}
