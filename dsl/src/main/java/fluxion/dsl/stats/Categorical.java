package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Iota;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * A distribution of the numbers 0 to n − 1, each with a probability of its own.
 *
 * @param logits logarithms of the probabilities along the last axis, of any sum
 */
public record Categorical(Expr logits) implements Univariate {
    /** The distribution for probabilities along the last axis, of any sum. */
    public static Categorical ofProbabilities(Expr p) {
        Given.arguments("ofProbabilities", p);
        return new Categorical(p.log());
    }

    /** The probabilities. */
    public Expr probabilities() {
        return logits.softmax(-1);
    }

    @Override
    public Shape batchShape() {
        if (logits.rank() == 0) {
            throw new ShapeException("categorical: requires an axis of logits; got " + logits.type());
        }
        return new Shape(logits.shape().dims().take(logits.rank() - 1));
    }

    private int classes() {
        return logits.shape().dims().last();
    }

    /** 0 to n − 1 in the logits' dtype. */
    private Expr numbers() {
        return Expr.apply(new Iota(TensorType.of(logits.dtype(), classes()), 0));
    }

    /** {@inheritDoc} In i32. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.categorical(key, logits, draws);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr chosen = Domain.real(x, logits).expandDims(-1).eq(numbers());
        Expr log = logits.logSoftmax(-1);
        return Domain.within(chosen.any(-1), chosen.where(log, 0).sum(-1));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return Domain.real(x, logits).expandDims(-1).ge(numbers()).where(probabilities(), 0).sum(-1);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return Domain.real(x, logits).expandDims(-1).lt(numbers()).where(probabilities(), 0).sum(-1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return probabilities().cumsum(-1).lt(p.expandDims(-1)).cast(logits.dtype()).sum(-1).minimum(classes() - 1);
    }

    @Override
    public Expr mean() {
        return probabilities().times(numbers()).sum(-1);
    }

    @Override
    public Expr variance() {
        return probabilities().times(numbers().minus(mean().expandDims(-1)).square()).sum(-1);
    }

    @Override
    public Expr entropy() {
        return probabilities().times(logits.logSoftmax(-1)).sum(-1).neg();
    }
}
