/**
 * Operations that call a function, or are the identity to everybody but a transform or a reader: rules only, no kernels.
 *
 * <p>{@link fluxion.ops.rule.CallRules}: the derivative of a call calls the derivative of the function, and likewise its
 * transpose and its form over lanes. {@link fluxion.ops.call.RuledRules}: functions whose derivative, transpose or form over
 * lanes is given; {@code CheckpointRules}: functions whose intermediate values are computed again in reverse mode.
 * {@link fluxion.ops.call.MarkerRules}: identities such as a name for a value or a requirement.
 * {@link fluxion.ops.call.LaneRules}: operations across the lanes of a named axis of vmap.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}; the transforms come as
 * {@link fluxion.ops.rule.TransformCallbacks}. Begin with {@code RuledRules}.
 */
package fluxion.ops.call;
