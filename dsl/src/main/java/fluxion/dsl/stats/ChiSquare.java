package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;

/**
 * The χ² distribution: that of a sum of k squares of standard normal numbers.
 *
 * @param degrees k &gt; 0
 */
public record ChiSquare(Expr degrees) implements Univariate {
    /** With a number as parameter. */
    public ChiSquare(double degrees) {
        this(Tensor.of(degrees));
    }

    /** The gamma distribution that it is. */
    public Gamma gamma() {
        Domain.positive("chi-square: the degrees of freedom", degrees);
        return new Gamma(degrees.times(0.5), Domain.constant(degrees, 0.5));
    }

    @Override
    public Shape batchShape() {
        return degrees.shape();
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return gamma().sample(key, draws);
    }

    @Override
    public Expr logProb(Expr x) {
        return gamma().logProb(x);
    }

    @Override
    public Expr cdf(Expr x) {
        return gamma().cdf(x);
    }

    @Override
    public Expr survival(Expr x) {
        return gamma().survival(x);
    }

    @Override
    public Expr quantile(Expr p) {
        return gamma().quantile(p);
    }

    @Override
    public Expr mean() {
        return degrees;
    }

    @Override
    public Expr variance() {
        return degrees.times(2);
    }

    @Override
    public Expr entropy() {
        return gamma().entropy();
    }
}
