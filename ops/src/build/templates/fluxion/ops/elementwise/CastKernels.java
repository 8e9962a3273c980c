package fluxion.ops.elementwise;

import fluxion.ops.simd.Simd;

/**
 * Runs of one dtype to another, as Java converts: to integers towards zero, NaN to 0, out of range to the nearest bound; to bool
 * x ≠ 0 (so NaN is true); from bool 1 or 0. In other respects as {@link ElementwiseKernels}.
 */
public final class CastKernels {
    private CastKernels() {}
    //@ for T, N in double f64, float f32, long i64, int i32
    //@ for U, M in double f64, float f32, long i64, int i32

    /** $N to $M. */
    public static void cast($T[] x, int xo, $U[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }
    //@ end

    /** $N to bool. */
    public static void cast($T[] x, int xo, boolean[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }

    /** bool to $N. */
    public static void cast(boolean[] x, int xo, $T[] y, int yo, int n) {
        if (n <= ElementwiseKernels.SHORT || !Simd.AVAILABLE) {
            ScalarCasts.cast(x, xo, y, yo, n);
        } else {
            VectorCasts.cast(x, xo, y, yo, n);
        }
    }
    //@ end

    /** bool to bool. */
    public static void cast(boolean[] x, int xo, boolean[] y, int yo, int n) {
        ScalarCasts.cast(x, xo, y, yo, n);
    }
}
