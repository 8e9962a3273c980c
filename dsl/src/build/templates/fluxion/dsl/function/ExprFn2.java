//@ of 1 to 6
package fluxion.dsl.function;

import fluxion.core.Expr;

/** A lambda of two expressions to an expression. */
@FunctionalInterface
public interface ExprFn2 extends OfExprs2<Expr> {}
