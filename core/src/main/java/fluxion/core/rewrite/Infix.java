package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;

/** Patterns on one line. They are small, so that this may recurse. */
final class Infix {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private Infix() {}

    static String of(Expr e) {
        return of(e, 0);
    }

    private static String of(Expr e, int tight) {
        return switch (e) {
            case Var variable -> variable.name();
            case Tensor number -> Literal.value(number).map(Infix::number).getOrElse(number.toString());
            case Result result -> result.toString();
            case Apply apply -> of(apply, tight);
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value).replace('-', '−')
                : Double.toString(value).replace('-', '−');
    }

    private static String of(Apply e, int tight) {
        return switch (e.op()) {
            case Binary.ADD -> infix(e, " + ", SUM, SUM, tight);
            case Binary.SUB -> infix(e, " − ", SUM, PRODUCT, tight);
            case Binary.MUL -> infix(e, "·", PRODUCT, SIGN, tight);
            case Binary.DIV -> infix(e, "/", PRODUCT, SIGN, tight);
            case Unary.NEG -> wrap("−" + of(e.input(0), SIGN), SIGN, tight);
            case Compare compare -> infix(e, switch (compare) {
                case EQ -> " = ";
                case NE -> " ≠ ";
                case LT -> " < ";
                case LE -> " ≤ ";
                case GT -> " > ";
                case GE -> " ≥ ";
            }, 0, SUM, tight);
            case Power power -> wrap(of(e.input(0), ATOM) + superscript(power.exponent()), POWER, tight);
            case Op op -> op.label() + e.inputs().map(input -> of(input, 0)).mkString("(", ", ", ")");
        };
    }

    private static String infix(Apply e, String sign, int own, int right, int tight) {
        return wrap(of(e.input(0), own) + sign + of(e.input(1), right), own, tight);
    }

    private static String wrap(String text, int own, int tight) {
        return own < tight ? "(" + text + ")" : text;
    }

    private static String superscript(int n) {
        String digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        StringBuilder text = new StringBuilder(n < 0 ? "⁻" : "");
        Integer.toString(Math.abs(n)).chars().forEach(c -> text.append(digits.charAt(c - '0')));
        return text.toString();
    }
}
