package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;

/**
 * The inverse gamma distribution: 1/y, y of the gamma distribution; density βᵅ·x^(−α−1)·e^(−β/x)/Γ(α) for x &gt; 0.
 *
 * @param concentration α &gt; 0
 * @param rate β &gt; 0, the rate of y, which is a scale of x
 */
public record InverseGamma(Expr concentration, Expr rate) implements Univariate {
    /** With numbers as parameters. */
    public InverseGamma(double concentration, double rate) {
        this(Tensor.of(concentration), Tensor.of(rate));
    }

    /** The distribution of 1/x. */
    public Gamma reciprocal() {
        return new Gamma(concentration, rate);
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(concentration, rate);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return reciprocal().sample(key, draws).reciprocal();
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr safe = Domain.safe(x.gt(0), x, 1);
        return Domain.within(x.gt(0), reciprocal().logProb(safe.reciprocal()).minus(safe.log().times(2)));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return x.gt(0).where(reciprocal().survival(Domain.safe(x.gt(0), x, 1).reciprocal()), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return x.gt(0).where(reciprocal().cdf(Domain.safe(x.gt(0), x, 1).reciprocal()), 1);
    }

    /** {@inheritDoc} For p near 0 it has as many digits as 1 − p. */
    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return reciprocal().quantile(p.subtractedFrom(1)).reciprocal();
    }

    @Override
    public Expr mean() {
        Expr exists = concentration.gt(1);
        Expr safe = Domain.safe(exists, concentration, 2);
        return exists.where(rate.div(safe.minus(1)), Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr variance() {
        Expr exists = concentration.gt(2);
        Expr safe = Domain.safe(exists, concentration, 3);
        return exists.where(rate.square().div(safe.minus(1).square().times(safe.minus(2))), Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr entropy() {
        return concentration.plus(rate.log()).plus(concentration.lgamma())
                .minus(concentration.plus(1).times(concentration.digamma()));
    }
}
