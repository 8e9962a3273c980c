package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.dsl.random.RandomKey;

/**
 * The distribution of y = f(x), x of another distribution.
 *
 * @param base that of x
 * @param bijector f
 */
public record Transformed(Univariate base, ScalarBijector bijector) implements Univariate {
    @Override
    public Shape batchShape() {
        return Domain.batch(base.mean(), bijector.forward(base.mean()));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return bijector.forward(base.sample(key, draws));
    }

    @Override
    public Expr logProb(Expr y) {
        Given.arguments("logProb", y);
        Expr x = bijector.inverse(y);
        return Domain.within(bijector.reaches(y), base.logProb(x).minus(bijector.logDeterminant(x)));
    }

    @Override
    public Expr cdf(Expr y) {
        Given.arguments("cdf", y);
        Expr x = bijector.inverse(y);
        Expr inside = bijector.increasing().where(base.cdf(x), base.survival(x));
        return bijector.isBelow(y).where(0, bijector.isAbove(y).where(1, inside));
    }

    @Override
    public Expr survival(Expr y) {
        Given.arguments("survival", y);
        Expr x = bijector.inverse(y);
        Expr inside = bijector.increasing().where(base.survival(x), base.cdf(x));
        return bijector.isBelow(y).where(1, bijector.isAbove(y).where(0, inside));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return bijector.forward(base.quantile(bijector.increasing().where(p, p.subtractedFrom(1))));
    }

    @Override
    public Expr mean() {
        return switch (bijector) {
            case ScalarBijector.Affine affine -> affine.forward(base.mean());
            case ScalarBijector _ -> throw Domain.noForm("mean", "a transformed distribution");
        };
    }

    @Override
    public Expr variance() {
        return switch (bijector) {
            case ScalarBijector.Affine(var _, Expr scale) -> base.variance().times(scale.square());
            case ScalarBijector _ -> throw Domain.noForm("variance", "a transformed distribution");
        };
    }

    @Override
    public Expr entropy() {
        return switch (bijector) {
            case ScalarBijector.Affine(var _, Expr scale) -> base.entropy().plus(scale.abs().log());
            case ScalarBijector _ -> throw Domain.noForm("entropy", "a transformed distribution");
        };
    }
}
