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
        for (Sampler sampler : Array.of(randomWalk(), langevin(), hamiltonian(6))) {
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
        double[] want = SolversTest.golden("schools");
        Schools start = new Schools(scalar(0), scalar(0), eval(zeros(f64(8))));
        Fun1<RandomKey, MarkovChain<Schools>> run = fn((RandomKey key) -> mcmc(key, SamplersTest::schools, start, hamiltonian(10).warmUp(500), 1500));
        MarkovChain<Schools> chains = vmap(run).apply(key(1).batch(4));
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
        assertThatThrownBy(() -> hamiltonian(-1)).isInstanceOf(FluxionException.class).hasMessageContaining("at least 0 leapfrog steps");
        assertThatThrownBy(() -> rHat(vector(1, 2))).isInstanceOf(ShapeException.class).hasMessageContaining("rHat: requires floating-point draws, [chains, draws]");
    }
}
