package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;

/** What each elementwise operation means on one bool. */
public final class ScalarBools {
    private ScalarBools() {}

    /** One element of a unary operation. */
    public static boolean unary(Unary op, boolean x) {
        return switch (op) {
            case LOGICAL_NOT -> !x;
            default -> throw Refused.unary(op, "bool to bool");
        };
    }

    /** One element of a binary operation. */
    public static boolean binary(Binary op, boolean a, boolean b) {
        return switch (op) {
            case LOGICAL_AND -> a & b;
            case LOGICAL_OR -> a | b;
            case LOGICAL_XOR -> a ^ b;
            case ADD, SUB, MUL, DIV, POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN ->
                    throw Refused.binary(op, "bool");
        };
    }

    /** One element of a comparison: equal or not. */
    public static boolean compare(Compare op, boolean a, boolean b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT, LE, GT, GE -> throw Refused.compare(op);
        };
    }
}
