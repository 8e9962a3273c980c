package fluxion.dsl.ode;

import fluxion.core.Expr;

/**
 * Where an event ended the solution of a differential equation.
 *
 * @param happened whether it did, bool
 * @param time when, the last time where it did not
 * @param state the state then; NaN where neither was reached
 * @param steps how many steps were made, i32
 * @param <S> the type of the state
 */
public record OdeEvent<S>(Expr happened, Expr time, S state, Expr steps) implements java.io.Serializable {}
