/**
 * Kernels of the matrix product and of convolution, over plain arrays.
 *
 * <p>{@link fluxion.ops.contraction.Gemm} multiplies batches of matrices whose elements lie wherever
 * {@link fluxion.ops.contraction.Offsets} say: transposed, strided, broadcast or image-to-column operands are packed from
 * where they are. {@link fluxion.ops.contraction.ConvolutionKernel} lowers every convolution onto it.
 *
 * <p>A result element is always the sum of its {@code k} products in one order that depends on the shapes alone; work is
 * split over batches, rows and columns of the result, never over {@code k}. So the bits are the same for any number of
 * threads. Zeros are never skipped: 0·∞ is NaN here as on paper.
 *
 * <p>Classes named {@code Vector…} use {@code jdk.incubator.vector} and are reached only when
 * {@link fluxion.ops.simd.Simd#AVAILABLE}. In them no vector crosses a method boundary, a field, an array or a lambda: the
 * compiler then keeps it in a register, otherwise it allocates. They are written for float64; the build
 * writes the float32 ones, and what differs in a dtype or in the height of a tile alone from templates
 * ({@code fluxion.build.KernelSources}).
 *
 * <p>Knows {@code fluxion.core}, whether vectors may be used, and how work is split over cores; the derivatives of products
 * ({@link fluxion.ops.contraction.ContractionRules}) know the vocabulary of {@code fluxion.ops.rule}. Begin with {@code Gemm},
 * then {@code ScalarGemm}, the plain definition.
 */
package fluxion.ops.contraction;
