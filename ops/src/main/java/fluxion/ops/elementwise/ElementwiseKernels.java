package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Simd;
import java.util.Arrays;

/**
 * Elementwise operations on runs of arrays: {@code n} elements from each operand's offset on, written from the result's offset
 * on. An operand that is one number for all elements is passed as that number.
 *
 * <p>The result may be an operand's array at the operand's offset (in place); any other overlap is not allowed. Offsets and
 * lengths are the caller's duty beyond Java's own array checks. Operations that a dtype does not have, integer divisors of 0
 * and negative integer powers of integers are a {@link fluxion.core.FluxionException}.
 *
 * <p>Runs of at most {@value #SHORT} elements, and all runs where {@code jdk.incubator.vector} is absent, take the scalar
 * definitions ({@link ScalarF64}, {@link ScalarF32}, {@link ScalarI64}, {@link ScalarI32}, {@link ScalarBools},
 * {@link ScalarCasts}); the vector kernels agree with them bit for bit.
 */
public final class ElementwiseKernels {
    private ElementwiseKernels() {}

    /** The longest run for which a scalar loop is cheaper than setting up vectors. */
    static final int SHORT = 8;

    // f64

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.unary(op, x, xo, y, yo, n);
        } else {
            VectorF64.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, double[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.test(op, x, xo, y, yo, n);
        } else {
            VectorF64.test(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = x} to the power of a fixed integer, not negative for integers. */
    public static void power(int exponent, double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.power(exponent, x, xo, y, yo, n);
        } else {
            VectorF64.power(exponent, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorF64.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, double a, double[] b, int bo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.binary(op, a, b, bo, y, yo, n);
        } else {
            VectorF64.binary(op, a, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, double[] a, int ao, double b, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.binary(op, a, ao, b, y, yo, n);
        } else {
            VectorF64.binary(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, double[] a, int ao, double[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorF64.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, double[] a, int ao, double b, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.compare(op, a, ao, b, y, yo, n);
        } else {
            VectorF64.compare(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, double a, double[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorF64.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, double[] a, int ao, double b, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.select(c, co, a, ao, b, y, yo, n);
        } else {
            VectorF64.select(c, co, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, double a, double[] b, int bo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF64.select(c, co, a, b, bo, y, yo, n);
        } else {
            VectorF64.select(c, co, a, b, bo, y, yo, n);
        }
    }

    // f32

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, float[] x, int xo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.unary(op, x, xo, y, yo, n);
        } else {
            VectorF32.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, float[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.test(op, x, xo, y, yo, n);
        } else {
            VectorF32.test(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = x} to the power of a fixed integer, not negative for integers. */
    public static void power(int exponent, float[] x, int xo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.power(exponent, x, xo, y, yo, n);
        } else {
            VectorF32.power(exponent, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorF32.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, float a, float[] b, int bo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.binary(op, a, b, bo, y, yo, n);
        } else {
            VectorF32.binary(op, a, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, float[] a, int ao, float b, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.binary(op, a, ao, b, y, yo, n);
        } else {
            VectorF32.binary(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorF32.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, float[] a, int ao, float b, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.compare(op, a, ao, b, y, yo, n);
        } else {
            VectorF32.compare(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, float a, float[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorF32.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, float[] a, int ao, float b, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.select(c, co, a, ao, b, y, yo, n);
        } else {
            VectorF32.select(c, co, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, float a, float[] b, int bo, float[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarF32.select(c, co, a, b, bo, y, yo, n);
        } else {
            VectorF32.select(c, co, a, b, bo, y, yo, n);
        }
    }

    // i64

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, long[] x, int xo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.unary(op, x, xo, y, yo, n);
        } else {
            VectorI64.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, long[] x, int xo, boolean[] y, int yo, int n) {
        Arrays.fill(y, yo, yo + n, ScalarI64.test(op));
    }

    /** {@code y = x} to the power of a fixed integer, not negative for integers. */
    public static void power(int exponent, long[] x, int xo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.power(exponent, x, xo, y, yo, n);
        } else {
            VectorI64.power(exponent, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorI64.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, long a, long[] b, int bo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.binary(op, a, b, bo, y, yo, n);
        } else {
            VectorI64.binary(op, a, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, long[] a, int ao, long b, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.binary(op, a, ao, b, y, yo, n);
        } else {
            VectorI64.binary(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, long[] a, int ao, long[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorI64.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, long[] a, int ao, long b, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.compare(op, a, ao, b, y, yo, n);
        } else {
            VectorI64.compare(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, long a, long[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorI64.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, long[] a, int ao, long b, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.select(c, co, a, ao, b, y, yo, n);
        } else {
            VectorI64.select(c, co, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, long a, long[] b, int bo, long[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI64.select(c, co, a, b, bo, y, yo, n);
        } else {
            VectorI64.select(c, co, a, b, bo, y, yo, n);
        }
    }

    // i32

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, int[] x, int xo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.unary(op, x, xo, y, yo, n);
        } else {
            VectorI32.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(x)}, of the operations whose results are truth values. */
    public static void test(Unary op, int[] x, int xo, boolean[] y, int yo, int n) {
        Arrays.fill(y, yo, yo + n, ScalarI32.test(op));
    }

    /** {@code y = x} to the power of a fixed integer, not negative for integers. */
    public static void power(int exponent, int[] x, int xo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.power(exponent, x, xo, y, yo, n);
        } else {
            VectorI32.power(exponent, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorI32.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, int a, int[] b, int bo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.binary(op, a, b, bo, y, yo, n);
        } else {
            VectorI32.binary(op, a, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, int[] a, int ao, int b, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.binary(op, a, ao, b, y, yo, n);
        } else {
            VectorI32.binary(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorI32.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, int[] a, int ao, int b, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.compare(op, a, ao, b, y, yo, n);
        } else {
            VectorI32.compare(op, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, int a, int[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorI32.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, int[] a, int ao, int b, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.select(c, co, a, ao, b, y, yo, n);
        } else {
            VectorI32.select(c, co, a, ao, b, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, int a, int[] b, int bo, int[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarI32.select(c, co, a, b, bo, y, yo, n);
        } else {
            VectorI32.select(c, co, a, b, bo, y, yo, n);
        }
    }

    // bool

    /** {@code y = op(x)}, of the operations that keep the dtype. */
    public static void unary(Unary op, boolean[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarBools.unary(op, x, xo, y, yo, n);
        } else {
            VectorBools.unary(op, x, xo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}. */
    public static void binary(Binary op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarBools.binary(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.binary(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = op(a, b)}, the first operand one number. */
    public static void binary(Binary op, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        ScalarBools.binary(op, a, b, bo, y, yo, n);
    }

    /** {@code y = op(a, b)}, the second operand one number. */
    public static void binary(Binary op, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarBools.binary(op, a, ao, b, y, yo, n);
    }

    /** {@code y = a op b}. */
    public static void compare(Compare op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarBools.compare(op, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.compare(op, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = a op b}, the second operand one number. */
    public static void compare(Compare op, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarBools.compare(op, a, ao, b, y, yo, n);
    }

    /** {@code y = a op b}, the first operand one number. */
    public static void compare(Compare op, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        compare(mirrored(op), b, bo, a, y, yo, n);
    }

    /** {@code y = c ? a : b}. */
    public static void select(boolean[] c, int co, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarBools.select(c, co, a, ao, b, bo, y, yo, n);
        } else {
            VectorBools.select(c, co, a, ao, b, bo, y, yo, n);
        }
    }

    /** {@code y = c ? a : b}, {@code b} one number. */
    public static void select(boolean[] c, int co, boolean[] a, int ao, boolean b, boolean[] y, int yo, int n) {
        ScalarBools.select(c, co, a, ao, b, y, yo, n);
    }

    /** {@code y = c ? a : b}, {@code a} one number. */
    public static void select(boolean[] c, int co, boolean a, boolean[] b, int bo, boolean[] y, int yo, int n) {
        ScalarBools.select(c, co, a, b, bo, y, yo, n);
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
