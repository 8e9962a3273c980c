package fluxion.dsl.ode;

import fluxion.core.Expr;

/**
 * The solution of a differential equation, and what it took.
 *
 * @param states the states at the times asked for, along a new axis 0; NaN after the last time that was reached
 * @param isComplete whether all times were reached, bool; not where there were too many steps, or where even the shortest step
 *     is not within the tolerances, as at a singularity
 * @param steps how many steps were made, i32
 * @param rejected how many were made again shorter, i32
 * @param evaluations how often the right-hand side was asked, i32; Jacobians are not counted
 * @param <S> the type of the states
 */
public record OdeSolution<S>(S states, Expr isComplete, Expr steps, Expr rejected, Expr evaluations)
        implements java.io.Serializable {}
