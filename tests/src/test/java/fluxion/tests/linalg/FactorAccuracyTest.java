package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Matrices;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Backward errors and orthogonality beside LAPACK's, in units of ε and measured with sums of twice the precision. The figures
 * are the smaller of those of gesdd and gesvd (of syevr, syevd and syev; of geqrf) of the very same matrices, by SciPy 1.17 with
 * OpenBLAS, measured in extended precision.
 */
class FactorAccuracyTest {
    /** ‖A − U·S·Vᵀ‖/‖A‖, ‖UᵀU − I‖, ‖VᵀV − I‖, ‖A − Q·R‖/‖A‖, ‖QᵀQ − I‖, ‖S·V − V·W‖/‖S‖, ‖VᵀV − I‖ in Frobenius' norm. */
    private record Figures(String kind, int m, int n, double svd, double u, double v, double qr, double q, double eigh, double vectors) {
        String name() {
            return kind + " " + m + "×" + n;
        }

        double[] matrix() {
            return switch (kind) {
                case "random" -> uniform(m, n, 1);
                case "graded" -> {
                    double[] a = uniform(m, n, 2);
                    for (int i = 0; i < a.length; i++) {
                        a[i] *= Math.pow(10, -15.0 * (i / n) / m);
                    }
                    yield a;
                }
                case "deficient" -> {
                    int rank = Math.min(10, m / 2);
                    yield product(uniform(m, rank, 3), uniform(rank, n, 4), m, rank, n);
                }
                case "hilbert" -> {
                    double[] a = new double[n * n];
                    for (int i = 0; i < a.length; i++) {
                        a[i] = 1.0 / (i / n + i % n + 1);
                    }
                    yield a;
                }
                default -> throw new IllegalArgumentException(kind);
            };
        }
    }

    private static final Seq<Figures> LAPACK = Array.of(
            new Figures("random", 5, 5, 3.2, 6.4, 5.2, 2.1, 5.4, 2.4, 4.3),
            new Figures("graded", 5, 5, 2.3, 4.4, 4.1, 3.0, 2.8, 1.0, 3.2),
            new Figures("deficient", 5, 5, 2.9, 3.4, 3.6, 1.8, 3.3, 2.3, 3.1),
            new Figures("random", 20, 20, 7.1, 23.7, 25.7, 2.1, 11.0, 5.3, 23.6),
            new Figures("graded", 20, 20, 2.3, 11.7, 11.9, 1.7, 7.5, 2.9, 15.9),
            new Figures("deficient", 20, 20, 6.3, 19.3, 20.8, 2.0, 9.5, 5.0, 23.2),
            new Figures("random", 50, 50, 8.3, 52.4, 51.1, 2.2, 18.7, 6.5, 49.0),
            new Figures("graded", 50, 50, 24.3, 32.7, 32.7, 1.66, 13.2, 4.9, 41.2),
            new Figures("deficient", 50, 50, 11.7, 26.5, 27.5, 2.0, 19.8, 6.2, 42.0),
            new Figures("random", 200, 200, 10.8, 139.1, 135.0, 3.3, 57.0, 8.6, 126.5),
            new Figures("graded", 200, 200, 11.8, 113.3, 107.0, 4.9, 46.3, 8.9, 121.4),
            new Figures("deficient", 200, 200, 5.0, 68.6, 69.0, 3.8, 57.7, 6.6, 103.8),
            new Figures("random", 200, 60, 9.6, 58.4, 55.1, 2.2, 12.2, 0.0, 0.0),
            new Figures("graded", 200, 60, 7.5, 57.8, 47.0, 2.9, 22.7, 0.0, 0.0),
            new Figures("deficient", 200, 60, 5.4, 33.5, 28.5, 1.75, 14.0, 0.0, 0.0),
            new Figures("random", 60, 200, 8.0, 54.6, 56.2, 2.8, 22.1, 0.0, 0.0),
            new Figures("graded", 60, 200, 23.7, 37.5, 38.4, 2.2, 17.4, 0.0, 0.0),
            new Figures("deficient", 60, 200, 6.0, 31.6, 33.0, 2.6, 24.3, 0.0, 0.0),
            new Figures("hilbert", 5, 5, 2.3, 5.5, 6.0, 1.2, 3.9, 2.0, 3.6),
            new Figures("hilbert", 20, 20, 2.0, 13.2, 14.9, 1.0, 8.7, 1.6, 14.4),
            new Figures("hilbert", 50, 50, 2.3, 24.4, 26.1, 1.4, 18.1, 3.0, 23.2),
            new Figures("hilbert", 200, 200, 7.4, 68.3, 65.8, 2.9, 56.3, 4.8, 57.9));

