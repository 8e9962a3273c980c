package fluxion.tests.stats;

import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.eye;
import static fluxion.dsl.Fluxion.key;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.toDouble;
import static fluxion.dsl.Fluxion.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.Fluxion;
import fluxion.dsl.stats.Distribution;
import fluxion.dsl.stats.Dirichlet;
import fluxion.dsl.stats.LkjCholesky;
import fluxion.dsl.stats.LowRankNormal;
import fluxion.dsl.stats.Mixture;
import fluxion.dsl.stats.Multinomial;
import fluxion.dsl.stats.MultivariateNormal;
import fluxion.dsl.stats.Normal;
import fluxion.dsl.stats.Univariate;
import fluxion.dsl.stats.Wishart;
import fluxion.tests.stats.ReferenceDistributions.Line;
import io.vavr.collection.Array;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Samples have their distributions: by the greatest distance of distribution functions (Kolmogorov and Smirnov), and moments. */
class SamplesTest {
    private static final int N = 2000;
    /** Exceeded once in two thousand times. */
    private static final double RARE = 2.0;

    private static double distance(double[] u) {
        double[] sorted = u.clone();
        Arrays.sort(sorted);
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            most = Math.max(most, Math.max((i + 1.0) / sorted.length - sorted[i], sorted[i] - (double) i / sorted.length));
        }
        return most * Math.sqrt(sorted.length);
    }

    @TestFactory
    Stream<DynamicTest> samplesFitTheirDistributionFunctions() {
        return ReferenceDistributions.of("of").groupBy(Line::name).toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            for (Line line : entry._2.take(1)) {
                Univariate d = ReferenceDistributions.of(line.name(), ReferenceDistributions.scalars(line.parameters()));
                check(line.toString(), d);
            }
        }));
    }

    @Test
    void mixturesFit() {
        check("mixture", new Mixture(vector(0, 1), new Normal(vector(-2, 1), vector(1, 0.5))));
    }

    /** Of counts by the probabilities of the values themselves. */
    private static void check(String what, Univariate d) {
        Tensor x = eval(d.sample(key(what.hashCode()), Shape.of(N)));
        double[] values = x.doubles();
        if (eval(x.eq(x.floor()).all()).toBoolean()) {
            double[] below = eval(d.cdf(x)).doubles();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < N; i++) {
                int at = upper(sorted, values[i]);
                assertThat(Math.abs((double) at / N - below[i]) * Math.sqrt(N)).as(what).isLessThan(RARE);
            }
        } else {
            assertThat(distance(eval(d.cdf(x)).doubles())).as(what).isLessThan(RARE);
        }
    }

    private static int upper(double[] sorted, double x) {
        int at = Arrays.binarySearch(sorted, x);
        while (at < sorted.length && sorted[at] == x) {
            at++;
        }
        return at;
    }

    private static void moments(Distribution d, double tolerance) {
        Tensor x = eval(d.sample(key(7), Shape.of(20_000)));
        double[] mean = eval(d.mean()).doubles();
        double[] deviation = eval(d.deviation()).doubles();
        double[] found = eval(x.mean(0)).doubles();
        double[] spread = eval(x.std(0)).doubles();
        for (int i = 0; i < mean.length; i++) {
            assertThat(found[i]).as("mean %d of %s", i, d.getClass().getSimpleName()).isCloseTo(mean[i], within(tolerance * deviation[i]));
            assertThat(spread[i]).as("deviation %d of %s", i, d.getClass().getSimpleName()).isCloseTo(deviation[i], within(tolerance * deviation[i]));
        }
    }

    @Test
    void vectorsHaveTheirMoments() {
        Tensor factor = Fluxion.matrix(Fluxion.row(1.5, 0), Fluxion.row(-1, 0.5));
        moments(new MultivariateNormal(vector(1, -2), factor), 0.03);
        moments(new LowRankNormal(vector(1, -2), Fluxion.matrix(Fluxion.row(1), Fluxion.row(-2)), vector(0.5, 1)), 0.03);
        moments(new Dirichlet(vector(0.5, 1, 3)), 0.03);
        moments(Multinomial.ofProbabilities(scalar(12), vector(0.5, 0.125, 0.375)), 0.03);
        moments(new Wishart(scalar(4.5), factor), 0.05);
    }

    /** Each correlation of an LKJ matrix is 2·beta − 1 with both parameters η + (n − 2)/2. */
    @Test
    void correlationsFit() {
        Expr factor = new LkjCholesky(4, 1.5).sample(key(5), Shape.of(N));
        Expr correlations = eval(factor.matmul(factor.swapAxes(-2, -1)));
        for (int[] pair : new int[][] {{1, 0}, {3, 1}, {3, 2}}) {
            Expr r = correlations.get(Fluxion.all(), scalar(DType.I32, pair[0]), scalar(DType.I32, pair[1]));
            assertThat(distance(eval(new fluxion.dsl.stats.Beta(2.5, 2.5).cdf(r.plus(1).div(2))).doubles())).isLessThan(RARE);
        }
        assertThat(eval(correlations.diagonal(0, -2, -1)).doubles()).containsOnly(new double[] {1}, within(1e-14));
    }

    // ---- generators ----

    private static final TensorType MANY = Fluxion.f64(N);

    @Test
    void furtherGeneratorsFit() {
        Array<Expr> u = Array.of(
                Fluxion.rayleigh(key(1), MANY).square().times(-0.5).expm1().neg(),
                new fluxion.dsl.stats.Gamma(1.5, 0.5).cdf(Fluxion.maxwell(key(2), MANY).square()),
                new fluxion.dsl.stats.Gamma(1.5, 0.5).cdf(Fluxion.doubleSidedMaxwell(key(3), MANY).square()),
                new Normal(0, Math.sqrt(0.5)).cdf(Fluxion.generalizedNormal(key(4), 2, MANY)),
                new fluxion.dsl.stats.Laplace(0, 1).cdf(Fluxion.generalizedNormal(key(5), 1, MANY)),
                new fluxion.dsl.stats.FisherF(3, 7).cdf(Fluxion.f(key(6), 3, 7, MANY)),
                // of a uniform point in the ball of n dimensions the length to the power of n is uniform
                Fluxion.ball(key(7), Fluxion.f64(N, 3)).norm(-1).pow(3),
                Fluxion.ball(key(8), 1, Fluxion.f64(N, 2)).abs().sum(-1).square(),
                // 0 to 1 to 4: x²/4, then 1 − (4 − x)²/12
                triangular(Fluxion.triangular(key(9), 0, 1, 4, MANY)),
                wald(Fluxion.wald(key(10), 1.5, MANY), 1.5));
        u.zipWithIndex().forEach(pair -> assertThat(distance(eval(pair._1).doubles())).as("generator %d", pair._2).isLessThan(RARE));
        assertThat(toDouble(Fluxion.doubleSidedMaxwell(key(3), MANY).mean())).isCloseTo(0, within(0.15));
    }

    private static Expr triangular(Expr x) {
        return x.lt(1).where(x.square().div(4), x.subtractedFrom(4).square().div(12).subtractedFrom(1));
    }

    /** Φ(√(1/x)(x/μ − 1)) + e^(2/μ)·Φ(−√(1/x)(x/μ + 1)). */
    private static Expr wald(Expr x, double mu) {
        Expr root = x.rsqrt();
        return root.times(x.div(mu).minus(1)).ndtr().plus(root.times(x.div(mu).plus(1)).neg().ndtr().times(Math.exp(2 / mu)));
    }

    @Test
    void countsAreOfTheirTypes() {
        assertThat(Fluxion.binomial(key(1), 10, 0.3, Fluxion.i32(4)).type()).isEqualTo(Fluxion.i32(4));
        assertThat(eval(Fluxion.binomial(key(1), 10, 1, Fluxion.i32(4))).ints()).containsOnly(10);
        assertThat(eval(Fluxion.binomial(key(1), 10, 0, Fluxion.i32(4))).ints()).containsOnly(0);
        assertThat(eval(Fluxion.geometric(key(1), 1, Fluxion.i32(4))).ints()).containsOnly(1);
        assertThat(toDouble(Fluxion.binomial(key(2), 1_000_000, 0.5, Fluxion.f64(200)).mean())).isCloseTo(500_000, within(150.0));
        Tensor counts = eval(Fluxion.multinomial(key(3), 7, vector(1, 2, 0, 1), Fluxion.i64(50, 4)));
        assertThat(eval(counts.sum(-1)).longs()).containsOnly(7);
        assertThat(eval(counts.slice(-1, 2, 3)).longs()).containsOnly(0);
        long[] bits = eval(Fluxion.bits(key(4), Fluxion.i64(256))).longs();
        for (int b = 0; b < 64; b++) {
            int bit = b;
            assertThat(Arrays.stream(bits).filter(word -> (word >>> bit & 1) == 1).count()).as("bit %d", b).isBetween(88L, 168L);
        }
        assertThat(Arrays.stream(eval(Fluxion.bits(key(4), Fluxion.i32(256))).ints()).anyMatch(word -> word < 0)).isTrue();
    }

    @Test
    void orthogonalMatricesAre() {
        Expr q = eval(Fluxion.orthogonal(key(1), Fluxion.f64(2, 3, 3)));
        assertThat(eval(q.matmul(q.swapAxes(-2, -1)).minus(eye(3))).doubles()).containsOnly(new double[] {0}, within(1e-14));
        Expr wide = eval(Fluxion.orthogonal(key(1), Fluxion.f64(2, 4)));
        assertThat(eval(wide.matmul(wide.swapAxes(-2, -1)).minus(eye(2))).doubles()).containsOnly(new double[] {0}, within(1e-14));
        // the elements of a random rotation of the plane have a mean of 0, either sign of the determinant being as likely
        assertThat(toDouble(Fluxion.orthogonal(key(2), Fluxion.f64(2000, 2, 2)).det().mean())).isCloseTo(0, within(0.1));
        assertThat(Fluxion.orthogonal(key(2), new TensorType(DType.F32, Shape.of(3, 2))).type()).isEqualTo(Fluxion.f32(3, 2));
    }
}
