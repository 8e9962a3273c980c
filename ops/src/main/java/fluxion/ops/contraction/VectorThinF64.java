package fluxion.ops.contraction;

import fluxion.ops.simd.VectorKernel;
import fluxion.ops.simd.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Float64 products too thin or too small to be worth packing: a vector times a matrix, an outer product, tiny ones. */
final class VectorThinF64 {
    private VectorThinF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Columns summed at a time: their partial sums stay in the first-level cache. */
    private static final int COLS = 1024;

    private static final VectorKernel DOTS = new VectorKernel(trialDots()), ROWS = new VectorKernel(trialRows()),
        OUTER = new VectorKernel(trialOuter()), SMALL = new VectorKernel(trialSmall());

    private static IntConsumer trialDots() {
        double[] x = new double[64 * L], b = new double[64 * L], y = new double[4];
        int[] col = new int[4];
        // 0 to 3 columns, so that pairs and single ones occur; an odd depth, so that every loop runs
        return size -> dots(x, 0, size == 0 ? 0 : 5 * L + size, b, 0, col, 0, Math.min(size, 3), y);
    }

    private static IntConsumer trialRows() {
        double[] x = new double[64], b = new double[3 * L], y = new double[3 * L];
        int[] row = new int[64], col = Offsets.arithmetic(0, 3 * L, 1);
        return size -> {
            rows(x, 0, size, b, 0, row, col, 0, 2 * L + 1, y);
            rows(x, 0, size + Math.min(size, 3), b, 0, row, col, 0, 2 * L + 1, y);
        };
    }

    private static IntConsumer trialOuter() {
        double[] b = new double[64 * L], c = new double[64 * L];
        return size -> scaled(1, b, size * (L + 1), c, 0);
    }

    private static IntConsumer trialSmall() {
        double[] a = new double[8], b = new double[2 * L], c = new double[10 * L];
        int[] zeros = new int[64], rows = Offsets.arithmetic(0, 5, 2 * L);
        return size -> {
            vectors(5, 2 * L - 1, size, a, 0, zeros, zeros, b, 0, zeros, c, 0, rows);
            vectors(5, L - 1, size, a, 0, zeros, zeros, b, 0, zeros, c, 0, rows);
        };
    }

    /** yᵀ = xᵀ·B for every product of the batch. */
    static void vectorMatrix(double[] a, double[] b, double[] c, Product p, Workers workers) {
        int n = p.cols(), k = p.depth();
        // a task: one batch entry, one block of columns
        int blocks = Blocking.count(n, COLS);
        boolean unitA = Offsets.unit(p.a().col());
        boolean columns = Offsets.unit(p.b().row()) && !Offsets.unit(p.b().col());
        Workers team = (long) p.batch() * n * k < Blocking.READS_WORTH_A_THREAD ? Workers.SERIAL : workers;
        team.run(p.batch() * blocks, t -> {
            int e = t / blocks, j0 = t % blocks * COLS, j1 = Math.min(n, j0 + COLS);
            Workspace space = Workspace.get();
            double[] y = space.f64(Workspace.TILE, COLS);
            int ao = p.a().base()[e] + p.a().row()[0], bo = p.b().base()[e], co = p.c().base()[e] + p.c().row()[0];
            int[] ac = p.a().col(), col = p.c().col();
            double[] x = a;
            int xo = ao + ac[0];
            if (!unitA) {
                x = space.f64(Workspace.LEFT, k);
                xo = 0;
                for (int i = 0; i < k; i++) x[i] = a[ao + ac[i]];
            }
            if (columns) {
                if (DOTS.ready()) dots(x, xo, k, b, bo + p.b().row()[0], p.b().col(), j0, j1, y);
                else ScalarThin.dots(L, x, xo, k, b, bo + p.b().row()[0], p.b().col(), j0, j1, y);
            } else {
                if (ROWS.ready()) rows(x, xo, k, b, bo, p.b().row(), p.b().col(), j0, j1, y);
                else ScalarThin.rows(x, xo, k, b, bo, p.b().row(), p.b().col(), j0, j1, y);
            }
            for (int j = j0; j < j1; j++) c[co + col[j]] = y[j - j0];
        });
    }

