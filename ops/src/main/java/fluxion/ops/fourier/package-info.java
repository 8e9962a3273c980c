/**
 * The discrete Fourier transform, without a factor. Complex tensors are real ones with a last axis of length 2.
 *
 * <p>{@link fluxion.ops.fourier.FourierRules}: transforms are linear, and their transposes are transforms the other way.
 * {@link fluxion.ops.fourier.FourierKernel} transforms many lines at a time, in double precision; {@code FourierPlan} holds
 * the factors of one length, O(n log n) for every length. {@link fluxion.ops.fourier.FourierProgram} is the real inverse
 * transform in terms of the complex one.
 *
 * <p>Knows {@code fluxion.core}, sine and cosine of {@code ops.functions}, and how work is split over cores. Begin with
 * {@code FourierKernel}.
 */
package fluxion.ops.fourier;
