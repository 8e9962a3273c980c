package fluxion.dsl;

import fluxion.core.Arrangements;
import fluxion.core.Contractions;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The verbs of {@link Expr} that roll, repeat, extend and window, and the rarer products and summaries, written in front. */
final class ArrangementVerbs {
    private ArrangementVerbs() {}

    /** Two axes swapped. */
    public static Expr swapAxes(Expr x, int one, int other) { Given.arguments("swapAxes", x); return x.swapAxes(one, other); }

    /** One axis moved to another place. */
    public static Expr moveAxis(Expr x, int source, int destination) {
        Given.arguments("moveAxis", x);
        return x.moveAxis(source, destination);
    }

    /** Axes moved to other places. */
    public static Expr moveAxis(Expr x, Ints source, Ints destination) {
        Given.arguments("moveAxis", x, source, destination);
        return x.moveAxis(source, destination);
    }

    /** {@code y[i] = x[(i − shift) mod n]} along an axis. */
    public static Expr roll(Expr x, int shift, int axis) { Given.arguments("roll", x); return x.roll(shift, axis); }

    /** Rolled along several axes. */
    public static Expr roll(Expr x, Ints shifts, Ints axes) {
        Given.arguments("roll", x, shifts, axes);
        return x.roll(shifts, axes);
    }

    /** All elements rolled in row-major order. */
    public static Expr roll(Expr x, int shift) { Given.arguments("roll", x); return x.roll(shift); }

    /** Each element so many times in a row along an axis. */
    public static Expr repeat(Expr x, int times, int axis) { Given.arguments("repeat", x); return x.repeat(times, axis); }

    /** The i-th element along an axis {@code times[i]} times. */
    public static Expr repeat(Expr x, Ints times, int axis) { Given.arguments("repeat", x, times); return x.repeat(times, axis); }

    /** Each element so many times in a row, all along one axis. */
    public static Expr repeat(Expr x, int times) { Given.arguments("repeat", x); return x.repeat(times); }

    /** The differences of neighbours along an axis. */
    public static Expr diff(Expr x, int axis) { Given.arguments("diff", x); return x.diff(axis); }

    /** The n-th differences along an axis. */
    public static Expr diff(Expr x, int order, int axis) { Given.arguments("diff", x); return x.diff(order, axis); }

    /** Zeros around. */
    public static Expr pad(Expr x, Ints low, Ints high) { Given.arguments("pad", x, low, high); return x.pad(low, high); }

    /** A constant around. */
    public static Expr pad(Expr x, Ints low, Ints high, Number value) {
        Given.arguments("pad", x, low, high, value);
        return x.pad(low, high, value);
    }

    /** The outermost elements repeated around. */
    public static Expr padEdge(Expr x, Ints low, Ints high) {
        Given.arguments("padEdge", x, low, high);
        return x.padEdge(low, high);
    }

    /** Mirrored around at the outermost elements, which are not repeated. */
    public static Expr padReflect(Expr x, Ints low, Ints high) {
        Given.arguments("padReflect", x, low, high);
        return x.padReflect(low, high);
    }

    /** Mirrored around at the borders, the outermost elements repeated. */
    public static Expr padSymmetric(Expr x, Ints low, Ints high) {
        Given.arguments("padSymmetric", x, low, high);
        return x.padSymmetric(low, high);
    }

    /** Over and over, as on a circle. */
    public static Expr padCircular(Expr x, Ints low, Ints high) {
        Given.arguments("padCircular", x, low, high);
        return x.padCircular(low, high);
    }

    /** The windows of a size, every {@code step} positions along an axis, as a new last axis. */
    public static Expr unfold(Expr x, int axis, int size, int step) {
        Given.arguments("unfold", x);
        return x.unfold(axis, size, step);
    }

    /** The patches that a convolution sees, each a column: [N, C, n…] to [N, C·k…, o…]. */
    public static Expr im2col(Expr x, Ints kernel, Ints stride, Ints padding, Ints dilation) {
        Given.arguments("im2col", x, kernel, stride, padding, dilation);
        return x.im2col(kernel, stride, padding, dilation);
    }

    /** Patches added back where {@link #im2col} read them. */
    public static Expr col2im(Expr x, Ints to, Ints kernel, Ints stride, Ints padding, Ints dilation) {
        Given.arguments("col2im", x, to, kernel, stride, padding, dilation);
        return x.col2im(to, kernel, stride, padding, dilation);
    }

