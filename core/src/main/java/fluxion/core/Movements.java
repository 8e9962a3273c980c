package fluxion.core;

import fluxion.core.op.Concatenate;
import fluxion.core.op.Flip;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The verbs that move elements: reshaping, reordering, cutting, joining. Negative axes count from the end. */
public sealed interface Movements permits Expr {
    /** This expression. */
    Expr self();

    /** The same elements in another shape; one length may be −1, inferred from the others. */
    default Expr reshape(int... dims) {
        Given.arguments("reshape", (Object) dims);
        Shape shape = self().shape();
        Ints wanted = Ints.of(dims);
        long unknown = wanted.stream().filter(d -> d == -1).count();
        if (unknown > 1 || !wanted.forAll(d -> d >= -1)) {
            throw new ShapeException("reshape: lengths must not be negative, but for one −1; got " + wanted);
        }
        if (unknown == 0) {
            return reshape(Shape.of(dims));
        }
        long known = new Shape(wanted.filter(d -> d >= 0)).size();
        if (known == 0 || shape.size() % known != 0) {
            throw new ShapeException("reshape: the length −1 must come out whole; got " + self().type() + " to " + wanted);
        }
        return reshape(new Shape(wanted.map(d -> d == -1 ? Shape.length("reshape", shape.size() / known, self().type()) : d)));
    }

    /** The same elements in another shape; itself where it has it. */
    default Expr reshape(Shape to) {
        Given.arguments("reshape", to);
        return self().shape().equals(to) ? self() : Expr.apply(new Reshape(to), self());
    }

    /** All elements along one axis. */
    default Expr flatten() { return reshape(-1); }

    /** The axes in another order: axis i of the result is axis {@code permutation[i]}. */
    default Expr permute(int... permutation) {
        Given.arguments("permute", (Object) permutation);
        Shape shape = self().shape();
        boolean inRange = Ints.of(permutation).forAll(a -> a >= -shape.rank() && a < shape.rank());
        return Expr.apply(new Permute(inRange ? Ints.of(permutation).map(a -> shape.axis("permute", a)) : Ints.of(permutation)),
                self());
    }

    /** All axes in reverse order. */
    default Expr transpose() { return permute(Ints.range(0, self().rank()).reverse().toArray()); }

    /** The transposed matrices: the last two axes swapped. */
    default Expr t() {
        if (self().rank() < 2) {
            throw new ShapeException("t: requires at least two axes; got " + self().type()
                    + "; a vector has no transpose (outer and dot take vectors)");
        }
        return swapAxes(-2, -1);
    }

    /** Two axes swapped. */
    default Expr swapAxes(int one, int other) {
        int a = self().shape().axis("swapAxes", one);
        int b = self().shape().axis("swapAxes", other);
        return permute(Ints.range(0, self().rank()).with(a, b).with(b, a).toArray());
    }

    /** One axis moved to another place, the others keeping their order; itself where the axis is there. */
    default Expr moveAxis(int source, int destination) {
        int from = self().shape().axis("moveAxis", source);
        int to = self().shape().axis("moveAxis", destination);
        return from == to ? self() : permute(Ints.range(0, self().rank()).without(Ints.of(from)).insert(to, from).toArray());
    }

    /** Without the given axes, each of length one; without all such axes where none are given. */
    default Expr squeeze(int... axes) {
        Given.arguments("squeeze", (Object) axes);
        Shape shape = self().shape();
        Ints gone = axes.length == 0 ? Ints.range(0, shape.rank()).filter(i -> shape.dim(i) == 1) : shape.axes("squeeze", axes);
        if (!gone.forAll(i -> shape.dim(i) == 1)) {
            throw new ShapeException("squeeze: the axes must have length one; got axes " + Ints.of(axes) + " of "
                    + self().type());
        }
        return reshape(shape.without(gone));
    }

    /** With new axes of length one; the numbers are those of the result's axes. */
    default Expr expandDims(int... axes) {
        Given.arguments("expandDims", (Object) axes);
        int rank = self().rank() + axes.length;
        Ints added = new Shape(Ints.fill(rank, 1)).axes("expandDims", axes);
        Ints dims = self().shape().dims();
        for (int axis : added.sorted()) {
            dims = dims.insert(axis, 1);
        }
        return reshape(new Shape(dims));
    }

    /** Repeated to a shape: axes aligned from the last, missing ones and those of length one repeated. */
    default Expr broadcastTo(Shape to) {
        Given.arguments("broadcastTo", to);
        Broadcasting.requireBroadcastable("broadcastTo", self().shape(), to);
        return Broadcasting.broadcast(self(), to);
    }

    /** Repeated to a shape. */
    default Expr broadcastTo(int... dims) { Given.arguments("broadcastTo", (Object) dims); return broadcastTo(Shape.of(dims)); }

    /** Positions start to stop (exclusive) along one axis; negative ones count from the end. */
    default Expr slice(int axis, int start, int stop) { return slice(axis, start, stop, 1); }

    /** Every step-th position from start to stop (exclusive) along one axis; negative positions count from the end. */
    default Expr slice(int axis, int start, int stop, int step) {
        Shape shape = self().shape();
        int a = shape.axis("slice", axis);
        int n = shape.dim(a);
        int from = start < 0 ? start + n : start;
        int to = stop < 0 ? stop + n : stop;
        if (from < 0 || to > n || from > to || step < 1) {
            throw new ShapeException("slice: requires 0 ≤ start ≤ stop ≤ " + n + " and step ≥ 1 (flip reverses); got " + start
                    + ":" + stop + ":"
                    + step + " on axis " + axis + " of " + self().type());
        }
        return Expr.apply(new Slice(Ints.fill(shape.rank(), 0).with(a, from), shape.dims().with(a, to),
                Ints.fill(shape.rank(), 1).with(a, step)), self());
    }

