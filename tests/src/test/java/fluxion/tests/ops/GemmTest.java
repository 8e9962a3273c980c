package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.ops.contraction.Gemm;
import fluxion.ops.contraction.Offsets;
import fluxion.ops.contraction.ScalarGemm;
import fluxion.ops.simd.VectorKernel;
import fluxion.ops.simd.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The matrix product against plain loops in float64, over sizes, layouts and batches. */
class GemmTest {

    /** A product to try: sizes, how each operand lies, and what stays the same over the batch. */
    private record Case(int batch, int m, int n, int k, Layout a, Layout b, Layout c, boolean oneA, boolean oneB) {
        @Override public String toString() {
            return batch + "×(" + m + "×" + k + "·" + k + "×" + n + ") " + a + b + c + (oneA ? " one A" : "") + (oneB ? " one B" : "");
        }
    }

    private enum Layout {
        ROWS, COLUMNS, STRIDED, SCATTERED;

        /** Distinct offsets of this layout for a batch of matrices, in an array with a gap before and after. */
        Offsets offsets(int batch, int rows, int cols, boolean one, SplittableRandom random) {
            int b = one ? 1 : batch;
            int[] base = Offsets.arithmetic(3, b, rows * cols), row, col;
            switch (this) {
                case ROWS -> {
                    row = Offsets.arithmetic(0, rows, cols);
                    col = Offsets.arithmetic(0, cols, 1);
                }
                case COLUMNS -> {
                    row = Offsets.arithmetic(0, rows, 1);
                    col = Offsets.arithmetic(0, cols, rows);
                }
                case STRIDED -> {
                    base = Offsets.arithmetic(3, b, rows * (2 * cols + 1));
                    row = Offsets.arithmetic(0, rows, 2 * cols + 1);
                    col = Offsets.arithmetic(0, cols, 2);
                }
                case SCATTERED -> {
                    // runs of columns with gaps between, rows in another order
                    base = Offsets.arithmetic(3, b, rows * 3 * cols);
                    row = Offsets.arithmetic(0, rows, 3 * cols);
                    for (int i = rows - 1; i > 0; i--) {
                        int j = random.nextInt(i + 1), t = row[i];
                        row[i] = row[j];
                        row[j] = t;
                    }
                    col = new int[cols];
                    for (int j = 1; j < cols; j++) col[j] = col[j - 1] + (random.nextInt(6) == 0 ? 3 : 1);
                }
                default -> throw new AssertionError();
            }
            return one ? new Offsets(repeated(base[0], batch), row, col) : new Offsets(base, row, col);
        }
    }

    private static int[] repeated(int value, int count) {
        int[] t = new int[count];
        Arrays.fill(t, value);
        return t;
    }

    private static int length(Offsets o) { return 3 + max(o.base()) + max(o.row()) + max(o.col()) + 4; }

    private static int max(int[] t) { return Arrays.stream(t).max().orElse(0); }

