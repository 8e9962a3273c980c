/**
 * Operations that only move elements: reshape, permute, broadcast, slice, pad, flip, concatenate, and diagonals and windows
 * in terms of them. They are linear, of any dtype, and mostly views when a program runs ({@code ops.eval}), so that there
 * are rules here and no kernels.
 *
 * <p>{@link fluxion.ops.movement.MovementRules}: the derivative moves the tangent likewise, the transpose moves the
 * cotangent back, and lanes are one more axis in front. {@link fluxion.ops.movement.ArrangementPrograms}: diagonals,
 * windows, padding between elements and convolution by moving, reading and adding.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}. Begin with {@code MovementRules}.
 */
package fluxion.ops.movement;
