package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The Weibull distribution: survival e^(−z^k), z = x/λ, for x ≥ 0.
 *
 * @param concentration k &gt; 0
 * @param scale λ &gt; 0
 */
public record Weibull(Expr concentration, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public Weibull(double concentration, double scale) {
        this(Tensor.of(concentration), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(concentration, scale);
    }

    /** z^k, and 0 for negative x. */
    private Expr hazard(Expr x) {
        Domain.positive("weibull: the concentration", concentration);
        Expr z = Domain.safe(x.gt(0), x, 1).div(Domain.positive("weibull: the scale", scale));
        return x.gt(0).where(z.pow(concentration), 0);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        TensorType type = Domain.type(draws, concentration, scale);
        return Distributions.weibull(key, concentration, type).times(Domain.positive("weibull: the scale", scale));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr z = Domain.safe(x.ge(0), x, 1).div(Domain.positive("weibull: the scale", scale));
        Expr density = concentration.div(scale).log().plus(concentration.minus(1).xlogy(z)).minus(hazard(x));
        return Domain.within(x.ge(0), density);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return hazard(x).neg().expm1().neg();
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return hazard(x).neg().exp();
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Domain.positive("weibull: the concentration", concentration);
        return p.neg().log1p().neg().pow(concentration.reciprocal()).times(Domain.positive("weibull: the scale", scale));
    }

    /** Γ(1 + n/k), the n-th moment of x/λ. */
    private Expr moment(int n) {
        return concentration.dividedInto(n).plus(1).lgamma().exp();
    }

    @Override
    public Expr mean() {
        return moment(1).times(scale);
    }

    @Override
    public Expr variance() {
        return moment(2).minus(moment(1).square()).times(scale.square());
    }

    @Override
    public Expr entropy() {
        return concentration.reciprocal().subtractedFrom(1).times(Domain.EULER).plus(scale.div(concentration).log()).plus(1);
    }
}
