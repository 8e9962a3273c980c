package fluxion.core;

import fluxion.core.op.Fourier;
import io.vavr.collection.Array;

/**
 * The verbs of the discrete Fourier transform. A complex tensor is a real one with a last axis of length 2, real and
 * imaginary parts; axes are counted without it, negative ones from the end.
 */
public sealed interface Spectra permits Expr {
    /** Where the factor of the transforms stands, so that one undoes the other. */
    enum Norm {
        /** 1/n on the way back. */
        BACKWARD,
        /** 1/√n either way, which makes the transforms unitary. */
        ORTHO,
        /** 1/n on the way forth. */
        FORWARD;

        private double forth(int n) {
            return switch (this) { case BACKWARD -> 1; case ORTHO -> 1 / Math.sqrt(n); case FORWARD -> 1.0 / n; };
        }

        private double back(int n) {
            return switch (this) { case BACKWARD -> 1.0 / n; case ORTHO -> 1 / Math.sqrt(n); case FORWARD -> 1; };
        }
    }

    /** This expression. */
    Expr self();

    /** Σ x[j]·e^(−2πi·jk/n) along the last axis of a complex tensor. */
    default Expr fft() { return fft(-1); }

    /** Σ x[j]·e^(−2πi·jk/n) along an axis of a complex tensor. */
    default Expr fft(int axis) { return fft(complexLength("fft", axis), axis, Norm.BACKWARD); }

    /**
     * Σ x[j]·e^(−2πi·jk/n) along an axis of a complex tensor, cut or padded with zeros to length n.
     *
     * @param n the length of the transform, at least 1
     * @param axis along which
     * @param norm where its factor stands
     */
    default Expr fft(int n, int axis, Norm norm) {
        Given.arguments("fft", norm);
        return complex("fft", Fourier.Kind.FORWARD, n, axis, norm.forth(n));
    }

    /** Σ x[k]·e^(2πi·jk/n)/n along the last axis of a complex tensor. */
    default Expr ifft() { return ifft(-1); }

    /** Σ x[k]·e^(2πi·jk/n)/n along an axis of a complex tensor. */
    default Expr ifft(int axis) { return ifft(complexLength("ifft", axis), axis, Norm.BACKWARD); }

    /** The inverse of {@link #fft(int, int, Norm)}, of a spectrum cut or padded with zeros to length n. */
    default Expr ifft(int n, int axis, Norm norm) {
        Given.arguments("ifft", norm);
        return complex("ifft", Fourier.Kind.BACKWARD, n, axis, norm.back(n));
    }

    /** The first ⌊n/2⌋ + 1 terms of the transform of real numbers along the last axis; the others are their conjugates. */
    default Expr rfft() { return rfft(-1); }

    /** The first ⌊n/2⌋ + 1 terms of the transform of real numbers along an axis. */
    default Expr rfft(int axis) { return rfft(self().shape().dim(self().shape().axis("rfft", axis)), axis, Norm.BACKWARD); }

    /** The first ⌊n/2⌋ + 1 terms of the transform of real numbers along an axis, cut or padded with zeros to length n. */
    default Expr rfft(int n, int axis, Norm norm) {
        Given.arguments("rfft", norm);
        int a = self().shape().axis("rfft", axis);
        Expr last = fitted("rfft", self(), a, n).moveAxis(a, -1);
        return scaled(Expr.apply(new Fourier(Fourier.Kind.REAL, n), last), norm.forth(n)).moveAxis(-2, a);
    }

    /** Real numbers from the first m terms of their transform along the last axis, 2(m − 1) of them. */
    default Expr irfft() {
        return irfft(Shape.length("irfft", 2L * (complexLength("irfft", -1) - 1), self().type()), -1, Norm.BACKWARD);
    }

    /**
     * n real numbers from the first ⌊n/2⌋ + 1 terms of their transform along an axis, which is cut or padded with zeros to so
     * many. The imaginary parts of the first term and, for even n, of the last are not read.
     */
    default Expr irfft(int n, int axis, Norm norm) {
        Given.arguments("irfft", norm);
        int a = complexAxis("irfft", axis);
        Expr last = fitted("irfft", self(), a, n < 1 ? n : n / 2 + 1).moveAxis(a, -2);
        return scaled(Expr.apply(new Fourier(Fourier.Kind.HALF, n), last), norm.back(n)).moveAxis(-1, a);
    }

    /** {@link #fft} along the last two axes of a complex tensor. */
    default Expr fft2() { return fft2(Norm.BACKWARD); }

