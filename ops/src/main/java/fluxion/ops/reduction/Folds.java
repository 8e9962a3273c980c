package fluxion.ops.reduction;

import fluxion.core.op.Reduce.Kind;
import fluxion.ops.eval.Simd;

/** Folds of one run, by vectors where there are any and the run is long enough to pay for them. */
final class Folds {
    private Folds() {}

    /** The longest run for which a scalar loop is cheaper than setting up vectors. */
    private static final int SHORT = 8;
    /** The same for folds whose lanes are costly to combine at the end, compared with what the loop does. */
    private static final int SHORT_SIMPLE = 16;

    static double sum(double[] x, int xo, int n) {
        if (n <= SHORT_SIMPLE) {
            return ScalarReductions.sum(x, xo, n);
        }
        return Simd.AVAILABLE ? VectorReductionsF64.sum(x, xo, n) : ScalarReductions.sumInLanes(x, xo, n);
    }

    static double prod(double[] x, int xo, int n) {
        if (n <= SHORT_SIMPLE) {
            return ScalarReductions.prod(x, xo, n);
        }
        return Simd.AVAILABLE ? VectorReductionsF64.prod(x, xo, n) : ScalarReductions.prodInLanes(x, xo, n);
    }

    static double max(double[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.max(x, xo, n) : VectorReductionsF64.max(x, xo, n);
    }

    static double min(double[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.min(x, xo, n) : VectorReductionsF64.min(x, xo, n);
    }

    static double sumExp(double[] x, int xo, int n, double shift) {
        return n <= SHORT || !Simd.AVAILABLE ? ScalarReductions.sumExp(x, xo, n, shift) : VectorReductionsF64.sumExp(x, xo, n, shift);
    }

    static int indexOf(double value, double[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.indexOf(value, x, xo, n) : VectorReductionsF64.indexOf(value, x, xo, n);
    }

    static void addEach(double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.addEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF64.addEach(x, xo, y, yo, n);
        }
    }

    static void multiplyEach(double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.multiplyEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF64.multiplyEach(x, xo, y, yo, n);
        }
    }

    static void maxEach(double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.maxEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF64.maxEach(x, xo, y, yo, n);
        }
    }

    static void minEach(double[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.minEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF64.minEach(x, xo, y, yo, n);
        }
    }

    static void addExpEach(double[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.addExpEach(x, xo, shift, so, y, yo, n);
        } else {
            VectorReductionsF64.addExpEach(x, xo, shift, so, y, yo, n);
        }
    }

    static double sum(float[] x, int xo, int n) {
        if (n <= SHORT_SIMPLE) {
            return ScalarReductions.sum(x, xo, n);
        }
        return Simd.AVAILABLE ? VectorReductionsF32.sum(x, xo, n) : ScalarReductions.sumInLanes(x, xo, n);
    }

    static double prod(float[] x, int xo, int n) {
        if (n <= SHORT_SIMPLE) {
            return ScalarReductions.prod(x, xo, n);
        }
        return Simd.AVAILABLE ? VectorReductionsF32.prod(x, xo, n) : ScalarReductions.prodInLanes(x, xo, n);
    }

    static double max(float[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.max(x, xo, n) : VectorReductionsF32.max(x, xo, n);
    }

    static double min(float[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.min(x, xo, n) : VectorReductionsF32.min(x, xo, n);
    }

    static double sumExp(float[] x, int xo, int n, double shift) {
        return n <= SHORT || !Simd.AVAILABLE ? ScalarReductions.sumExp(x, xo, n, shift) : VectorReductionsF32.sumExp(x, xo, n, shift);
    }

    static int indexOf(float value, float[] x, int xo, int n) {
        return n <= SHORT_SIMPLE || !Simd.AVAILABLE ? ScalarReductions.indexOf(value, x, xo, n) : VectorReductionsF32.indexOf(value, x, xo, n);
    }

    static void addEach(float[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.addEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF32.addEach(x, xo, y, yo, n);
        }
    }

    static void multiplyEach(float[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.multiplyEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF32.multiplyEach(x, xo, y, yo, n);
        }
    }

    static void maxEach(float[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.maxEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF32.maxEach(x, xo, y, yo, n);
        }
    }

    static void minEach(float[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.minEach(x, xo, y, yo, n);
        } else {
            VectorReductionsF32.minEach(x, xo, y, yo, n);
        }
    }

    static void addExpEach(float[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.addExpEach(x, xo, shift, so, y, yo, n);
        } else {
            VectorReductionsF32.addExpEach(x, xo, shift, so, y, yo, n);
        }
    }

    // The loops below are simple enough for the compiler's own vectors.

    static long fold(Kind kind, long[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> sum(x, xo, n);
            case PROD -> prod(x, xo, n);
            case MAX -> max(x, xo, n);
            case MIN -> min(x, xo, n);
            case ANY, ALL, LOGSUMEXP -> throw PartialReductions.refused(kind, "integers");
        };
    }

    private static long sum(long[] x, int xo, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    private static long prod(long[] x, int xo, int n) {
        long product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    private static long max(long[] x, int xo, int n) {
        long max = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    private static long min(long[] x, int xo, int n) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    static long fold(Kind kind, int[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> sum(x, xo, n);
            case PROD -> prod(x, xo, n);
            case MAX -> max(x, xo, n);
            case MIN -> min(x, xo, n);
            case ANY, ALL, LOGSUMEXP -> throw PartialReductions.refused(kind, "integers");
        };
    }

    private static int sum(int[] x, int xo, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    private static int prod(int[] x, int xo, int n) {
        int product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    private static int max(int[] x, int xo, int n) {
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    private static int min(int[] x, int xo, int n) {
        int min = Integer.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    static long fold(Kind kind, boolean[] x, int xo, int n) {
        return switch (kind) {
            case ANY -> contains(true, x, xo, n) ? 1 : 0;
            case ALL -> contains(false, x, xo, n) ? 0 : 1;
            case SUM, PROD, MAX, MIN, LOGSUMEXP -> throw PartialReductions.refused(kind, "bools");
        };
    }

    private static boolean contains(boolean value, boolean[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (x[xo + i] == value) {
                return true;
            }
        }
        return false;
    }
}
