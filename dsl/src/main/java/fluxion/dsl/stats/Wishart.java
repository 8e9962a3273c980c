package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * Wishart's distribution of positive definite matrices: that of Σ zᵢ·zᵢᵀ over ν normal vectors with mean 0 and covariance L·Lᵀ,
 * for any ν &gt; n − 1.
 *
 * @param degrees ν
 * @param factor L […, n, n], lower triangular with a positive diagonal; what is above it does not count
 */
public record Wishart(Expr degrees, Expr factor) implements Multivariate {
    /** The distribution with a scale matrix V = L·Lᵀ. */
    public static Wishart ofScale(Expr degrees, Expr scale) {
        Given.arguments("ofScale", degrees, scale);
        return new Wishart(degrees, scale.cholesky());
    }

    private int n() {
        if (factor.rank() < 2) {
            throw new ShapeException("wishart: requires a factor […, n, n]; got " + factor.type());
        }
        return factor.shape().dims().last();
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(degrees, factor.sum(-2, -1));
    }

    @Override
    public Shape eventShape() {
        return Shape.of(n(), n());
    }

    private Expr scale() {
        return factor.tril().matmul(factor.tril().swapAxes(-2, -1));
    }

    private Expr logDet() {
        return factor.diagonal(0, -2, -1).log().sum(-1).times(2);
    }

    /** ½(ν − i) for i = 0 … n − 1, on a new last axis. */
    private Expr halves() {
        return degrees.expandDims(-1).minus(Expr.apply(new Iota(TensorType.of(degrees.dtype(), n()), 0))).times(0.5);
    }

    /** ln of the multivariate gamma function of ν/2. */
    private Expr logGamma() {
        return halves().lgamma().sum(-1).plus(n() * (n() - 1) / 4.0 * Math.log(Math.PI));
    }

    /** By Bartlett's decomposition L·A·Aᵀ·Lᵀ: χ² numbers on the diagonal of A, below it normal ones. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Seq<RandomKey> keys = key.split(2);
        Ints lead = draws.dims().concat(batchShape().dims());
        DType dtype = Domain.dtype(degrees, factor);
        Expr below = Distributions.normal(keys.get(0), new TensorType(dtype, new Shape(lead.append(n()).append(n())))).tril(-1);
        Expr squares = Distributions.gamma(keys.get(1), halves(), new TensorType(dtype, new Shape(lead.append(n())))).times(2);
        Expr eye = Expr.apply(new Eye(dtype, n(), n(), 0));
        Expr root = factor.tril().matmul(below.plus(eye.times(squares.sqrt().expandDims(-1))));
        return root.matmul(root.swapAxes(-2, -1));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr root = x.cholesky();
        Expr half = root.diagonal(0, -2, -1).log().sum(-1);
        Expr trace = factor.triangularSolve(root.tril(), true).square().sum(-2, -1);
        return degrees.minus(n() + 1).times(half).minus(trace.times(0.5)).minus(degrees.times(0.5 * n() * Math.log(2)))
                .minus(degrees.times(0.5).times(logDet())).minus(logGamma());
    }

    @Override
    public Expr mean() {
        return scale().times(degrees.expandDims(-1, -2));
    }

    @Override
    public Expr variance() {
        Expr diagonal = scale().diagonal(0, -2, -1);
        return scale().square().plus(diagonal.expandDims(-1).times(diagonal.expandDims(-2))).times(degrees.expandDims(-1, -2));
    }

    @Override
    public Expr entropy() {
        int n = n();
        return logDet().times(0.5 * (n + 1)).plus(0.5 * n * (n + 1) * Math.log(2)).plus(logGamma())
                .minus(degrees.minus(n + 1).times(0.5).times(halves().digamma().sum(-1))).plus(degrees.times(0.5 * n));
    }
}
