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

    /** x·y, in eight sums side by side. */
    static double dot(double[] x, int xo, double[] y, int yo, int n) {
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            int p = xo + i;
            int q = yo + i;
            a = Math.fma(x[p], y[q], a);
            b = Math.fma(x[p + 1], y[q + 1], b);
            c = Math.fma(x[p + 2], y[q + 2], c);
            d = Math.fma(x[p + 3], y[q + 3], d);
            e = Math.fma(x[p + 4], y[q + 4], e);
            f = Math.fma(x[p + 5], y[q + 5], f);
            g = Math.fma(x[p + 6], y[q + 6], g);
            h = Math.fma(x[p + 7], y[q + 7], h);
        }
        double sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
        for (; i < n; i++) {
            sum = Math.fma(x[xo + i], y[yo + i], sum);
        }
        return sum;
    }
}
