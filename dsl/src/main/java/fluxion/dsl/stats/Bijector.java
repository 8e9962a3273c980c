package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import io.vavr.collection.Array;
import java.io.Serializable;

/**
 * A smooth map with a smooth inverse, and the logarithm of how much it stretches volumes: what makes one distribution of
 * another. Its parameters are components of a record, so that it is a tree.
 */
public sealed interface Bijector extends Serializable permits ScalarBijector, VectorBijector {
    /** y = f(x). */
    Expr forward(Expr x);

    /** The x with f(x) = y. */
    Expr inverse(Expr y);

    /** ln|det ∂f/∂x| at x: one number for each of what it maps as a whole. */
    Expr logDeterminant(Expr x);

    /** How many of the last axes of x it maps as a whole: 0 element by element, 1 vectors, 2 matrices. */
    int inputRank();

    /** How many axes what it makes of that has. */
    int outputRank();

    /** The map that is this one, then another. */
    default Bijector then(Bijector next) {
        Given.arguments("then", next);
        return new VectorBijector.Chain(Array.of(this, next));
    }

    /** The inverse map. */
    default Bijector inverted() {
        return new VectorBijector.Inverse(this);
    }
}
