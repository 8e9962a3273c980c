package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Matrices;
import fluxion.core.Spectra;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.util.stream.IntStream;

/** The verbs of linear algebra and of the Fourier transform, written in front; see {@link Matrices} and {@link Spectra}. */
final class MatrixVerbs {
    private MatrixVerbs() {}

    /** The lower triangular L with L·Lᵀ = (A + Aᵀ)/2; NaN where that is not positive definite. */
    public static Expr cholesky(Expr a) { Given.arguments("cholesky", a); return a.cholesky(); }

    /** X with A·X = B for a triangular A, of which only that triangle is read. */
    public static Expr triangularSolve(Expr a, Expr b, boolean lower) {
        Given.arguments("triangularSolve", a, b);
        return a.triangularSolve(b, lower);
    }

    /** X with A·X = B; NaN where A is singular. */
    public static Expr solve(Expr a, Expr b) { Given.arguments("solve", a, b); return a.solve(b); }

    /** A⁻¹; NaN where A is singular. */
    public static Expr inv(Expr a) { Given.arguments("inv", a); return a.inv(); }

    /** The determinant. */
    public static Expr det(Expr a) { Given.arguments("det", a); return a.det(); }

    /** The determinant's sign and the logarithm of its magnitude. */
    public static Matrices.SignedLog slogdet(Expr a) { Given.arguments("slogdet", a); return a.slogdet(); }

    /** ln|det A|. */
    public static Expr logAbsDet(Expr a) { Given.arguments("logAbsDet", a); return a.logAbsDet(); }

    /** Elimination with partial pivoting, A[rows] = L·U. */
    public static Matrices.Lu lu(Expr a) { Given.arguments("lu", a); return a.lu(); }

    /** A = Q·R, R with diagonal ≥ 0. */
    public static Matrices.Qr qr(Expr a) { Given.arguments("qr", a); return a.qr(); }

    /** Eigenvalues, ascending, and eigenvectors of (A + Aᵀ)/2. */
    public static Matrices.Eigh eigh(Expr a) { Given.arguments("eigh", a); return a.eigh(); }

    /** The eigenvalues of (A + Aᵀ)/2, ascending. */
    public static Expr eigvalsh(Expr a) { Given.arguments("eigvalsh", a); return a.eigvalsh(); }

    /** A = U·diag(s)·Vᵀ. */
    public static Matrices.Svd svd(Expr a) { Given.arguments("svd", a); return a.svd(); }

    /** The singular values, descending. */
    public static Expr svdvals(Expr a) { Given.arguments("svdvals", a); return a.svdvals(); }

    /** The Moore–Penrose inverse. */
    public static Expr pinv(Expr a) { Given.arguments("pinv", a); return a.pinv(); }

    /** X that minimises |A·X − B|, of several the one of least norm, for an A of any rank. */
    public static Expr lstsq(Expr a, Expr b) { Given.arguments("lstsq", a, b); return a.lstsq(b); }

    /** {@link #lstsq(Expr, Expr)}; singular values up to {@code rcond} times the largest count as zero. */
    public static Expr lstsq(Expr a, Expr b, double rcond) { Given.arguments("lstsq", a, b); return a.lstsq(b, rcond); }

    /** e to the power of a matrix. */
    public static Expr expm(Expr a) { Given.arguments("expm", a); return a.expm(); }

    /** The Fourier transform along the last axis of a complex tensor (real and imaginary parts in one more axis). */
    public static Expr fft(Expr x) { Given.arguments("fft", x); return x.fft(); }

    /** What {@link #fft} undoes. */
    public static Expr ifft(Expr x) { Given.arguments("ifft", x); return x.ifft(); }

    /** The first half of the Fourier transform along the last axis of a real tensor. */
    public static Expr rfft(Expr x) { Given.arguments("rfft", x); return x.rfft(); }

    /** An even number of real numbers from the first half of their transform. */
    public static Expr irfft(Expr x) { Given.arguments("irfft", x); return x.irfft(); }

    /** {@link #fft} along the last two axes. */
    public static Expr fft2(Expr x) { Given.arguments("fft2", x); return x.fft2(); }

    /** {@link #ifft} along the last two axes. */
    public static Expr ifft2(Expr x) { Given.arguments("ifft2", x); return x.ifft2(); }

    /** {@link #fft} along several axes of a complex tensor, counted without its parts; along all if none are given. */
    public static Expr fftn(Expr x, int... axes) {
        Given.arguments("fftn", x, axes);
        return Array.ofAll(all(x, axes)).foldLeft(x, (y, axis) -> y.fft(axis));
    }

    /** {@link #ifft} along several axes of a complex tensor, counted without its parts; along all if none are given. */
    public static Expr ifftn(Expr x, int... axes) {
        Given.arguments("ifftn", x, axes);
        return Array.ofAll(all(x, axes)).foldLeft(x, (y, axis) -> y.ifft(axis));
    }

    private static int[] all(Expr x, int... axes) {
        return axes.length > 0 ? axes : IntStream.range(0, Math.max(0, x.rank() - 1)).toArray();
    }

    /** The transform along the last two axes of real numbers: the first ⌊n/2⌋ + 1 terms along the last one. */
    public static Expr rfft2(Expr x) { Given.arguments("rfft2", x); return x.rfft().fft(-2); }

    /** Real numbers from what {@link #rfft2} gives of an even length of the last axis. */
    public static Expr irfft2(Expr x) { Given.arguments("irfft2", x); return x.ifft(-2).irfft(); }

    /** The complex tensor with these parts. */
    public static Expr complex(Expr real, Expr imaginary) {
        Given.arguments("complex", real, imaginary);
        return Spectra.complex(real, imaginary);
    }

    /** The frequencies of {@link #fft}'s terms, for n samples at a distance: 0, 1, …, −2, −1 over n·distance. */
    public static Tensor fftfreq(int n, double distance) {
        double[] frequencies = new double[n];
        for (int k = 0; k < n; k++) {
            frequencies[k] = (k < (n + 1) / 2 ? k : k - n) / (n * distance);
        }
        return Tensor.of(frequencies);
    }

    /** The frequencies of {@link #rfft}'s terms: 0, 1, …, ⌊n/2⌋ over n·distance. */
    public static Tensor rfftfreq(int n, double distance) {
        double[] frequencies = new double[n / 2 + 1];
        for (int k = 0; k < frequencies.length; k++) {
            frequencies[k] = k / (n * distance);
        }
        return Tensor.of(frequencies);
    }

    /** The term of frequency 0 in the middle of each axis; of all axes where none are given. */
    public static Expr fftshift(Expr x, int... axes) { Given.arguments("fftshift", x, axes); return x.fftshift(axes); }

    /** What {@link #fftshift} undoes. */
    public static Expr ifftshift(Expr x, int... axes) { Given.arguments("ifftshift", x, axes); return x.ifftshift(axes); }
}
