package fluxion.dsl.stats;

import fluxion.core.Arrangements;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.SpecialFunction;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;

/**
 * Poisson's distribution: probability λᵏ·e^(−λ)/k! of k = 0, 1, 2, ….
 *
 * @param rate λ &gt; 0
 */
public record Poisson(Expr rate) implements Univariate {
    /** With a number as parameter. */
    public Poisson(double rate) {
        this(Tensor.of(rate));
    }

    @Override
    public Shape batchShape() {
        return rate.shape();
    }

    private Expr checked() {
        return Domain.positive("poisson: the rate", rate);
    }

    /** By inversion; constant to derivatives. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.poisson(key, rate, Domain.type(draws, rate));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr k = Domain.safe(Domain.count(x), Domain.real(x, rate), 0);
        return Domain.within(Domain.count(x), k.xlogy(checked()).minus(rate).minus(k.plus(1).lgamma()));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        Expr k = Domain.real(x, rate).floor();
        return k.ge(0).where(Domain.safe(k.ge(0), k, 0).plus(1).gammaincc(checked()), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr k = Domain.real(x, rate).floor();
        return k.ge(0).where(Domain.safe(k.ge(0), k, 0).plus(1).gammainc(checked()), 1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Array<Expr> both = Array.ofAll(Arrangements.broadcast(Array.of(checked(), p)));
        return Expr.apply(SpecialFunction.POISSON_QUANTILE, both.get(0), both.get(1));
    }

    @Override
    public Expr mean() {
        return rate;
    }

    @Override
    public Expr variance() {
        return rate;
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "Poisson's distribution");
    }
}
