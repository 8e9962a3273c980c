/**
 * Functions, tensors and trees as bytes, by Java's serialisation: written, and read where the bytes are trusted no further than
 * said. How each is written is its own affair, see {@link fluxion.dsl.function.FunctionBase} and {@link fluxion.core.Tensor}.
 *
 * <p>Knows the exceptions of {@code fluxion.core} alone. Begin with {@link fluxion.dsl.stream.ObjectBytes}.
 */
package fluxion.dsl.stream;
