package fluxion.ops.linalg;

import fluxion.ops.simd.VectorKernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector loops of {@link Rows}, with the same bits. */
final class VectorRows {
    private VectorRows() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private static final VectorKernel KERNEL = kernel();

    static boolean ready() {
        return KERNEL.ready();
    }

    private static VectorKernel kernel() {
        double[] x = new double[64 * L];
        double[] y = new double[64 * L];
        return new VectorKernel(size -> {
            int n = size * L;
            add(y, 0, 0.5, x, 0, n);
            add(y, 0, 0.5, x, 0, 0.25, x, L, n);
            add(y, 0, 0.5, 0.25, 0.125, 1, x, 0, 1, n);
            rotate(x, 0, y, 0, 0.6, 0.8, n);
            y[0] += dot(x, 0, y, 0, n);
        });
    }

    static void add(double[] y, int yo, double f, double[] x, int xo, int n) {
        if (n == 0) return;
        DoubleVector vf = DoubleVector.broadcast(S, f);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector.fromArray(S, x, xo + i).fma(vf, DoubleVector.fromArray(S, y, yo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) y[yo + i] = Math.fma(f, x[xo + i], y[yo + i]);
    }

    static void add(double[] y, int yo, double f, double[] x, int xo, double g, double[] z, int zo, int n) {
        if (n == 0) return;
        DoubleVector vf = DoubleVector.broadcast(S, f);
        DoubleVector vg = DoubleVector.broadcast(S, g);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector t = DoubleVector.fromArray(S, x, xo + i).fma(vf, DoubleVector.fromArray(S, y, yo + i));
            DoubleVector.fromArray(S, z, zo + i).fma(vg, t).intoArray(y, yo + i);
        }
        for (; i < n; i++) y[yo + i] = Math.fma(g, z[zo + i], Math.fma(f, x[xo + i], y[yo + i]));
    }

    /** y += f·x₀ + g·x₁ + h·x₂ + k·x₃, rows of x being ld apart. */
    static void add(double[] y, int yo, double f, double g, double h, double k, double[] x, int xo, int ld, int n) {
        if (n == 0) return;
        DoubleVector vf = DoubleVector.broadcast(S, f), vg = DoubleVector.broadcast(S, g);
        DoubleVector vh = DoubleVector.broadcast(S, h), vk = DoubleVector.broadcast(S, k);
        int x1 = xo + ld, x2 = x1 + ld, x3 = x2 + ld;
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector t = DoubleVector.fromArray(S, x, xo + i).fma(vf, DoubleVector.fromArray(S, y, yo + i));
            t = DoubleVector.fromArray(S, x, x1 + i).fma(vg, t);
            t = DoubleVector.fromArray(S, x, x2 + i).fma(vh, t);
            DoubleVector.fromArray(S, x, x3 + i).fma(vk, t).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            double t = Math.fma(g, x[x1 + i], Math.fma(f, x[xo + i], y[yo + i]));
            y[yo + i] = Math.fma(k, x[x3 + i], Math.fma(h, x[x2 + i], t));
        }
    }

    static void rotate(double[] x, int xo, double[] y, int yo, double c, double s, int n) {
        if (n == 0) return;
        DoubleVector vc = DoubleVector.broadcast(S, c), vs = DoubleVector.broadcast(S, s), minus = DoubleVector.broadcast(S, -s);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
            a.fma(vc, b.mul(minus)).intoArray(x, xo + i);
            a.fma(vs, b.mul(vc)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            double a = x[xo + i], b = y[yo + i];
            x[xo + i] = Math.fma(c, a, -s * b);
            y[yo + i] = Math.fma(s, a, c * b);
        }
    }

    /** x·y in eight sums, whatever the length of vectors. */
    static double dot(double[] x, int xo, double[] y, int yo, int n) {
        double[] sums = new double[8];
        int i = 0;
        if (L == 8) {
            DoubleVector a = DoubleVector.zero(S);
            for (; i <= n - 8; i += 8) {
                a = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a);
            }
            a.intoArray(sums, 0);
        } else if (L == 4) {
            DoubleVector a = DoubleVector.zero(S), b = a;
            for (; i <= n - 8; i += 8) {
                a = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a);
                b = DoubleVector.fromArray(S, x, xo + i + 4).fma(DoubleVector.fromArray(S, y, yo + i + 4), b);
            }
            a.intoArray(sums, 0);
            b.intoArray(sums, 4);
        } else if (L == 2) {
            DoubleVector a = DoubleVector.zero(S), b = a, c = a, d = a;
            for (; i <= n - 8; i += 8) {
                a = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a);
                b = DoubleVector.fromArray(S, x, xo + i + 2).fma(DoubleVector.fromArray(S, y, yo + i + 2), b);
                c = DoubleVector.fromArray(S, x, xo + i + 4).fma(DoubleVector.fromArray(S, y, yo + i + 4), c);
                d = DoubleVector.fromArray(S, x, xo + i + 6).fma(DoubleVector.fromArray(S, y, yo + i + 6), d);
            }
            a.intoArray(sums, 0);
            b.intoArray(sums, 2);
            c.intoArray(sums, 4);
            d.intoArray(sums, 6);
        } else {
            return PlainRows.dot(x, xo, y, yo, n);
        }
        double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        for (; i < n; i++) {
            sum = Math.fma(x[xo + i], y[yo + i], sum);
        }
        return sum;
    }
}
