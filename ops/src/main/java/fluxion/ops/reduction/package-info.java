/**
 * Operations that combine elements along axes: kernels on plain arrays. {@link fluxion.ops.reduction.ReductionKernels} reduces
 * whole arrays, {@link fluxion.ops.reduction.PartialReductions} takes them piece by piece; the order in which elements are
 * combined is fixed, so that the same call gives the same bits.
 */
package fluxion.ops.reduction;
