package fluxion.core;

import fluxion.core.op.Fold;
import fluxion.core.op.Windows;
import io.vavr.Function5;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/**
 * The verbs that arrange elements anew: rolled, repeated, extended at the borders, in windows, in differences. Each is made of
 * the operations that {@link Movements} name, and linear. Negative axes count from the end.
 */
public sealed interface Arrangements permits Expr {
    /** This expression. */
    Expr self();

    // ---- along axes ----

    /** Axes moved to other places, {@code source[i]} to {@code destination[i]}, the others keeping their order. */
    default Expr moveAxis(Ints source, Ints destination) {
        Given.arguments("moveAxis", source, destination);
        Shape shape = self().shape();
        Ints from = shape.axes("moveAxis", source.toArray());
        Ints to = shape.axes("moveAxis", destination.toArray());
        if (from.size() != to.size()) {
            throw new ShapeException("moveAxis: requires a destination for each axis; got " + source + " to " + destination
                    + " for " + self().type());
        }
        Ints others = Ints.range(0, shape.rank()).without(from);
        Ints places = Ints.range(0, shape.rank()).without(to);
        Ints order = Ints.tabulate(shape.rank(), i -> to.contains(i) ? from.get(to.indexOf(i)) : others.get(places.indexOf(i)));
        return order.isIdentity() ? self() : self().permute(order.toArray());
    }

    /** {@code y[i] = x[(i − shift) mod n]} along an axis: what is pushed out at one end comes in at the other. */
    default Expr roll(int shift, int axis) {
        int n = self().shape().dim(self().shape().axis("roll", axis));
        int by = n == 0 ? 0 : Math.floorMod(shift, n);
        return by == 0 ? self()
                : Movements.concatenate(axis, Array.of(self().slice(axis, n - by, n), self().slice(axis, 0, n - by)));
    }

    /** Rolled along several axes, by {@code shifts[i]} along {@code axes[i]}. */
    default Expr roll(Ints shifts, Ints axes) {
        Given.arguments("roll", shifts, axes);
        if (shifts.size() != axes.size()) {
            throw new ShapeException("roll: requires a shift for each axis; got " + shifts + " along " + axes + " for "
                    + self().type());
        }
        Expr y = self();
        for (int i = 0; i < shifts.size(); i++) {
            y = y.roll(shifts.get(i), axes.get(i));
        }
        return y;
    }

    /** All elements rolled in row-major order. */
    default Expr roll(int shift) { return self().flatten().roll(shift, 0).reshape(self().shape()); }

    /** Each element so many times in a row along an axis (NumPy's repeat; {@code tile} repeats the whole). */
    default Expr repeat(int times, int axis) {
        int a = self().shape().axis("repeat", axis);
        requireCounts("repeat", times >= 0, String.valueOf(times));
        Ints dims = self().shape().dims();
        return self().expandDims(a + 1).broadcastTo(new Shape(dims.insert(a + 1, times)))
                .reshape(new Shape(dims.with(a, Shape.length("repeat", dims.get(a) * (long) times, self().type()))));
    }

    /** The i-th element along an axis {@code times[i]} times. */
    default Expr repeat(Ints times, int axis) {
        Given.arguments("repeat", times);
        int n = self().shape().dim(self().shape().axis("repeat", axis));
        requireCounts("repeat", times.forAll(t -> t >= 0), times.toString());
        if (times.size() != n) {
            throw new ShapeException("repeat: requires a count for each of the axis's " + n + " elements; got " + times
                    + " along axis " + axis + " of " + self().type());
        }
        return self().take(Tensor.of(IntStream.range(0, n).flatMap(i -> IntStream.generate(() -> i).limit(times.get(i)))
                .toArray()), axis);
    }

    /** Each element so many times in a row, all along one axis. */
    default Expr repeat(int times) { return self().flatten().repeat(times, 0); }

    private void requireCounts(String operation, boolean holds, String got) {
        if (!holds) {
            throw new ShapeException(operation + ": counts must not be negative; got " + got + " for " + self().type());
        }
    }

    /** {@code y[i] = x[i + 1] − x[i]} along an axis, one shorter. */
    default Expr diff(int axis) {
        int n = self().shape().dim(self().shape().axis("diff", axis));
        return self().slice(axis, Math.min(1, n), n).minus(self().slice(axis, 0, Math.max(0, n - 1)));
    }

    /** The n-th differences along an axis. */
    default Expr diff(int order, int axis) {
        if (order < 0) {
            throw new ShapeException("diff: the order must not be negative; got " + order + " for " + self().type());
        }
        int at = self().shape().axis("diff", axis);
        Expr y = self();
        // where nothing is left, there are no more differences
        for (int i = 0; i < order && y.shape().dim(at) > 0; i++) {
            y = y.diff(at);
        }
        return y;
    }

