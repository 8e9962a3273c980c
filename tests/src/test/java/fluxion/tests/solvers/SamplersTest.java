package fluxion.tests.solvers;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.sample.MarkovChain;
import fluxion.dsl.sample.Sampler;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Markov chains: moments that are known, adaptation, and how convergence is told. */
class SamplersTest {
    /** Eight schools: the effects are mu + tau·eta. */
    record Schools(Expr mu, Expr logTau, Expr eta) {}

    private static final Tensor EFFECTS = vector(28, 8, -3, 7, -1, 1, 18, 12);
    private static final Tensor ERRORS = vector(15, 10, 16, 11, 9, 11, 10, 18);

    private static Expr schools(Schools s) {
        Expr tau = exp(s.logTau());
        Expr errors = EFFECTS.minus(s.mu()).minus(tau.times(s.eta())).div(ERRORS);
        return s.mu().square().div(-50).minus(log1p(tau.square().div(25))).plus(s.logTau())
                .minus(s.eta().square().sum().div(2)).minus(errors.square().sum().div(2));
    }

    /** N(3, 2²) in the first, N(0, 1) in the second, correlation ½. */
    private static Expr normal(Expr x) {
        Expr a = x.get(0).minus(3).div(2);
        return a.square().minus(a.times(x.get(1))).plus(x.get(1).square()).div(-1.5);
    }

    @Test
    void everySamplerHasTheMomentsOfANormal() {
        for (Sampler sampler : Array.of(randomWalk(), langevin(), hamiltonian(6), nuts(1).acceptance(0.6))) {
            int draws = sampler.leapfrogSteps() == 0 ? 4000 : 1500;
            Fun1<RandomKey, MarkovChain<Expr>> run = fn((RandomKey key) -> mcmc(key, SamplersTest::normal, vector(0, 0), sampler.warmUp(500), draws));
            MarkovChain<Expr> chains = vmap(run).apply(key(5).batch(4));
            Expr first = chains.draws().take(Tensor.of(0), 2);
            double size = toDouble(effectiveSampleSize(first));
            assertThat(size).isGreaterThan(300);
            assertThat(toDouble(rHat(first))).isLessThan(1.05);
            assertThat(toDouble(first.mean())).isCloseTo(3, within(4 * 2 / Math.sqrt(size)));
            // what goes to and fro has a mean at once, a spread later
            double ofSquares = toDouble(effectiveSampleSize(first.minus(3).square()));
            assertThat(ofSquares).isGreaterThan(300);
            assertThat(toDouble(first.minus(3).square().mean())).isCloseTo(4, within(4 * 4 * Math.sqrt(2 / ofSquares)));
            Expr second = chains.draws().take(Tensor.of(1), 2);
            assertThat(toDouble(first.minus(3).times(second).mean())).isCloseTo(1, within(4 * 2.5 / Math.sqrt(ofSquares)));
            assertThat(toDouble(chains.acceptance().mean())).isCloseTo(sampler.acceptance(), within(0.1));
        }
    }

    @Test
    void thePosteriorOfEightSchools() {
        Schools start = new Schools(scalar(0), scalar(0), eval(zeros(f64(8))));
        Fun1<RandomKey, MarkovChain<Schools>> run = fn((RandomKey key) -> mcmc(key, SamplersTest::schools, start, hamiltonian(10).warmUp(500), 1500));
        MarkovChain<Schools> chains = vmap(run).apply(key(1).batch(4));
        isThatOfEightSchools(chains);
    }

    private static void isThatOfEightSchools(MarkovChain<Schools> chains) {
        double[] want = SolversTest.golden("schools");
        Expr mu = chains.draws().mu();
        Expr tau = exp(chains.draws().logTau());
        assertThat(toDouble(rHat(mu))).isLessThan(1.05);
        double size = toDouble(effectiveSampleSize(mu));
        assertThat(toDouble(mu.mean())).isCloseTo(want[0], within(4 * want[1] / Math.sqrt(size)));
        assertThat(toDouble(mu.minus(mu.mean()).square().mean().sqrt())).isCloseTo(want[1], within(0.35));
        assertThat(toDouble(log1p(tau).mean())).isCloseTo(want[2], within(0.1));
        Expr theta = mu.plus(tau.times(chains.draws().eta().take(Tensor.of(0), 2)));
        assertThat(toDouble(theta.mean())).isCloseTo(want[3], within(0.6));
    }

