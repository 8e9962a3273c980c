package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The normal distribution: density e^(−z²/2)/(σ√(2π)), z = (x − μ)/σ.
 *
 * @param location μ
 * @param scale σ &gt; 0
 */
public record Normal(Expr location, Expr scale) implements Univariate {
    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    /** With numbers as parameters. */
    public Normal(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("normal: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("normal: the scale", scale);
        return Distributions.normal(key, Domain.type(draws, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return standard(x).square().times(-0.5).minus(scale.log()).minus(HALF_LOG_2PI);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return standard(x).ndtr();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return standard(x).neg().ndtr();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.ndtri().times(Domain.positive("normal: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        return location.broadcastTo(batchShape());
    }

    @Override
    public Expr variance() {
        return scale.square().broadcastTo(batchShape());
    }

    @Override
    public Expr entropy() {
        return scale.log().plus(HALF_LOG_2PI + 0.5).broadcastTo(batchShape());
    }
}
