/**
 * Operations on each element: kernels on plain arrays. {@link fluxion.ops.elementwise.ElementwiseKernels} is the entrance;
 * behind it, every operation is one static loop over {@code jdk.incubator.vector}, with a scalar definition that serves short
 * runs, machines without the incubator module, and the tests.
 */
package fluxion.ops.elementwise;
