/**
 * Matrices: factorisations, inverses, solutions, determinants, exponentials. Operations work on the last two axes; leading
 * axes are a batch.
 *
 * <p>{@link fluxion.ops.linalg.LinearAlgebraRules} has the derivatives, transposes and forms over lanes ({@code FactorRules}
 * those of factorisations, {@link fluxion.ops.linalg.SpectralRules} those of products that do not depend on how eigenvectors
 * of equal values are chosen); each formula names its source. The kernels, one class a method ({@link
 * fluxion.ops.linalg.LuKernel}, {@link fluxion.ops.linalg.QrKernel}, {@link fluxion.ops.linalg.EighKernel}, …), work on
 * row-major arrays in double precision whatever the dtype. They are made of operations on rows, which lie together ({@code
 * Rows}), and of general products ({@code Products}, on the packed kernels); each of these two has a plain twin with the
 * same results. {@link fluxion.ops.linalg.MatrixPrograms} are the same operations as loops in the language, for exports
 * without kernels.
 *
 * <p>Knows {@code fluxion.core}, the vocabulary of {@code fluxion.ops.rule}, products of {@code ops.contraction}, and how work is
 * split over cores. Begin with {@code LinearAlgebraRules} for meaning and {@code LuKernel} for how kernels are written.
 */
package fluxion.ops.linalg;
