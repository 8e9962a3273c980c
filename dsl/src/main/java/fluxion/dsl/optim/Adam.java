package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;

/**
 * Adam (Kingma and Ba, ICLR 2015): with moments m ← β₁·m + (1 − β₁)·g and v ← β₂·v + (1 − β₂)·g²,
 * p ← p − η·m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 *
 * <pre>{@code
 * var adam = new Adam(1e-3);
 * var step = fn((Adam.State<Net> s, Expr x, Expr y) -> adam.update(grad(loss).apply(s.parameters(), x, y), s));
 * Adam.State<Net> state = adam.init(net);
 * for (Batch b : batches) {
 *     state = step.apply(state, b.x(), b.y());
 * }
 * }</pre>
 *
 * @param rate the learning rate η, of each step
 * @param beta1 decay of the first moment, from 0 to 1, 1 excluded
 * @param beta2 decay of the second moment, from 0 to 1, 1 excluded
 * @param epsilon keeps the quotient finite
 */
public record Adam(Schedule rate, double beta1, double beta2, double epsilon) implements java.io.Serializable {
    /** Refuses numbers out of these ranges. */
    public Adam {
        if (rate instanceof Schedule.Constant(double always) && !(always >= 0)
                || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon >= 0)) {
            throw new FluxionException("adam: requires rate ≥ 0, 0 ≤ β₁, β₂ < 1 and ε ≥ 0; got rate " + rate + ", β₁ " + beta1
                    + ", β₂ " + beta2
                    + ", ε " + epsilon);
        }
    }

    /** With one rate for all steps. */
    public Adam(double rate, double beta1, double beta2, double epsilon) {
        this(Schedule.constant(rate), beta1, beta2, epsilon);
    }

    /** With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public Adam(double rate) {
        this(Schedule.constant(rate));
    }

    /** With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public Adam(Schedule rate) {
        this(rate, 0.9, 0.999, 1e-8);
    }

    /**
     * The parameters and what is remembered between steps.
     *
     * @param parameters p
     * @param mean m, like the parameters
     * @param square v, like the parameters
     * @param step how many steps were made, i32
     * @param <P> the type of the parameters
     */
    public record State<P>(P parameters, P mean, P square, Expr step) implements java.io.Serializable {}

    /** The state before the first step; so typed even where the parameter is a number. */
    public State<Expr> init(Expr parameter) {
        return this.<Expr>start(parameter);
    }

    /** The state before the first step. */
    public <P> State<P> init(P parameters) {
        return start(parameters);
    }

    private <P> State<P> start(P parameters) {
        return new State<>(parameters, Fluxion.zerosLike(parameters), Fluxion.zerosLike(parameters), Tensor.of(0));
    }

    /**
     * The state after a step along gradients with respect to the state's parameters.
     *
     * @throws fluxion.core.DTypeException where a gradient has another dtype than its parameter
     */
    public <P> State<P> update(P gradients, State<P> state) {
        P alike = Rates.alike("adam", gradients, state.parameters());
        P mean = Fluxion.zip(state.mean(), alike, (m, g) -> m.times(beta1).plus(g.times(1 - beta1)));
        P square = Fluxion.zip(state.square(), alike, (v, g) -> v.times(beta2).plus(g.square().times(1 - beta2)));
        Expr step = Fluxion.map(state.step(), t -> t.plus(1));
        P direction = Fluxion.zip(mean, square, (m, v) -> m.div(Moments.correction(beta1, step, m))
                .div(v.div(Moments.correction(beta2, step, v)).sqrt().plus(epsilon)));
        P parameters = Fluxion.zip(state.parameters(), direction, (p, d) -> p.minus(Rates.scaled(rate, state.step(), d)));
        return new State<>(parameters, mean, square, step);
    }
}
