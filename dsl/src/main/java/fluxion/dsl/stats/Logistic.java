package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The logistic distribution: distribution function 1/(1 + e^(−z)), z = (x − μ)/s.
 *
 * @param location μ
 * @param scale s &gt; 0
 */
public record Logistic(Expr location, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public Logistic(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("logistic: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("logistic: the scale", scale);
        return Distributions.logistic(key, Domain.type(draws, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr z = standard(x);
        return z.neg().minus(z.neg().softplus().times(2)).minus(scale.log());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return standard(x).sigmoid();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return standard(x).neg().sigmoid();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.logit().times(Domain.positive("logistic: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Expr variance() {
        return scale.square().times(Math.PI * Math.PI / 3).broadcastTo(batchShape());
    }

    @Override
    public Expr entropy() {
        return scale.log().plus(2).broadcastTo(batchShape());
    }
}
