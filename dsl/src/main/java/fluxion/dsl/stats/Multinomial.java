package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.random.RandomVariates;

/**
 * The multinomial distribution: how often each of k results comes in n independent trials.
 *
 * @param count n, whole numbers up to 2³⁰ in a floating-point dtype; scalar or of the batch's shape
 * @param logits logarithms of the probabilities along the last axis, of any sum
 */
public record Multinomial(Expr count, Expr logits) implements Multivariate {
    /** The distribution for probabilities along the last axis, of any sum. */
    public static Multinomial ofProbabilities(Expr count, Expr p) {
        Given.arguments("ofProbabilities", count, p);
        return new Multinomial(count, p.log());
    }

    /** The probabilities. */
    public Expr probabilities() {
        return logits.softmax(-1);
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(count, new Categorical(logits).mean());
    }

    @Override
    public Shape eventShape() {
        return Shape.of(logits.shape().dims().last());
    }

    /** Binomial numbers, one result after the other; constant to derivatives. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Shape all = new Shape(draws.dims().concat(batchShape().dims()).concat(eventShape().dims()));
        return RandomVariates.multinomial(key, count, probabilities(), new TensorType(logits.dtype(), all));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr k = Domain.real(x, logits);
        Expr counts = Domain.count(k).all(-1).and(k.sum(-1).eq(count));
        Expr safe = Domain.count(k).where(k, 0);
        Expr ways = count.plus(1).lgamma().minus(safe.plus(1).lgamma().sum(-1));
        return Domain.within(counts, ways.plus(Domain.weighted(safe, logits.logSoftmax(-1)).sum(-1)));
    }

    @Override
    public Expr mean() {
        return count.expandDims(-1).times(probabilities());
    }

    @Override
    public Expr variance() {
        return mean().times(probabilities().subtractedFrom(1));
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "the multinomial distribution");
    }
}
