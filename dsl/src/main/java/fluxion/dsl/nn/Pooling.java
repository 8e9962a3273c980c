package fluxion.dsl.nn;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.Function2;

/** Pooling: one number for each window of the last axes, [..., L] to [..., L'] or [..., H, W] to [..., H', W']. */
public final class Pooling {
    private Pooling() {}

    /** The largest element of each of the pieces of a size that x divides into. */
    public static Expr maxPool1d(Expr x, int size) {
        Given.arguments("maxPool1d", x);
        return maxPool1d(x, size, size, 0);
    }

    /** The largest element of each window; outside x is −∞. Ties share the derivative evenly. */
    public static Expr maxPool1d(Expr x, int size, int stride, int padding) {
        Given.arguments("maxPool1d", x);
        return largest("maxPool1d", x, Ints.of(size), Ints.of(stride), Ints.of(padding));
    }

    /** The largest element of each of the size×size squares that x divides into. */
    public static Expr maxPool2d(Expr x, int size) {
        Given.arguments("maxPool2d", x);
        return maxPool2d(x, Ints.fill(2, size), Ints.fill(2, size), Ints.of(0, 0));
    }

    /** The largest element of each window; outside x is −∞. Ties share the derivative evenly. */
    public static Expr maxPool2d(Expr x, Ints size, Ints stride, Ints padding) {
        Given.arguments("maxPool2d", x, size, stride, padding);
        require("maxPool2d", 2, x, size, stride, padding);
        return largest("maxPool2d", x, size, stride, padding);
    }

    private static Expr largest(String operation, Expr x, Ints size, Ints stride, Ints padding) {
        require(operation, size.size(), x, size, stride, padding);
        return pooled(padded(x, padding, Double.NEGATIVE_INFINITY), size, stride, (y, axes) -> y.max(axes.toArray()));
    }

    /** The mean of each of the pieces of a size that x divides into. */
    public static Expr avgPool1d(Expr x, int size) {
        Given.arguments("avgPool1d", x);
        return avgPool1d(x, size, size, 0, true);
    }

    /** The mean of each window; outside x is 0, and counts in the divisor where {@code countPadding}. */
    public static Expr avgPool1d(Expr x, int size, int stride, int padding, boolean countPadding) {
        Given.arguments("avgPool1d", x);
        return mean("avgPool1d", x, Ints.of(size), Ints.of(stride), Ints.of(padding), countPadding);
    }

    /** The mean of each of the size×size squares that x divides into. */
    public static Expr avgPool2d(Expr x, int size) {
        Given.arguments("avgPool2d", x);
        return avgPool2d(x, Ints.fill(2, size), Ints.fill(2, size), Ints.of(0, 0), true);
    }

    /**
     * The mean of each window; outside x is 0.
     *
     * @param countPadding whether positions outside x count in the mean's divisor
     */
    public static Expr avgPool2d(Expr x, Ints size, Ints stride, Ints padding, boolean countPadding) {
        Given.arguments("avgPool2d", x, size, stride, padding);
        require("avgPool2d", 2, x, size, stride, padding);
        return mean("avgPool2d", x, size, stride, padding, countPadding);
    }

    private static Expr mean(String operation, Expr x, Ints size, Ints stride, Ints padding, boolean countPadding) {
        require(operation, size.size(), x, size, stride, padding);
        Expr padded = padded(x, padding, 0);
        if (countPadding || padding.forAll(p -> p == 0)) {
            return pooled(padded, size, stride, (y, axes) -> y.mean(axes.toArray()));
        }
        Expr sums = pooled(padded, size, stride, (y, axes) -> y.sum(axes.toArray()));
        return sums.div(inside(x, sums, size, stride, padding).cast(x.dtype()));
    }

