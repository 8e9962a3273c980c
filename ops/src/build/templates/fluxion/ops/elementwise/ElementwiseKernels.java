package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.simd.Simd;
import java.util.Arrays;

/**
 * Elementwise operations on runs of arrays: {@code n} elements from each operand's offset on, written from the result's offset
 * on. An operand that is one number for all elements is passed as that number.
 *
 * <p>The result may be an operand's array at the operand's offset (in place); any other overlap is not allowed. Offsets and
 * lengths are the caller's duty beyond Java's own array checks. Operations that a dtype does not have, integer divisors of 0
 * and negative integer powers of integers are a {@link fluxion.core.FluxionException}.
 *
 * <p>Runs of at most {@value #SHORT} elements, all runs where {@code jdk.incubator.vector} is absent, and those of an operation
 * whose vector loop has not been compiled ({@link LoopReadiness}) take the scalar definitions ({@link ScalarF64},
 * {@link ScalarF32}, {@link ScalarI64}, {@link ScalarI32}, {@link ScalarBools}, {@link ScalarCasts}); the vector kernels agree
 * with them bit for bit.
 */
public final class ElementwiseKernels {
    private ElementwiseKernels() {}

    /** The longest run for which a scalar loop is cheaper than setting up vectors. */
    static final int SHORT = 8;
    //@ for T, N in double F64, float F32, long I64, int I32

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, $T[] x, int xo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.unary(op, x, n)) {
            ScalarLoops.unary(op, x, xo, y, yo, n);
        } else {
            Vector$N.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = x} to the power of a fixed integer, not negative for integers. */
    public static void power(int exponent, $T[] x, int xo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.power(exponent, x, n)) {
            ScalarLoops.power(exponent, x, xo, y, yo, n);
        } else {
            Vector$N.power(exponent, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, $T[] a, int ao, $T[] b, int bo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.binary(op, a, b, n)) {
            ScalarLoops.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            Vector$N.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, $T a, $T[] b, int bo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.binary(op, a, b, n)) {
            ScalarLoops.binary(op, a, b, bo, y, yo, n);
        } else {
            Vector$N.binary(op, a, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, $T[] a, int ao, $T b, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.binary(op, a, b, n)) {
            ScalarLoops.binary(op, a, ao, b, y, yo, n);
        } else {
            Vector$N.binary(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, $T[] a, int ao, $T[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.compare(op, a, b, n)) {
            ScalarLoops.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorBinary.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, $T[] a, int ao, $T b, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.compare(op, a, b, n)) {
            ScalarLoops.compare(op, a, ao, b, y, yo, n);
        } else {
            VectorBinary.compare(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, $T a, $T[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, $T[] a, int ao, $T[] b, int bo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.select(a, b, n)) {
            ScalarLoops.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorSelect.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, $T[] a, int ao, $T b, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.select(a, b, n)) {
            ScalarLoops.select(c, co, a, ao, b, y, yo, n);
        } else {
            VectorSelect.select(c, co, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, $T a, $T[] b, int bo, $T[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.select(a, b, n)) {
            ScalarLoops.select(c, co, a, b, bo, y, yo, n);
        } else {
            VectorSelect.select(c, co, a, b, bo, y, yo, n);
        }
    }
    //@ end
    //@ for T, N in double F64, float F32

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, $T[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !LoopReadiness.test(op, x, n)) {
            ScalarLoops.test(op, x, xo, y, yo, n);
        } else {
            Vector$N.test(op, x, xo, y, yo, n);
        }
    }
    //@ end
    //@ for T, N in long I64, int I32

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, $T[] x, int xo, boolean[] y, int yo, int n) {
        Arrays.fill(y, yo, yo + n, Scalar$N.test(op));
    }
    //@ end

    // bool

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, boolean[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarLoops.unary(op, x, xo, y, yo, n);
        } else {
            VectorBools.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarLoops.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        ScalarLoops.binary(op, a, b, bo, y, yo, n);
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarLoops.binary(op, a, ao, b, y, yo, n);
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarLoops.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarLoops.compare(op, a, ao, b, y, yo, n);
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarLoops.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarLoops.select(c, co, a, ao, b, y, yo, n);
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        ScalarLoops.select(c, co, a, b, bo, y, yo, n);
    }

    /** {@code a op b} is {@code b mirrored(op) a}. */
    private static Compare mirrored(Compare op) {
        return switch (op) {
            case EQ, NE -> op;
            case LT -> Compare.GT;
            case LE -> Compare.GE;
            case GT -> Compare.LT;
            case GE -> Compare.LE;
        };
    }
}
