package fluxion.dsl.optim;

import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;

/**
 * What optimisers are made of, to be chained by {@link GradientTransformation#then}. Formulas as in optax, from which the
 * project's tests have their figures; u is what comes in, p the parameters.
 */
public final class Transformations {
    private Transformations() {}

    // ---- combining ----

    /** Each of what the one before gives. */
    public static GradientTransformation chain(GradientTransformation... parts) {
        Given.arguments("chain", (Object) parts);
        return Chain.of(Array.of(parts));
    }

    /** u as it is. */
    public static GradientTransformation identity() {
        return new Clipping.Unchanged();
    }

    /**
     * A transformation for some of the leaves; the others go by unchanged. Two of these with masks that are each other's
     * {@link LeafMask#not} give two kinds of leaves two optimisers.
     */
    public static GradientTransformation masked(LeafMask mask, GradientTransformation inner) {
        Given.arguments("masked", mask, inner);
        return new Accumulation.Masked(mask, inner);
    }

    /** The mean of k gradients through a transformation at every k-th step; at the others 0, and the parameters stay. */
    public static GradientTransformation accumulate(int steps, GradientTransformation inner) {
        Given.arguments("accumulate", inner);
        return new Accumulation.Every(steps, inner);
    }

    // ---- limits ----

    /** Elements to −c … c. */
    public static GradientTransformation clipByValue(double limit) {
        return new Clipping.ByValue(limit);
    }

    /** Each leaf to a norm of at most c: u/max(1, ‖u‖/c). */
    public static GradientTransformation clipByNorm(double limit) {
        return new Clipping.ByNorm(limit);
    }

    /** All leaves together to a norm of at most c: u/max(1, ‖u‖/c) with the norm over all leaves. */
    public static GradientTransformation clipByGlobalNorm(double limit) {
        return new Clipping.ByGlobalNorm(limit);
    }

    /** Each leaf to a root of the mean of its squares of at most c. */
    public static GradientTransformation clipByRms(double limit) {
        return new Clipping.ByRms(limit);
    }

    /** u less its mean over all axes but the first, of leaves of at least two (Yong and others, ECCV 2020). */
    public static GradientTransformation centralize() {
        return new Clipping.Centralized();
    }

    // ---- parameters ----

    /** u + λ·p. */
    public static GradientTransformation addDecayedWeights(double decay) {
        return new Clipping.Decayed(decay);
    }

    /** u + λ·p for the leaves of a mask. */
    public static GradientTransformation addDecayedWeights(double decay, LeafMask mask) {
        return masked(mask, addDecayedWeights(decay));
    }

    /** Remembers a ← d·a + (1 − d)·(p + u) with a = p at first; the last of a chain, as it counts what is added by then. */
    public static GradientTransformation averageParameters(double decay) {
        fraction("averageParameters", decay);
        return new Accumulation.Average(decay);
    }

    /**
     * The average that {@link #averageParameters} remembers.
     *
     * @throws FluxionException where nothing remembers one
     */
    public static <P> P averageOf(TransformationMemory<P> memory) {
        Given.arguments("averageOf", memory);
        return memory.find(Accumulation.AVERAGE).getOrElseThrow(() -> new FluxionException(
                "averageOf: nothing remembers an average of parameters; put averageParameters at the end of the chain"));
    }

    // ---- noise and momentum ----

    /**
     * u + √(η/tᵞ)·z in step t, from 1, with normal z of the key, the step and the leaf (Neelakantan and others, 2015).
     *
     * @param eta η, the variance in the first step
     * @param gamma γ, how fast it falls
     */
    public static GradientTransformation addNoise(RandomKey key, double eta, double gamma) {
        Given.arguments("addNoise", key);
        if (!(eta >= 0)) {
            throw new FluxionException("addNoise: requires η ≥ 0; got " + eta);
        }
        return new Accumulation.Noise(key, eta, gamma);
    }

    /** v ← u + μ·v; gives v, with Nesterov's look ahead u + μ·v. */
    public static GradientTransformation trace(double decay, boolean nesterov) {
        if (!(decay >= 0 && decay <= 1)) {
            throw new FluxionException("trace: requires a momentum from 0 to 1; got " + decay);
        }
        return new Accumulation.Momentum(decay, nesterov);
    }

    /** m ← d·m + (1 − d)·u; gives m, divided by 1 − dᵗ where corrected. */
    public static GradientTransformation ema(double decay, boolean corrected) {
        fraction("ema", decay);
        return new Accumulation.Mean(decay, corrected);
    }