    private static double[] uniform(int m, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = new double[m * n];
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextDouble() * 2 - 1;
        }
        return a;
    }

    private static double[] product(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] = sum(0, a, i * k, 1, b, j, n, k);
            }
        }
        return c;
    }

    /** start + Σ x·y, rounded once. */
    private static double sum(double start, double[] x, int xo, int xs, double[] y, int yo, int ys, int n) {
        double high = start;
        double low = 0;
        for (int i = 0; i < n; i++) {
            double a = x[xo + i * xs];
            double b = y[yo + i * ys];
            double p = a * b;
            double s = high + p;
            double part = s - high;
            low += (high - (s - part)) + (p - part) + Math.fma(a, b, -p);
            high = s;
        }
        return high + low;
    }

    /** ‖QᵀQ − I‖ for k columns of m elements. */
    private static double skewness(double[] q, int m, int k, int row, int column) {
        double total = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double d = sum(i == j ? -1 : 0, q, i * column, row, q, j * column, row, m);
                total += (i == j ? 1 : 2) * d * d;
            }
        }
        return Math.sqrt(total);
    }

    /** ‖A − L·R‖/‖A‖. */
    private static double residual(double[] a, double[] l, double[] r, int m, int k, int n) {
        double total = 0;
        double size = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double d = sum(-a[i * n + j], l, i * k, 1, r, j, n, k);
                total += d * d;
                size += a[i * n + j] * a[i * n + j];
            }
        }
        return Math.sqrt(total / size);
    }

    /** L·diag(d) as twice as many columns, which are exact. */
    private static double[] scaled(double[] l, double[] d, int m, int k) {
        double[] y = new double[2 * m * k];
        for (int i = 0; i < m; i++) {
            for (int c = 0; c < k; c++) {
                y[2 * i * k + c] = l[i * k + c] * d[c];
                y[2 * i * k + k + c] = Math.fma(l[i * k + c], d[c], -y[2 * i * k + c]);
            }
        }
        return y;
    }

    private static double[] twice(double[] rows) {
        double[] y = java.util.Arrays.copyOf(rows, 2 * rows.length);
        System.arraycopy(rows, 0, y, rows.length, rows.length);
        return y;
    }

    @TestFactory
    Stream<DynamicTest> asExactAsLapack() {
        return LAPACK.toJavaStream().flatMap(f -> Stream.of(DType.F64, DType.F32).map(t -> DynamicTest.dynamicTest(f.name() + " " + t, () -> compare(f, t))));
    }

    private static void compare(Figures f, DType dtype) {
        double eps = dtype == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
        int k = Math.min(f.m, f.n);
        Tensor a = eval(Tensor.of(Shape.of(f.m, f.n), f.matrix()).cast(dtype));
        double[] values = wide(a);
        Matrices.Svd svd = eval(svd(a));
        double[] u = wide(svd.u());
        double[] vt = wide(svd.vt());
        within2(f, "A − U·S·Vᵀ", residual(values, scaled(u, wide(svd.s()), f.m, k), twice(vt), f.m, 2 * k, f.n) / eps, f.svd);
        within2(f, "UᵀU − I", skewness(u, f.m, k, k, 1) / eps, f.u);
        within2(f, "VᵀV − I", skewness(vt, f.n, k, 1, f.n) / eps, f.v);
        Matrices.Qr qr = eval(qr(a));
        // a step of 5 % above twice is what a single matrix of those here takes
        within2(f, "A − Q·R", residual(values, wide(qr.q()), wide(qr.r()), f.m, k, f.n) / eps, 1.05 * f.qr);
        within2(f, "QᵀQ − I", skewness(wide(qr.q()), f.m, k, k, 1) / eps, f.q);
        if (f.m == f.n) {
            int n = f.n;
            Tensor s = eval(a.times(0.5).plus(a.t().times(0.5)));
            Matrices.Eigh eigh = eval(eigh(s));
            double[] v = wide(eigh.vectors());
            double[] exact = wide(s);
            double[] sv = product(exact, v, n, n, n);
            double[] vw = scaled(v, wide(eigh.values()), n, n);
            double total = 0;
            double size = 0;
            for (int i = 0; i < n * n; i++) {
                double d = sv[i] - vw[i / n * 2 * n + i % n] - vw[i / n * 2 * n + n + i % n];
                total += d * d;
                size += exact[i] * exact[i];
            }
            within2(f, "S·V − V·W", Math.sqrt(total / size) / eps, f.eigh);
            within2(f, "VᵀV − I of eigenvectors", skewness(v, n, n, n, 1) / eps, f.vectors);
        }
    }

    private static double[] wide(fluxion.core.Expr x) {
        return eval(x.cast(DType.F64)).doubles();
    }

    private static void within2(Figures f, String what, double error, double lapack) {
        assertThat(error).as(what + " of " + f.name()).isLessThanOrEqualTo(2 * lapack);
    }

    /** A graded matrix D·B with B well-conditioned determines its singular values to high relative accuracy (Demmel and Veselić 1992). */
    @Test
    void smallSingularValuesOfGradedMatricesAreRelativelyAccurate() {
        int n = 60;
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = Math.pow(2, -2 * i);
        }
        Tensor b = eval(Tensor.of(Shape.of(n, n), uniform(n, n, 9)).plus(eye(n).times(12)));
        double[] down = eval(svdvals(Tensor.of(d).expandDims(1).times(b))).doubles();
        double[] up = eval(svdvals(inv(b).times(Tensor.of(d).reciprocal()))).doubles();
        for (int i = 0; i < n; i++) {
            assertThat(down[i] * up[n - 1 - i]).isCloseTo(1, within(2e-13));
        }
    }

    /** Most eigenvalues of a matrix of low rank are rounding errors, among which the method has to converge all the same. */
    @Test
    void eigenvaluesOfLargeMatricesOfLowRank() {
        int n = 200;
        double[] x = uniform(n, 10, 3);
        Tensor a = Tensor.of(Shape.of(n, 10), x);
        double[] w = eval(eigvalsh(a.matmul(a.t()))).doubles();
        assertThat(w).doesNotContain(Double.NaN);
        for (int i = 0; i < n - 10; i++) {
            assertThat(w[i]).isCloseTo(0, within(1e-12));
        }
        assertThat(w[n - 10]).isGreaterThan(30);
    }
}
