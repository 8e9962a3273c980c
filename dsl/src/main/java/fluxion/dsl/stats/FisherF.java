package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.random.RandomVariates;

/**
 * Fisher's F distribution: that of (u/m)/(v/n), u and v of χ² distributions with m and n degrees of freedom.
 *
 * @param numerator m &gt; 0
 * @param denominator n &gt; 0
 */
public record FisherF(Expr numerator, Expr denominator) implements Univariate {
    /** With numbers as parameters. */
    public FisherF(double numerator, double denominator) {
        this(Tensor.of(numerator), Tensor.of(denominator));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(numerator, denominator);
    }

    /** m/2. */
    private Expr first() {
        return Domain.positive("fisher-f: the numerator's degrees of freedom", numerator).times(0.5);
    }

    /** n/2. */
    private Expr second() {
        return Domain.positive("fisher-f: the denominator's degrees of freedom", denominator).times(0.5);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return RandomVariates.f(key, numerator, denominator, Domain.type(draws, numerator, denominator));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr y = Domain.safe(x.ge(0), x, 1).times(numerator.div(denominator));
        Expr density = first().minus(1).xlogy(y).minus(y.log1p().times(first().plus(second()))).minus(first().lbeta(second()))
                .plus(numerator.div(denominator).log());
        return Domain.within(x.ge(0), density);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        Expr y = Domain.safe(x.gt(0), x, 1).times(numerator);
        Expr all = y.plus(denominator);
        return x.gt(0).where(Domain.upperBeta(second(), first(), denominator.div(all), y.div(all)), 0);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr y = Domain.safe(x.gt(0), x, 1).times(numerator);
        Expr all = y.plus(denominator);
        return x.gt(0).where(Domain.upperBeta(first(), second(), y.div(all), denominator.div(all)), 1);
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr share = first().betaincinv(second(), p);
        Expr rest = second().betaincinv(first(), p.subtractedFrom(1));
        return share.div(rest).times(denominator.div(numerator));
    }

    @Override
    public Expr mean() {
        Expr exists = denominator.gt(2);
        Expr safe = Domain.safe(exists, denominator, 3);
        return exists.where(safe.div(safe.minus(2)), Double.POSITIVE_INFINITY).broadcastTo(batchShape());
    }

    @Override
    public Expr variance() {
        Expr exists = denominator.gt(4);
        Expr n = Domain.safe(exists, denominator, 5);
        Expr value = n.square().times(2).times(numerator.plus(n).minus(2))
                .div(numerator.times(n.minus(2).square()).times(n.minus(4)));
        return exists.where(value, Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr entropy() {
        Expr a = first();
        Expr b = second();
        return denominator.div(numerator).log().plus(a.lbeta(b)).plus(a.subtractedFrom(1).times(a.digamma()))
                .minus(b.plus(1).times(b.digamma())).plus(a.plus(b).times(a.plus(b).digamma()));
    }
}