    /** {@link #fft} along the last two axes of a complex tensor. */
    default Expr fft2(Norm norm) {
        Given.arguments("fft2", norm);
        return fft(complexLength("fft2", -1), -1, norm).fft(complexLength("fft2", -2), -2, norm);
    }

    /** {@link #ifft} along the last two axes of a complex tensor. */
    default Expr ifft2() { return ifft2(Norm.BACKWARD); }

    /** {@link #ifft} along the last two axes of a complex tensor. */
    default Expr ifft2(Norm norm) {
        Given.arguments("ifft2", norm);
        return ifft(complexLength("ifft2", -1), -1, norm).ifft(complexLength("ifft2", -2), -2, norm);
    }

    /** The real parts of a complex tensor. */
    default Expr real() { return part("real", 0); }

    /** The imaginary parts of a complex tensor. */
    default Expr imag() { return part("imag", 1); }

    /** |z| of a complex tensor; its derivative at 0 is 0. */
    default Expr magnitude() { return real().hypot(imag()); }

    /** The product of complex tensors. */
    default Expr complexTimes(Expr other) {
        Given.arguments("complexTimes", other);
        return complex(real().times(other.real()).minus(imag().times(other.imag())),
                real().times(other.imag()).plus(imag().times(other.real())));
    }

    /** The complex tensor with these parts. */
    static Expr complex(Expr real, Expr imaginary) {
        Given.arguments("complex", real, imaginary);
        Shape shape = Broadcasting.common("complex", real.shape(), imaginary.shape());
        return Movements.stack(-1,
                Broadcasting.promote(Array.of(Broadcasting.broadcast(real, shape), Broadcasting.broadcast(imaginary, shape))));
    }

    /**
     * Half each axis further, so that the term of frequency 0 is in the middle; all axes of a real tensor where none are
     * given.
     */
    default Expr fftshift(int... axes) { Given.arguments("fftshift", (Object) axes); return shifted("fftshift", false, axes); }

    /** What {@link #fftshift} undoes. */
    default Expr ifftshift(int... axes) { Given.arguments("ifftshift", (Object) axes); return shifted("ifftshift", true, axes); }

    private Expr shifted(String operation, boolean back, int... axes) {
        Expr x = self();
        Ints along = axes.length == 0 ? Ints.range(0, x.rank()) : x.shape().axes(operation, axes);
        for (int axis : along) {
            int n = x.shape().dim(axis);
            int first = back ? n / 2 : n - n / 2;
            x = Movements.concatenate(axis, Array.of(x.slice(axis, first, n), x.slice(axis, 0, first)));
        }
        return x;
    }

    private Expr part(String operation, int which) {
        complexAxis(operation, Integer.MIN_VALUE);
        return self().slice(-1, which, which + 1).squeeze(-1);
    }

    private Expr complex(String operation, Fourier.Kind kind, int n, int axis, double scale) {
        int a = complexAxis(operation, axis);
        Expr last = fitted(operation, self(), a, n).moveAxis(a, -2);
        return scaled(Expr.apply(new Fourier(kind, n), last), scale).moveAxis(-2, a);
    }

    private static Expr scaled(Expr x, double by) {
        return by == 1 ? x : x.times(Tensor.number(x.dtype(), by));
    }

    /** Cut or padded with zeros. */
    private static Expr fitted(String operation, Expr x, int axis, int n) {
        if (n < 1) {
            throw new ShapeException(operation + ": the length of a transform must be at least 1; got " + n + " for " + x.type());
        }
        int length = x.shape().dim(axis);
        return n == length ? x : n < length ? x.slice(axis, 0, n)
                : x.pad(Ints.fill(x.rank(), 0), Ints.fill(x.rank(), 0).with(axis, n - length));
    }

    private int complexLength(String operation, int axis) {
        return self().shape().dim(complexAxis(operation, axis));
    }

    /** An axis of a complex tensor; the smallest number only asks whether it is complex. */
    private int complexAxis(String operation, int axis) {
        Shape shape = self().shape();
        if (shape.rank() == 0 || shape.dims().last() != 2) {
            throw new ShapeException(operation
                    + ": requires a complex tensor, whose last axis has length 2 (real, imaginary); got " + self().type()
                    + "; rfft takes real ones");
        }
        return axis == Integer.MIN_VALUE ? 0 : new Shape(shape.dims().take(shape.rank() - 1)).axis(operation, axis);
    }
}
