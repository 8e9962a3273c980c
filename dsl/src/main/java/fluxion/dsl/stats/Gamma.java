package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The gamma distribution: density βᵅ·x^(α−1)·e^(−βx)/Γ(α) for x &gt; 0.
 *
 * @param concentration α &gt; 0
 * @param rate β &gt; 0
 */
public record Gamma(Expr concentration, Expr rate) implements Univariate {
    /** With numbers as parameters. */
    public Gamma(double concentration, double rate) {
        this(Tensor.of(concentration), Tensor.of(rate));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(concentration, rate);
    }

    private Expr shape() {
        return Domain.positive("gamma: the concentration", concentration);
    }

    private Expr inverseScale() {
        return Domain.positive("gamma: the rate", rate);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.gamma(key, concentration, Domain.type(draws, concentration, rate)).div(inverseScale());
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr y = Domain.safe(x.ge(0), x, 1).times(inverseScale());
        Expr density = shape().minus(1).xlogy(y).minus(y).minus(concentration.lgamma()).plus(rate.log());
        return Domain.within(x.ge(0), density);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return x.gt(0).where(shape().gammainc(Domain.safe(x.gt(0), x, 1).times(inverseScale())), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return x.gt(0).where(shape().gammaincc(Domain.safe(x.gt(0), x, 1).times(inverseScale())), 1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return shape().gammaincinv(p).div(inverseScale());
    }

    @Override
    public Expr mean() {
        return concentration.div(rate);
    }

    @Override
    public Expr variance() {
        return concentration.div(rate.square());
    }

    @Override
    public Expr entropy() {
        return concentration.minus(rate.log()).plus(concentration.lgamma())
                .plus(concentration.subtractedFrom(1).times(concentration.digamma()));
    }
}
