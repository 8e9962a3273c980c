package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function6;

/** A lambda of six expressions: what makes {@code fn((x, y, z, u, v, w) -> …)} need no types. */
@FunctionalInterface
public interface ExprFn6 extends Function6<Expr, Expr, Expr, Expr, Expr, Expr, Expr> {}
