/**
 * Sorting and searching: operations that compare elements along an axis. NaN counts as the largest number, and −0 equals 0.
 *
 * <p>{@link fluxion.ops.order.OrderRules}: a sorted tangent is the tangent in the order of the values; positions are
 * constant to derivatives. {@link fluxion.ops.order.Sorting} sorts values and positions, {@link fluxion.ops.order.Searching}
 * finds places in rising numbers; {@code Keys} are numbers as longs that compare as the numbers do.
 *
 * <p>Knows {@code fluxion.core}, the vocabulary of {@code fluxion.ops.rule}, and when to stop for an interruption. Begin with
 * {@code OrderRules} and {@code Sorting}.
 */
package fluxion.ops.order;
