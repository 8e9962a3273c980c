package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.control.Option;

/** Attention: means of values, weighted by how well their keys match a query. */
public final class Attention {
    private Attention() {}

    /** Attention of every query to every key, scaled by 1/√E: see the other one. */
    public static Expr attention(Expr query, Expr key, Expr value) {
        Given.arguments("attention", query, key, value);
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
        Given.arguments("attention", query, key, value, mask, scale);
        if (query.rank() < 2 || key.rank() < 2 || value.rank() < 2 || query.shape().dims().last() != key.shape().dims().last()
                || key.shape().dim(key.rank() - 2) != value.shape().dim(value.rank() - 2)) {
            throw new ShapeException("attention: requires queries [..., L, E], keys [..., S, E] and values [..., S, V]; got "
                    + query.type()
                    + ", " + key.type() + " and " + value.type());
        }
        if (!query.dtype().isFloat()) {
            throw new DTypeException("attention: requires floating-point numbers; got " + query.type());
        }
        double factor = scale.getOrElse(1 / Math.sqrt(query.shape().dims().last()));
        Expr scores = query.matmul(key.t()).times(factor);
        Option<Expr> allowed = mask.filter(m -> m.dtype() == DType.BOOL);
        Expr biased = mask.filter(m -> m.dtype() != DType.BOOL).map(scores::plus).getOrElse(scores);
        if (allowed.isDefined()) { // a query that may attend to nothing attends to nothing
            return Activations.softmax(biased, causal ? allowed.get().and(past(scores)) : allowed.get(), -1).matmul(value);
        }
        Expr masked = causal ? past(scores).where(biased, Double.NEGATIVE_INFINITY) : biased;
        return masked.softmax(-1).matmul(value);
    }

    /** Attention of a sequence to itself, without biases: see the other one. */
    public static Expr multiHeadAttention(Expr x, Projections weights, int heads, boolean causal) {
        Given.arguments("multiHeadAttention", x, weights);
        return multiHeadAttention(x, x, x, weights, Option.none(), heads, Option.none(), causal);
    }

    /**
     * Attention in several heads (Vaswani et al., 2017): queries, keys and values are projected, cut into heads along the last
     * axis, attended to head by head, and the results projected side by side: [..., L, E], [..., S, E] and [..., S, E] to
     * [..., L, E].
     *
     * @param heads how many; divides the projections' lengths
     * @param mask bool (true: attend) or numbers to add, broadcast to [..., heads, L, S]
     * @param causal whether position i attends to positions ≤ i only
     */
    public static Expr multiHeadAttention(Expr query, Expr key, Expr value, Projections weights, Option<Projections> biases,
            int heads,
            Option<Expr> mask, boolean causal) {
        Given.arguments("multiHeadAttention", query, key, value, weights, biases, mask);
        Expr q = heads("query", heads, projected(query, weights.query(), biases.map(Projections::query)));
        Expr k = heads("key", heads, projected(key, weights.key(), biases.map(Projections::key)));
        Expr v = heads("value", heads, projected(value, weights.value(), biases.map(Projections::value)));
        Expr attended = attention(q, k, v, mask, causal, Option.none()).moveAxis(-3, -2);
        Ints dims = attended.shape().dims();
        Expr joined = attended.reshape(new Shape(dims.take(dims.size() - 2).append(dims.get(dims.size() - 2) * dims.last())));
        return projected(joined, weights.out(), biases.map(Projections::out));
    }

    private static Expr projected(Expr x, Expr weight, Option<Expr> bias) {
        return bias.map(b -> Layers.linear(x, weight, b)).getOrElse(() -> Layers.linear(x, weight));
    }

    /** [..., L, heads·E] to [..., heads, L, E]. */
    private static Expr heads(String name, int heads, Expr x) {
        int length = x.shape().dims().last();
        if (x.rank() < 2 || heads < 1 || length % heads != 0) {
            throw new ShapeException("multiHeadAttention: the number of heads must divide the projected " + name
                    + "'s length [..., L, E]; got "
                    + heads + " heads for " + x.type());
        }
        Ints lead = x.shape().dims().take(x.rank() - 1);
        return x.reshape(new Shape(lead.append(heads).append(length / heads))).moveAxis(-2, -3);
    }

    /** [L, S]: true where the column is at most the row. */
    private static Expr past(Expr scores) {
        Ints matrix = scores.shape().dims().drop(scores.rank() - 2);
        return Tensor.full(new TensorType(DType.BOOL, new Shape(matrix)), 1).tril();
    }
}
