package fluxion.dsl.optim;

import static fluxion.dsl.optim.Transformations.addDecayedWeights;
import static fluxion.dsl.optim.Transformations.chain;
import static fluxion.dsl.optim.Transformations.clipByRms;
import static fluxion.dsl.optim.Transformations.ema;
import static fluxion.dsl.optim.Transformations.identity;
import static fluxion.dsl.optim.Transformations.masked;
import static fluxion.dsl.optim.Transformations.scale;
import static fluxion.dsl.optim.Transformations.scaleByAdadelta;
import static fluxion.dsl.optim.Transformations.scaleByAdam;
import static fluxion.dsl.optim.Transformations.scaleByAdamax;
import static fluxion.dsl.optim.Transformations.scaleByAmsgrad;
import static fluxion.dsl.optim.Transformations.scaleByDeviation;
import static fluxion.dsl.optim.Transformations.scaleByFactors;
import static fluxion.dsl.optim.Transformations.scaleByLion;
import static fluxion.dsl.optim.Transformations.scaleByNadam;
import static fluxion.dsl.optim.Transformations.scaleByParameters;
import static fluxion.dsl.optim.Transformations.scaleByRate;
import static fluxion.dsl.optim.Transformations.scaleByRms;
import static fluxion.dsl.optim.Transformations.scaleBySum;
import static fluxion.dsl.optim.Transformations.scaleByTrustRatio;
import static fluxion.dsl.optim.Transformations.trace;

import fluxion.core.FluxionException;
import fluxion.core.Given;

/**
 * The known optimisers, each a chain of {@link Transformations}, with optax's formulas and defaults: g is the gradient, p the
 * parameters, η the rate of the step. Clipping and the like go before a chain by {@link Optimiser#after}.
 */
public final class Optimisers {
    private Optimisers() {}

    /** The same rate always. */
    private static Schedule always(double rate) {
        if (!(rate >= 0)) {
            throw new FluxionException("optimiser: the rate must not be negative; got " + rate);
        }
        return Schedule.constant(rate);
    }

    private static Optimiser of(GradientTransformation... parts) {
        return new Optimiser(chain(parts));
    }

    private static GradientTransformation decayed(double decay, LeafMask mask) {
        return decay == 0 ? identity() : addDecayedWeights(decay, mask);
    }

    private static final LeafMask ALL = (path, type) -> true;

    /** Gradient descent: p ← p − η·g. */
    public static Optimiser sgd(double rate) {
        return sgd(always(rate));
    }

    /** Gradient descent: p ← p − η·g. */
    public static Optimiser sgd(Schedule rate) {
        Given.arguments("sgd", rate);
        return of(scaleByRate(rate));
    }

    /** Gradient descent with momentum (Polyak 1964): v ← g + μ·v, p ← p − η·v; Nesterov's (1983) goes along g + μ·v. */
    public static Optimiser sgd(double rate, double momentum, boolean nesterov) {
        return sgd(always(rate), momentum, nesterov);
    }

    /** Gradient descent with momentum (Polyak 1964): v ← g + μ·v, p ← p − η·v; Nesterov's (1983) goes along g + μ·v. */
    public static Optimiser sgd(Schedule rate, double momentum, boolean nesterov) {
        return of(trace(momentum, nesterov), scaleByRate(rate));
    }

    /** Adam (Kingma and Ba, ICLR 2015): p ← p − η·m̂/(√v̂ + ε). */
    public static Optimiser adam(double rate) {
        return adam(always(rate), 0.9, 0.999, 1e-8);
    }

    /** Adam (Kingma and Ba, ICLR 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public static Optimiser adam(Schedule rate) {
        return adam(rate, 0.9, 0.999, 1e-8);
    }

    /** Adam (Kingma and Ba, ICLR 2015): p ← p − η·m̂/(√v̂ + ε). */
    public static Optimiser adam(Schedule rate, double beta1, double beta2, double epsilon) {
        Given.arguments("adam", rate);
        return of(scaleByAdam(beta1, beta2, epsilon), scaleByRate(rate));
    }

    /** AdamW (Loshchilov and Hutter, ICLR 2019): p ← p − η·(m̂/(√v̂ + ε) + λ·p). */
    public static Optimiser adamw(double rate) {
        return adamw(always(rate), 0.9, 0.999, 1e-8, 1e-4, ALL);
    }

    /** AdamW (Loshchilov and Hutter, ICLR 2019) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 10⁻⁴ for all leaves. */
    public static Optimiser adamw(Schedule rate) {
        return adamw(rate, 0.9, 0.999, 1e-8, 1e-4, ALL);
    }

    /** AdamW (Loshchilov and Hutter, ICLR 2019): p ← p − η·(m̂/(√v̂ + ε) + λ·p). */
    public static Optimiser adamw(Schedule rate, double beta1, double beta2, double epsilon, double decay, LeafMask mask) {
        Given.arguments("adamw", rate, mask);
        return of(scaleByAdam(beta1, beta2, epsilon), decayed(decay, mask), scaleByRate(rate));
    }

