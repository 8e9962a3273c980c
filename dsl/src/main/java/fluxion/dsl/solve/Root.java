package fluxion.dsl.solve;

import fluxion.core.Expr;

/**
 * What an iteration found for f(x) = 0, or for g(x) = x.
 *
 * @param x the last iterate
 * @param residual ‖f(x)‖, or ‖g(x) − x‖; of an enclosed root |f(x)| of each element
 * @param iterations how many it took, i32
 * @param isConverged whether it is within the tolerance, bool; of an enclosed root for each element
 * @param <X> the type of x
 */
public record Root<X>(X x, Expr residual, Expr iterations, Expr isConverged) implements java.io.Serializable {}
