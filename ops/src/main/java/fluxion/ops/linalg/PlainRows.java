package fluxion.ops.linalg;

/** {@link Rows} without vectors: the same bits, one element after another. */
final class PlainRows {
    private PlainRows() {}

    /** y += f·x. */
    static void add(double[] y, int yo, double f, double[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(f, x[xo + i], y[yo + i]);
        }
    }

    /** y += f·x + g·z. */
    static void add(double[] y, int yo, double f, double[] x, int xo, double g, double[] z, int zo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(g, z[zo + i], Math.fma(f, x[xo + i], y[yo + i]));
        }
    }

    /** y −= Σ f[fo + r·fs]·(row r of x), for r below count; rows of x are ld apart. */
    static void subtract(double[] y, int yo, double[] f, int fo, int fs, double[] x, int xo, int ld, int count, int n) {
        for (int r = 0; r < count; r++) {
            add(y, yo, -f[fo + r * fs], x, xo + r * ld, n);
        }
    }

    /** (x, y) becomes (c·x − s·y, s·x + c·y). */
    static void rotate(double[] x, int xo, double[] y, int yo, double c, double s, int n) {
        for (int i = 0; i < n; i++) {
            double a = x[xo + i];
            double b = y[yo + i];
            x[xo + i] = Math.fma(c, a, -s * b);
            y[yo + i] = Math.fma(s, a, c * b);
        }
    }
}
