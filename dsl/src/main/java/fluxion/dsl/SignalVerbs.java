package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Spectra;
import fluxion.core.Tensor;
import fluxion.core.op.SearchSorted;
import io.vavr.collection.Array;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Polynomials by their coefficients, splines, convolution by transforms, cosine transforms and windows. */
final class SignalVerbs {
    private SignalVerbs() {}

    // ---- polynomials, the highest power first, as NumPy has it ----

    /** The coefficients of the polynomial of a degree that fits points with the least squares. */
    public static Expr polyfit(Expr x, Expr y, int degree) {
        Given.arguments("polyfit", x, y);
        if (x.rank() != 1 || !y.shape().equals(x.shape()) || degree < 0) {
            throw new ShapeException("polyfit: requires two vectors of one length and a degree of at least 0; got " + x.type()
                    + ", " + y.type() + " and " + degree);
        }
        if (degree >= x.shape().dim(0)) {
            throw new ShapeException("polyfit: requires a degree below the number of points, " + x.shape().dim(0)
                    + "; got " + degree);
        }
        Expr powers = StructureVerbs.vander(x, degree + 1);
        // columns of one length: powers of large numbers do not hide those of small ones
        Expr scale = powers.square().sum(0).sqrt();
        return powers.div(scale.expandDims(0)).lstsq(y).div(scale);
    }

    /** The coefficients of the derivative of a polynomial. */
    public static Expr polyder(Expr p) {
        Given.arguments("polyder", p);
        int n = coefficients("polyder", p) - 1;
        return n <= 0 ? p.slice(0, 0, 0) : p.slice(0, 0, n).times(counted(p, n, i -> n - i));
    }

    /** The coefficients of the antiderivative of a polynomial that is 0 at 0. */
    public static Expr polyint(Expr p) {
        Given.arguments("polyint", p);
        int n = coefficients("polyint", p);
        return p.div(counted(p, n, i -> n - i)).pad(Ints.of(0), Ints.of(1));
    }

    /** The coefficients of the product of two polynomials. */
    public static Expr polymul(Expr p, Expr q) { Given.arguments("polymul", p, q); return NumericVerbs.convolve(p, q); }

    /** The coefficients of the sum of two polynomials. */
    public static Expr polyadd(Expr p, Expr q) {
        Given.arguments("polyadd", p, q);
        int n = Math.max(coefficients("polyadd", p), coefficients("polyadd", q));
        return front(p, n).plus(front(q, n));
    }

    /** The coefficients of {@code (x − r₀)·(x − r₁)·…}. */
    public static Expr poly(Expr roots) {
        Given.arguments("poly", roots);
        int n = coefficients("poly", roots);
        Expr one = Tensor.full(roots.tensorType().withShape(Shape.of(1)), 1);
        return Array.range(0, n).foldLeft(one, (p, i) -> p.pad(Ints.of(0), Ints.of(1))
                .minus(p.times(roots.get(i)).pad(Ints.of(1), Ints.of(0))));
    }

    private static Expr front(Expr p, int n) {
        return p.pad(Ints.of(n - p.shape().dim(0)), Ints.of(0));
    }

    private static int coefficients(String operation, Expr p) {
        if (p.rank() != 1) {
            throw new ShapeException(operation + ": requires a vector of coefficients; got " + p.type());
        }
        return p.shape().dim(0);
    }

    private static Expr counted(Expr like, int n, IntToDoubleFunction f) {
        return window(n, f).cast(like.dtype());
    }

    // ---- splines ----

    /**
     * The cubic spline through the points (xp, fp) at x, whose third derivative does not jump at the second knot and the last
     * but one; beyond the ends the outermost cubics go on. Slopes at the knots come from a tridiagonal system, which takes
     * time and memory in proportion to the knots.
     *
     * @param x any shape
     * @param xp a vector of at least 4 different numbers in ascending order
     * @param fp as many values
     */
    public static Expr cubicSpline(Expr x, Expr xp, Expr fp) {
        Given.arguments("cubicSpline", x, xp, fp);
        if (xp.rank() != 1 || !fp.shape().equals(xp.shape()) || xp.shape().dim(0) < 4) {
            throw new ShapeException("cubicSpline: requires two vectors of one length, at least 4; got " + xp.type() + " and "
                    + fp.type());
        }
        int n = xp.shape().dim(0);
        Expr h = xp.diff(0);
        Expr slope = fp.diff(0).div(h);
        Expr before = h.slice(0, 0, n - 2);
        Expr after = h.slice(0, 1, n - 1);
        Expr first = before.get(0).plus(after.get(0));
        Expr last = before.get(n - 3).plus(after.get(n - 3));
        Expr main = ArrayVerbs.concatenate(0, after.slice(0, 0, 1), before.plus(after).times(2), before.slice(0, n - 3, n - 2));
        Expr below = ArrayVerbs.concatenate(0, after, last.expandDims(0));
        Expr above = ArrayVerbs.concatenate(0, first.expandDims(0), before);
        Expr inner = after.times(slope.slice(0, 0, n - 2)).plus(before.times(slope.slice(0, 1, n - 1))).times(3);
        Expr right = ArrayVerbs.concatenate(0, end(h.get(0), h.get(1), slope.get(0), slope.get(1)), inner,
                end(h.get(n - 2), h.get(n - 3), slope.get(n - 2), slope.get(n - 3)));
        // no pivot comes near 0: above the diagonal an eliminated row keeps less than the whole, for widths that are positive
        Expr slopes = MatrixFunctionVerbs.solveTridiagonal(below, main, above, right);
        Expr piece = xp.searchsorted(x, SearchSorted.Side.RIGHT).minus(1).clip(0, n - 2);
        Expr width = h.take(piece, 0);
        Expr t = x.minus(xp.take(piece, 0)).div(width);
        Expr y0 = fp.take(piece, 0);
        Expr rise = fp.take(piece.plus(1), 0).minus(y0);
        Expr s0 = slopes.take(piece, 0).times(width);
        Expr s1 = slopes.take(piece.plus(1), 0).times(width);
        Expr cubic = s0.plus(s1).minus(rise.times(2));
        Expr square = rise.times(3).minus(s0.times(2)).minus(s1);
        return cubic.times(t).plus(square).times(t).plus(s0).times(t).plus(y0);
    }