    // ---- borders ----

    /** The outermost elements repeated: {@code low[i]} times before and {@code high[i]} times after along axis i. */
    default Expr padEdge(Ints low, Ints high) {
        Given.arguments("padEdge", low, high);
        return bordered("padEdge", Integer.MAX_VALUE, low, high, (x, axis, n, before, after) -> Array.of(
                x.slice(axis, 0, 1).repeat(before, axis), x, x.slice(axis, n - 1, n).repeat(after, axis)));
    }

    /** The elements mirrored at the outermost ones, which are not repeated: at most n − 1 on each side. */
    default Expr padReflect(Ints low, Ints high) {
        Given.arguments("padReflect", low, high);
        return bordered("padReflect", -1, low, high, (x, axis, n, before, after) -> Array.of(
                x.slice(axis, Math.min(1, n), before + 1).flip(axis), x, x.slice(axis, n - 1 - after, n - 1).flip(axis)));
    }

    /** The elements mirrored at the borders, the outermost ones repeated: at most n on each side. */
    default Expr padSymmetric(Ints low, Ints high) {
        Given.arguments("padSymmetric", low, high);
        return bordered("padSymmetric", 0, low, high, (x, axis, n, before, after) -> Array.of(
                x.slice(axis, 0, before).flip(axis), x, x.slice(axis, n - after, n).flip(axis)));
    }

    /** The elements over and over, as on a circle. */
    default Expr padCircular(Ints low, Ints high) {
        Given.arguments("padCircular", low, high);
        return bordered("padCircular", Integer.MAX_VALUE, low, high, (x, axis, n, before, after) ->
                Array.of(x.slice(axis, n - before % n, n),
                        x.tile(Ints.fill(x.rank(), 1).with(axis, before / n + 1 + after / n).toArray()),
                        x.slice(axis, 0, after % n)));
    }

    /**
     * Longer along each axis; at most {@code n + beyond} more on each side.
     *
     * @param border what stands along an axis: of x, the axis, its length n, and how many more elements are before and after
     */
    private Expr bordered(String operation, int beyond, Ints low, Ints high,
            Function5<Expr, Integer, Integer, Integer, Integer, Seq<Expr>> border) {
        Expr result = self();
        if (low.size() != result.rank() || high.size() != result.rank() || !low.concat(high).forAll(c -> c >= 0)) {
            throw new ShapeException(operation + ": requires counts ≥ 0 for every axis; got low " + low + ", high " + high
                    + " for " + result.type());
        }
        for (int axis = 0; axis < low.size(); axis++) {
            int n = result.shape().dim(axis);
            int most = Math.max(low.get(axis), high.get(axis));
            if (most == 0) {
                continue;
            }
            if (n == 0) {
                throw new ShapeException(operation + ": an empty axis has nothing to repeat; got axis " + axis + " of "
                        + self().type());
            }
            if (most > (long) n + beyond) {
                throw new ShapeException(operation + ": can mirror at most " + (beyond == 0 ? "length" : "length − 1")
                        + " elements; got " + low
                        + " and " + high + " for " + self().type());
            }
            int at = axis;
            result = Movements.concatenate(axis, border.apply(result, axis, n, low.get(axis), high.get(axis))
                    .filter(x -> x.shape().dim(at) > 0));
        }
        return result;
    }

    // ---- windows ----

    /** All windows over the last axes, one for each size given: see {@link Windows}. */
    default Expr windows(Ints size, Ints stride, Ints dilation) {
        Given.arguments("windows", size, stride, dilation);
        return Expr.apply(new Windows(size, stride, dilation), self());
    }

    /**
     * The windows of a size, every {@code step} positions along an axis: {@code y[…, o, …, j] = x[…, o·step + j, …]} (torch's
     * unfold).
     */
    default Expr unfold(int axis, int size, int step) {
        int a = self().shape().axis("unfold", axis);
        if (size < 1 || step < 1 || size > self().shape().dim(a)) {
            throw new ShapeException("unfold: requires a step ≥ 1 and a size from 1 to the axis's length; got size " + size
                    + ", step " + step
                    + " along axis " + axis + " of " + self().type());
        }
        return self().moveAxis(a, -1).windows(Ints.of(size), Ints.of(step), Ints.of(1)).moveAxis(-2, a);
    }

