package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function3;

/** A lambda of three expressions: what makes {@code fn((x, y, z) -> …)} need no types. */
@FunctionalInterface
public interface ExprFn3 extends Function3<Expr, Expr, Expr, Expr> {}
