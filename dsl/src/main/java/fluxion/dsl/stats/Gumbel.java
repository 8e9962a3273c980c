package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The Gumbel distribution of largest values: distribution function e^(−e^(−z)), z = (x − μ)/β.
 *
 * @param location μ
 * @param scale β &gt; 0
 */
public record Gumbel(Expr location, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public Gumbel(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("gumbel: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("gumbel: the scale", scale);
        return Distributions.gumbel(key, Domain.type(draws, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr z = standard(x);
        return z.plus(z.neg().exp()).neg().minus(scale.log());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return standard(x).neg().exp().neg().exp();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return standard(x).neg().exp().neg().expm1().neg();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.log().neg().log().neg().times(Domain.positive("gumbel: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        return scale.times(Domain.EULER).plus(location);
    }

    @Override
    public Expr variance() {
        return scale.square().times(Math.PI * Math.PI / 6).broadcastTo(batchShape());
    }

    @Override
    public Expr entropy() {
        return scale.log().plus(1 + Domain.EULER).broadcastTo(batchShape());
    }
}
