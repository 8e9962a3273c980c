package fluxion.dsl.nn;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.Function2;

/** Pooling: one number for each window of the last two axes, [..., H, W] to [..., H', W']. */
public abstract sealed class Pooling extends Convolutions permits Normalizations {
    Pooling() {}

    /** The largest element of each of the size×size squares that x divides into. */
    public static Expr maxPool2d(Expr x, int size) {
        return maxPool2d(x, Ints.fill(2, size), Ints.fill(2, size), Ints.of(0, 0));
    }

    /** The largest element of each window; outside x is −∞. Ties share the derivative evenly. */
    public static Expr maxPool2d(Expr x, Ints size, Ints stride, Ints padding) {
        require("maxPool2d", x, size, stride, padding);
        return pooled(padded(x, padding, Double.NEGATIVE_INFINITY), size, stride, (y, axes) -> y.max(axes.toArray()));
    }

    /** The mean of each of the size×size squares that x divides into. */
    public static Expr avgPool2d(Expr x, int size) {
        return avgPool2d(x, Ints.fill(2, size), Ints.fill(2, size), Ints.of(0, 0), true);
    }

    /**
     * The mean of each window; outside x is 0.
     *
     * @param countPadding whether positions outside x count in the mean's divisor
     */
    public static Expr avgPool2d(Expr x, Ints size, Ints stride, Ints padding, boolean countPadding) {
        require("avgPool2d", x, size, stride, padding);
        Expr padded = padded(x, padding, 0);
        if (countPadding || padding.forAll(p -> p == 0)) {
            return pooled(padded, size, stride, (y, axes) -> y.mean(axes.toArray()));
        }
        Expr sums = pooled(padded, size, stride, (y, axes) -> y.sum(axes.toArray()));
        return sums.div(inside(x, sums, size, stride, padding).cast(x.dtype()));
    }

    /** How many positions of each window are inside x. */
    private static Tensor inside(Expr x, Expr windows, Ints size, Ints stride, Ints padding) {
        int r = x.rank();
        Ints rows = overlaps(x.shape().dim(r - 2), windows.shape().dim(r - 2), size.get(0), stride.get(0), padding.get(0));
        Ints columns = overlaps(x.shape().dim(r - 1), windows.shape().dim(r - 1), size.get(1), stride.get(1), padding.get(1));
        Ints counts = Ints.tabulate(rows.size() * columns.size(), i -> rows.get(i / columns.size()) * columns.get(i % columns.size()));
        return Tensor.of(Shape.of(rows.size(), columns.size()), counts.toArray());
    }

    private static Ints overlaps(int n, int windows, int size, int stride, int padding) {
        return Ints.tabulate(windows, i -> Math.min(n, i * stride - padding + size) - Math.max(0, i * stride - padding));
    }

    /** Windows side by side are a reshape, which needs no copy; others are gathered. */
    private static Expr pooled(Expr x, Ints size, Ints stride, Function2<Expr, Ints, Expr> reduce) {
        int r = x.rank();
        int height = x.shape().dim(r - 2);
        int width = x.shape().dim(r - 1);
        if (!size.equals(stride) || height < size.get(0) || width < size.get(1)) {
            return reduce.apply(x.windows(size, stride, Ints.of(1, 1)), Ints.of(r, r + 1));
        }
        int rows = height / size.get(0);
        int columns = width / size.get(1);
        Expr whole = rows * size.get(0) == height ? x : x.slice(r - 2, 0, rows * size.get(0));
        Expr even = columns * size.get(1) == width ? whole : whole.slice(r - 1, 0, columns * size.get(1));
        Shape split = new Shape(x.shape().dims().take(r - 2).concat(Ints.of(rows, size.get(0), columns, size.get(1))));
        return reduce.apply(even.reshape(split), Ints.of(r - 1, r + 1));
    }

    private static Expr padded(Expr x, Ints padding, double value) {
        Ints around = Ints.fill(x.rank() - 2, 0).concat(padding);
        return padding.forAll(p -> p == 0) ? x : x.pad(around, around, value);
    }

    private static void require(String operation, Expr x, Ints size, Ints stride, Ints padding) {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(operation + ": requires floating-point numbers; got " + x.type());
        }
        if (x.rank() < 2 || size.size() != 2 || stride.size() != 2 || padding.size() != 2) {
            throw new ShapeException(operation + ": requires an input [..., H, W] and a size, stride and padding for both axes; got " + x.type()
                    + ", " + size + ", " + stride + " and " + padding);
        }
        for (int i = 0; i < 2; i++) {
            if (size.get(i) < 1 || stride.get(i) < 1 || padding.get(i) < 0 || 2 * padding.get(i) > size.get(i)) {
                throw new ShapeException(operation + ": size and stride must be at least 1, and padding at most half the size; got " + size
                        + ", " + stride + " and " + padding);
            }
        }
    }
}
