package fluxion.ops.elementwise;

/**
 * Every dtype to every dtype, as Java converts: to integers towards zero, NaN to 0, out of range to the nearest bound; to bool
 * x ≠ 0 (so NaN is true); from bool 1 or 0. Plain loops.
 */
public final class ScalarCasts {
    private ScalarCasts() {}

    public static void cast(double[] x, int xo, double[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }

    public static void cast(double[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) x[xo + i];
        }
    }

    public static void cast(double[] x, int xo, long[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (long) x[xo + i];
        }
    }

    public static void cast(double[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (int) x[xo + i];
        }
    }

    public static void cast(double[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    public static void cast(float[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i];
        }
    }

    public static void cast(float[] x, int xo, float[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }

    public static void cast(float[] x, int xo, long[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (long) x[xo + i];
        }
    }

    public static void cast(float[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (int) x[xo + i];
        }
    }

    public static void cast(float[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    public static void cast(long[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (double) x[xo + i];
        }
    }

    public static void cast(long[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) x[xo + i];
        }
    }

    public static void cast(long[] x, int xo, long[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }

    public static void cast(long[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (int) x[xo + i];
        }
    }

    public static void cast(long[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    public static void cast(int[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i];
        }
    }

    public static void cast(int[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) x[xo + i];
        }
    }

    public static void cast(int[] x, int xo, long[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i];
        }
    }

    public static void cast(int[] x, int xo, int[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }

    public static void cast(int[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    public static void cast(boolean[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    public static void cast(boolean[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    public static void cast(boolean[] x, int xo, long[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    public static void cast(boolean[] x, int xo, int[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    public static void cast(boolean[] x, int xo, boolean[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }
}
