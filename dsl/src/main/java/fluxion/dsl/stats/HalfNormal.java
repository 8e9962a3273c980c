package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The half-normal distribution: |y|, y normal with mean 0 and deviation σ.
 *
 * @param scale σ &gt; 0
 */
public record HalfNormal(Expr scale) implements Univariate {
    private static final double ROOT = Math.sqrt(2);

    /** With a number as parameter. */
    public HalfNormal(double scale) {
        this(Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return scale.shape();
    }

    private Expr standard(Expr x) {
        return x.div(Domain.positive("half-normal: the scale", scale));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.normal(key, Domain.type(draws, scale)).abs()
                .times(Domain.positive("half-normal: the scale", scale));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr density = standard(x).square().times(-0.5).minus(scale.log()).plus(0.5 * Math.log(2 / Math.PI));
        return Domain.within(x.ge(0), density);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return standard(x.maximum(0)).div(ROOT).erf();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return standard(x.maximum(0)).div(ROOT).erfc();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.erfinv().times(ROOT).times(Domain.positive("half-normal: the scale", scale));
    }

    @Override
    public Expr mean() {
        return scale.times(Math.sqrt(2 / Math.PI));
    }

    @Override
    public Expr variance() {
        return scale.square().times(1 - 2 / Math.PI);
    }

    @Override
    public Expr entropy() {
        return scale.log().plus(0.5 * Math.log(Math.PI / 2) + 0.5);
    }
}
