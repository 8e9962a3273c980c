/**
 * Operations on each element: rules, and kernels on plain arrays.
 *
 * <p>{@link fluxion.ops.elementwise.ElementwiseRules} is the table of derivatives.
 * {@link fluxion.ops.elementwise.ElementwiseKernels} is where the interpreter enters: for each operation and dtype one
 * static loop over {@code jdk.incubator.vector} ({@code VectorF64}, …), and a scalar definition ({@link
 * fluxion.ops.elementwise.ScalarF64}, …) that serves short runs, machines without the incubator module, and the tests, which
 * compare the two. Elementary functions are in {@code ops.functions}. An operation without a meaning for a dtype is refused
 * by name ({@code Refused}). The build writes the kernels {@code …F32} and {@code …I32} from their
 * wider twins; what is the same for several operations or dtypes, as {@code ElementwiseKernels}, it writes from templates
 * ({@code fluxion.build.KernelSources}).
 *
 * <p>Knows {@code fluxion.core}, {@code ops.functions}, the vocabulary of {@code fluxion.ops.rule}, and whether vectors may be
 * used. Begin with {@code ElementwiseRules}; {@code ScalarF64.unary} is the shortest list of what each operation computes.
 */
package fluxion.ops.elementwise;
