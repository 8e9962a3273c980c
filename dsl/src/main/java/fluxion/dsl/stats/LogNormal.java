package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;

/**
 * The log-normal distribution: eʸ, y normal with mean μ and deviation σ.
 *
 * @param location μ, of the logarithm
 * @param scale σ &gt; 0, of the logarithm
 */
public record LogNormal(Expr location, Expr scale) implements Univariate {
    /** With numbers as parameters. */
    public LogNormal(double location, double scale) {
        this(Tensor.of(location), Tensor.of(scale));
    }

    /** The distribution of the logarithm. */
    public Normal logarithm() {
        return new Normal(location, scale);
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return logarithm().sample(key, draws).exp();
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr y = Domain.safe(x.gt(0), x, 1).log();
        return Domain.within(x.gt(0), logarithm().logProb(y).minus(y));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return x.gt(0).where(logarithm().cdf(Domain.safe(x.gt(0), x, 1).log()), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return x.gt(0).where(logarithm().survival(Domain.safe(x.gt(0), x, 1).log()), 1);
    }

    @Override
    public Expr quantile(Expr p) {
        return logarithm().quantile(p).exp();
    }

    @Override
    public Expr mean() {
        return scale.square().times(0.5).plus(location).exp();
    }

    @Override
    public Expr variance() {
        return scale.square().expm1().times(scale.square().plus(location.times(2)).exp());
    }

    @Override
    public Expr entropy() {
        return logarithm().entropy().plus(location);
    }
}
