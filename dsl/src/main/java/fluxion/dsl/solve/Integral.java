package fluxion.dsl.solve;

import fluxion.core.Expr;

/**
 * An integral, and how well it is known.
 *
 * @param value the estimate, of what the integrand gives
 * @param error an estimate of the largest error of any element
 * @param panels into how many parts the interval was cut, i32
 * @param isConverged whether the error is within the tolerance, bool
 */
public record Integral(Expr value, Expr error, Expr panels, Expr isConverged) implements java.io.Serializable {}
