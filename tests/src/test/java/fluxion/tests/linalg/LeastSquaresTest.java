package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Least squares of any rank: values from LAPACK's gelsd, derivatives along factors of constant rank to 40 digits by mpmath. */
class LeastSquaresTest {
    private static final Tensor RANK_TWO = Tensor.of(new double[][] {{1, 2, 3}, {2, 4, 6}, {1, 0, 1}, {0, 2, 2}});
    private static final Tensor B = Tensor.of(new double[] {1, -1, 2, 0.5});

    private static double[] solved(Expr a, Expr b) {
        return eval(lstsq(a, b)).doubles();
    }

    @Test
    void solutionsHaveLeastNorm() {
        assertThat(solved(ones(f64(3, 2)), vector(1, 2, 3))).containsExactly(new double[] {1, 1}, within(1e-15));
        assertThat(solved(ones(f64(2, 2)), vector(1, 2))).containsExactly(new double[] {0.75, 0.75}, within(1e-15));
        assertThat(solved(ones(f64(2, 3)), vector(1, 2))).containsExactly(new double[] {0.5, 0.5, 0.5}, within(1e-15));
        assertThat(solved(RANK_TWO, B)).containsExactly(RANK_TWO_X, within(1e-14));
        assertThat(solved(RANK_TWO.t(), vector(1, 2, 3))).containsExactly(RANK_TWO_TURNED_X, within(1e-14));
        assertThat(solved(Tensor.of(new double[][] {{1, 2, 3, 4}, {0, 1, 0, -1}}), vector(1, 2))).containsExactly(WIDE_X, within(1e-14));
        assertThat(solved(RANK_TWO.cast(DType.F32), B.cast(DType.F32))).containsExactly(RANK_TWO_X, within(2e-6));
    }

    private static final double[] RANK_TWO_X = {7 / 11.0, -0.5, 3 / 22.0};
    private static final double[] RANK_TWO_TURNED_X = {2 / 11.0, 4 / 11.0, 1 / 11.0, 1 / 11.0};
    private static final double[] WIDE_X = {3 / 28.0, 37 / 28.0, 9 / 28.0, -19 / 28.0};

    @Test
    void severalRightHandSidesAndBatches() {
        Tensor both = Tensor.of(Shape.of(4, 2), 1.0, 2, -1, -2, 2, 4, 0.5, 1);
        double[] x = solved(RANK_TWO, both);
        for (int i = 0; i < 3; i++) {
            assertThat(x[2 * i]).isCloseTo(RANK_TWO_X[i], within(1e-14));
            assertThat(x[2 * i + 1]).isCloseTo(2 * RANK_TWO_X[i], within(1e-14));
        }
        // one of the batch lacks rank, one is zero, one is not finite, one has full rank
        Tensor batch = Tensor.of(Shape.of(4, 2, 2), 1.0, 1, 1, 1, 0, 0, 0, 0, Double.NaN, 0, 0, 1, 2, 0, 0, 4);
        assertThat(solved(batch, vector(1, 2))).containsExactly(new double[] {0.75, 0.75, 0, 0, Double.NaN, Double.NaN, 0.5, 0.5}, within(1e-15));
        assertThat(eval(vmap(fn((Expr a) -> lstsq(a, vector(1, 2)))).apply(batch)).doubles()).containsExactly(solved(batch, vector(1, 2)));
        assertThat(eval(vmap(fn((Expr b) -> lstsq(ones(f64(2, 3)), b))).apply(Tensor.of(new double[][] {{1, 2}, {2, 4}}))).doubles())
                .containsExactly(new double[] {0.5, 0.5, 0.5, 1, 1, 1}, within(1e-15));
    }

