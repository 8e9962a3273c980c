package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.sample.MarkovChain;
import fluxion.dsl.sample.Convergence;
import fluxion.dsl.sample.Sampler;
import io.vavr.Function1;

/** Markov chains as functions of a key. */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class SamplerVerbs {
    private SamplerVerbs() {}

    /** Draws of the density whose logarithm is given up to a constant, by a Markov chain from a start. */
    public static MarkovChain<Expr> mcmc(RandomKey key, ExprFn1 logDensity, Expr start, Sampler sampler, int draws) {
        Given.arguments("mcmc", key, logDensity, start, sampler);
        return sampler.<Expr>chain(key, logDensity, start, draws);
    }

    /** Draws of the density of a tree whose logarithm is given up to a constant, by a Markov chain from a start. */
    public static <P> MarkovChain<P> mcmc(RandomKey key, Function1<P, Expr> logDensity, P start, Sampler sampler, int draws) {
        Given.arguments("mcmc", key, logDensity, start, sampler);
        return sampler.chain(key, logDensity, start, draws);
    }

    /** Random-walk Metropolis: normal steps of a size that adapts in 1000 proposals until 0.234 of them are taken. */
    public static Sampler randomWalk() { return new Sampler(0, 0.1, 0.234, 1000); }

    /** Metropolis-adjusted Langevin: steps along the gradient, of a size that adapts until 0.574 of them are taken. */
    public static Sampler langevin() { return new Sampler(1, 0.1, 0.574, 1000); }

    /** Hamiltonian Monte Carlo with so many leapfrog steps, of a size that adapts until 0.8 of the proposals are taken. */
    public static Sampler hamiltonian(int leapfrogSteps) { return new Sampler(leapfrogSteps, 0.1, 0.8, 1000); }

    /** The No-U-Turn sampler: Hamiltonian paths of up to 2¹⁰ steps that end where they turn back, of a size that adapts. */
    public static Sampler nuts() { return nuts(10); }

    /** The No-U-Turn sampler with paths that are doubled at most so often. */
    public static Sampler nuts(int treeDepth) {
        if (treeDepth < 1) {
            throw new FluxionException("nuts: requires a tree's depth of at least 1; got " + treeDepth);
        }
        return new Sampler(1, 0.1, 0.8, 1000, treeDepth);
    }

    /** How many independent draws say as much about the mean as draws of chains, [chains, draws]. */
    public static Expr effectiveSampleSize(Expr draws) {
        Given.arguments("effectiveSampleSize", draws);
        return Convergence.effectiveSampleSize(draws);
    }

    /** R̂ of chains, [chains, draws], by their halves: near 1 where they have mixed. */
    public static Expr rHat(Expr draws) { Given.arguments("rHat", draws); return Convergence.rHat(draws); }
}
