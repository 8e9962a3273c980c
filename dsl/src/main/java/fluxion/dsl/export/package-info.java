/**
 * Functions for other programs and for other days: Java source, JSON, ONNX. Each format has one public class:
 * {@link fluxion.dsl.export.JavaSource} writes a class that depends on the platform alone, {@link fluxion.dsl.export.Json}
 * writes and reads every bit of a function, {@link fluxion.dsl.export.Onnx} writes a model that any ONNX runtime loads.
 * {@link fluxion.dsl.export.JsonFormat} lets functions go through streams of objects.
 *
 * <p>An exporter goes through the operations by exhaustive switches ({@code JavaOps} and {@code JavaElement}, {@code Onnx}
 * and {@code OnnxElementwise}). What a format has no operator for is taken apart first, by
 * {@link fluxion.ops.Decomposition}. Java source takes the interpreter's own kernels along ({@code JavaKernels}), out of data
 * that the build made of them ({@code KernelData}); ONNX has only operators of the default domain. JSON names an operation by
 * its constant or its record and needs nothing for a new one.
 *
 * <p>Knows {@code fluxion.core}, {@code fluxion.ops} and the transforms that prepare a function; not the verbs. Begin with
 * {@code Json}, the shortest, then {@code JavaSource}.
 */
package fluxion.dsl.export;
