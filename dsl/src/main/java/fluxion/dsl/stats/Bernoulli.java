package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * Bernoulli's distribution: 1 with probability p, else 0.
 *
 * @param logits ln(p/(1 − p))
 */
public record Bernoulli(Expr logits) implements Univariate {
    /** The distribution for probabilities. */
    public static Bernoulli ofProbability(Expr p) {
        Given.arguments("ofProbability", p);
        return new Bernoulli(p.logit());
    }

    /** The distribution for a probability. */
    public static Bernoulli ofProbability(double p) {
        return ofProbability(Tensor.of(p));
    }

    /** p. */
    public Expr probability() {
        return logits.sigmoid();
    }

    private Expr failure() {
        return logits.neg().sigmoid();
    }

    /** ln p. */
    static Expr logYes(Expr logits) {
        return logits.neg().softplus().neg();
    }

    /** ln(1 − p). */
    static Expr logNo(Expr logits) {
        return logits.softplus().neg();
    }

    @Override
    public Shape batchShape() {
        return logits.shape();
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.bernoulli(key, probability(), Domain.type(draws, logits));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return Domain.within(x.eq(0).or(x.eq(1)), x.gt(0).where(logYes(logits), logNo(logits)));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return x.ge(1).where(1, x.ge(0).where(failure(), 0));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return x.ge(1).where(0, x.ge(0).where(probability(), 1));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.gt(failure()).cast(logits.dtype());
    }

    @Override
    public Expr mean() {
        return probability();
    }

    @Override
    public Expr variance() {
        return probability().times(failure());
    }

    @Override
    public Expr entropy() {
        return probability().times(logYes(logits)).plus(failure().times(logNo(logits))).neg();
    }
}
