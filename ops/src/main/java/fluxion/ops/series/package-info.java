/**
 * Power series of expressions, coefficient by coefficient. What an operation's derivative rule says, y′ = ∂f(x)·x′, is a
 * differential equation that gives each coefficient of y from earlier ones, so that one recurrence serves every operation,
 * those to come included; products, quotients and powers have shorter ones of their own.
 *
 * <p>Knows {@code fluxion.core} and {@link fluxion.ops.Rules}, from which it takes the derivatives. Begin with
 * {@link fluxion.ops.series.Expansion}.
 */
package fluxion.ops.series;
