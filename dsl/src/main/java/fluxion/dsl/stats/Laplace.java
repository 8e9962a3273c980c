package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The Laplace distribution: density e^(−|z|)/2b, z = (x − μ)/b.
 *
 * @param location μ
 * @param scale b &gt; 0
 */
public record Laplace(Expr location, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public Laplace(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("laplace: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("laplace: the scale", scale);
        return Distributions.laplace(key, Domain.type(draws, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return standard(x).abs().neg().minus(scale.times(2).log());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return below(standard(x));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return below(standard(x).neg());
    }

    private static Expr below(Expr z) {
        Expr tail = z.lt(0).where(z, z.neg()).exp().times(0.5);
        return z.lt(0).where(tail, tail.subtractedFrom(1));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr left = p.le(0.5);
        Expr log = left.where(p, p.subtractedFrom(1)).times(2).log();
        return left.where(log, log.neg()).times(Domain.positive("laplace: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Expr variance() {
        return scale.square().times(2).broadcastTo(batchShape());
    }

    @Override
    public Expr entropy() {
        return scale.times(2).log().plus(1).broadcastTo(batchShape());
    }
}
