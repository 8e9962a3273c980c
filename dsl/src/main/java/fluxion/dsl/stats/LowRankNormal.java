package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * The normal distribution of vectors whose covariance is W·Wᵀ + diag(d): cheap where W has few columns.
 *
 * @param location μ […, n]
 * @param factor W […, n, k]
 * @param diagonal d &gt; 0, […, n]
 */
public record LowRankNormal(Expr location, Expr factor, Expr diagonal) implements Multivariate {
    private int n() {
        return location.shape().dims().last();
    }

    @Override
    public Shape batchShape() {
        Shape all = Domain.batch(location, factor.sum(-1), diagonal);
        return new Shape(all.dims().take(all.rank() - 1));
    }

    @Override
    public Shape eventShape() {
        return Shape.of(n());
    }

    /** W·Wᵀ + diag(d). */
    public Expr covariance() {
        Expr eye = Expr.apply(new Eye(diagonal.dtype(), n(), n(), 0));
        return factor.matmul(factor.swapAxes(-2, -1)).plus(eye.times(diagonal.expandDims(-1)));
    }

    /** Wᵀ·diag(d)⁻¹. */
    private Expr weighted() {
        return factor.div(Domain.positive("low-rank normal: the diagonal", diagonal).expandDims(-1)).swapAxes(-2, -1);
    }

    /** Cholesky's factor of I + Wᵀ·diag(d)⁻¹·W. */
    private Expr capacitance() {
        int k = factor.shape().dims().last();
        return weighted().matmul(factor).plus(Expr.apply(new Eye(diagonal.dtype(), k, k, 0))).cholesky();
    }

    private Expr halfLogDet() {
        return capacitance().diagonal(0, -2, -1).log().sum(-1).plus(diagonal.log().sum(-1).times(0.5));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Seq<RandomKey> keys = key.split(2);
        Ints lead = draws.dims().concat(batchShape().dims());
        DType dtype = Domain.dtype(location, factor, diagonal);
        Expr few = Distributions.normal(keys.get(0), new TensorType(dtype, new Shape(lead.append(factor.shape().dims().last()))));
        Expr all = Distributions.normal(keys.get(1), new TensorType(dtype, new Shape(lead.append(n()))));
        return factor.matmul(few.expandDims(-1)).squeeze(-1).plus(all.times(diagonal.sqrt())).plus(location);
    }

    /** By the identities of Woodbury and of Sylvester. */
    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr d = x.minus(location);
        Expr less = capacitance().triangularSolve(weighted().matmul(d.expandDims(-1)), true).square().sum(-2, -1);
        return d.square().div(diagonal).sum(-1).minus(less).times(-0.5).minus(halfLogDet())
                .minus(0.5 * n() * Math.log(2 * Math.PI));
    }

    @Override
    public Expr mean() {
        return location.broadcastTo(new Shape(batchShape().dims().append(n())));
    }

    @Override
    public Expr variance() {
        return factor.square().sum(-1).plus(diagonal).broadcastTo(new Shape(batchShape().dims().append(n())));
    }

    @Override
    public Expr entropy() {
        return halfLogDet().plus(0.5 * n() * Math.log(2 * Math.PI * Math.E)).broadcastTo(batchShape());
    }
}
