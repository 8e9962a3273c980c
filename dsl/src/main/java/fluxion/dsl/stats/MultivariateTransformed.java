package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;

/**
 * The distribution of y = f(x), x of another distribution: of several numbers, which f may mix. Where f maps more axes as a whole
 * than the other distribution draws, the last axes of its batch are taken for them.
 *
 * @param base that of x
 * @param bijector f
 */
public record MultivariateTransformed(Distribution base, Bijector bijector) implements Multivariate {
    /** How many axes of the batch are taken for axes of x. */
    private int more() {
        return Math.max(0, bijector.inputRank() - base.eventShape().rank());
    }

    /** How many axes of x the map takes one by one. */
    private int apart() {
        return Math.max(0, base.eventShape().rank() - bijector.inputRank());
    }

    @Override
    public Shape batchShape() {
        return new Independent(base, more()).batchShape();
    }

    @Override
    public Shape eventShape() {
        Shape x = new Independent(base, more()).eventShape();
        return bijector.forward(Tensor.zeros(new TensorType(DType.F64, x))).shape();
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return bijector.forward(base.sample(key, draws));
    }

    @Override
    public Expr logProb(Expr y) {
        Given.arguments("logProb", y);
        Expr x = bijector.inverse(y);
        Expr density = new Independent(base, more()).logProb(x).minus(VectorBijector.last(bijector.logDeterminant(x), apart()));
        return bijector instanceof ScalarBijector scalar ? Domain.within(inside(scalar, y), density) : density;
    }

    private Expr inside(ScalarBijector scalar, Expr y) {
        int rank = eventShape().rank();
        return rank == 0 ? scalar.reaches(y) : scalar.reaches(y).all(Ints.range(y.rank() - rank, y.rank()).toArray());
    }

    @Override
    public Expr mean() {
        throw Domain.noForm("mean", "a transformed distribution");
    }

    @Override
    public Expr variance() {
        throw Domain.noForm("variance", "a transformed distribution");
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "a transformed distribution");
    }
}
