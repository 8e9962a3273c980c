/** The discrete Fourier transform: its rules and its kernels. */
package fluxion.ops.fourier;
