package fluxion.dsl.optim;

import fluxion.core.Expr;

/**
 * Where a function is smallest, as far as was found.
 *
 * @param parameters where
 * @param value of the function there
 * @param gradient there
 * @param steps how many were made, i32
 * @param evaluations how often the function was asked, i32
 * @param converged whether what was asked for is fulfilled, a bool; where it is not, nothing smaller was found or there were no
 *     more steps
 * @param <P> the type of the parameters
 */
public record Minimum<P>(P parameters, Expr value, P gradient, Expr steps, Expr evaluations, Expr converged)
        implements java.io.Serializable {}