    /** The norm {@code (Σ|x|ᵖ)^(1/p)} of each window, p ≥ 1: for p = ∞ the largest magnitude. */
    public static Expr lpPool1d(Expr x, double p, int size, int stride) {
        Given.arguments("lpPool1d", x);
        require("lpPool1d", 1, x, Ints.of(size), Ints.of(stride), Ints.of(0));
        return pooled(x, Ints.of(size), Ints.of(stride), (y, axes) -> y.vectorNorm(p, axes.toArray()));
    }

    /** The norm {@code (Σ|x|ᵖ)^(1/p)} of each window, p ≥ 1: for p = ∞ the largest magnitude. */
    public static Expr lpPool2d(Expr x, double p, Ints size, Ints stride) {
        Given.arguments("lpPool2d", x, size, stride);
        require("lpPool2d", 2, x, size, stride, Ints.of(0, 0));
        return pooled(x, size, stride, (y, axes) -> y.vectorNorm(p, axes.toArray()));
    }

    /** How many positions of each window are inside x. */
    private static Expr inside(Expr x, Expr windows, Ints size, Ints stride, Ints padding) {
        int k = size.size();
        Expr counts = Tensor.of(1);
        for (int i = 0; i < k; i++) {
            int axis = x.rank() - k + i;
            Ints along = overlaps(x.shape().dim(axis), windows.shape().dim(axis), size.get(i), stride.get(i), padding.get(i));
            counts = counts.expandDims(-1).times(Tensor.of(along.toArray()));
        }
        return counts.reshape(new Shape(windows.shape().dims().drop(x.rank() - k)));
    }

    private static Ints overlaps(int n, int windows, int size, int stride, int padding) {
        return Ints.tabulate(windows, i -> Math.min(n, i * stride - padding + size) - Math.max(0, i * stride - padding));
    }

    /** Windows side by side are a reshape, which needs no copy; others are gathered. */
    static Expr pooled(Expr x, Ints size, Ints stride, Function2<Expr, Ints, Expr> reduce) {
        int k = size.size();
        int lead = x.rank() - k;
        boolean fits = Ints.range(0, k).forAll(i -> x.shape().dim(lead + i) >= size.get(i));
        if (!size.equals(stride) || !fits) {
            return reduce.apply(x.windows(size, stride, Ints.fill(k, 1)), Ints.range(x.rank(), x.rank() + k));
        }
        Expr even = x;
        Ints split = x.shape().dims().take(lead);
        for (int i = 0; i < k; i++) {
            int n = x.shape().dim(lead + i);
            int pieces = n / size.get(i);
            even = pieces * size.get(i) == n ? even : even.slice(lead + i, 0, pieces * size.get(i));
            split = split.append(pieces).append(size.get(i));
        }
        return reduce.apply(even.reshape(new Shape(split)), Ints.tabulate(k, i -> lead + 2 * i + 1));
    }

    private static Expr padded(Expr x, Ints padding, double value) {
        Ints around = Ints.fill(x.rank() - padding.size(), 0).concat(padding);
        return padding.forAll(p -> p == 0) ? x : x.pad(around, around, value);
    }

    private static void require(String operation, int spatial, Expr x, Ints size, Ints stride, Ints padding) {
        requireFloat(operation, x);
        if (x.rank() < spatial || size.size() != spatial || stride.size() != spatial || padding.size() != spatial) {
            throw new ShapeException(operation + ": requires an input "
                    + (spatial == 1 ? "[..., L] and a size, stride and padding"
                    : "[..., H, W] and a size, stride and padding for both axes") + "; got " + x.type() + ", " + size + ", "
                    + stride + " and " + padding);
        }
        for (int i = 0; i < spatial; i++) {
            if (size.get(i) < 1 || stride.get(i) < 1 || padding.get(i) < 0 || 2 * padding.get(i) > size.get(i)) {
                throw new ShapeException(operation
                        + ": size and stride must be at least 1, and padding at most half the size; got " + size
                        + ", " + stride + " and " + padding);
            }
        }
    }

    static void requireFloat(String operation, Expr x) {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(operation + ": requires floating-point numbers; got " + x.type());
        }
    }
}
