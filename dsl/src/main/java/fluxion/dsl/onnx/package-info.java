/**
 * Models in from ONNX. Reading takes three steps: {@code WireMessage} knows protocol buffers' fields, {@code ModelReader} what
 * the fields of a model mean, {@code ModelChecks} what is required before it is run. Then {@code GraphTracer} makes a graph's
 * nodes into expressions for arguments of given shapes; what a node means, the tables of operators say, one class for each
 * family. What depends on no argument, as shapes do, is computed at once.
 *
 * <p>Nothing that a file says is believed before it is checked: lengths against the file's own, places of other files against
 * the model's folder, names against what was made before.
 *
 * <p>Knows functions, layers, formats of elements, and who computes values. Begin with
 * {@link fluxion.dsl.onnx.OnnxModel}.
 */
package fluxion.dsl.onnx;
