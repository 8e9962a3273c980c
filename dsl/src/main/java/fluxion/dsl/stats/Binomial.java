package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.InverseTransform;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.random.RandomVariates;

/**
 * The binomial distribution: how many of n independent trials succeed, each with probability p.
 *
 * @param count n ≥ 0, whole numbers up to 2³⁰ in a floating-point dtype
 * @param logits ln(p/(1 − p))
 */
public record Binomial(Expr count, Expr logits) implements Univariate {
    /** The distribution for probabilities. */
    public static Binomial ofProbability(Expr count, Expr p) {
        Given.arguments("ofProbability", count, p);
        return new Binomial(count, p.logit());
    }

    /** The distribution for a probability. */
    public static Binomial ofProbability(double count, double p) {
        return ofProbability(Tensor.of(count), Tensor.of(p));
    }

    /** p. */
    public Expr probability() {
        return logits.sigmoid();
    }

    private Expr failure() {
        return logits.neg().sigmoid();
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(count, logits);
    }

    /** By inversion; constant to derivatives. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return RandomVariates.binomial(key, count, probability(), Domain.type(draws, count, logits));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr inside = Domain.count(x).and(x.le(count));
        Expr k = Domain.safe(inside, Domain.real(x, logits), 0);
        Expr rest = count.minus(k);
        Expr choices = count.plus(1).log().plus(rest.plus(1).lbeta(k.plus(1))).neg();
        return Domain.within(inside, choices.plus(Domain.weighted(k, Bernoulli.logYes(logits)))
                .plus(Domain.weighted(rest, Bernoulli.logNo(logits))));
    }

    private Expr inside(Expr k) {
        return k.ge(0).and(k.lt(count));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        Expr k = Domain.real(x, logits).floor();
        Expr safe = Domain.safe(inside(k), k, 0);
        Expr rest = inside(k).where(count, 1).minus(safe);
        return inside(k).where(rest.betainc(safe.plus(1), failure()), k.ge(count).cast(logits.dtype()));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr k = Domain.real(x, logits).floor();
        Expr safe = Domain.safe(inside(k), k, 0);
        Expr rest = inside(k).where(count, 1).minus(safe);
        return inside(k).where(safe.plus(1).betainc(rest, probability()), k.lt(0).cast(logits.dtype()));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return InverseTransform.count(this::cdf, p);
    }

    @Override
    public Expr mean() {
        return count.times(probability());
    }

    @Override
    public Expr variance() {
        return count.times(probability()).times(failure());
    }

    /** {@inheritDoc} */
    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "the binomial distribution");
    }
}
