package fluxion.dsl.nn;

import static fluxion.dsl.random.Distributions.bernoulli;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;

/** Layers: linear maps, embeddings, dropout. */
public final class Layers {
    private Layers() {}

    /** x·Wᵀ over the last axis: [..., in] with weights [out, in] to [..., out]. */
    public static Expr linear(Expr x, Expr weight) {
        Given.arguments("linear", x, weight);
        if (x.rank() < 1 || weight.rank() != 2 || x.shape().dims().last() != weight.shape().dim(1)) {
            throw new ShapeException("linear: requires an input [..., in] and a weight [out, in]; got " + x.type() + " and "
                    + weight.type());
        }
        return x.contract(weight, Ints.empty(), Ints.empty(), Ints.of(x.rank() - 1), Ints.of(1));
    }

    /** x·Wᵀ + b, with a bias [out]. */
    public static Expr linear(Expr x, Expr weight, Expr bias) {
        Given.arguments("linear", x, weight, bias);
        Expr y = linear(x, weight);
        if (!bias.shape().equals(Shape.of(weight.shape().dim(0)))) {
            throw new ShapeException("linear: the bias must have the shape [" + weight.shape().dim(0) + "]; got " + bias.type());
        }
        return y.plus(bias);
    }

    /** The rows of a weight [count, …] at integer indices: [I…] to [I…, …]. */
    public static Expr embedding(Expr indices, Expr weight) {
        Given.arguments("embedding", indices, weight);
        if (weight.rank() < 1) {
            throw new ShapeException("embedding: requires a weight [count, …]; got " + weight.type());
        }
        return weight.take(indices, 0);
    }

    /**
     * Each element 0 with probability {@code rate}, else divided by 1 − rate, so that the expectation stays (Srivastava et
     * al., Dropout, 2014).
     */
    public static Expr dropout(RandomKey key, double rate, Expr x) {
        Given.arguments("dropout", key, x);
        if (!(rate >= 0 && rate <= 1)) {
            throw new FluxionException("dropout: the rate must be from 0 to 1; got " + rate);
        }
        Expr kept = bernoulli(key, 1 - rate, new TensorType(DType.BOOL, x.shape()));
        return kept.where(x.times(rate == 1 ? 0 : 1 / (1 - rate)), 0);
    }
}
