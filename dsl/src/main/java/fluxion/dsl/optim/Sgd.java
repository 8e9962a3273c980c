package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;

/**
 * Gradient descent with momentum (Polyak 1964): v ← μ·v + g, p ← p − η·v.
 *
 * <pre>{@code
 * var sgd = new Sgd(0.1, 0.9);
 * var state = sgd.init(net);
 * var next = sgd.update(grad(loss).apply(state.parameters()), state);
 * }</pre>
 *
 * @param rate the learning rate η, of each step
 * @param momentum μ, from 0 to 1; 0 for none
 */
public record Sgd(Schedule rate, double momentum) implements java.io.Serializable {
    /** Refuses numbers out of these ranges. */
    public Sgd {
        if (rate instanceof Schedule.Constant(double always) && !(always >= 0) || !(momentum >= 0 && momentum <= 1)) {
            throw new FluxionException("sgd: the rate must not be negative and the momentum from 0 to 1; got rate " + rate
                    + " and momentum " + momentum);
        }
    }

    /** With one rate for all steps. */
    public Sgd(double rate, double momentum) {
        this(Schedule.constant(rate), momentum);
    }

    /** Without momentum. */
    public Sgd(double rate) {
        this(Schedule.constant(rate));
    }

    /** Without momentum. */
    public Sgd(Schedule rate) {
        this(rate, 0);
    }

    /**
     * The parameters and what is remembered between steps.
     *
     * @param parameters p
     * @param velocity v, like the parameters
     * @param step how many steps were made, i32
     * @param <P> the type of the parameters
     */
    public record State<P>(P parameters, P velocity, Expr step) implements java.io.Serializable {}

    /** The state before the first step; so typed even where the parameter is a number. */
    public State<Expr> init(Expr parameter) {
        return this.<Expr>start(parameter);
    }

    /** The state before the first step. */
    public <P> State<P> init(P parameters) {
        return start(parameters);
    }

    private <P> State<P> start(P parameters) {
        return new State<>(parameters, Fluxion.zerosLike(parameters), Tensor.of(0));
    }

    /** The state after a step along gradients with respect to the state's parameters. */
    public <P> State<P> update(P gradients, State<P> state) {
        P alike = Rates.alike("sgd", gradients, state.parameters());
        P velocity = momentum == 0 ? alike : Fluxion.zip(state.velocity(), alike, (v, g) -> v.times(momentum).plus(g));
        P parameters = Fluxion.zip(state.parameters(), velocity, (p, v) -> p.minus(Rates.scaled(rate, state.step(), v)));
        return new State<>(parameters, velocity, Fluxion.map(state.step(), t -> t.plus(1)));
    }
}
