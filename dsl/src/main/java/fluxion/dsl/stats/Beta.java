package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The beta distribution: density x^(α−1)·(1 − x)^(β−1)/B(α, β) for 0 ≤ x ≤ 1.
 *
 * @param alpha α &gt; 0
 * @param beta β &gt; 0
 */
public record Beta(Expr alpha, Expr beta) implements Univariate {
    /** With numbers as parameters. */
    public Beta(double alpha, double beta) {
        this(Tensor.of(alpha), Tensor.of(beta));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(alpha, beta);
    }

    private Expr first() {
        return Domain.positive("beta: α", alpha);
    }

    private Expr second() {
        return Domain.positive("beta: β", beta);
    }

    private static Expr inside(Expr x) {
        return x.gt(0).and(x.lt(1));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.beta(key, alpha, beta, Domain.type(draws, alpha, beta));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr within = x.ge(0).and(x.le(1));
        Expr safe = Domain.safe(within, x, 0.5);
        Expr density = first().minus(1).xlogy(safe).plus(second().minus(1).xlog1py(safe.neg())).minus(alpha.lbeta(beta));
        return Domain.within(within, density);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return inside(x).where(first().betainc(second(), Domain.safe(inside(x), x, 0.5)), x.ge(1).cast(alpha.dtype()));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr safe = Domain.safe(inside(x), x, 0.5);
        Expr tail = Domain.upperBeta(first(), second(), safe, safe.subtractedFrom(1));
        return inside(x).where(tail, x.le(0).cast(alpha.dtype()));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return first().betaincinv(second(), p);
    }

    @Override
    public Expr mean() {
        return alpha.div(alpha.plus(beta));
    }

    @Override
    public Expr variance() {
        Expr sum = alpha.plus(beta);
        return alpha.times(beta).div(sum.square().times(sum.plus(1)));
    }

    @Override
    public Expr entropy() {
        Expr sum = alpha.plus(beta);
        return alpha.lbeta(beta).minus(alpha.minus(1).times(alpha.digamma())).minus(beta.minus(1).times(beta.digamma()))
                .plus(sum.minus(2).times(sum.digamma()));
    }
}
