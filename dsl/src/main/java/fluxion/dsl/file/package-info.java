/**
 * Tensors in files: NumPy's {@code .npy} and {@code .npz}, and safetensors.
 *
 * <p>{@link fluxion.dsl.file.TensorFile} opens a file of any of the three, knows the names and types in it, and reads those
 * that are asked for; {@link fluxion.dsl.file.TreeFiles} saves and loads whole trees, with a name for each leaf.
 * {@link fluxion.dsl.element.ElementFormat} says how elements lie in files and which dtype holds them. A file is mapped into
 * memory and each tensor copied out of it once. Nothing that a file says is believed before it is checked: lengths against
 * the file's own, room against the heap, places against each other.
 *
 * <p>Knows trees, JSON, formats of elements, the storage of tensors, and who computes values. Begin with {@code TensorFile}.
 */
package fluxion.dsl.file;
