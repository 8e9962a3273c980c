//@ of 1 to 6
package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function2;

/** A lambda of two expressions: what makes {@code fn((x, y) -> …)} need no types. */
@FunctionalInterface
public interface ExprFn2 extends Function2<Expr, Expr, Expr> {}
