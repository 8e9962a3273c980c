package fluxion.ops.elementwise;

import fluxion.ops.eval.Simd;

/**
 * Runs of one dtype to another, as Java converts: to integers towards zero, NaN to 0, out of range to the nearest bound; to bool
 * x ≠ 0 (so NaN is true); from bool 1 or 0. In other respects as {@link ElementwiseKernels}.
 */
public final class CastKernels {
    private CastKernels() {}

    /** f64 to f64. */
    public static void cast(double[] x, int xo, double[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f64 to f32. */
    public static void cast(double[] x, int xo, float[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f64 to i64. */
    public static void cast(double[] x, int xo, long[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f64 to i32. */
    public static void cast(double[] x, int xo, int[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f64 to bool. */
    public static void cast(double[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** f32 to f64. */
    public static void cast(float[] x, int xo, double[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f32 to f32. */
    public static void cast(float[] x, int xo, float[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f32 to i64. */
    public static void cast(float[] x, int xo, long[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f32 to i32. */
    public static void cast(float[] x, int xo, int[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** f32 to bool. */
    public static void cast(float[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** i64 to f64. */
    public static void cast(long[] x, int xo, double[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i64 to f32. */
    public static void cast(long[] x, int xo, float[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i64 to i64. */
    public static void cast(long[] x, int xo, long[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i64 to i32. */
    public static void cast(long[] x, int xo, int[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i64 to bool. */
    public static void cast(long[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** i32 to f64. */
    public static void cast(int[] x, int xo, double[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i32 to f32. */
    public static void cast(int[] x, int xo, float[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i32 to i64. */
    public static void cast(int[] x, int xo, long[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i32 to i32. */
    public static void cast(int[] x, int xo, int[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }

    /** i32 to bool. */
    public static void cast(int[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to f64. */
    public static void cast(boolean[] x, int xo, double[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to f32. */
    public static void cast(boolean[] x, int xo, float[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to i64. */
    public static void cast(boolean[] x, int xo, long[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to i32. */
    public static void cast(boolean[] x, int xo, int[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to bool. */
    public static void cast(boolean[] x, int xo, boolean[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }
}
