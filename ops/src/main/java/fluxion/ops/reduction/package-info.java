/**
 * Operations that combine elements along axes: rules, and kernels on plain arrays.
 *
 * <p>{@link fluxion.ops.reduction.ReductionRules}: derivatives and transposes, with ties of extrema shared evenly.
 * {@link fluxion.ops.reduction.ReductionKernels} reduces whole arrays, {@link fluxion.ops.reduction.PartialReductions} takes
 * them piece by piece, which is what fused groups close with. The order in which elements are combined is fixed, in sixteen
 * partial results whatever the length of vectors, so that the same call gives the same bits on every machine and for any
 * number of threads. {@code ScalarReductions} are the definitions that {@code VectorReductions} must agree with; these and
 * the kernels the build writes from templates ({@code fluxion.build.KernelSources}).
 *
 * <p>Knows {@code fluxion.core}, the vocabulary of {@code fluxion.ops.rule}, and whether vectors may be used. Begin with
 * {@code ReductionRules}, then {@code Folds}.
 */
package fluxion.ops.reduction;
