/**
 * What kernels ask of the machine: whether they may use vectors, on how many cores they run, and whether they should stop.
 *
 * <p>{@link fluxion.ops.simd.Simd} says whether {@code jdk.incubator.vector} is there. {@link fluxion.ops.simd.VectorKernel}
 * says whether the virtual machine has optimised a kernel on vectors yet; a plain loop with the same bits serves until then.
 * {@link fluxion.ops.simd.Workers} runs the parts of one kernel, on this thread or on a pool.
 * {@link fluxion.ops.simd.Interruption} ends a kernel whose thread was interrupted.
 *
 * <p>Knows {@code fluxion.core}'s errors and the JDK; no operation, no kernel, no expression. Begin with {@code Simd}, then
 * {@code VectorKernel}.
 */
package fluxion.ops.simd;