    @Test
    @EnabledIfSystemProperty(named = "fluxion.solvers", matches = "true")
    void pathsThatEndWhereTheyTurnBackHaveThePosteriorOfEightSchools() {
        Schools start = new Schools(scalar(0), scalar(0), eval(zeros(f64(8))));
        Fun1<RandomKey, MarkovChain<Schools>> run = fn((RandomKey key) -> mcmc(key, SamplersTest::schools, start, nuts(7).warmUp(300), 700));
        isThatOfEightSchools(vmap(run).apply(key(2).batch(4)));
    }

    /** The posterior of three coefficients with priors N(0, 2²): means, deviations and a covariance by sums over 121³ points. */
    @Test
    void pathsThatEndWhereTheyTurnBackHaveThePosteriorOfALogisticRegression() {
        Tensor inputs = tensor(f64(30, 2), 2.04, -2.56, 0.42, -0.57, -0.45, -0.22, -2.02, -0.23, -0.87, 3.32, 0.23, -0.35, -0.28, -0.67,
                -1.06, -0.39, 0.48, -0.24, 0.96, -0.2, 0.02, 1.55, 0.55, -0.51, -0.18, 0.54, 1.94, -0.27, -0.24, 1.0, -0.89, -0.29, 0.88,
                0.58, 0.09, 0.67, -2.83, 1.02, -0.96, -1.67, 0.28, 0.7, -0.44, -1.08, 0.03, -0.05, 1.41, 0.75, 0.19, 1.11, -0.21, -0.93,
                0.58, 0.58, -0.21, -0.78, 0.23, -2.49, 0.69, 0.49);
        Tensor labels = vector(1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1);
        Fun1<RandomKey, MarkovChain<Expr>> run = fn((RandomKey key) -> mcmc(key, b -> {
            Expr z = inputs.matmul(b.slice(0, 1, 3)).plus(b.get(0));
            return labels.times(z).minus(softplus(z)).sum().minus(b.square().sum().div(8));
        }, vector(0, 0, 0), nuts(6).warmUp(150), 300));
        MarkovChain<Expr> chains = vmap(run).apply(key(3).batch(4));
        double[] means = {0.515803, 1.600385, -1.974490};
        double[] deviations = {0.494646, 0.720789, 0.735108};
        for (int i = 0; i < 3; i++) {
            Expr draws = chains.draws().take(Tensor.of(i), 2);
            double size = toDouble(effectiveSampleSize(draws));
            assertThat(size).isGreaterThan(400);
            assertThat(toDouble(rHat(draws))).isLessThan(1.03);
            assertThat(toDouble(draws.mean())).isCloseTo(means[i], within(4 * deviations[i] / Math.sqrt(size)));
            double ofSquares = toDouble(effectiveSampleSize(draws.minus(means[i]).square()));
            assertThat(toDouble(draws.minus(means[i]).square().mean())).isCloseTo(deviations[i] * deviations[i],
                    within(4 * deviations[i] * deviations[i] * Math.sqrt(2 / ofSquares)));
        }
        Expr product = chains.draws().take(Tensor.of(1), 2).minus(means[1]).times(chains.draws().take(Tensor.of(2), 2).minus(means[2]));
        assertThat(toDouble(product.mean())).isCloseTo(-0.195539, within(4 * 0.8 / Math.sqrt(toDouble(effectiveSampleSize(product)))));
        assertThat(toDouble(chains.acceptance().mean())).isCloseTo(0.8, within(0.1));
    }

    @Test
    void convergenceIsStans() {
        Expr chains = Tensor.of(SolversTest.golden("chains")).reshape(4, 200);
        SolversTest.near(rHat(chains), 1e-10, SolversTest.golden("rhat"));
        SolversTest.near(effectiveSampleSize(chains), 1e-9, SolversTest.golden("ess"));
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> mcmc(key(0), x -> x, vector(0, 0), randomWalk(), 10)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("mcmc: the log density must be a floating-point scalar; got f64[2]");
        assertThatThrownBy(() -> mcmc(key(0), x -> x, scalar(0), randomWalk(), 0)).isInstanceOf(FluxionException.class).hasMessageContaining("at least 1 draw; got 0");
        assertThatThrownBy(() -> nuts(0)).isInstanceOf(FluxionException.class).hasMessageContaining("depth of at least 1; got 0");
        assertThatThrownBy(() -> hamiltonian(-1)).isInstanceOf(FluxionException.class).hasMessageContaining("at least 0 leapfrog steps");
        assertThatThrownBy(() -> rHat(vector(1, 2))).isInstanceOf(ShapeException.class).hasMessageContaining("rHat: requires floating-point draws, [chains, draws]");
    }
}
