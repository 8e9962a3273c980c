package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.dsl.random.RandomKey;

/**
 * Distributions side by side as one of tensors: the last axes of the batch are axes of what is drawn.
 *
 * @param base the distributions
 * @param axes how many
 */
public record Independent(Distribution base, int axes) implements Multivariate {
    private Ints split(boolean event) {
        Ints dims = base.batchShape().dims();
        if (axes < 0 || axes > dims.size()) {
            throw new ShapeException("independent: the batch must have that many axes; got " + axes + " of "
                    + base.batchShape());
        }
        return event ? dims.drop(dims.size() - axes) : dims.take(dims.size() - axes);
    }

    @Override
    public Shape batchShape() {
        return new Shape(split(false));
    }

    @Override
    public Shape eventShape() {
        return new Shape(split(true).concat(base.eventShape().dims()));
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        return base.sample(key, draws);
    }

    @Override
    public Expr logProb(Expr x) {
        return VectorBijector.last(base.logProb(x), split(true).size());
    }

    @Override
    public Expr mean() {
        return base.mean();
    }

    @Override
    public Expr variance() {
        return base.variance();
    }

    @Override
    public Expr entropy() {
        return VectorBijector.last(base.entropy().broadcastTo(base.batchShape()), split(true).size());
    }
}