    // ---- scales ----

    /** c·u. */
    public static GradientTransformation scale(double factor) {
        return new Clipping.Times(factor);
    }

    /** −η·u: the last of most chains. */
    public static GradientTransformation scaleByRate(Schedule rate) {
        Given.arguments("scaleByRate", rate);
        return new Scaling.ByRate(rate, true);
    }

    /** m̂/(√v̂ + ε), see {@link Adam}. */
    public static GradientTransformation scaleByAdam(double beta1, double beta2, double epsilon) {
        return adam(beta1, beta2, epsilon, false);
    }

    /** As {@link #scaleByAdam}, with β₁·m/(1 − β₁ᵗ⁺¹) + (1 − β₁)·u/(1 − β₁ᵗ) for m̂. */
    public static GradientTransformation scaleByNadam(double beta1, double beta2, double epsilon) {
        return adam(beta1, beta2, epsilon, true);
    }

    private static GradientTransformation adam(double beta1, double beta2, double epsilon, boolean nesterov) {
        moments("scaleByAdam", beta1, beta2, epsilon);
        return new Scaling.ByAdam(beta1, beta2, epsilon, 0, nesterov);
    }

    /** m̂/(√max v̂ + ε) with the largest v̂ of all steps. */
    public static GradientTransformation scaleByAmsgrad(double beta1, double beta2, double epsilon) {
        moments("scaleByAmsgrad", beta1, beta2, epsilon);
        return new Scaling.ByAmsgrad(beta1, beta2, epsilon);
    }

    /** m̂/v with v ← max(β₂·v, |u| + ε). */
    public static GradientTransformation scaleByAdamax(double beta1, double beta2, double epsilon) {
        moments("scaleByAdamax", beta1, beta2, epsilon);
        return new Scaling.ByAdamax(beta1, beta2, epsilon);
    }

    /** sign(β₁·m + (1 − β₁)·u), then m ← β₂·m + (1 − β₂)·u. */
    public static GradientTransformation scaleByLion(double beta1, double beta2) {
        moments("scaleByLion", beta1, beta2, 0);
        return new Scaling.ByLion(beta1, beta2);
    }

    /** u/√(v + ε) with v ← d·v + (1 − d)·u². */
    public static GradientTransformation scaleByRms(double decay, double epsilon) {
        fraction("scaleByRms", decay);
        return new Scaling.ByRms(decay, epsilon, false);
    }

    /** u/√(v − m² + ε) with m ← d·m + (1 − d)·u, v ← d·v + (1 − d)·u². */
    public static GradientTransformation scaleByDeviation(double decay, double epsilon) {
        fraction("scaleByDeviation", decay);
        return new Scaling.ByRms(decay, epsilon, true);
    }

    /** u/√(s + ε) with s ← s + u², which begins with a number; 0 where s is 0. */
    public static GradientTransformation scaleBySum(double initial, double epsilon) {
        return new Scaling.BySum(initial, epsilon);
    }

    /** d = u·√(x + ε)/√(v + ε) with v ← ρ·v + (1 − ρ)·u², then x ← ρ·x + (1 − ρ)·d². */
    public static GradientTransformation scaleByAdadelta(double rho, double epsilon) {
        fraction("scaleByAdadelta", rho);
        return new Scaling.ByAdadelta(rho, epsilon);
    }

    /** Leaf by leaf u·c·‖p‖/(‖u‖ + ε); u where either norm is 0. */
    public static GradientTransformation scaleByTrustRatio(double coefficient, double epsilon) {
        return new Scaling.ByTrustRatio(coefficient, epsilon);
    }

    /** Leaf by leaf u·max(√mean p², least). */
    public static GradientTransformation scaleByParameters(double least) {
        return new Scaling.ByParameters(least);
    }

    /**
     * u/√v̂, where of a matrix the means over rows and over columns of v are remembered instead of v, see
     * {@link Optimisers#adafactor}.
     */
    public static GradientTransformation scaleByFactors(double decay, int shortest, double epsilon) {
        return new Scaling.ByFactors(decay, shortest, epsilon);
    }

    private static void fraction(String name, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new FluxionException(name + ": requires a decay from 0 to 1, 1 excluded; got " + decay);
        }
    }

    private static void moments(String name, double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon >= 0)) {
            throw new FluxionException(name + ": requires 0 ≤ β₁, β₂ < 1 and ε ≥ 0; got β₁ " + beta1 + ", β₂ " + beta2
                    + ", ε " + epsilon);
        }
    }
}
