package fluxion.ops.linalg;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Simd;

/** Operations on stretches of arrays; each element by fused multiply-adds in a fixed order, with vectors or without. */
final class Rows {
    private Rows() {}

    /** Below this length vectors do not pay. */
    private static final int SHORT = 8;

    private static boolean vectors(int n) {
        if (n < SHORT) {
            return false;
        }
        Interruption.check();
        return Simd.AVAILABLE && VectorRows.ready();
    }

    /** y += f·x. */
    static void add(double[] y, int yo, double f, double[] x, int xo, int n) {
        if (vectors(n)) {
            VectorRows.add(y, yo, f, x, xo, n);
            return;
        }
        PlainRows.add(y, yo, f, x, xo, n);
    }

    /** y += f·x + g·z. */
    static void add(double[] y, int yo, double f, double[] x, int xo, double g, double[] z, int zo, int n) {
        if (vectors(n)) {
            VectorRows.add(y, yo, f, x, xo, g, z, zo, n);
            return;
        }
        PlainRows.add(y, yo, f, x, xo, g, z, zo, n);
    }

    /** y −= Σ f[fo + r·fs]·(row r of x), for r below count; rows of x are ld apart. */
    static void subtract(double[] y, int yo, double[] f, int fo, int fs, double[] x, int xo, int ld, int count, int n) {
        int r = 0;
        if (vectors(n)) {
            for (; r + 4 <= count; r += 4) {
                int at = fo + r * fs;
                VectorRows.add(y, yo, -f[at], -f[at + fs], -f[at + 2 * fs], -f[at + 3 * fs], x, xo + r * ld, ld, n);
            }
        }
        for (; r < count; r++) {
            add(y, yo, -f[fo + r * fs], x, xo + r * ld, n);
        }
    }

    /** (x, y) becomes (c·x − s·y, s·x + c·y). */
    static void rotate(double[] x, int xo, double[] y, int yo, double c, double s, int n) {
        if (vectors(n)) {
            VectorRows.rotate(x, xo, y, yo, c, s, n);
            return;
        }
        PlainRows.rotate(x, xo, y, yo, c, s, n);
    }

    static void scale(double[] x, int xo, double f, int n) {
        for (int i = 0; i < n; i++) {
            x[xo + i] *= f;
        }
    }

    /** x·y, in eight sums side by side. */
    static double dot(double[] x, int xo, double[] y, int yo, int n) {
        Interruption.check();
        if (n >= 2 * SHORT && Simd.AVAILABLE && VectorRows.ready()) {
            return VectorRows.dot(x, xo, y, yo, n);
        }
        return PlainRows.dot(x, xo, y, yo, n);
    }

    static void swap(double[] a, int x, int y, int n) {
        for (int i = 0; i < n; i++) {
            double t = a[x + i];
            a[x + i] = a[y + i];
            a[y + i] = t;
        }
    }

    /** The largest magnitude; NaN where there is one. */
    static double largest(double[] x, int xo, int n) {
        double most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.abs(x[xo + i]));
        }
        return most;
    }

    /** A power of two that brings numbers of this magnitude to about 1, where squares might overflow or vanish; else 1. */
    static double scaling(double largest) {
        return largest > 0x1p-300 && largest < 0x1p300 || largest == 0 || !Double.isFinite(largest) ? 1
                : Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(largest))));
    }

    static void fill(double[] x, int xo, int n, double value) {
        java.util.Arrays.fill(x, xo, xo + n, value);
    }
}
