package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * The normal distribution of vectors: μ + L·z, z standard normal, so that the covariance is L·Lᵀ.
 *
 * @param location μ […, n]
 * @param factor L […, n, n], lower triangular with a positive diagonal; what is above it does not count
 */
public record MultivariateNormal(Expr location, Expr factor) implements Multivariate {
    /** The distribution with a covariance matrix, positive definite. */
    public static MultivariateNormal ofCovariance(Expr location, Expr covariance) {
        Given.arguments("ofCovariance", location, covariance);
        return new MultivariateNormal(location, covariance.cholesky());
    }

    /** The distribution with an inverse covariance matrix, positive definite. */
    public static MultivariateNormal ofPrecision(Expr location, Expr precision) {
        Given.arguments("ofPrecision", location, precision);
        // P = Uᵀ·U turned round has Cholesky's factor; then L is the inverse of U turned back
        Expr inverse = precision.flip(-2, -1).cholesky().flip(-2, -1).swapAxes(-2, -1);
        int n = precision.shape().dims().last();
        return new MultivariateNormal(location,
                inverse.triangularSolve(Expr.apply(new Eye(precision.dtype(), n, n, 0)), true));
    }

    private int n() {
        int n = location.rank() == 0 ? -1 : location.shape().dims().last();
        Ints dims = factor.shape().dims();
        if (n < 0 || factor.rank() < 2 || dims.last() != n || dims.get(dims.size() - 2) != n) {
            throw new ShapeException("multivariate normal: requires a location […, n] and a factor […, n, n]; got "
                    + location.type() + " and " + factor.type());
        }
        return n;
    }

    @Override
    public Shape batchShape() {
        Shape all = Domain.batch(location, factor.sum(-1));
        return new Shape(all.dims().take(all.rank() - 1));
    }

    @Override
    public Shape eventShape() {
        return Shape.of(n());
    }

    /** L·Lᵀ. */
    public Expr covariance() {
        return factor.tril().matmul(factor.tril().swapAxes(-2, -1));
    }

    /** Half the logarithm of the determinant of the covariance. */
    private Expr halfLogDet() {
        return factor.diagonal(0, -2, -1).log().sum(-1);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Shape all = new Shape(draws.dims().concat(batchShape().dims()).append(n()));
        Expr z = Distributions.normal(key, new TensorType(Domain.dtype(location, factor), all));
        return factor.tril().matmul(z.expandDims(-1)).squeeze(-1).plus(location);
    }

    /** |L⁻¹·d|². */
    Expr distance(Expr d) {
        return factor.triangularSolve(d.expandDims(-1), true).square().sum(-2, -1);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return distance(x.minus(location)).times(-0.5).minus(halfLogDet()).minus(0.5 * n() * Math.log(2 * Math.PI));
    }

    @Override
    public Expr mean() {
        return location.broadcastTo(new Shape(batchShape().dims().append(n())));
    }

    @Override
    public Expr variance() {
        return factor.tril().square().sum(-1).broadcastTo(new Shape(batchShape().dims().append(n())));
    }

    @Override
    public Expr entropy() {
        return halfLogDet().plus(0.5 * n() * Math.log(2 * Math.PI * Math.E)).broadcastTo(batchShape());
    }

    /** ½(ln det Σ₂ − ln det Σ₁ − n + tr Σ₂⁻¹Σ₁ + |L₂⁻¹(μ₂ − μ₁)|²). */
    Expr divergence(MultivariateNormal other) {
        Expr trace = other.factor.triangularSolve(factor.tril(), true).square().sum(-2, -1);
        return trace.minus(n()).plus(other.distance(other.location.minus(location))).times(0.5)
                .plus(other.halfLogDet()).minus(halfLogDet());
    }
}