    /**
     * The patches that a convolution sees, each a column: {@code [N, C, n…]} to {@code [N, C·k…, o…]} with the kernel's
     * positions flattened after the channels, and the patches' along the last axis; with zeros outside.
     *
     * @param kernel how long a patch is, per spatial axis
     * @param padding zeros on both sides, per spatial axis
     */
    default Expr im2col(Ints kernel, Ints stride, Ints padding, Ints dilation) {
        Given.arguments("im2col", kernel, stride, padding, dilation);
        requireImage("im2col", kernel.size() + 2, kernel, stride, padding, dilation);
        int k = kernel.size();
        Ints around = Ints.of(0, 0).concat(padding);
        Expr padded = padding.forAll(p -> p == 0) ? self() : self().pad(around, around);
        Expr windows = padded.windows(kernel, stride, dilation);
        Ints order = Ints.of(0, 1).concat(Ints.range(k + 2, 2 * k + 2)).concat(Ints.range(2, k + 2));
        Shape shape = windows.shape();
        int positions = new Shape(shape.dims().slice(2, k + 2)).count("im2col");
        return windows.permute(order.toArray()).reshape(shape.dim(0), new Shape(kernel.prepend(shape.dim(1))).count("im2col"),
                positions);
    }

    /**
     * Patches added back where {@link #im2col} read them, overlapping ones adding up: its transpose, torch's fold.
     *
     * @param to the spatial lengths n… of the result
     */
    default Expr col2im(Ints to, Ints kernel, Ints stride, Ints padding, Ints dilation) {
        Given.arguments("col2im", to, kernel, stride, padding, dilation);
        requireImage("col2im", 3, kernel, stride, padding, dilation);
        int k = kernel.size();
        int patch = new Shape(kernel).count("col2im");
        Windows windows = new Windows(kernel, stride, dilation);
        if (to.size() != k || patch == 0 || self().shape().dim(1) % patch != 0) {
            throw new ShapeException("col2im: requires patches [N, C·" + patch + ", positions] and " + k + " lengths; got "
                    + self().type() + " to " + to);
        }
        Ints padded = Ints.tabulate(k, i -> Shape.length("col2im", to.get(i) + 2L * padding.get(i), to));
        Ints counts = Ints.tabulate(k, i -> windows.count(i, padded.get(i)));
        int n = self().shape().dim(0);
        int channels = self().shape().dim(1) / patch;
        if (new Shape(counts).size() != self().shape().dim(2)) {
            throw new ShapeException("col2im: lengths " + to + " have " + new Shape(counts).size() + " patches; got "
                    + self().type());
        }
        Ints order = Ints.of(0, 1).concat(Ints.range(k + 2, 2 * k + 2)).concat(Ints.range(2, k + 2));
        Expr split = self().reshape(new Shape(Ints.of(n, channels).concat(kernel).concat(counts))).permute(order.toArray());
        Expr image = Expr.apply(new Fold(padded, windows), split);
        for (int i = 0; i < k; i++) {
            image = padding.get(i) == 0 ? image : image.slice(i + 2, padding.get(i), padding.get(i) + to.get(i));
        }
        return image;
    }

    private void requireImage(String operation, int rank, Ints kernel, Ints stride, Ints padding, Ints dilation) {
        int k = kernel.size();
        if (self().rank() != rank || stride.size() != k || padding.size() != k || dilation.size() != k
                || !padding.forAll(p -> p >= 0)) {
            throw new ShapeException(operation + ": requires a batch of images and a kernel length, stride, padding ≥ 0 and "
                    + "dilation for each spatial axis; got "
                    + self().type() + ", " + kernel + ", " + stride + ", " + padding + " and " + dilation);
        }
    }

    // ---- several ----

    /** Each brought to the shape that all broadcast to. */
    static Seq<Expr> broadcast(Seq<? extends Expr> parts) {
        Given.arguments("broadcast", parts);
        Shape common = parts.foldLeft(Shape.SCALAR, (shape, x) -> Broadcasting.common("broadcastArrays", shape, x.shape()));
        return parts.map(x -> x.broadcastTo(common));
    }

    /**
     * The coordinates of a grid's points: of k vectors, the i-th result is the i-th vector along axis i and constant along
     * the others.
     */
    static Seq<Expr> meshgrid(Seq<? extends Expr> vectors) {
        Given.arguments("meshgrid", vectors);
        if (!vectors.forAll(v -> v.rank() <= 1)) {
            throw new ShapeException("meshgrid: requires vectors; got "
                    + vectors.map(v -> v.type().toString()).mkString(" and "));
        }
        Shape grid = new Shape(Ints.from(vectors.map(v -> v.shape().count("meshgrid"))));
        return Array.ofAll(vectors).zipWithIndex((v, i) -> v.reshape(new Shape(Ints.fill(grid.rank(), 1).with(i, grid.dim(i))))
                .broadcastTo(grid));
    }

    /** {@link #meshgrid} with the first two axes of the grid swapped, as x and y are drawn: NumPy's default. */
    static Seq<Expr> meshgridXy(Seq<? extends Expr> vectors) {
        Given.arguments("meshgridXy", vectors);
        Seq<Expr> grid = meshgrid(vectors);
        return vectors.size() < 2 ? grid : grid.map(x -> x.swapAxes(0, 1));
    }
}
