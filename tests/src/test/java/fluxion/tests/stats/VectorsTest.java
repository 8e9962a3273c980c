package fluxion.tests.stats;

import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.eye;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.jacobian;
import static fluxion.dsl.Fluxion.key;
import static fluxion.dsl.Fluxion.matrix;
import static fluxion.dsl.Fluxion.row;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.toDouble;
import static fluxion.dsl.Fluxion.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.stats.Bijector;
import fluxion.dsl.stats.Categorical;
import fluxion.dsl.stats.Dirichlet;
import fluxion.dsl.stats.Distribution;
import fluxion.dsl.stats.Gamma;
import fluxion.dsl.stats.Independent;
import fluxion.dsl.stats.LkjCholesky;
import fluxion.dsl.stats.LogNormal;
import fluxion.dsl.stats.LowRankNormal;
import fluxion.dsl.stats.Mixture;
import fluxion.dsl.stats.Multinomial;
import fluxion.dsl.stats.MultivariateMixture;
import fluxion.dsl.stats.MultivariateNormal;
import fluxion.dsl.stats.MultivariateTransformed;
import fluxion.dsl.stats.Normal;
import fluxion.dsl.stats.ScalarBijector;
import fluxion.dsl.stats.Transformed;
import fluxion.dsl.stats.VectorBijector;
import fluxion.dsl.stats.Wishart;
import fluxion.tests.stats.ReferenceDistributions.Line;
import io.vavr.collection.Array;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Distributions of vectors and matrices, mixtures and maps. */
class VectorsTest {
    private static Tensor part(double[] all, int from, int... shape) {
        int n = (int) Shape.of(shape).size();
        return Tensor.of(Shape.of(shape), Arrays.copyOfRange(all, from, from + n));
    }

