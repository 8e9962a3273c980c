package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function5;

/** A lambda of five expressions: what makes {@code fn((x, y, z, u, v) -> …)} need no types. */
@FunctionalInterface
public interface ExprFn5 extends Function5<Expr, Expr, Expr, Expr, Expr, Expr> {}
