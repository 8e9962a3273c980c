package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;

/** What each elementwise operation means on one i64, wrapping around. */
public final class ScalarI64 {
    private ScalarI64() {}

    /** One element of a unary operation. */
    public static long unary(Unary op, long x) {
        return switch (op) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Long.signum(x);
            case RELU -> Math.max(x, 0);
            default -> throw Refused.unary(op, "i64 to i64");
        };
    }

    /** One element of a unary operation from integers to truth values: every integer is a finite number. */
    public static boolean test(Unary op) {
        return switch (op) {
            case IS_NAN, IS_INF -> false;
            case IS_FINITE -> true;
            default -> throw Refused.unary(op, "i64 to bool");
        };
    }

    /** One element of a binary operation. */
    public static long binary(Binary op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case POW -> pow(a, b);
            case REMAINDER -> remainder(a, b);
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
        };
    }

    /** One element of a comparison. */
    public static boolean compare(Compare op, long a, long b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }

    /** xⁿ, n ≥ 0, by squaring. */
    public static long power(int exponent, long x) {
        return pow(x, exponent);
    }

    static long pow(long x, long y) {
        if (y < 0) {
            throw Refused.exponent("i64", x, y);
        }
        long result = 1;
        long square = x;
        for (long e = y; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    static long remainder(long x, long y) {
        if (y == 0) {
            throw Refused.divisor(Binary.REMAINDER, "i64", x);
        }
        return Math.floorMod(x, y);
    }

    static long floorDivide(long x, long y) {
        if (y == 0) {
            throw Refused.divisor(Binary.FLOOR_DIVIDE, "i64", x);
        }
        return Math.floorDiv(x, y);
    }
}
