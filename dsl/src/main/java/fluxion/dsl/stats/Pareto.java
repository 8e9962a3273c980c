package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The Pareto distribution: survival (m/x)^α for x ≥ m.
 *
 * @param scale m &gt; 0, the least number
 * @param concentration α &gt; 0
 */
public record Pareto(Expr scale, Expr concentration) implements Univariate {
    /** With numbers as parameters. */
    public Pareto(double scale, double concentration) {
        this(Tensor.of(scale), Tensor.of(concentration));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(scale, concentration);
    }

    /** α·ln(x/m), and 0 for smaller x. */
    private Expr hazard(Expr x) {
        Domain.positive("pareto: the concentration", concentration);
        Expr ratio = x.div(Domain.positive("pareto: the scale", scale));
        return Domain.safe(ratio.gt(1), ratio, 1).log().times(concentration);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        TensorType type = Domain.type(draws, scale, concentration);
        return Distributions.pareto(key, concentration, type).times(Domain.positive("pareto: the scale", scale));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return Domain.within(x.ge(scale), concentration.log().minus(hazard(x)).minus(Domain.safe(x.gt(0), x, 1).log()));
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
        Domain.positive("pareto: the concentration", concentration);
        return p.neg().log1p().neg().div(concentration).exp().times(Domain.positive("pareto: the scale", scale));
    }

    @Override
    public Expr mean() {
        Expr exists = concentration.gt(1);
        Expr safe = Domain.safe(exists, concentration, 2);
        return exists.where(safe.div(safe.minus(1)).times(scale), Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr variance() {
        Expr exists = concentration.gt(2);
        Expr safe = Domain.safe(exists, concentration, 3);
        Expr value = scale.square().times(safe).div(safe.minus(1).square().times(safe.minus(2)));
        return exists.where(value, Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr entropy() {
        return scale.div(concentration).log().plus(1).plus(concentration.reciprocal());
    }
}
