package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.InverseTransform;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * The negative binomial distribution: how many trials fail before r succeed, each with probability p; r need not be whole.
 *
 * @param count r &gt; 0
 * @param logits ln(p/(1 − p))
 */
public record NegativeBinomial(Expr count, Expr logits) implements Univariate {
    /** The distribution for probabilities. */
    public static NegativeBinomial ofProbability(Expr count, Expr p) {
        Given.arguments("ofProbability", count, p);
        return new NegativeBinomial(count, p.logit());
    }

    /** The distribution for a probability. */
    public static NegativeBinomial ofProbability(double count, double p) {
        return ofProbability(Tensor.of(count), Tensor.of(p));
    }

    /** p. */
    public Expr probability() {
        return logits.sigmoid();
    }

    private Expr checked() {
        return Domain.positive("negative binomial: the count", count);
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(count, logits);
    }

    /** Poisson numbers whose means are gamma numbers; constant to derivatives. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Seq<RandomKey> keys = key.split(2);
        TensorType type = Domain.type(draws, count, logits);
        Expr mean = Distributions.gamma(keys.get(0), checked(), type).times(logits.neg().exp());
        return Distributions.poisson(keys.get(1), mean, type);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr k = Domain.safe(Domain.count(x), Domain.real(x, logits), 0);
        Expr choices = checked().plus(k).log().plus(count.lbeta(k.plus(1))).neg();
        return Domain.within(Domain.count(x), choices.plus(Bernoulli.logYes(logits).times(count))
                .plus(Domain.weighted(k, Bernoulli.logNo(logits))));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        Expr k = Domain.real(x, logits).floor();
        return k.ge(0).where(checked().betainc(Domain.safe(k.ge(0), k, 0).plus(1), probability()), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr k = Domain.real(x, logits).floor();
        return k.ge(0).where(Domain.safe(k.ge(0), k, 0).plus(1).betainc(checked(), logits.neg().sigmoid()), 1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return InverseTransform.count(this::cdf, p);
    }

    @Override
    public Expr mean() {
        return logits.neg().exp().times(count);
    }

    @Override
    public Expr variance() {
        return mean().div(probability());
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "the negative binomial distribution");
    }
}
