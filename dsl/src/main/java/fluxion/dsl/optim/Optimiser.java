package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.optim.GradientTransformation.Change;

/**
 * Gradient descent by a transformation u of gradients, most often a chain: p ← p + u(g). {@link Optimisers} has the known ones.
 *
 * <pre>{@code
 * var optimiser = Optimisers.adamw(1e-3);
 * var step = fn((Optimiser.State<Net> s, Expr x, Expr y) -> optimiser.update(grad(loss).apply(s.parameters(), x, y), s));
 * Optimiser.State<Net> state = optimiser.init(net);
 * for (Batch b : batches) {
 *     state = step.apply(state, b.x(), b.y());
 * }
 * }</pre>
 *
 * @param transformation what makes of a gradient what is added to the parameters
 */
public record Optimiser(GradientTransformation transformation) implements java.io.Serializable {
    /**
     * The parameters and what is remembered between steps.
     *
     * @param parameters p
     * @param memory what the transformation remembers
     * @param step how many steps were made, i32
     * @param <P> the type of the parameters
     */
    public record State<P>(P parameters, TransformationMemory<P> memory, Expr step) implements java.io.Serializable {}

    /** The state before the first step; so typed even where the parameter is a number. */
    public State<Expr> init(Expr parameter) {
        return this.<Expr>start(parameter);
    }

    /** The state before the first step. */
    public <P> State<P> init(P parameters) {
        return start(parameters);
    }

    private <P> State<P> start(P parameters) {
        return new State<>(parameters, transformation.init(parameters), Tensor.of(0));
    }

    /**
     * The state after a step along gradients with respect to the state's parameters.
     *
     * @throws fluxion.core.DTypeException where a gradient has another dtype than its parameter
     */
    public <P> State<P> update(P gradients, State<P> state) {
        P alike = Rates.alike("update", gradients, state.parameters());
        Change<P> change = transformation.update(new Change<>(alike, state.memory()), state.parameters());
        return new State<>(Fluxion.zip(state.parameters(), change.updates(), Expr::plus), change.memory(),
                Fluxion.map(state.step(), t -> t.plus(1)));
    }

    /** This, after something is done to the gradients, such as clipping them. */
    public Optimiser after(GradientTransformation first) {
        return new Optimiser(first.then(transformation));
    }

    /** This, with what is added to the parameters through another transformation. */
    public Optimiser then(GradientTransformation last) {
        return new Optimiser(transformation.then(last));
    }
}
