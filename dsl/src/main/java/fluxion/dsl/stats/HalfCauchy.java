package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The half-Cauchy distribution: |y|, y of Cauchy's with scale γ. Neither mean nor variance is finite.
 *
 * @param scale γ &gt; 0
 */
public record HalfCauchy(Expr scale) implements Univariate {
    /** With a number as parameter. */
    public HalfCauchy(double scale) {
        this(Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return scale.shape();
    }

    private Expr standard(Expr x) {
        return x.div(Domain.positive("half-cauchy: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.cauchy(key, Domain.type(draws, scale)).abs()
                .times(Domain.positive("half-cauchy: the scale", scale));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return Domain.within(x.ge(0), standard(x).square().log1p().neg().minus(scale.log()).plus(Math.log(2 / Math.PI)));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return standard(x.maximum(0)).atan().times(2 / Math.PI);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return Cauchy.angle(standard(x.maximum(0))).times(2 / Math.PI);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr left = p.le(0.5);
        Expr tangent = left.where(p, p.subtractedFrom(1)).times(Math.PI / 2).tan();
        return left.where(tangent, tangent.reciprocal()).times(Domain.positive("half-cauchy: the scale", scale));
    }

    @Override
    public Expr mean() {
        return Literal.of(scale.tensorType(), Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr variance() {
        return mean();
    }

    @Override
    public Expr entropy() {
        return scale.times(2 * Math.PI).log();
    }
}
