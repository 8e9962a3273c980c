package fluxion.dsl.optim;

import fluxion.core.FluxionException;
import fluxion.dsl.Fluxion;
import io.vavr.Tuple2;
import io.vavr.Tuple;

/**
 * Gradient descent with momentum (Polyak 1964): v ← μ·v + g, p ← p − η·v.
 *
 * <pre>{@code
 * var sgd = new Sgd(0.1, 0.9);
 * var state = sgd.init(net);
 * var next = sgd.update(grads, state, net);   // (net, state)
 * }</pre>
 *
 * @param rate the learning rate η
 * @param momentum μ, from 0 to 1; 0 for none
 */
public record Sgd(double rate, double momentum) implements java.io.Serializable {
    public Sgd {
        if (!(rate >= 0) || !(momentum >= 0 && momentum <= 1)) {
            throw new FluxionException("sgd: the rate must not be negative and the momentum from 0 to 1; got rate " + rate
                    + " and momentum " + momentum);
        }
    }

    /** Without momentum. */
    public Sgd(double rate) {
        this(rate, 0);
    }

    /**
     * What is remembered between steps.
     *
     * @param velocity v, like the parameters
     * @param <P> the type of the parameters
     */
    public record State<P>(P velocity) implements java.io.Serializable {}

    /** The state before the first step. */
    public <P> State<P> init(P parameters) {
        return new State<>(Fluxion.zerosLike(parameters));
    }

    /** The parameters and the state after a step. */
    public <P> Tuple2<P, State<P>> update(P gradients, State<P> state, P parameters) {
        P velocity = momentum == 0 ? gradients : Fluxion.zip(state.velocity(), gradients, (v, g) -> v.times(momentum).plus(g));
        return Tuple.of(Fluxion.zip(parameters, velocity, (p, v) -> p.minus(v.times(rate))), new State<>(velocity));
    }
}
