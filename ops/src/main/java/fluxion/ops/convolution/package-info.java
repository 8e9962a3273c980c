/**
 * The rules of convolution: its derivative, its transposes in the input and in the kernel, and its form over lanes, all of
 * which are convolutions again with other strides, paddings and groups. The kernels are in {@code ops.contraction}, since
 * every convolution is lowered onto products of matrices.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}. Begin with
 * {@link fluxion.ops.convolution.ConvolutionRules}; what the axes and parameters mean is said by
 * {@link fluxion.core.op.Conv}.
 */
package fluxion.ops.convolution;
