package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.dsl.random.RandomKey;
import java.io.Serializable;

/**
 * A probability distribution: a record whose components are its parameters. So it is a tree, which functions take and return,
 * and {@code grad} of a function of a distribution is a record of the derivatives in each of its parameters.
 *
 * <p>Parameters of several elements make several distributions side by side: they broadcast to the {@link #batchShape}. What
 * one distribution draws has the {@link #eventShape}, which is scalar but for {@link Multivariate} ones. Parameters outside of
 * their domain are refused where they are numbers already; where they come out of a computation the results are NaN or have
 * no meaning.
 */
public sealed interface Distribution extends Serializable permits Univariate, Multivariate {
    /** The shape to which the parameters of the distributions side by side broadcast. */
    Shape batchShape();

    /** The shape of what one distribution draws. */
    Shape eventShape();

    /**
     * Independent draws: the shape of the draws, then that of the batch, then that of the event. Differentiable in the
     * parameters where the distribution is continuous.
     */
    Expr sample(RandomKey key, Shape draws);

    /** One draw of each distribution of the batch. */
    default Expr sample(RandomKey key) {
        Given.arguments("sample", key);
        return sample(key, Shape.SCALAR);
    }

    /** ln of the density, or of the probability, at x, which broadcasts to the batch; −∞ where x cannot be drawn. */
    Expr logProb(Expr x);

    /** The expectation of x; ∞ or NaN where there is none. */
    Expr mean();

    /** The expectation of (x − mean)², element by element; ∞ or NaN where there is none. */
    Expr variance();

    /**
     * The expectation of −logProb(x).
     *
     * @throws FluxionException where the distribution has none in closed form
     */
    Expr entropy();

    /** The standard deviation, element by element. */
    default Expr deviation() {
        return variance().sqrt();
    }

    /**
     * The Kullback–Leibler divergence of another distribution from this one: the expectation, when x is drawn from this one, of
     * logProb(x) − other.logProb(x).
     *
     * @throws FluxionException where the two have none in closed form
     */
    default Expr kl(Distribution other) {
        Given.arguments("kl", other);
        return Divergence.of(this, other);
    }
}
