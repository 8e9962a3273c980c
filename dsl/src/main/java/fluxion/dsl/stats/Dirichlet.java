package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * Dirichlet's distribution of positive numbers with sum 1: density Π xᵢ^(αᵢ−1)·Γ(Σ αᵢ)/Π Γ(αᵢ). That a sum is 1 is not checked.
 *
 * @param concentration α &gt; 0 along the last axis
 */
public record Dirichlet(Expr concentration) implements Multivariate {
    @Override
    public Shape batchShape() {
        return new Shape(concentration.shape().dims().take(checked().rank() - 1));
    }

    @Override
    public Shape eventShape() {
        return Shape.of(checked().shape().dims().last());
    }

    private Expr checked() {
        if (concentration.rank() == 0) {
            throw new ShapeException("dirichlet: requires an axis for the components; got " + concentration.type());
        }
        return Domain.positive("dirichlet: the concentration", concentration);
    }

    private Expr total() {
        return checked().sum(-1);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return Distributions.dirichlet(key, checked(), Domain.type(draws, concentration));
    }

    /** ln(Π Γ(αᵢ)/Γ(Σ αᵢ)). */
    private Expr logBeta() {
        return concentration.lgamma().sum(-1).minus(total().lgamma());
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr inside = x.ge(0).all(-1);
        Expr safe = x.ge(0).where(x, 1);
        return Domain.within(inside, checked().minus(1).xlogy(safe).sum(-1).minus(logBeta()));
    }

    @Override
    public Expr mean() {
        return concentration.div(total().expandDims(-1));
    }

    @Override
    public Expr variance() {
        return mean().times(mean().subtractedFrom(1)).div(total().plus(1).expandDims(-1));
    }

    @Override
    public Expr entropy() {
        Expr all = total();
        int k = eventShape().dim(0);
        return logBeta().plus(all.minus(k).times(all.digamma()))
                .minus(concentration.minus(1).times(concentration.digamma()).sum(-1));
    }
}