    /** y[j] = Σ x[p]·B(p, j) where columns of B are contiguous: each a dot product along vectors. */
    private static void dots(double[] x, int xo, int k, double[] b, int base, int[] col, int j0, int j1, double[] y) {
        int whole = S.loopBound(k), quads = k - k % (4 * L);
        double[] lanes = new double[2 * L];
        int j = j0;
        for (; j + 2 <= j1; j += 2) {
            int o = base + col[j], q = base + col[j + 1];
            DoubleVector s0 = DoubleVector.zero(S), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
            int p = 0;
            for (; p < quads; p += 4 * L) {
                DoubleVector x0 = DoubleVector.fromArray(S, x, xo + p), x1 = DoubleVector.fromArray(S, x, xo + p + L);
                DoubleVector x2 = DoubleVector.fromArray(S, x, xo + p + 2 * L), x3 = DoubleVector.fromArray(S, x, xo + p + 3 * L);
                s0 = x0.fma(DoubleVector.fromArray(S, b, o + p), s0);
                t0 = x0.fma(DoubleVector.fromArray(S, b, q + p), t0);
                s1 = x1.fma(DoubleVector.fromArray(S, b, o + p + L), s1);
                t1 = x1.fma(DoubleVector.fromArray(S, b, q + p + L), t1);
                s2 = x2.fma(DoubleVector.fromArray(S, b, o + p + 2 * L), s2);
                t2 = x2.fma(DoubleVector.fromArray(S, b, q + p + 2 * L), t2);
                s3 = x3.fma(DoubleVector.fromArray(S, b, o + p + 3 * L), s3);
                t3 = x3.fma(DoubleVector.fromArray(S, b, q + p + 3 * L), t3);
            }
            for (; p < whole; p += L) {
                DoubleVector x0 = DoubleVector.fromArray(S, x, xo + p);
                s0 = x0.fma(DoubleVector.fromArray(S, b, o + p), s0);
                t0 = x0.fma(DoubleVector.fromArray(S, b, q + p), t0);
            }
            s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
            t0.add(t1).add(t2.add(t3)).intoArray(lanes, L);
            double s = ScalarThin.sum(lanes, 0, L), t = ScalarThin.sum(lanes, L, L);
            for (; p < k; p++) {
                s = Math.fma(x[xo + p], b[o + p], s);
                t = Math.fma(x[xo + p], b[q + p], t);
            }
            y[j - j0] = s;
            y[j - j0 + 1] = t;
        }
        if (j < j1) {
            int o = base + col[j];
            DoubleVector s0 = DoubleVector.zero(S), s1 = s0, s2 = s0, s3 = s0;
            int p = 0;
            for (; p < quads; p += 4 * L) {
                s0 = DoubleVector.fromArray(S, x, xo + p).fma(DoubleVector.fromArray(S, b, o + p), s0);
                s1 = DoubleVector.fromArray(S, x, xo + p + L).fma(DoubleVector.fromArray(S, b, o + p + L), s1);
                s2 = DoubleVector.fromArray(S, x, xo + p + 2 * L).fma(DoubleVector.fromArray(S, b, o + p + 2 * L), s2);
                s3 = DoubleVector.fromArray(S, x, xo + p + 3 * L).fma(DoubleVector.fromArray(S, b, o + p + 3 * L), s3);
            }
            for (; p < whole; p += L) s0 = DoubleVector.fromArray(S, x, xo + p).fma(DoubleVector.fromArray(S, b, o + p), s0);
            s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
            double s = ScalarThin.sum(lanes, 0, L);
            for (; p < k; p++) s = Math.fma(x[xo + p], b[o + p], s);
            y[j - j0] = s;
        }
    }

