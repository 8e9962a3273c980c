package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.random.RandomVariates;

/**
 * The geometric distribution: how many trials it takes until one succeeds, each with probability p; at least 1.
 *
 * @param logits ln(p/(1 − p))
 */
public record Geometric(Expr logits) implements Univariate {
    /** The distribution for probabilities. */
    public static Geometric ofProbability(Expr p) {
        Given.arguments("ofProbability", p);
        return new Geometric(p.logit());
    }

    /** The distribution for a probability. */
    public static Geometric ofProbability(double p) {
        return ofProbability(Tensor.of(p));
    }

    /** p. */
    public Expr probability() {
        return logits.sigmoid();
    }

    @Override
    public Shape batchShape() {
        return logits.shape();
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return RandomVariates.geometric(key, probability(), Domain.type(draws, logits));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr inside = Domain.count(x).and(x.ge(1));
        Expr failures = Domain.safe(inside, Domain.real(x, logits), 1).minus(1);
        return Domain.within(inside, Domain.weighted(failures, Bernoulli.logNo(logits)).plus(Bernoulli.logYes(logits)));
    }

    /** ln of the probability that all of the first ⌊x⌋ trials fail. */
    private Expr logSurvival(Expr x) {
        return Domain.weighted(Domain.real(x, logits).floor().maximum(0), Bernoulli.logNo(logits));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return logSurvival(x).expm1().neg();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return logSurvival(x).exp();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.neg().log1p().div(Bernoulli.logNo(logits)).ceil().maximum(1);
    }

    @Override
    public Expr mean() {
        return probability().reciprocal();
    }

    @Override
    public Expr variance() {
        return logits.neg().sigmoid().times(probability().pow(-2));
    }

    @Override
    public Expr entropy() {
        return new Bernoulli(logits).entropy().div(probability());
    }
}
