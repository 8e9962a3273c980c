/**
 * What each operation means to the transforms.
 *
 * <p>One package for each family of operations: its kernels, and its rules in a class named {@code …Rules}. Here is what is
 * above the families: {@link fluxion.ops.Rules}, which asks the family of an operation for its derivative (jvp), its
 * transpose where it is linear, and its form over lanes (vmap); {@link fluxion.ops.Decomposition}, which takes an operation
 * apart into simpler ones for exports that have no kernel for it; {@link fluxion.ops.Documentation}, what the page of
 * operations says; {@link fluxion.ops.Accurate}, forms that keep their digits when they are evaluated. Below the families
 * are the words in which they write their rules ({@code fluxion.ops.rule}) and what kernels ask of the machine ({@code
 * fluxion.ops.simd}).
 *
 * <p>A rule builds expressions and evaluates nothing. A zero tangent or cotangent is absent ({@code Option.none()}), never a
 * tensor of zeros. A rule that does not exist says why, and the transform turns that into an error that names the operation.
 *
 * <p>Knows {@code fluxion.core} and the families, and nobody of them knows this package: only the interpreter does. Nothing
 * here does the bookkeeping of a transform.
 *
 * <p>Begin with {@code Rules}, then {@link fluxion.ops.elementwise.ElementwiseRules}, which reads as a table of derivatives.
 */
package fluxion.ops;
