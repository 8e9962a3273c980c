//@ of 1 to 6
package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function2;

/**
 * A lambda of two expressions: what makes {@code fn((x, y) -> …)} need no types.
 *
 * @param <R> the type of the result, an expression or a tree of them
 */
@FunctionalInterface
public interface OfExprs2<R> extends Function2<Expr, Expr, R>, NoResult2<Expr, Expr> {
    /** Forgets the result; it is here so that a lambda that has one is preferred to one that has none. */
    @Override
    default void run(Expr x, Expr y) {
        apply(x, y);
    }
}