    /** NAdam (Dozat, ICLR 2016): Adam with Nesterov's momentum. */
    public static Optimiser nadam(double rate) {
        return nadam(always(rate), 0.9, 0.999, 1e-8);
    }

    /** NAdam (Dozat, ICLR 2016) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public static Optimiser nadam(Schedule rate) {
        return nadam(rate, 0.9, 0.999, 1e-8);
    }

    /** NAdam (Dozat, ICLR 2016): Adam with Nesterov's momentum. */
    public static Optimiser nadam(Schedule rate, double beta1, double beta2, double epsilon) {
        Given.arguments("nadam", rate);
        return of(scaleByNadam(beta1, beta2, epsilon), scaleByRate(rate));
    }

    /** Adamax (Kingma and Ba, ICLR 2015): p ← p − η·m̂/v with v ← max(β₂·v, |g| + ε). */
    public static Optimiser adamax(double rate) {
        return adamax(always(rate), 0.9, 0.999, 1e-8);
    }

    /** Adamax (Kingma and Ba, ICLR 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public static Optimiser adamax(Schedule rate) {
        return adamax(rate, 0.9, 0.999, 1e-8);
    }

    /** Adamax (Kingma and Ba, ICLR 2015): p ← p − η·m̂/v with v ← max(β₂·v, |g| + ε). */
    public static Optimiser adamax(Schedule rate, double beta1, double beta2, double epsilon) {
        Given.arguments("adamax", rate);
        return of(scaleByAdamax(beta1, beta2, epsilon), scaleByRate(rate));
    }

    /** AMSGrad (Reddi, Kale and Kumar, ICLR 2018): Adam with the largest v̂ of all steps. */
    public static Optimiser amsgrad(double rate) {
        return amsgrad(always(rate), 0.9, 0.999, 1e-8);
    }

    /** AMSGrad (Reddi, Kale and Kumar, ICLR 2018) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public static Optimiser amsgrad(Schedule rate) {
        return amsgrad(rate, 0.9, 0.999, 1e-8);
    }

    /** AMSGrad (Reddi, Kale and Kumar, ICLR 2018): Adam with the largest v̂ of all steps. */
    public static Optimiser amsgrad(Schedule rate, double beta1, double beta2, double epsilon) {
        Given.arguments("amsgrad", rate);
        return of(scaleByAmsgrad(beta1, beta2, epsilon), scaleByRate(rate));
    }

    /** RMSProp (Tieleman and Hinton 2012): v ← d·v + (1 − d)·g², p ← p − η·g/√(v + ε). */
    public static Optimiser rmsprop(double rate) {
        return rmsprop(always(rate), 0.9, 1e-8, false, 0);
    }

    /** RMSProp (Tieleman and Hinton 2012) with d = 0.9, ε = 10⁻⁸, not about the mean, without momentum. */
    public static Optimiser rmsprop(Schedule rate) {
        return rmsprop(rate, 0.9, 1e-8, false, 0);
    }

    /** RMSProp (Tieleman and Hinton 2012): v ← d·v + (1 − d)·g², p ← p − η·g/√(v + ε). */
    public static Optimiser rmsprop(Schedule rate, double decay, double epsilon, boolean centred, double momentum) {
        Given.arguments("rmsprop", rate);
        return of(centred ? scaleByDeviation(decay, epsilon) : scaleByRms(decay, epsilon), scaleByRate(rate),
                momentum == 0 ? identity() : trace(momentum, false));
    }

    /** Adagrad (Duchi, Hazan and Singer 2011): s ← s + g², p ← p − η·g/√(s + ε). */
    public static Optimiser adagrad(double rate) {
        return adagrad(always(rate), 0.1, 1e-7);
    }

    /** Adagrad (Duchi, Hazan and Singer 2011) with s = 0.1 at first, ε = 10⁻⁷. */
    public static Optimiser adagrad(Schedule rate) {
        return adagrad(rate, 0.1, 1e-7);
    }

    /** Adagrad (Duchi, Hazan and Singer 2011): s ← s + g², p ← p − η·g/√(s + ε). */
    public static Optimiser adagrad(Schedule rate, double initial, double epsilon) {
        Given.arguments("adagrad", rate);
        return of(scaleBySum(initial, epsilon), scaleByRate(rate));
    }

    /** Adadelta (Zeiler 2012): p ← p − η·g·√(x + ε)/√(v + ε), x and v means of squares of steps and gradients. */
    public static Optimiser adadelta(double rate) {
        return adadelta(always(rate), 0.9, 1e-6);
    }

