package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The uniform distribution: density 1/(high − low) between the two.
 *
 * @param low the least number
 * @param high the largest, above low
 */
public record Uniform(Expr low, Expr high) implements Univariate {
    /** With numbers as parameters. */
    public Uniform(double low, double high) {
        this(Tensor.of(low), Tensor.of(high));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(low, high);
    }

    private Expr width() {
        return high.minus(low);
    }

    private Expr share(Expr x) {
        return x.minus(low).div(width());
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.uniform(key, Domain.type(draws, low, high)).times(width()).plus(low);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return Domain.within(x.ge(low).and(x.le(high)), width().log().neg());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return share(x).clip(0, 1);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return high.minus(x).div(width()).clip(0, 1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return p.times(width()).plus(low);
    }

    @Override
    public Expr mean() {
        return low.plus(high).times(0.5);
    }

    @Override
    public Expr variance() {
        return width().square().div(12);
    }

    @Override
    public Expr entropy() {
        return width().log();
    }
}
