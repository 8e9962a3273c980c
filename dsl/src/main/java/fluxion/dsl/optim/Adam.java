package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import io.vavr.Tuple2;
import io.vavr.Tuple;

/**
 * Adam (Kingma and Ba, ICLR 2015): with moments m ← β₁·m + (1 − β₁)·g and v ← β₂·v + (1 − β₂)·g²,
 * p ← p − η·m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 *
 * @param rate the learning rate η
 * @param beta1 decay of the first moment, from 0 to 1, 1 excluded
 * @param beta2 decay of the second moment, from 0 to 1, 1 excluded
 * @param epsilon keeps the quotient finite
 */
public record Adam(double rate, double beta1, double beta2, double epsilon) implements java.io.Serializable {
    public Adam {
        if (!(rate >= 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon >= 0)) {
            throw new FluxionException("adam: requires rate ≥ 0, 0 ≤ β₁, β₂ < 1 and ε ≥ 0; got rate " + rate + ", β₁ " + beta1
                    + ", β₂ " + beta2
                    + ", ε " + epsilon);
        }
    }

    /** With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public Adam(double rate) {
        this(rate, 0.9, 0.999, 1e-8);
    }

    /**
     * What is remembered between steps.
     *
     * @param mean m, like the parameters
     * @param square v, like the parameters
     * @param step how many steps were made, i32
     * @param <P> the type of the parameters
     */
    public record State<P>(P mean, P square, Expr step) implements java.io.Serializable {}

    /** The state before the first step. */
    public <P> State<P> init(P parameters) {
        return new State<>(Fluxion.zerosLike(parameters), Fluxion.zerosLike(parameters), Tensor.of(0));
    }

    /** The parameters and the state after a step. */
    public <P> Tuple2<P, State<P>> update(P gradients, State<P> state, P parameters) {
        P mean = Fluxion.zip(state.mean(), gradients, (m, g) -> m.times(beta1).plus(g.times(1 - beta1)));
        P square = Fluxion.zip(state.square(), gradients, (v, g) -> v.times(beta2).plus(g.square().times(1 - beta2)));
        Expr step = Fluxion.map(state.step(), t -> t.plus(1));
        P direction = Fluxion.zip(mean, square, (m, v) -> m.div(correction(beta1, step, m))
                .div(v.div(correction(beta2, step, v)).sqrt().plus(epsilon)));
        return Tuple.of(Fluxion.zip(parameters, direction, (p, d) -> p.minus(d.times(rate))), new State<>(mean, square, step));
    }

    /** 1 − βᵗ, in the moment's dtype; computed in f64, as β₂ is close to 1. */
    private static Expr correction(double beta, Expr step, Expr moment) {
        return Tensor.of(beta).pow(step.cast(fluxion.core.DType.F64)).subtractedFrom(1).cast(moment.dtype());
    }
}