    private static Distribution of(String name, double[] p) {
        return switch (name) {
            case "multivariateNormal" -> new MultivariateNormal(part(p, 0, 3), part(p, 3, 3, 3));
            case "lowRankNormal" -> new LowRankNormal(part(p, 0, 3), part(p, 3, 3, 2), part(p, 9, 3));
            case "dirichlet" -> new Dirichlet(part(p, 0, 3));
            case "multinomial" -> Multinomial.ofProbabilities(part(p, 0), part(p, 1, 3));
            case "wishart" -> new Wishart(part(p, 0), part(p, 1, 3, 3));
            case "lkj" -> new LkjCholesky(3, p[0]);
            case "categorical" -> new Categorical(part(p, 0, 3));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void densitiesAndEntropiesFitReferences() {
        for (Line line : ReferenceDistributions.of("vector")) {
            Distribution d = of(line.name(), line.parameters());
            int[] event = d.eventShape().dims().toArray();
            assertThat(toDouble(d.logProb(part(line.given(), 0, event)))).as(line.toString()).isCloseTo(line.values()[0], within(1e-12));
            if (!Double.isNaN(line.values()[1])) {
                assertThat(toDouble(d.entropy())).as(line.toString()).isCloseTo(line.values()[1], within(1e-12));
            }
        }
    }

    private static Bijector map(String name) {
        return switch (name) {
            case "stickBreaking" -> new VectorBijector.StickBreaking();
            case "correlationCholesky" -> new VectorBijector.CorrelationCholesky();
            case "tanh" -> new ScalarBijector.Tanh();
            case "sigmoid" -> new ScalarBijector.Sigmoid();
            case "softplus" -> new ScalarBijector.Softplus();
            case "exp" -> new ScalarBijector.Exp();
            case "power" -> new ScalarBijector.Power(-1.5);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void mapsFitReferences() {
        for (Line line : ReferenceDistributions.of("map")) {
            Bijector f = map(line.name());
            Tensor x = Tensor.of(line.given());
            double[] found = eval(f.forward(x)).doubles();
            double[] det = eval(f.logDeterminant(x)).doubles();
            assertThat(found).as(line.name()).containsExactly(Arrays.copyOf(line.values(), found.length), within(1e-13));
            assertThat(det).as(line.name()).containsExactly(Arrays.copyOfRange(line.values(), found.length, line.values().length), within(1e-12));
        }
    }

    @Test
    void mapsHaveInversesAndDeterminants() {
        Tensor x = vector(0.5, -1, 2);
        for (Bijector f : Array.of(new ScalarBijector.Sigmoid(), new ScalarBijector.Tanh(), new ScalarBijector.Softplus(), new ScalarBijector.Exp(),
                new ScalarBijector.Affine(2, -0.5), new ScalarBijector.Exp().then(new ScalarBijector.Power(-1.5)), new ScalarBijector.Softplus().inverted().inverted(),
                new VectorBijector.StickBreaking(), new VectorBijector.Ordered(), new VectorBijector.Permutation(Ints.of(2, 0, 1)),
                new VectorBijector.Triangular(vector(1, 2, 3), matrix(row(1, 9, 9), row(0.5, -2, 9), row(1, 1, 0.25))),
                new VectorBijector.CorrelationCholesky(), new VectorBijector.Ordered().then(new ScalarBijector.Softplus()),
                new VectorBijector.Ordered().inverted().inverted())) {
            Expr y = f.forward(x);
            assertThat(eval(f.inverse(y)).doubles()).as(f.toString()).containsExactly(x.doubles(), within(1e-12));
            if (f.outputRank() < 2 && !(f instanceof VectorBijector.StickBreaking)) {
                double expected = toDouble(jacobian(fn((Expr v) -> f.forward(v))).apply(x).logAbsDet());
                assertThat(toDouble(eval(f.logDeterminant(x)).sum())).as(f.toString()).isCloseTo(expected, within(1e-12));
                assertThat(toDouble(f.inverted().logDeterminant(y).sum())).as(f.toString()).isCloseTo(-expected, within(1e-11));
            }
        }
    }

    @Test
    void aTransformedNormalIsLogNormal() {
        Transformed d = new Transformed(new Normal(0.5, 2), new ScalarBijector.Exp());
        LogNormal l = new LogNormal(0.5, 2);
        Tensor x = vector(-1, 0.1, 3);
        assertThat(eval(d.logProb(x)).doubles()).containsExactly(eval(l.logProb(x)).doubles(), within(1e-14));
        assertThat(eval(d.cdf(x)).doubles()).containsExactly(eval(l.cdf(x)).doubles(), within(1e-14));
        assertThat(eval(d.survival(x)).doubles()).containsExactly(eval(l.survival(x)).doubles(), within(1e-14));
        Transformed falling = new Transformed(new Normal(0, 1), new ScalarBijector.Affine(1, -2));
        assertThat(toDouble(falling.cdf(scalar(2)))).isCloseTo(toDouble(new Normal(1, 2).cdf(scalar(2))), within(1e-15));
        assertThat(toDouble(falling.quantile(scalar(0.9)))).isCloseTo(toDouble(new Normal(1, 2).quantile(scalar(0.9))), within(1e-14));
        assertThat(toDouble(falling.entropy())).isCloseTo(toDouble(new Normal(1, 2).entropy()), within(1e-15));
    }

    @Test
    void covariancePrecisionAndFactorAgree() {
        Tensor cov = matrix(row(2, 0.5, 0.25), row(0.5, 1, -0.25), row(0.25, -0.25, 3));
        Tensor m = vector(1, 2, 3);
        MultivariateNormal a = MultivariateNormal.ofCovariance(m, cov);
        MultivariateNormal b = MultivariateNormal.ofPrecision(m, cov.inv());
        assertThat(eval(b.factor()).doubles()).containsExactly(eval(a.factor()).doubles(), within(1e-14));
        assertThat(eval(a.covariance()).doubles()).containsExactly(cov.doubles(), within(1e-15));
        assertThat(eval(a.variance()).doubles()).containsExactly(new double[] {2, 1, 3}, within(1e-15));
        assertThat(toDouble(a.kl(b))).isCloseTo(0, within(1e-14));
        // of diagonal ones it is the sum of those of their elements
        MultivariateNormal p = new MultivariateNormal(vector(0, 1, 2), eye(3).times(2));
        MultivariateNormal q = new MultivariateNormal(vector(1, 1, 0), eye(3).times(0.5));
        double sum = toDouble(new Normal(vector(0, 1, 2), scalar(2)).kl(new Normal(vector(1, 1, 0), scalar(0.5))).sum());
        assertThat(toDouble(p.kl(q))).isCloseTo(sum, within(1e-13));
        assertThat(toDouble(new Independent(new Normal(vector(0, 1, 2), scalar(2)), 1).logProb(vector(1, 2, 3))))
                .isCloseTo(toDouble(p.logProb(vector(1, 2, 3))), within(1e-14));
    }

    @Test
    void mixturesAverage() {
        Mixture d = new Mixture(vector(0, Math.log(3)), new Normal(vector(-2, 1), vector(1, 0.5)));
        Expr x = scalar(0.25);
        double expected = 0.25 * toDouble(new Normal(-2, 1).cdf(x)) + 0.75 * toDouble(new Normal(1, 0.5).cdf(x));
        assertThat(toDouble(d.cdf(x))).isCloseTo(expected, within(1e-15));
        assertThat(toDouble(d.quantile(d.cdf(x)))).isCloseTo(0.25, within(1e-14));
        assertThat(toDouble(d.mean())).isCloseTo(0.25, within(1e-15));
        assertThat(toDouble(d.variance())).isCloseTo(0.25 * (1 + 4) + 0.75 * (0.25 + 1) - 0.0625, within(1e-14));
        // the density is the slope of the distribution function
        assertThat(toDouble(fluxion.dsl.Fluxion.grad(fn(y -> d.cdf(y))).apply(x))).isCloseTo(Math.exp(toDouble(d.logProb(x))), within(1e-15));
        // a sample moves in the logits as the quantile of its own probability does
        var drawn = fn((Expr l) -> new Mixture(l, d.components() instanceof Normal n ? n : null).sample(key(3)));
        double at = toDouble(drawn.apply(vector(0, Math.log(3))));
        double p = toDouble(d.cdf(scalar(at)));
        var level = fn((Expr l) -> new Mixture(l, (Normal) d.components()).quantile(scalar(p)));
        assertThat(eval(fluxion.dsl.Fluxion.grad(drawn).apply(vector(0, Math.log(3)))).doubles())
                .containsExactly(eval(fluxion.dsl.Fluxion.grad(level).apply(vector(0, Math.log(3)))).doubles(), within(1e-9));
    }

    @Test
    void shapesAreThoseOfDrawsBatchAndEvent() {
        Distribution mixture = new MultivariateMixture(vector(0, 1), new MultivariateNormal(Tensor.zeros(fluxion.dsl.Fluxion.f64(2, 3)), eye(3)));
        Distribution ordered = new MultivariateTransformed(new Normal(vector(0, 1, 2), scalar(1)), new VectorBijector.Ordered());
        Distribution lkj = new LkjCholesky(4, Tensor.of(new double[] {1, 2}));
        Distribution wishart = new Wishart(Tensor.of(new double[] {5, 6}), eye(3));
        for (Distribution d : Array.of(mixture, ordered, lkj, wishart, new Dirichlet(vector(1, 2, 3)), new Gamma(vector(1, 2), scalar(1)),
                new Multinomial(scalar(5), vector(0, 1, 2)), new LowRankNormal(vector(0, 0, 0), Tensor.zeros(fluxion.dsl.Fluxion.f64(3, 2)), vector(1, 1, 1)),
                new Mixture(vector(0, 1), new Normal(vector(0, 1), scalar(1))), new Categorical(vector(0, 1, 2)))) {
            Shape expected = new Shape(Ints.of(5).concat(d.batchShape().dims()).concat(d.eventShape().dims()));
            Expr drawn = d.sample(key(1), Shape.of(5));
            assertThat(drawn.shape()).as(d.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(d.logProb(drawn).shape()).as(d.getClass().getSimpleName()).isEqualTo(new Shape(Ints.of(5).concat(d.batchShape().dims())));
            assertThat(eval(d.logProb(drawn)).doubles()).as(d.getClass().getSimpleName()).doesNotContain(Double.NaN, Double.NEGATIVE_INFINITY);
        }
    }
}