    /** The sub-tensor at positions along the leading axes, which it does not have; negative ones count from the end. */
    default Expr get(int... positions) {
        Given.arguments("get", (Object) positions);
        Shape shape = self().shape();
        if (positions.length > shape.rank()) {
            throw new ShapeException("get: takes at most " + shape.rank() + " positions; got " + Ints.of(positions) + " for "
                    + self().type());
        }
        Ints start = Ints.tabulate(positions.length, i -> {
            int n = shape.dim(i);
            if (positions[i] < -n || positions[i] >= n) {
                throw new ShapeException("get: position must be from " + -n + " to " + (n - 1) + "; got " + positions[i]
                        + " on axis " + i + " of " + self().type());
            }
            return positions[i] < 0 ? positions[i] + n : positions[i];
        });
        int rest = shape.rank() - positions.length;
        Expr cut = Expr.apply(new Slice(start.concat(Ints.fill(rest, 0)),
                start.map(i -> i + 1).concat(shape.dims().drop(positions.length)),
                Ints.fill(shape.rank(), 1)), self());
        return cut.reshape(new Shape(shape.dims().drop(positions.length)));
    }

    /** Zeros around: {@code low[i]} before and {@code high[i]} after along axis i. */
    default Expr pad(Ints low, Ints high) { Given.arguments("pad", low, high); return pad(low, high, 0); }

    /** A constant around: {@code low[i]} before and {@code high[i]} after along axis i. */
    default Expr pad(Ints low, Ints high, Number value) {
        Given.arguments("pad", low, high, value);
        Expr number = self().dtype() == DType.BOOL ? Tensor.of(value.doubleValue() != 0) : Tensor.number(self().dtype(), value);
        return Expr.apply(new Pad(low, high, Ints.fill(self().rank(), 0)), self(), number);
    }

    /** In reverse order along the axes; along all where none are given. */
    default Expr flip(int... axes) {
        Given.arguments("flip", (Object) axes);
        Shape shape = self().shape();
        return Expr.apply(new Flip(axes.length == 0 ? Ints.range(0, shape.rank()) : shape.axes("flip", axes).sorted()), self());
    }

    /** One after the other along an axis; dtypes are promoted. */
    static Expr concatenate(int axis, Seq<? extends Expr> parts) {
        Given.arguments("concatenate", parts);
        if (parts.isEmpty()) {
            throw new ShapeException("concatenate: requires at least one tensor; got none");
        }
        Seq<Expr> operands = Broadcasting.promote(Seq.narrow(parts));
        return Apply.of(new Concatenate(operands.get(0).shape().axis("concatenate", axis)), operands);
    }

    /** Side by side along a new axis; dtypes are promoted. */
    static Expr stack(int axis, Seq<? extends Expr> parts) {
        Given.arguments("stack", parts);
        if (parts.isEmpty()) {
            throw new ShapeException("stack: requires at least one tensor; got none");
        }
        Shape shape = parts.get(0).shape();
        if (!parts.forAll(p -> p.shape().equals(shape))) {
            throw new ShapeException("stack: shapes must agree; got " + parts.map(p -> p.type().toString()).mkString(" and "));
        }
        return concatenate(axis, parts.map(p -> p.expandDims(axis)));
    }

    /** Cut into equal parts along an axis. */
    default Seq<Expr> split(int sections, int axis) {
        int n = self().shape().dim(self().shape().axis("split", axis));
        if (sections < 1 || n % sections != 0) {
            throw new ShapeException("split: the number of parts must divide the axis; got " + sections + " parts of axis " + axis
                    + " of " + self().type());
        }
        return splitAt(Ints.tabulate(sections - 1, i -> (i + 1) * (n / sections)), axis);
    }

    /** Cut before the given positions along an axis. */
    default Seq<Expr> splitAt(Ints positions, int axis) {
        Given.arguments("splitAt", positions);
        int n = self().shape().dim(self().shape().axis("split", axis));
        Ints bounds = positions.prepend(0).append(n);
        return Array.range(0, bounds.size() - 1).map(i -> slice(axis, bounds.get(i), bounds.get(i + 1)));
    }

    /** The whole repeated along each axis; missing leading axes are added. */
    default Expr tile(int... repetitions) {
        Given.arguments("tile", (Object) repetitions);
        Ints times = Ints.of(repetitions);
        int rank = Math.max(self().rank(), times.size());
        Ints counts = Ints.fill(rank - times.size(), 1).concat(times);
        Ints dims = Ints.fill(rank - self().rank(), 1).concat(self().shape().dims());
        if (!counts.forAll(c -> c >= 0)) {
            throw new ShapeException("tile: repetitions must not be negative; got " + times);
        }
        Ints split = Ints.empty();
        Ints single = Ints.empty();
        for (int i = 0; i < rank; i++) {
            split = split.append(counts.get(i)).append(dims.get(i));
            single = single.append(1).append(dims.get(i));
        }
        return reshape(new Shape(single)).broadcastTo(new Shape(split))
                .reshape(new Shape(Ints.tabulate(rank,
                i -> Shape.length("tile", counts.get(i) * (long) dims.get(i), self().type()))));
    }
}
