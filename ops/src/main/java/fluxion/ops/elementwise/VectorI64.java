package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Unary;

/**
 * The vector kernel of each operation on i64 that has one, exactly as the scalar definitions; division and powers are scalar
 * loops. Reached only where {@code jdk.incubator.vector} is present.
 */
final class VectorI64 {
    private VectorI64() {}

    static void unary(Unary op, long[] x, int xo, long[] y, int yo, int n) {
        switch (op) {
            case NEG -> VectorUnary.neg(x, xo, y, yo, n);
            case ABS -> VectorUnary.abs(x, xo, y, yo, n);
            case SIGN -> VectorUnary.sign(x, xo, y, yo, n);
            case RELU -> VectorBinary.maximum(x, xo, 0, y, yo, n);
            default -> throw Refused.unary(op, "i64 to i64");
        }
    }

    static void power(int exponent, long[] x, int xo, long[] y, int yo, int n) {
        if (exponent == 2) {
            VectorBinary.multiply(x, xo, x, xo, y, yo, n);
        } else {
            ScalarLoops.power(exponent, x, xo, y, yo, n);
        }
    }

    static void binary(Binary op, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> VectorBinary.add(a, ao, b, bo, y, yo, n);
            case SUB -> VectorBinary.subtract(a, ao, b, bo, y, yo, n);
            case MUL -> VectorBinary.multiply(a, ao, b, bo, y, yo, n);
            case MAXIMUM -> VectorBinary.maximum(a, ao, b, bo, y, yo, n);
            case MINIMUM -> VectorBinary.minimum(a, ao, b, bo, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarLoops.binary(op, a, ao, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, long a, long[] b, int bo, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> VectorBinary.add(b, bo, a, y, yo, n);
            case SUB -> VectorBinary.subtract(a, b, bo, y, yo, n);
            case MUL -> VectorBinary.multiply(b, bo, a, y, yo, n);
            case MAXIMUM -> VectorBinary.maximum(b, bo, a, y, yo, n);
            case MINIMUM -> VectorBinary.minimum(b, bo, a, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarLoops.binary(op, a, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, long[] a, int ao, long b, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> VectorBinary.add(a, ao, b, y, yo, n);
            case SUB -> VectorBinary.subtract(a, ao, b, y, yo, n);
            case MUL -> VectorBinary.multiply(a, ao, b, y, yo, n);
            case MAXIMUM -> VectorBinary.maximum(a, ao, b, y, yo, n);
            case MINIMUM -> VectorBinary.minimum(a, ao, b, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarLoops.binary(op, a, ao, b, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }
}
