package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function4;

/** A lambda of four expressions: what makes {@code fn((x, y, z, u) -> …)} need no types. */
@FunctionalInterface
public interface ExprFn4 extends Function4<Expr, Expr, Expr, Expr, Expr> {}