    @Test
    void emptyOnesGiveZeros() {
        assertThat(eval(lstsq(zeros(f64(0, 3)), zeros(f64(0)))).doubles()).containsExactly(0, 0, 0);
        assertThat(eval(lstsq(zeros(f64(3, 0)), vector(1, 2, 3))).shape()).isEqualTo(Shape.of(0));
        assertThat(eval(lstsq(zeros(f64(3, 2)), zeros(f64(3, 0)))).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(eval(lstsq(zeros(f64(0, 2, 3)), zeros(f64(0, 2, 1)))).shape()).isEqualTo(Shape.of(0, 3, 1));
    }

    @Test
    void whatCountsAsZeroIsBounded() {
        Tensor a = Tensor.of(new double[][] {{1, 0}, {0, 1e-10}});
        assertThat(solved(a, vector(1, 1))).containsExactly(new double[] {1, 1e10}, within(1e-4));
        assertThat(eval(lstsq(a, vector(1, 1), 1e-8)).doubles()).containsExactly(1, 0);
        assertThat(solved(a.cast(DType.F32), vector(1, 1).cast(DType.F32))).containsExactly(1, 0);
        // scaled, where squares overflow or vanish
        for (double scale : new double[] {1e-300, 1e-160, 1e160, 1e300}) {
            double[] x = solved(RANK_TWO.times(scale), B.times(scale));
            assertThat(x).containsExactly(RANK_TWO_X, within(1e-13));
        }
    }

    @Test
    void illConditionedOnesOfFullRankKeepTheirAccuracy() {
        int n = 9;
        double[] h = new double[n * n];
        for (int i = 0; i < h.length; i++) {
            h[i] = 1.0 / (i / n + i % n + 1);
        }
        Tensor a = Tensor.of(Shape.of(n, n), h);
        Tensor x = eval(ones(f64(n)));
        double[] found = solved(a, eval(a.matmul(x)));
        for (double each : found) {
            assertThat(each).isCloseTo(1, within(1e-3)); // condition 5e11
        }
    }

    /** A = (B + t·Ḃ)·(C + t·Ċ) has rank 2 for all t near 0. */
    @Test
    void derivativesWhereTheRankIsLocallyConstant() {
        var along = fn((Expr t) -> {
            Expr left = Tensor.of(new double[][] {{1, 2}, {0, 1}, {3, -1}, {1, 1}}).plus(t.times(Tensor.of(new double[][] {{0.5, -1}, {1, 0}, {0, 2}, {1, 1}})));
            Expr right = Tensor.of(new double[][] {{1, 0, 2}, {0, 1, -1}}).plus(t.times(Tensor.of(new double[][] {{0, 1, 0}, {1, 0, -1}})));
            Expr x = lstsq(left.matmul(right), B);
            return x.get(0).plus(x.get(1).square().times(2)).minus(x.get(2));
        });
        assertThat(toDouble(along.apply(scalar(0)))).isCloseTo(PATH[0], within(1e-13));
        assertThat(toDouble(grad(along).apply(scalar(0)))).isCloseTo(PATH[1], within(1e-12));
        assertThat(toDouble(jvp(along, scalar(0), scalar(1)).tangent())).isCloseTo(PATH[1], within(1e-12));
        assertThat(toDouble(grad(fn((Expr t) -> grad(along).apply(t))).apply(scalar(0)))).isCloseTo(PATH[2], within(1e-11));
        assertThat(toDouble(jvp(fn((Expr t) -> grad(along).apply(t)), scalar(0), scalar(1)).tangent())).isCloseTo(PATH[2], within(1e-11));
        assertThat(toDouble(jvp(fn((Expr t) -> jvp(along, t, scalar(1)).tangent()), scalar(0), scalar(1)).tangent())).isCloseTo(PATH[2], within(1e-11));
    }

    private static final double[] PATH = {0.020565113097580630048, -0.37559773172861383352, -0.4133747321435834643};

    @Test
    void gradientsOfTheExampleOfRankOne() {
        Tensor a = eval(ones(f64(3, 2)));
        var f = fn((Expr m) -> lstsq(m, vector(1, 2, 3)).sum());
        // scaling A by 1 + s scales x by 1 − s
        assertThat(toDouble(jvp(f, a, a).tangent())).isCloseTo(-2, within(1e-13));
        double[] gradient = eval(grad(f).apply(a)).doubles();
        assertThat(java.util.Arrays.stream(gradient).sum()).isCloseTo(-2, within(1e-13));
        assertThat(eval(grad(fn((Expr b) -> lstsq(a, b).sum())).apply(vector(1, 2, 3))).doubles()).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-14));
    }

    /** pinv·b and lstsq are one function, to second order. */
    @Test
    void agreesWithThePseudoInverseToSecondOrder() {
        SplittableRandom random = new SplittableRandom(11);
        int[][] sizes = {{4, 2, 2}, {2, 4, 2}, {3, 3, 3}, {4, 4, 2}, {5, 3, 1}, {3, 5, 2}};
        for (int[] size : sizes) {
            Tensor a = eval(uniform(random, size[0], size[2]).matmul(uniform(random, size[2], size[1])));
            Tensor b = uniform(random, size[0], 2);
            Tensor t = uniform(random, size[0], size[1]);
            var direct = fn((Expr m) -> lstsq(m, b).sin().sum());
            var inverse = fn((Expr m) -> pinv(m).matmul(b).sin().sum());
            near(grad(direct).apply(a), grad(inverse).apply(a));
            near(hvp(direct, a, t), hvp(inverse, a, t));
        }
    }

    private static Expr hvp(fluxion.dsl.function.Fun1<Expr, Expr> f, Expr a, Expr t) {
        return jvp(fn((Expr m) -> grad(f).apply(m)), a, t).tangent();
    }

    private static void near(Expr a, Expr b) {
        double scale = toDouble(max(b.abs()));
        assertThat(toDouble(max(a.minus(b).abs()))).isLessThan(1e-10 * (1 + scale));
    }

    private static Tensor uniform(SplittableRandom random, int m, int n) {
        return Tensor.of(Shape.of(m, n), random.doubles((long) m * n, -1, 1).toArray());
    }
}
