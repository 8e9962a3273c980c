package fluxion.ops.reduction;

import fluxion.ops.functions.ExponentialsF32;
import fluxion.ops.functions.ExponentialsF64;
import java.util.Arrays;

/**
 * Folds of float runs, one element after the other, and of rows into rows of accumulators; both dtypes accumulate in f64.
 * The definitions that {@link VectorReductionsF64} and {@link VectorReductionsF32} are tested against, and what runs where the
 * incubator module is absent.
 */
final class ScalarReductions {
    private ScalarReductions() {}

    // f64

    /** In sixteen partial results, as by vectors. */
    static double prodInLanes(double[] x, int xo, int n) {
        double[] p = new double[16];
        Arrays.fill(p, 1);
        int i = 0;
        for (; i <= n - 16; i += 16) {
            for (int j = 0; j < 16; j++) {
                p[j] *= x[xo + i + j];
            }
        }
        for (; i <= n - 4; i += 4) {
            for (int j = 0; j < 4; j++) {
                p[j] *= x[xo + i + j];
            }
        }
        double result = 1;
        for (; i < n; i++) {
            result *= x[xo + i];
        }
        for (int j = 0; j < 4; j++) {
            result *= (p[j] * p[j + 4]) * (p[j + 8] * p[j + 12]);
        }
        return result;
    }

    /** In sixteen partial results, as by vectors. */
    static double sumInLanes(double[] x, int xo, int n) {
        double[] p = new double[16];
        Arrays.fill(p, 0);
        int i = 0;
        for (; i <= n - 16; i += 16) {
            for (int j = 0; j < 16; j++) {
                p[j] += x[xo + i + j];
            }
        }
        for (; i <= n - 4; i += 4) {
            for (int j = 0; j < 4; j++) {
                p[j] += x[xo + i + j];
            }
        }
        double result = 0;
        for (; i < n; i++) {
            result += x[xo + i];
        }
        for (int j = 0; j < 4; j++) {
            result += (p[j] + p[j + 4]) + (p[j + 8] + p[j + 12]);
        }
        return result;
    }

    static double sum(double[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    static double prod(double[] x, int xo, int n) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    static double max(double[] x, int xo, int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    static double min(double[] x, int xo, int n) {
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    /** Σ e^(x − shift). */
    static double sumExp(double[] x, int xo, int n, double shift) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += ExponentialsF64.exp(x[xo + i] - shift);
        }
        return sum;
    }

    /** Where the value is found first; NaN is found too. */
    static int indexOf(double value, double[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (x[xo + i] == value || x[xo + i] != x[xo + i] && value != value) {
                return i;
            }
        }
        return n;
    }

    static void addEach(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    static void multiplyEach(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] *= x[xo + i];
        }
    }

    static void maxEach(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.max(y[yo + i], x[xo + i]);
        }
    }

    static void minEach(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.min(y[yo + i], x[xo + i]);
        }
    }

    /** {@code y += e^(x − shift)}. */
    static void addExpEach(double[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += ExponentialsF64.exp(x[xo + i] - shift[so + i]);
        }
    }

    // f32

    /** In sixteen partial results, as by vectors. */
    static double prodInLanes(float[] x, int xo, int n) {
        double[] p = new double[16];
        Arrays.fill(p, 1);
        int i = 0;
        for (; i <= n - 16; i += 16) {
            for (int j = 0; j < 16; j++) {
                p[j] *= x[xo + i + j];
            }
        }
        for (; i <= n - 4; i += 4) {
            for (int j = 0; j < 4; j++) {
                p[j] *= x[xo + i + j];
            }
        }
        double result = 1;
        for (; i < n; i++) {
            result *= x[xo + i];
        }
        for (int j = 0; j < 4; j++) {
            result *= (p[j] * p[j + 4]) * (p[j + 8] * p[j + 12]);
        }
        return result;
    }

    /** In sixteen partial results, as by vectors. */
    static double sumInLanes(float[] x, int xo, int n) {
        double[] p = new double[16];
        Arrays.fill(p, 0);
        int i = 0;
        for (; i <= n - 16; i += 16) {
            for (int j = 0; j < 16; j++) {
                p[j] += x[xo + i + j];
            }
        }
        for (; i <= n - 4; i += 4) {
            for (int j = 0; j < 4; j++) {
                p[j] += x[xo + i + j];
            }
        }
        double result = 0;
        for (; i < n; i++) {
            result += x[xo + i];
        }
        for (int j = 0; j < 4; j++) {
            result += (p[j] + p[j + 4]) + (p[j + 8] + p[j + 12]);
        }
        return result;
    }

    static double sum(float[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    static double prod(float[] x, int xo, int n) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    static double max(float[] x, int xo, int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    static double min(float[] x, int xo, int n) {
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    /** Σ e^(x − shift), the exponentials in f32. */
    static double sumExp(float[] x, int xo, int n, double shift) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += ExponentialsF32.exp(x[xo + i] - (float) shift);
        }
        return sum;
    }

    /** Where the value is found first; NaN is found too. */
    static int indexOf(float value, float[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (x[xo + i] == value || x[xo + i] != x[xo + i] && value != value) {
                return i;
            }
        }
        return n;
    }

    static void addEach(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    static void multiplyEach(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] *= x[xo + i];
        }
    }

    static void maxEach(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.max(y[yo + i], x[xo + i]);
        }
    }

    static void minEach(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.min(y[yo + i], x[xo + i]);
        }
    }

    /** {@code y += e^(x − shift)}, the exponentials in f32. */
    static void addExpEach(float[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += ExponentialsF32.exp(x[xo + i] - (float) shift[so + i]);
        }
    }
}
