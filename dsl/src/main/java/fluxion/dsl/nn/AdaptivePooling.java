package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;

/**
 * Pooling to a given length: of m windows over n positions, window i reaches from ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉, exclusive. Windows
 * may overlap and differ in length by one.
 */
public final class AdaptivePooling {
    private AdaptivePooling() {}

    /** The means of so many windows: [..., L] to [..., length]. */
    public static Expr adaptiveAvgPool1d(Expr x, int length) {
        Given.arguments("adaptiveAvgPool1d", x);
        return means("adaptiveAvgPool1d", x, Ints.of(length));
    }

    /** The means of so many windows along both axes: [..., H, W] to [..., rows, columns]. */
    public static Expr adaptiveAvgPool2d(Expr x, int rows, int columns) {
        Given.arguments("adaptiveAvgPool2d", x);
        return means("adaptiveAvgPool2d", x, Ints.of(rows, columns));
    }

    /** The largest elements of so many windows: [..., L] to [..., length]. */
    public static Expr adaptiveMaxPool1d(Expr x, int length) {
        Given.arguments("adaptiveMaxPool1d", x);
        return largest("adaptiveMaxPool1d", x, Ints.of(length));
    }

    /** The largest elements of so many windows along both axes: [..., H, W] to [..., rows, columns]. */
    public static Expr adaptiveMaxPool2d(Expr x, int rows, int columns) {
        Given.arguments("adaptiveMaxPool2d", x);
        return largest("adaptiveMaxPool2d", x, Ints.of(rows, columns));
    }

    private static Expr means(String operation, Expr x, Ints lengths) {
        require(operation, x, lengths);
        if (divides(x, lengths)) {
            Ints size = sizes(x, lengths);
            return Pooling.pooled(x, size, size, (y, axes) -> y.mean(axes.toArray()));
        }
        Expr result = x; // the mean of means over one axis after the other is the mean: windows are products of intervals
        for (int i = 0; i < lengths.size(); i++) {
            int axis = x.rank() - lengths.size() + i;
            Windows windows = new Windows(x.shape().dim(axis), lengths.get(i));
            Expr sums = windows.mask(result.rank() - axis - 1).where(result.take(windows.positions(), axis), 0).sum(axis + 1);
            Ints along = Ints.fill(result.rank() - axis, 1).with(0, -1);
            result = sums.div(Tensor.of(windows.sizes().toArray()).cast(x.dtype()).reshape(along.toArray()));
        }
        return result;
    }

    private static Expr largest(String operation, Expr x, Ints lengths) {
        require(operation, x, lengths);
        if (divides(x, lengths)) {
            Ints size = sizes(x, lengths);
            return Pooling.pooled(x, size, size, (y, axes) -> y.max(axes.toArray()));
        }
        Expr result = x; // all axes of a window at once, so that ties share evenly
        int lead = x.rank() - lengths.size();
        for (int i = lengths.size() - 1; i >= 0; i--) {
            Windows windows = new Windows(x.shape().dim(lead + i), lengths.get(i));
            Expr taken = result.take(windows.positions(), lead + i);
            result = windows.mask(taken.rank() - lead - i - 2).where(taken, Double.NEGATIVE_INFINITY);
        }
        return result.max(Ints.tabulate(lengths.size(), i -> lead + 2 * i + 1).toArray());
    }

    /** The windows over n positions, as rows of positions; shorter ones end in a repetition, which the mask leaves out. */
    private record Windows(int n, int count) {
        int start(int i) {
            return (int) ((long) i * n / count);
        }

        int size(int i) {
            return (int) (((long) (i + 1) * n + count - 1) / count) - start(i);
        }

        Ints sizes() {
            return Ints.tabulate(count, this::size);
        }

        int longest() {
            return sizes().sorted().last();
        }

        Tensor positions() {
            int width = longest();
            return Tensor.of(Shape.of(count, width),
                    Ints.tabulate(count * width, i -> start(i / width) + Math.min(i % width, size(i / width) - 1)).toArray());
        }

        /** [count, longest, 1…]: true within the window. */
        Expr mask(int trailing) {
            Expr position = Tensor.of(Ints.range(0, longest()).toArray());
            Expr within = position.lt(Tensor.of(sizes().toArray()).expandDims(-1));
            return within.reshape(new Shape(within.shape().dims().concat(Ints.fill(trailing, 1))));
        }
    }

    private static boolean divides(Expr x, Ints lengths) {
        return Ints.range(0, lengths.size()).forAll(i -> x.shape().dim(x.rank() - lengths.size() + i) % lengths.get(i) == 0);
    }

    private static Ints sizes(Expr x, Ints lengths) {
        return Ints.tabulate(lengths.size(), i -> x.shape().dim(x.rank() - lengths.size() + i) / lengths.get(i));
    }

    private static void require(String operation, Expr x, Ints lengths) {
        Pooling.requireFloat(operation, x);
        int k = lengths.size();
        if (x.rank() < k || !lengths.forAll(m -> m >= 1) || !x.shape().dims().drop(x.rank() - k).forAll(n -> n >= 1)) {
            throw new ShapeException(operation + ": requires an input " + (k == 1 ? "[..., L]" : "[..., H, W]")
                    + " that is not empty, and lengths ≥ 1; got "
                    + x.type() + " and " + lengths);
        }
    }
}
