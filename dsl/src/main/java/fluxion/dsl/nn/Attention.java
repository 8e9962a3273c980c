package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.control.Option;

/** Attention: means of values, weighted by how well their keys match a query. */
public abstract sealed class Attention extends Layers permits Losses {
    Attention() {}

    /** Attention of every query to every key, scaled by 1/√E: see the other one. */
    public static Expr attention(Expr query, Expr key, Expr value) {
        return attention(query, key, value, Option.none(), false, Option.none());
    }

    /**
     * Scaled dot-product attention softmax(Q·Kᵀ·scale + mask)·V (Vaswani et al., Attention Is All You Need, 2017):
     * [..., L, E], [..., S, E] and [..., S, V] to [..., L, V].
     *
     * @param mask bool (true: attend) or numbers to add, broadcast to [..., L, S]
     * @param causal whether position i attends to positions ≤ i only
     * @param scale none for 1/√E
     */
    public static Expr attention(Expr query, Expr key, Expr value, Option<Expr> mask, boolean causal, Option<Double> scale) {
        if (query.rank() < 2 || key.rank() < 2 || value.rank() < 2 || query.shape().dims().last() != key.shape().dims().last()
                || key.shape().dim(key.rank() - 2) != value.shape().dim(value.rank() - 2)) {
            throw new ShapeException("attention: requires queries [..., L, E], keys [..., S, E] and values [..., S, V]; got " + query.type()
                    + ", " + key.type() + " and " + value.type());
        }
        if (!query.dtype().isFloat()) {
            throw new DTypeException("attention: requires floating-point numbers; got " + query.type());
        }
        double factor = scale.getOrElse(1 / Math.sqrt(query.shape().dims().last()));
        Expr scores = query.matmul(key.t()).times(factor);
        Expr masked = mask.map(m -> m.dtype() == DType.BOOL ? m.where(scores, Double.NEGATIVE_INFINITY) : scores.plus(m)).getOrElse(scores);
        Expr allowed = causal ? past(masked).where(masked, Double.NEGATIVE_INFINITY) : masked;
        return allowed.softmax(-1).matmul(value);
    }

    /** [L, S]: true where the column is at most the row. */
    private static Expr past(Expr scores) {
        Ints matrix = scores.shape().dims().drop(scores.rank() - 2);
        return Tensor.full(new TensorType(DType.BOOL, new Shape(matrix)), 1).tril();
    }
}
