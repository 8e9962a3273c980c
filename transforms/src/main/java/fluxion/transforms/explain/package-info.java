/**
 * Transforms that tell how they come to their result.
 *
 * <p>{@link fluxion.transforms.explain.Explain} makes an explanation of a derivative or of a simplification. {@code
 * ForwardDerivation} and {@code ReverseDerivation} differentiate one operation at a time, and write each as a line; {@code
 * SimplificationTrace} finds the rules that a simplification used; {@code DerivativeNames} has the names and statements of
 * the rules of calculus, {@code KnownForms} what is several operations and one function to a reader, like a norm.
 *
 * <p>Knows {@code fluxion.transforms}, which does not know it. Begin with {@code Explain}.
 */
package fluxion.transforms.explain;