    /** Each brought to the shape that all broadcast to. */
    public static Seq<Expr> broadcastArrays(Expr... parts) {
        Given.arguments("broadcastArrays", (Object) parts);
        return Arrangements.broadcast(Array.of(parts));
    }

    /** The coordinates of a grid's points: the i-th vector along axis i. */
    public static Seq<Expr> meshgrid(Expr... vectors) {
        Given.arguments("meshgrid", (Object) vectors);
        return Arrangements.meshgrid(Array.of(vectors));
    }

    /** The coordinates of a grid's points, with the first two axes swapped: NumPy's default. */
    public static Seq<Expr> meshgridXy(Expr... vectors) {
        Given.arguments("meshgridXy", (Object) vectors);
        return Arrangements.meshgridXy(Array.of(vectors));
    }

    /** The lower triangles: zeros where column − row &gt; k. */
    public static Expr tril(Expr x, int k) { Given.arguments("tril", x); return x.tril(k); }

    /** The upper triangles: zeros where column − row &lt; k. */
    public static Expr triu(Expr x, int k) { Given.arguments("triu", x); return x.triu(k); }

    /** f64[rows,columns]: 1 where column − row ≤ k, else 0. */
    public static Expr tri(int rows, int columns, int k) {
        return Tensor.full(TensorType.of(DType.F64, rows, columns), 1).tril(k);
    }

    /** Σ of the products of all elements. */
    public static Expr vdot(Expr a, Expr b) { Given.arguments("vdot", a, b); return a.vdot(b); }

    /** The last axis of a with the last axis of b. */
    public static Expr inner(Expr a, Expr b) { Given.arguments("inner", a, b); return a.inner(b); }

    /** The Kronecker product. */
    public static Expr kron(Expr a, Expr b) { Given.arguments("kron", a, b); return a.kron(b); }

    /** The vector product of the three numbers along an axis. */
    public static Expr cross(Expr a, Expr b, int axis) { Given.arguments("cross", a, b); return a.cross(b, axis); }

    /** The vector product of the three numbers along the last axis. */
    public static Expr cross(Expr a, Expr b) { Given.arguments("cross", a, b); return a.cross(b); }

    /** The product of matrices in the order of least work. */
    public static Expr multiDot(Expr... factors) {
        Given.arguments("multiDot", (Object) factors);
        return Contractions.multiDot(Array.of(factors));
    }

    /** The n-th power of square matrices; a negative one is that of the inverse. */
    public static Expr matrixPower(Expr x, int n) { Given.arguments("matrixPower", x); return x.matrixPower(n); }

    /** The matrix norm of order p: ±1, ±2 or ±∞. */
    public static Expr matrixNorm(Expr x, double p) { Given.arguments("matrixNorm", x); return x.matrixNorm(p); }

    /** √Σ aᵢⱼ² of matrices. */
    public static Expr frobeniusNorm(Expr x) { Given.arguments("frobeniusNorm", x); return x.frobeniusNorm(); }

    /** The sum of matrices' singular values. */
    public static Expr nuclearNorm(Expr x) { Given.arguments("nuclearNorm", x); return x.nuclearNorm(); }

    /** The vector norm of order p; p is 0, at least 1, or infinite. */
    public static Expr vectorNorm(Expr x, double p, int... axes) {
        Given.arguments("vectorNorm", x, axes);
        return x.vectorNorm(p, axes);
    }

    /** The mean with weights. */
    public static Expr average(Expr x, Expr weights, int... axes) {
        Given.arguments("average", x, weights, axes);
        return x.average(weights, axes);
    }

    /** {@code max − min}. */
    public static Expr ptp(Expr x, int... axes) { Given.arguments("ptp", x, axes); return x.ptp(axes); }

    /** The integral along an axis by the trapezoidal rule. */
    public static Expr trapz(Expr y, double dx, int axis) { Given.arguments("trapz", y); return y.trapz(dx, axis); }

    /** The integral along an axis by the trapezoidal rule, at positions x. */
    public static Expr trapz(Expr y, Expr x, int axis) { Given.arguments("trapz", y, x); return y.trapz(x, axis); }
}
