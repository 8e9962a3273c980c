package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Iota;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * A mixture of distributions of vectors or matrices.
 *
 * @param logits logarithms of the probabilities of the components along the last axis, of any sum
 * @param components as many distributions along the last axis of their batch
 */
public record MultivariateMixture(Expr logits, Multivariate components) implements Multivariate {
    static Shape batch(Expr logits, Distribution components) {
        Shape batch = components.batchShape();
        if (logits.rank() == 0 || batch.rank() == 0 || batch.dims().last() != logits.shape().dims().last()) {
            throw new ShapeException("mixture: requires logits […, k] and k components along the last axis of their batch; got "
                    + logits.type() + " and " + batch);
        }
        Shape all = Domain.batch(logits, Tensor.zeros(new TensorType(DType.BOOL, batch)));
        return new Shape(all.dims().take(all.rank() - 1));
    }

    /** Draws of one of the components each. */
    static Expr drawn(Expr logits, Distribution components, RandomKey key, Shape draws) {
        Seq<RandomKey> keys = key.split(2);
        Ints batch = batch(logits, components).dims();
        int k = logits.shape().dims().last();
        Ints own = components.batchShape().dims();
        Ints event = components.eventShape().dims();
        Ints all = draws.dims().concat(batch);
        Expr index = Distributions.categorical(keys.get(0), logits.broadcastTo(new Shape(batch.append(k))), draws);
        Expr each = components.sample(keys.get(1), new Shape(all.take(all.size() - own.size() + 1)))
                .broadcastTo(new Shape(all.append(k).concat(event)));
        Expr chosen = index.expandDims(-1).eq(Expr.apply(new Iota(TensorType.of(DType.I32, k), 0)))
                .reshape(new Shape(all.append(k).concat(Ints.fill(event.size(), 1))));
        return chosen.where(each, 0).sum(all.size());
    }

    private int axis() {
        return -1 - eventShape().rank();
    }

    private Expr weights() {
        Expr w = logits.softmax(-1);
        return w.reshape(new Shape(w.shape().dims().concat(Ints.fill(eventShape().rank(), 1))));
    }

    @Override
    public Shape batchShape() {
        return batch(logits, components);
    }

    @Override
    public Shape eventShape() {
        return components.eventShape();
    }

    /** {@inheritDoc} Constant to derivatives in the logits. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return drawn(logits, components, key, draws);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return logits.logSoftmax(-1).plus(components.logProb(x.expandDims(axis()))).logsumexp(-1);
    }

    @Override
    public Expr mean() {
        return weights().times(components.mean()).sum(axis());
    }

    @Override
    public Expr variance() {
        Expr off = components.mean().minus(mean().expandDims(axis()));
        return weights().times(components.variance().plus(off.square())).sum(axis());
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "a mixture");
    }
}
