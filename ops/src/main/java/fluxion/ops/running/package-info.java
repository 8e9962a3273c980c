/**
 * Operations that go along an axis step by step, each element building on the one before or on all others: running products,
 * extrema and ln Σ eˣ, linear recurrences, products of all other elements. (Running sums are linear and need no rules.)
 *
 * <p>{@link fluxion.ops.running.RunningRules}: the derivative of such an operation is a linear recurrence, whose transpose
 * runs the other way. {@link fluxion.ops.running.RunningKernels} and {@link fluxion.ops.running.OtherFactors} compute them;
 * {@link fluxion.ops.running.RunningPrograms} says them in simpler operations.
 *
 * <p>Knows {@code fluxion.core}, the vocabulary of {@code fluxion.ops.rule}, {@code ops.functions}, and how work is split over
 * cores. Begin with {@code RunningRules} and {@link fluxion.core.op.Cumulative}.
 */
package fluxion.ops.running;