    /** The right side at an end, of the outermost width and slope and the next ones. */
    private static Expr end(Expr h0, Expr h1, Expr slope0, Expr slope1) {
        Expr both = h0.plus(h1);
        return both.times(2).plus(h0).times(h1).times(slope0).plus(h0.square().times(slope1)).div(both).expandDims(0);
    }

    // ---- convolution by transforms ----

    /** {@code yₖ = Σᵢ aᵢ·bₖ₋ᵢ} along the last axis by Fourier transforms: n + m − 1 values in O((n + m)·log(n + m)). */
    public static Expr fftConvolve(Expr a, Expr b) {
        Given.arguments("fftConvolve", a, b);
        if (a.rank() == 0 || b.rank() == 0 || a.shape().dims().last() == 0 || b.shape().dims().last() == 0) {
            throw new ShapeException("fftConvolve: requires two signals that are not empty; got " + a.type() + " and "
                    + b.type());
        }
        int n = a.shape().dims().last() + b.shape().dims().last() - 1;
        Expr product = a.rfft(n, -1, Spectra.Norm.BACKWARD).complexTimes(b.rfft(n, -1, Spectra.Norm.BACKWARD));
        return product.irfft(n, -1, Spectra.Norm.BACKWARD);
    }

    /** {@code yₖ = Σᵢ aᵢ₊ₖ₋ₘ₊₁·bᵢ}: the products of a vector with another that is moved along it, all n + m − 1 places. */
    public static Expr correlate(Expr a, Expr b) {
        Given.arguments("correlate", a, b);
        return NumericVerbs.convolve(a, b.flip(0));
    }

    /** The Fourier transforms, [frames, n/2 + 1] complex numbers, of pieces of a signal under a window that moves on by a hop. */
    public static Expr stft(Expr signal, Expr window, int hop) {
        Given.arguments("stft", signal, window);
        return signal.unfold(-1, window.shape().dim(0), hop).times(window).rfft();
    }

    // ---- cosine transforms ----

    /** {@code yₖ = 2·Σᵢ xᵢ·cos(πk(2i + 1)/(2n))} along the last axis, the cosine transform of type 2, by a Fourier transform. */
    public static Expr dct(Expr x) {
        Given.arguments("dct", x);
        int n = x.shape().dims().last();
        Expr v = x.take(Tensor.of(IntStream.range(0, n).map(i -> folded(i, n)).toArray()), -1);
        Expr spectrum = Spectra.complex(v, v.times(0)).fft();
        return spectrum.real().times(counted(x, n, k -> 2 * Math.cos(Math.PI * k / (2 * n))))
                .plus(spectrum.imag().times(counted(x, n, k -> 2 * Math.sin(Math.PI * k / (2 * n)))));
    }

    /** The inverse of {@link #dct}, along the last axis. */
    public static Expr idct(Expr y) {
        Given.arguments("idct", y);
        int n = y.shape().dims().last();
        Expr back = ArrayVerbs.concatenate(-1, y.slice(-1, 0, 1).times(0), y.slice(-1, 1, n).flip(-1));
        Expr cos = counted(y, n, k -> Math.cos(Math.PI * k / (2 * n)) / 2);
        Expr sin = counted(y, n, k -> Math.sin(Math.PI * k / (2 * n)) / 2);
        Expr v = Spectra.complex(y.times(cos).plus(back.times(sin)), y.times(sin).minus(back.times(cos))).ifft().real();
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            places[folded(i, n)] = i;
        }
        return v.take(Tensor.of(places), -1);
    }

    /** Even places in front, odd ones backwards behind them. */
    private static int folded(int i, int n) {
        return 2 * i < n ? 2 * i : 2 * (n - 1 - i) + 1;
    }

    // ---- windows ----

    /** Hamming's window of n numbers, {@code 0.54 − 0.46·cos(2πi/(n − 1))}. */
    public static Tensor hamming(int n) { return window(n, i -> 0.54 - 0.46 * Math.cos(turn(i, n))); }

    /** Von Hann's window of n numbers, {@code (1 − cos(2πi/(n − 1)))/2}. */
    public static Tensor hanning(int n) { return window(n, i -> 0.5 - 0.5 * Math.cos(turn(i, n))); }

    /** Blackman's window of n numbers, {@code 0.42 − 0.5·cos(2πi/(n − 1)) + 0.08·cos(4πi/(n − 1))}. */
    public static Tensor blackman(int n) {
        // rounding leaves no number below 0 at the ends
        return window(n, i -> Math.max(0, 0.42 - 0.5 * Math.cos(turn(i, n)) + 0.08 * Math.cos(2 * turn(i, n))));
    }

    /** Bartlett's window of n numbers, a triangle that is 0 at its ends. */
    public static Tensor bartlett(int n) { return window(n, i -> n == 1 ? 1 : 1 - Math.abs(2.0 * i / (n - 1) - 1)); }

    /** A window of one number is 1. */
    private static double turn(int i, int n) {
        return n == 1 ? Math.PI : 2 * Math.PI * i / (n - 1);
    }

    private static Tensor window(int n, IntToDoubleFunction f) {
        return Tensor.of(IntStream.range(0, n).mapToDouble(f::applyAsDouble).toArray());
    }
}
