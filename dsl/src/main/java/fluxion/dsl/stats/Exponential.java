package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The exponential distribution: density λ·e^(−λx) for x ≥ 0.
 *
 * @param rate λ &gt; 0
 */
public record Exponential(Expr rate) implements Univariate {
    /** With a number as parameter. */
    public Exponential(double rate) {
        this(Tensor.of(rate));
    }

    @Override
    public Shape batchShape() {
        return rate.shape();
    }

    private Expr checked() {
        return Domain.positive("exponential: the rate", rate);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.exponential(key, Domain.type(draws, checked())).div(rate);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return Domain.within(x.ge(0), checked().log().minus(rate.times(x)));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return x.maximum(0).times(checked()).neg().expm1().neg();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return x.maximum(0).times(checked()).neg().exp();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.neg().log1p().neg().div(checked());
    }

    @Override
    public Expr mean() {
        return rate.reciprocal();
    }

    @Override
    public Expr variance() {
        return rate.pow(-2);
    }

    @Override
    public Expr entropy() {
        return rate.log().subtractedFrom(1);
    }
}
