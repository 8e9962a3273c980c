/**
 * The vocabulary in which the families of operations write their rules.
 *
 * <p>{@link fluxion.ops.rule.Batched}: a value with or without the axis of lanes. {@link fluxion.ops.rule.Linearity}: what a
 * transpose answers. {@link fluxion.ops.rule.Guard}: masks of cotangents. {@link fluxion.ops.rule.LoopBuilder}: loops that
 * the library writes. {@link fluxion.ops.rule.TransformCallbacks}: the transforms, as rules of operations that hold functions
 * see them, so that nothing here depends on {@code fluxion.transforms}; {@link fluxion.ops.rule.CallRules} says by them how a
 * call is derived, transposed and mapped.
 *
 * <p>Knows {@code fluxion.core}; no family of operations, no kernel. Begin with {@code Batched} and {@code Linearity}, then
 * read a family's rules, such as {@link fluxion.ops.elementwise.ElementwiseRules}.
 */
package fluxion.ops.rule;