    /** y[j] = Σ x[xo + p]·B(p, j), a multiple of four rows of B after another, along each run of contiguous columns. */
    private static void rows(double[] x, int xo, int k, double[] b, int base, int[] row, int[] col, int j0, int j1, double[] y) {
        Arrays.fill(y, 0, j1 - j0, 0.0);
        for (int j = j0; j < j1; ) {
            int end = Offsets.runEnd(col, j, j1);
            int o = base + col[j], d = j - j0, run = end - j, whole = S.loopBound(run);
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                int r0 = o + row[p], r1 = o + row[p + 1], r2 = o + row[p + 2], r3 = o + row[p + 3];
                double x0 = x[xo + p], x1 = x[xo + p + 1], x2 = x[xo + p + 2], x3 = x[xo + p + 3];
                int i = 0;
                for (; i < whole; i += L) {
                    DoubleVector s = DoubleVector.fromArray(S, y, d + i);
                    s = DoubleVector.fromArray(S, b, r0 + i).fma(DoubleVector.broadcast(S, x0), s);
                    s = DoubleVector.fromArray(S, b, r1 + i).fma(DoubleVector.broadcast(S, x1), s);
                    s = DoubleVector.fromArray(S, b, r2 + i).fma(DoubleVector.broadcast(S, x2), s);
                    s = DoubleVector.fromArray(S, b, r3 + i).fma(DoubleVector.broadcast(S, x3), s);
                    s.intoArray(y, d + i);
                }
                for (; i < run; i++) {
                    double s = Math.fma(b[r0 + i], x0, y[d + i]);
                    s = Math.fma(b[r1 + i], x1, s);
                    s = Math.fma(b[r2 + i], x2, s);
                    y[d + i] = Math.fma(b[r3 + i], x3, s);
                }
            }
            for (; p < k; p++) {
                int r = o + row[p], i = 0;
                for (; i < whole; i += L) {
                    DoubleVector.fromArray(S, b, r + i)
                            .fma(DoubleVector.broadcast(S, x[xo + p]), DoubleVector.fromArray(S, y, d + i))
                        .intoArray(y, d + i);
                }
                for (; i < run; i++) y[d + i] = Math.fma(b[r + i], x[xo + p], y[d + i]);
            }
            j = end;
        }
    }

    /** C(i, j) = a(i)·b(j): bound by the memory it writes. */
    static void outer(double[] a, double[] b, double[] c, Product p, Workers workers) {
        int m = p.rows(), n = p.cols();
        boolean unit = Offsets.unit(p.c().col());
        Workers team = (long) p.batch() * m * n < Blocking.READS_WORTH_A_THREAD ? Workers.SERIAL : workers;
        int each = Math.max(1, Math.min(m, (1 << 16) / n)), blocks = Blocking.count(m, each);
        team.run(p.batch() * blocks, t -> {
            int e = t / blocks, i0 = t % blocks * each, i1 = Math.min(m, i0 + each);
            double[] right = Workspace.get().f64(Workspace.RIGHT, n);
            int ao = p.a().base()[e] + p.a().col()[0], bo = p.b().base()[e] + p.b().row()[0], co = p.c().base()[e];
            int[] ar = p.a().row(), bc = p.b().col(), cr = p.c().row(), cc = p.c().col();
            for (int j = 0; j < n; j++) right[j] = b[bo + bc[j]];
            for (int i = i0; i < i1; i++) {
                if (unit && OUTER.ready()) scaled(a[ao + ar[i]], right, n, c, co + cr[i] + cc[0]);
                else scattered(a[ao + ar[i]], right, n, c, co + cr[i], cc);
            }
        });
    }

    private static void scaled(double a, double[] b, int n, double[] c, int o) {
        int j = 0;
        for (; j < S.loopBound(n); j += L) DoubleVector.fromArray(S, b, j).mul(a).intoArray(c, o + j);
        for (; j < n; j++) c[o + j] = a * b[j];
    }

    private static void scattered(double a, double[] b, int n, double[] c, int o, int[] col) {
        for (int j = 0; j < n; j++) c[o + col[j]] = a * b[j];
    }

    /** Products so small that they are read where they lie. */
    static void small(double[] a, double[] b, double[] c, Product p, Workers workers) {
        int m = p.rows(), n = p.cols(), k = p.depth(), batch = p.batch();
        boolean inPlace = n > 1 && Offsets.unit(p.b().col());
        boolean store = Offsets.unit(p.c().col());
        long work = (long) m * n * k;
        int each = (int) Math.max(1, Math.min(batch, Blocking.READS_WORTH_A_THREAD / 8 / Math.max(1, work)));
        int[] packedRows = inPlace ? p.b().row() : Offsets.arithmetic(0, k, n);
        Workers team = work * batch < Blocking.READS_WORTH_A_THREAD ? Workers.SERIAL : workers;
        team.run(Blocking.count(batch, each), t -> {
            Workspace space = Workspace.get();
            for (int e = t * each; e < Math.min(batch, (t + 1) * each); e++) {
                int ab = p.a().base()[e], bb = p.b().base()[e], cb = p.c().base()[e];
                double[] right = b;
                if (inPlace) {
                    bb += p.b().col()[0];
                } else {
                    right = space.f64(Workspace.RIGHT, k * n);
                    VectorPackF64.panel(b, bb, p.b().col(), 0, n, p.b().row(), 0, k, right, 0, n);
                    bb = 0;
                }
                if (store) {
                    product(m, n, k, a, ab, p.a().row(), p.a().col(), right, bb, packedRows,
                        c, cb + p.c().col()[0], p.c().row());
                } else {
                    double[] tile = space.f64(Workspace.TILE, m * n);
                    product(m, n, k, a, ab, p.a().row(), p.a().col(), right, bb, packedRows,
                        tile, 0, Offsets.arithmetic(0, m, n));
                    for (int i = 0; i < m; i++) {
                        int o = cb + p.c().row()[i];
                        for (int j = 0; j < n; j++) c[o + p.c().col()[j]] = tile[i * n + j];
                    }
                }
            }
        });
    }

    private static void product(int m, int n, int k, double[] a, int ab, int[] ar, int[] ac,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        if (SMALL.ready()) vectors(m, n, k, a, ab, ar, ac, b, bb, br, c, cb, cr);
        else ScalarThin.product(m, n, k, a, ab, ar, ac, b, bb, br, c, cb, cr);
    }

    private static void vectors(int m, int n, int k, double[] a, int ab, int[] ar, int[] ac,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        for (int j = 0; j < n; j += 2 * L) {
            int w = n - j;
            int i = 0;
            if (w > L) {
                for (; i + 4 <= m; i += 4) tile4x2(w, k, a, ab, ar, ac, i, b, bb + j, br, c, cb + j, cr);
                for (; i < m; i++) tile1x2(w, k, a, ab, ar, ac, i, b, bb + j, br, c, cb + j, cr);
            } else {
                for (; i + 4 <= m; i += 4) tile4x1(w, k, a, ab, ar, ac, i, b, bb + j, br, c, cb + j, cr);
                for (; i < m; i++) tile1x1(w, k, a, ab, ar, ac, i, b, bb + j, br, c, cb + j, cr);
            }
        }
    }

    private static void tile4x2(int w, int k, double[] a, int ab, int[] ar, int[] ac, int i,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        if (k == 0) return;
        VectorMask<Double> mask = S.indexInRange(0, w - L);
        int a0 = ab + ar[i], a1 = ab + ar[i + 1], a2 = ab + ar[i + 2], a3 = ab + ar[i + 3];
        DoubleVector s0 = DoubleVector.zero(S), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
        for (int p = 0; p < k; p++) {
            int q = ac[p], o = bb + br[p];
            DoubleVector u = DoubleVector.fromArray(S, b, o), v = DoubleVector.fromArray(S, b, o + L, mask);
            DoubleVector x0 = DoubleVector.broadcast(S, a[a0 + q]), x1 = DoubleVector.broadcast(S, a[a1 + q]);
            DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + q]), x3 = DoubleVector.broadcast(S, a[a3 + q]);
            s0 = x0.fma(u, s0); t0 = x0.fma(v, t0);
            s1 = x1.fma(u, s1); t1 = x1.fma(v, t1);
            s2 = x2.fma(u, s2); t2 = x2.fma(v, t2);
            s3 = x3.fma(u, s3); t3 = x3.fma(v, t3);
        }
        int c0 = cb + cr[i], c1 = cb + cr[i + 1], c2 = cb + cr[i + 2], c3 = cb + cr[i + 3];
        s0.intoArray(c, c0); t0.intoArray(c, c0 + L, mask);
        s1.intoArray(c, c1); t1.intoArray(c, c1 + L, mask);
        s2.intoArray(c, c2); t2.intoArray(c, c2 + L, mask);
        s3.intoArray(c, c3); t3.intoArray(c, c3 + L, mask);
    }

    private static void tile1x2(int w, int k, double[] a, int ab, int[] ar, int[] ac, int i,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        if (k == 0) return;
        VectorMask<Double> mask = S.indexInRange(0, w - L);
        int a0 = ab + ar[i];
        DoubleVector s0 = DoubleVector.zero(S), t0 = s0;
        for (int p = 0; p < k; p++) {
            int o = bb + br[p];
            DoubleVector x0 = DoubleVector.broadcast(S, a[a0 + ac[p]]);
            s0 = x0.fma(DoubleVector.fromArray(S, b, o), s0);
            t0 = x0.fma(DoubleVector.fromArray(S, b, o + L, mask), t0);
        }
        s0.intoArray(c, cb + cr[i]);
        t0.intoArray(c, cb + cr[i] + L, mask);
    }

    private static void tile4x1(int w, int k, double[] a, int ab, int[] ar, int[] ac, int i,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        if (k == 0) return;
        VectorMask<Double> mask = S.indexInRange(0, w);
        int a0 = ab + ar[i], a1 = ab + ar[i + 1], a2 = ab + ar[i + 2], a3 = ab + ar[i + 3];
        DoubleVector s0 = DoubleVector.zero(S), s1 = s0, s2 = s0, s3 = s0;
        for (int p = 0; p < k; p++) {
            int q = ac[p];
            DoubleVector u = DoubleVector.fromArray(S, b, bb + br[p], mask);
            s0 = DoubleVector.broadcast(S, a[a0 + q]).fma(u, s0);
            s1 = DoubleVector.broadcast(S, a[a1 + q]).fma(u, s1);
            s2 = DoubleVector.broadcast(S, a[a2 + q]).fma(u, s2);
            s3 = DoubleVector.broadcast(S, a[a3 + q]).fma(u, s3);
        }
        s0.intoArray(c, cb + cr[i], mask);
        s1.intoArray(c, cb + cr[i + 1], mask);
        s2.intoArray(c, cb + cr[i + 2], mask);
        s3.intoArray(c, cb + cr[i + 3], mask);
    }

    private static void tile1x1(int w, int k, double[] a, int ab, int[] ar, int[] ac, int i,
                                double[] b, int bb, int[] br, double[] c, int cb, int[] cr) {
        if (k == 0) return;
        VectorMask<Double> mask = S.indexInRange(0, w);
        int a0 = ab + ar[i];
        DoubleVector s0 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            s0 = DoubleVector.broadcast(S, a[a0 + ac[p]]).fma(DoubleVector.fromArray(S, b, bb + br[p], mask), s0);
        }
        s0.intoArray(c, cb + cr[i], mask);
    }
}
