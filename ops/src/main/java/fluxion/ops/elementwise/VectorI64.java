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
        if (!VectorBinary.arithmetic(op, a, ao, b, bo, y, yo, n)) {
            ScalarLoops.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    static void binary(Binary op, long a, long[] b, int bo, long[] y, int yo, int n) {
        if (!VectorBinary.arithmetic(op, a, b, bo, y, yo, n)) {
            ScalarLoops.binary(op, a, b, bo, y, yo, n);
        }
    }

    static void binary(Binary op, long[] a, int ao, long b, long[] y, int yo, int n) {
        if (!VectorBinary.arithmetic(op, a, ao, b, y, yo, n)) {
            ScalarLoops.binary(op, a, ao, b, y, yo, n);
        }
    }
}
