package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;

/**
 * A plain recurrent cell: h′ = tanh(W·x + b + U·h + c) (Elman, Cognitive Science 14, 1990).
 *
 * @param inputWeight W [hidden, in]
 * @param hiddenWeight U [hidden, hidden]
 * @param inputBias b [hidden]
 * @param hiddenBias c [hidden]
 */
public record RnnCell(Expr inputWeight, Expr hiddenWeight, Expr inputBias, Expr hiddenBias) implements RecurrentCell<Expr> {
    @Override
    public Expr step(Expr x, Expr state) {
        return Layers.linear(x, inputWeight, inputBias).plus(Layers.linear(state, hiddenWeight, hiddenBias)).tanh();
    }

    @Override
    public Expr output(Expr state) {
        return state;
    }

    @Override
    public Expr zero(Expr x) {
        return RecurrentCell.zeros(x, hiddenWeight);
    }

    /** Random weights, uniform within ±1/√hidden as PyTorch begins. */
    public static RnnCell init(RandomKey key, int in, int hidden) {
        return gated(key, in, hidden, 1, RnnCell::new);
    }

    /** Makes a cell of its four weights. */
    @FunctionalInterface
    interface Make<C> {
        C of(Expr inputWeight, Expr hiddenWeight, Expr inputBias, Expr hiddenBias);
    }

    static <C> C gated(RandomKey key, int in, int hidden, int gates, Make<C> make) {
        Given.arguments("init", key);
        double bound = 1 / Math.sqrt(hidden);
        Array<Expr> weights = Array.ofAll(key.split(4)).zipWith(Array.of(Shape.of(gates * hidden, in),
                Shape.of(gates * hidden, hidden), Shape.of(gates * hidden), Shape.of(gates * hidden)),
                (k, shape) -> Distributions.uniform(k, new TensorType(DType.F64, shape), -bound, bound));
        return make.of(weights.get(0), weights.get(1), weights.get(2), weights.get(3));
    }
}