    /** Adadelta (Zeiler 2012) with ρ = 0.9, ε = 10⁻⁶. */
    public static Optimiser adadelta(Schedule rate) {
        return adadelta(rate, 0.9, 1e-6);
    }

    /** Adadelta (Zeiler 2012): p ← p − η·g·√(x + ε)/√(v + ε), x and v means of squares of steps and gradients. */
    public static Optimiser adadelta(Schedule rate, double rho, double epsilon) {
        Given.arguments("adadelta", rate);
        return of(scaleByAdadelta(rho, epsilon), scaleByRate(rate));
    }

    /** Lion (Chen and others, NeurIPS 2023): p ← p − η·(sign(β₁·m + (1 − β₁)·g) + λ·p). */
    public static Optimiser lion(double rate) {
        return lion(always(rate), 0.9, 0.99, 1e-3, ALL);
    }

    /** Lion (Chen and others, NeurIPS 2023) with β₁ = 0.9, β₂ = 0.99, λ = 10⁻³ for all leaves. */
    public static Optimiser lion(Schedule rate) {
        return lion(rate, 0.9, 0.99, 1e-3, ALL);
    }

    /** Lion (Chen and others, NeurIPS 2023): p ← p − η·(sign(β₁·m + (1 − β₁)·g) + λ·p). */
    public static Optimiser lion(Schedule rate, double beta1, double beta2, double decay, LeafMask mask) {
        Given.arguments("lion", rate, mask);
        return of(scaleByLion(beta1, beta2), decayed(decay, mask), scaleByRate(rate));
    }

    /** LAMB (You and others, ICLR 2020): Adam with decay, each leaf scaled to the norm of its parameters. */
    public static Optimiser lamb(double rate) {
        return lamb(always(rate), 0.9, 0.999, 1e-6, 0, ALL);
    }

    /** LAMB (You and others, ICLR 2020) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁶, without decay. */
    public static Optimiser lamb(Schedule rate) {
        return lamb(rate, 0.9, 0.999, 1e-6, 0, ALL);
    }

    /** LAMB (You and others, ICLR 2020): Adam with decay, each leaf scaled to the norm of its parameters. */
    public static Optimiser lamb(Schedule rate, double beta1, double beta2, double epsilon, double decay, LeafMask mask) {
        Given.arguments("lamb", rate, mask);
        return of(scaleByAdam(beta1, beta2, epsilon), decayed(decay, mask), scaleByTrustRatio(1, 0), scaleByRate(rate));
    }

    /** LARS (You, Gitman and Ginsburg 2017): u = g + λ·p scaled to c·‖p‖ leaf by leaf, v ← η·u + μ·v, p ← p − v. */
    public static Optimiser lars(double rate) {
        return lars(always(rate), 0.9, 1e-3, 0, ALL);
    }

    /** LARS (You, Gitman and Ginsburg 2017) with μ = 0.9, c = 10⁻³, without decay. */
    public static Optimiser lars(Schedule rate) {
        return lars(rate, 0.9, 1e-3, 0, ALL);
    }

    /** LARS (You, Gitman and Ginsburg 2017): u = g + λ·p scaled to c·‖p‖ leaf by leaf, v ← η·u + μ·v, p ← p − v. */
    public static Optimiser lars(Schedule rate, double momentum, double coefficient, double decay, LeafMask mask) {
        Given.arguments("lars", rate, mask);
        return of(decayed(decay, mask), masked(mask, scaleByTrustRatio(coefficient, 0)), scaleByRate(rate),
                trace(momentum, false));
    }

    /**
     * Adafactor (Shazeer and Stern, ICML 2018): g/√v̂ with v̂ made of the means of rows and columns of matrices, limited to a
     * root of the mean of squares of 1, scaled to the parameters' and at least 10⁻³. Less memory than Adam for large matrices.
     */
    public static Optimiser adafactor(double rate) {
        return adafactor(always(rate));
    }

    /** Adafactor with matrices from 128 rows and columns factored, v forgotten by 1 − t^(−0.8), without momentum and decay. */
    public static Optimiser adafactor(Schedule rate) {
        return adafactor(rate, 128, 0.8, 0, 0);
    }

    /**
     * Adafactor (Shazeer and Stern, ICML 2018).
     *
     * @param shortest how long the shorter of the two longest axes must be for v̂ to be factored
     * @param decayRate d: v is forgotten by 1 − t^(−d)
     * @param momentum of what is added, 0 for none
     * @param decay λ of weights, which does not count the rate
     */
    public static Optimiser adafactor(Schedule rate, int shortest, double decayRate, double momentum, double decay) {
        Given.arguments("adafactor", rate);
        return of(scaleByFactors(decayRate, shortest, 1e-30), clipByRms(1), new Scaling.ByRate(rate, false),
                scaleByParameters(1e-3), momentum == 0 ? identity() : ema(momentum, false), decayed(decay, ALL), scale(-1));
    }
}