    private static double[] random(int n, SplittableRandom random) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = (float) (random.nextDouble() * 2 - 1);
        return x;
    }

    private static float[] f32(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) y[i] = (float) x[i];
        return y;
    }

    /** What C should hold: the product, and untouched entries elsewhere. */
    private static double[] expected(double[] a, Offsets ao, double[] b, Offsets bo, double[] c, Offsets co) {
        double[] r = c.clone();
        for (int e = 0; e < co.base().length; e++) {
            for (int i = 0; i < co.row().length; i++) {
                for (int j = 0; j < co.col().length; j++) {
                    double s = 0;
                    for (int p = 0; p < ao.col().length; p++) {
                        s += a[ao.base()[e] + ao.row()[i] + ao.col()[p]] * b[bo.base()[e] + bo.row()[p] + bo.col()[j]];
                    }
                    r[co.base()[e] + co.row()[i] + co.col()[j]] = s;
                }
            }
        }
        return r;
    }

    private static void check(Case t, long seed) {
        var random = new SplittableRandom(seed);
        Offsets ao = t.a.offsets(t.batch, t.m, t.k, t.oneA, random), bo = t.b.offsets(t.batch, t.k, t.n, t.oneB, random);
        Offsets co = t.c.offsets(t.batch, t.m, t.n, false, random);
        double[] a = random(length(ao), random), b = random(length(bo), random), c = random(length(co), random);
        double[] want = expected(a, ao, b, bo, c, co);
        String what = t + ", seed " + seed;

        double[] d = c.clone();
        Gemm.f64(a, ao, b, bo, d, co, Workers.SERIAL);
        close(d, want, 1e-14 * (t.k + 1), what + " f64");
        d = c.clone();
        ScalarGemm.f64(a, ao, b, bo, d, co, Workers.SERIAL);
        close(d, want, 1e-14 * (t.k + 1), what + " scalar f64");

        float[] fa = f32(a), fb = f32(b), f = f32(c);
        Gemm.f32(fa, ao, fb, bo, f, co, Workers.SERIAL);
        close(doubles(f), want, 1e-6 * (t.k + 1), what + " f32");
        f = f32(c);
        ScalarGemm.f32(fa, ao, fb, bo, f, co, Workers.SERIAL);
        close(doubles(f), want, 1e-6 * (t.k + 1), what + " scalar f32");
    }

    /** The plain loops that stand in for a kernel not yet compiled give the bits of the kernel. */
    @Test void sameBitsBeforeAndAfterKernelsAreCompiled() {
        int[][] sizes = {{1, 45, 79, 35}, {1, 24, 40, 300}, {1, 130, 300, 70}, {1, 1, 70, 333}, {1, 70, 1, 333}, {3, 5, 5, 5}, {2, 40, 70, 1},
            {1, 300, 12, 20}, {1, 7, 500, 60}, {1, 30, 3000, 900}};
        var before = new java.util.ArrayList<Object>();
        for (int round = 0; round < 3; round++) {
            int at = 0;
            for (int[] s : sizes) {
                for (Layout l : new Layout[] {Layout.ROWS, Layout.COLUMNS, Layout.STRIDED}) {
                    var random = new SplittableRandom(11);
                    Offsets ao = l.offsets(s[0], s[1], s[3], false, random), bo = l.offsets(s[0], s[3], s[2], false, random);
                    Offsets co = Layout.ROWS.offsets(s[0], s[1], s[2], false, random);
                    double[] a = random(length(ao), random), b = random(length(bo), random), c = new double[length(co)];
                    float[] fc = new float[c.length];
                    Gemm.f64(a, ao, b, bo, c, co, Workers.SERIAL);
                    Gemm.f32(f32(a), ao, f32(b), bo, fc, co, Workers.SERIAL);
                    if (round == 0) {
                        before.add(c);
                        before.add(fc);
                    } else {
                        assertThat(c).as(Arrays.toString(s) + l).isEqualTo(before.get(at++));
                        assertThat(fc).as(Arrays.toString(s) + l).isEqualTo(before.get(at++));
                    }
                }
            }
            VectorKernel.settle(20_000);
        }
    }

    /** Panels of few rows, each packed by a thread of its own: none may write into its neighbour. */
    @Test void fewRowsAreTheSameForAnyNumberOfThreads() {
        Workers team = Workers.of(4);
        int n = 600, k = 600;
        for (int m : new int[] {6, 7, 11, 14, 15}) {
            var random = new SplittableRandom(m);
            Offsets ao = Offsets.strided(0, m, 1, k, m), bo = Offsets.rowMajor(1, k, n), co = Offsets.rowMajor(1, m, n);
            double[] a = random(m * k, random), b = random(k * n, random), alone = new double[m * n], shared = alone.clone();
            float[] fa = f32(a), fb = f32(b), falone = new float[m * n], fshared = falone.clone();
            Gemm.f64(a, ao, b, bo, shared, co, team);
            Gemm.f32(fa, ao, fb, bo, fshared, co, team);
            VectorKernel.settle(20_000);
            Gemm.f64(a, ao, b, bo, alone, co, Workers.SERIAL);
            Gemm.f32(fa, ao, fb, bo, falone, co, Workers.SERIAL);
            for (int i = 0; i < 150; i++) {
                Gemm.f64(a, ao, b, bo, shared, co, team);
                Gemm.f32(fa, ao, fb, bo, fshared, co, team);
                assertThat(shared).as("%d rows, call %d", m, i).isEqualTo(alone);
                assertThat(fshared).as("%d rows, call %d", m, i).isEqualTo(falone);
            }
        }
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) y[i] = x[i];
        return y;
    }

    private static void close(double[] got, double[] want, double tolerance, String what) {
        for (int i = 0; i < want.length; i++) {
            if (!(Math.abs(got[i] - want[i]) <= tolerance)) {
                assertThat(got[i]).as(what + " at " + i).isEqualTo(want[i]);
            }
        }
    }

    @TestFactory Stream<DynamicTest> agreesWithPlainLoops() {
        Layout[] all = Layout.values();
        int[][] sizes = {
            {1, 0, 3, 2}, {1, 3, 0, 2}, {1, 3, 2, 0}, {0, 2, 2, 2}, {1, 1, 1, 1}, {1, 1, 1, 0}, {1, 1, 1, 37}, {1, 1, 70, 33},
            {1, 70, 1, 33}, {1, 7, 5, 1}, {1, 40, 70, 1}, {1, 2, 3, 4}, {1, 5, 5, 5}, {1, 31, 33, 17}, {1, 64, 64, 64},
            {1, 41, 79, 35}, {1, 101, 47, 53}, {1, 13, 200, 640}, {1, 67, 1100, 5}, {3, 5, 5, 5}, {7, 1, 9, 20}, {4, 9, 1, 20},
            {3, 37, 45, 40}, {5, 12, 66, 3}, {2, 6, 3, 1}, {1, 2, 500, 500}, {1, 500, 3, 130},
        };
        var random = new SplittableRandom(7);
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (int[] s : sizes) {
            tests.add(DynamicTest.dynamicTest(s[0] + "×(" + s[1] + "," + s[2] + "," + s[3] + ")", () -> {
                for (int i = 0; i < 12; i++) {
                    var t = new Case(s[0], s[1], s[2], s[3], all[i % 4], all[random.nextInt(4)],
                        all[i < 6 ? 0 : random.nextInt(4)], i % 5 == 1, i % 5 == 2);
                    check(t, 1000 + i);
                }
            }));
        }
        return tests.build();
    }

    @Test void agreesWithPlainLoopsOnRandomProducts() {
        randomProducts();
        VectorKernel.settle(20_000);
        randomProducts();
    }

    private static void randomProducts() {
        var random = new SplittableRandom(42);
        Layout[] all = Layout.values();
        for (int i = 0; i < 150; i++) {
            int batch = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
            var t = new Case(batch, 1 + random.nextInt(50), 1 + random.nextInt(90), random.nextInt(60),
                all[random.nextInt(4)], all[random.nextInt(4)], all[random.nextInt(4)],
                random.nextInt(3) == 0, random.nextInt(3) == 0);
            check(t, i);
        }
    }

    @Test void depthsBeyondABlockAndManyRows() {
        check(new Case(1, 21, 33, 1500, Layout.ROWS, Layout.ROWS, Layout.ROWS, false, false), 1);
        check(new Case(1, 21, 33, 1500, Layout.COLUMNS, Layout.COLUMNS, Layout.STRIDED, false, false), 2);
        check(new Case(1, 5000, 12, 19, Layout.ROWS, Layout.COLUMNS, Layout.ROWS, false, false), 3);
        check(new Case(1, 12, 5000, 19, Layout.ROWS, Layout.ROWS, Layout.SCATTERED, false, false), 4);
        check(new Case(1, 1100, 40, 700, Layout.ROWS, Layout.ROWS, Layout.ROWS, false, false), 5);
    }

    @Test void sameBitsForAnyNumberOfThreads() {
        var random = new SplittableRandom(5);
        Workers two = Workers.of(2), three = Workers.of(3);
        int[][] sizes = {{1, 300, 310, 400}, {1, 1, 5000, 600}, {1, 3000, 1, 700}, {40, 64, 70, 33}, {64, 40, 400, 1}, {300, 12, 12, 12},
            {1, 64, 3000, 90}, {1, 2500, 40, 60}};
        for (int[] s : sizes) {
            for (Layout l : new Layout[] {Layout.ROWS, Layout.COLUMNS}) {
                Offsets ao = l.offsets(s[0], s[1], s[3], false, random), bo = Layout.ROWS.offsets(s[0], s[3], s[2], false, random);
                Offsets co = Layout.ROWS.offsets(s[0], s[1], s[2], false, random);
                double[] a = random(length(ao), random), b = random(length(bo), random);
                float[] fa = f32(a), fb = f32(b);
                double[] one = new double[length(co)];
                float[] oneF = new float[length(co)];
                Gemm.f64(a, ao, b, bo, one, co, Workers.SERIAL);
                Gemm.f32(fa, ao, fb, bo, oneF, co, Workers.SERIAL);
                for (Workers w : new Workers[] {two, three}) {
                    double[] many = new double[one.length];
                    float[] manyF = new float[one.length];
                    Gemm.f64(a, ao, b, bo, many, co, w);
                    Gemm.f32(fa, ao, fb, bo, manyF, co, w);
                    assertThat(many).as(Arrays.toString(s)).isEqualTo(one);
                    assertThat(manyF).as(Arrays.toString(s)).isEqualTo(oneF);
                }
            }
        }
    }

    /** 0·∞ and 0·NaN are NaN, and the zeros or leftovers that fill up vectors reach no result. */
    @Test void nanAndInfinityStayInTheirRowsAndColumns() {
        for (int[] s : new int[][] {{3, 5, 4}, {33, 45, 50}, {1, 40, 9}, {40, 1, 9}, {21, 35, 1}, {61, 73, 65}}) {
            int m = s[0], n = s[1], k = s[2];
            for (Layout l : new Layout[] {Layout.ROWS, Layout.COLUMNS}) {
                Offsets ao = l.offsets(1, m, k, false, null), bo = l.offsets(1, k, n, false, null);
                Offsets co = Layout.ROWS.offsets(1, m, n, false, null);
                double[] a = new double[length(ao)], b = new double[length(bo)], c = new double[length(co)];
                Arrays.fill(b, 1);
                // everything around the operands is NaN: reading it into a result would show
                Arrays.fill(a, 0, 3, Double.NaN);
                Arrays.fill(b, 0, 3, Double.NaN);
                Arrays.fill(a, 3 + m * k, a.length, Double.NaN);
                Arrays.fill(b, 3 + k * n, b.length, Double.NaN);
                int row = m / 2, col = n - 1;
                a[3 + ao.row()[row] + ao.col()[k - 1]] = Double.NaN;
                b[3 + bo.row()[0] + bo.col()[col]] = Double.POSITIVE_INFINITY;
                float[] fc = new float[c.length];
                Gemm.f64(a, ao, b, bo, c, co, Workers.SERIAL);
                Gemm.f32(f32(a), ao, f32(b), bo, fc, co, Workers.SERIAL);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        boolean nan = i == row || j == col;
                        String where = m + "×" + n + "×" + k + " " + l + " at " + i + ", " + j;
                        assertThat(Double.isNaN(c[3 + i * n + j])).as(where).isEqualTo(nan);
                        assertThat(Float.isNaN(fc[3 + i * n + j])).as(where).isEqualTo(nan);
                        if (!nan) assertThat(c[3 + i * n + j]).as(where).isZero();
                    }
                }
            }
        }
    }

    @Test void integersWrapAround() {
        Offsets ao = Offsets.rowMajor(2, 3, 4), bo = Offsets.rowMajor(2, 4, 5), co = Offsets.rowMajor(2, 3, 5);
        var random = new SplittableRandom(1);
        int[] a = random.ints(24).toArray(), b = random.ints(40).toArray(), c = new int[30];
        long[] la = random.longs(24).toArray(), lb = random.longs(40).toArray(), lc = new long[30];
        Gemm.i32(a, ao, b, bo, c, co, Workers.SERIAL);
        Gemm.i64(la, ao, lb, bo, lc, co, Workers.SERIAL);
        for (int e = 0; e < 2; e++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 5; j++) {
                    int s = 0;
                    long t = 0;
                    for (int p = 0; p < 4; p++) {
                        s += a[e * 12 + i * 4 + p] * b[e * 20 + p * 5 + j];
                        t += la[e * 12 + i * 4 + p] * lb[e * 20 + p * 5 + j];
                    }
                    assertThat(c[e * 15 + i * 5 + j]).isEqualTo(s);
                    assertThat(lc[e * 15 + i * 5 + j]).isEqualTo(t);
                }
            }
        }
    }

    @Test void tablesEnumerateAxesInRowMajorOrder() {
        assertThat(Offsets.table(10, new int[] {2, 3}, new int[] {100, 7})).containsExactly(10, 17, 24, 110, 117, 124);
        assertThat(Offsets.table(5, new int[0], new int[0])).containsExactly(5);
        assertThat(Offsets.table(5, new int[] {3, 0}, new int[] {1, 1})).isEmpty();
        assertThat(Offsets.table(0, new int[] {2, 2, 2}, new int[] {0, 1, 4})).containsExactly(0, 4, 1, 5, 0, 4, 1, 5);
    }

    @Test void disagreeingSizesAreNamed() {
        assertThatThrownBy(() -> Gemm.f32(new float[6], Offsets.rowMajor(1, 2, 3), new float[8], Offsets.rowMajor(1, 4, 2),
            new float[4], Offsets.rowMajor(1, 2, 2), Workers.SERIAL))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1×(2×3)").hasMessageContaining("1×(4×2)");
    }
}
