package fluxion.dsl.function;

import fluxion.core.Expr;
import io.vavr.Function1;

/** A lambda of one expression: what makes {@code fn(x -> …)} need no types. */
@FunctionalInterface
public interface ExprFn1 extends Function1<Expr, Expr> {}
