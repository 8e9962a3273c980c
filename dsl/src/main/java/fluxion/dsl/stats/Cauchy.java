package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The Cauchy distribution: density 1/(πγ(1 + z²)), z = (x − μ)/γ. It has neither mean nor variance.
 *
 * @param location μ
 * @param scale γ &gt; 0
 */
public record Cauchy(Expr location, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public Cauchy(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("cauchy: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("cauchy: the scale", scale);
        return Distributions.cauchy(key, Domain.type(draws, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return standard(x).square().log1p().neg().minus(scale.times(Math.PI).log());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return angle(standard(x).neg()).div(Math.PI);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return angle(standard(x)).div(Math.PI);
    }

    /** That of the point (z, 1), from 0 to π. */
    static Expr angle(Expr z) {
        return Literal.of(z.tensorType(), 1).atan2(z);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr left = p.le(0.5);
        Expr cotangent = left.where(p, p.subtractedFrom(1)).times(Math.PI).tan().reciprocal();
        return left.where(cotangent.neg(), cotangent).times(Domain.positive("cauchy: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        return Literal.of(Domain.type(Shape.SCALAR, location, scale), Double.NaN);
    }

    @Override
    public Expr variance() {
        return mean();
    }

    @Override
    public Expr entropy() {
        return scale.times(4 * Math.PI).log().broadcastTo(batchShape());
    }
}
