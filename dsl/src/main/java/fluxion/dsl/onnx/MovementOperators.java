package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Pad;
import fluxion.core.op.Take;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** What moves elements: reshaping, reordering, cutting, joining, padding. */
final class MovementOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("Reshape", MovementOperators::reshape).knowing(1),
            one("Flatten", MovementOperators::flatten),
            one("Squeeze", MovementOperators::squeeze).knowing(1),
            one("Unsqueeze", c -> c.x().expandDims(c.knownInts(1, "axes").getOrElse(Ints.empty()).toArray())).knowing(1),
            one("Transpose", c -> c.ints("perm").map(p -> p.isIdentity() ? c.x() : c.x().permute(p.toArray()))
                    .getOrElse(() -> c.x().transpose())),
            one("Concat", c -> Movements.concatenate(c.axis("axis", 1, c.x().rank()), c.all())),
            several("Split", MovementOperators::split).knowing(1),
            one("Slice", MovementOperators::slice).knowing(1, 2, 3, 4),
            one("Pad", MovementOperators::pad).knowing(1, 3),
            one("Expand", MovementOperators::expand).knowing(1),
            one("Tile", c -> c.x().tile(c.knownInts(1).toArray())).knowing(1),
            one("DepthToSpace", MovementOperators::depthToSpace),
            one("SpaceToDepth", MovementOperators::spaceToDepth),
            one("ReverseSequence", MovementOperators::reverseSequence).knowing(1),
            one("Trilu", c -> trilu(c.x(), c.optionalKnown(1).map(NodeCall::number).getOrElse(0.0).intValue(),
                    c.whole("upper", 1) != 0)).knowing(1),
            one("CenterCropPad", MovementOperators::centerCropPad).knowing(1));

    private MovementOperators() {}

    /** 0 stands for the length that there is, unless it may be one itself. */
    private static Expr reshape(NodeCall c) {
        Expr x = c.x();
        Ints wanted = c.knownInts(1, "shape").getOrElse(Ints.empty());
        boolean literal = c.flag("allowzero");
        Ints dims = Ints.tabulate(wanted.size(), i -> wanted.get(i) != 0 || literal ? wanted.get(i) : x.shape().dim(i));
        if (dims.contains(-1) && x.shape().size() == 0) {
            long others = new Shape(dims.filter(d -> d != -1)).size();
            return x.reshape(dims.map(d -> d == -1 ? others == 0 ? 0 : (int) (x.shape().size() / others) : d).toArray());
        }
        return x.reshape(dims.toArray());
    }

    private static Expr flatten(NodeCall c) {
        Expr x = c.x();
        int axis = c.integer("axis", 1);
        int at = axis == x.rank() ? axis : c.axis(axis, Math.max(1, x.rank()));
        Ints dims = x.shape().dims();
        return x.reshape(new Shape(dims.take(at)).count("Flatten"), new Shape(dims.drop(at)).count("Flatten"));
    }

    private static Expr squeeze(NodeCall c) {
        Option<Ints> axes = c.knownInts(1, "axes");
        return axes.map(a -> a.isEmpty() ? c.x() : c.x().squeeze(a.toArray())).getOrElse(() -> c.x().squeeze());
    }

    /** Into equal parts, the last of which may be shorter, or parts of lengths that are given. */
    private static Array<Expr> split(NodeCall c) {
        Expr x = c.x();
        int axis = c.axis("axis", 0, x.rank());
        int n = x.shape().dim(axis);
        Ints lengths = c.knownInts(1, "split").getOrElse(() -> {
            int parts = c.integer("num_outputs", c.outputs());
            if (parts < 1 || parts != c.outputs()) {
                throw c.refused("there must be as many parts as outputs; got " + parts + " and " + c.outputs());
            }
            int each = (n + parts - 1) / parts;
            return Ints.tabulate(parts, i -> Math.clamp(n - i * (long) each, 0, each));
        });
        if (lengths.size() > c.outputs()) {
            throw c.refused("there must be as many parts as outputs; got " + lengths.size() + " and " + c.outputs());
        }
        if (lengths.stream().asLongStream().sum() != n) {
            throw c.refused("the parts must have " + n + " elements in all; got " + lengths);
        }
        int at = 0;
        Array<Expr> parts = Array.empty();
        for (int length : lengths) {
            parts = parts.append(x.slice(axis, at, at + length));
            at += length;
        }
        return parts;
    }

    // ---- cutting and padding ----------------------------------------------------------------------------------------

    private static Expr slice(NodeCall c) {
        Expr x = c.x();
        Ints starts = c.knownInts(1, "starts").getOrElse(Ints.empty());
        Ints ends = c.knownInts(2, "ends").getOrElse(Ints.empty());
        Ints axes = c.axes(c.knownInts(3, "axes").getOrElse(() -> Ints.range(0, starts.size())), x.rank());
        Ints steps = c.optional(4).map(_ -> c.knownInts(4)).getOrElse(() -> Ints.fill(starts.size(), 1));
        if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
            throw c.refused("starts, ends, axes and steps must be equally many; got " + starts.size() + ", " + ends.size() + ", "
                    + axes.size() + " and " + steps.size());
        }
        Expr y = x;
        for (int i = 0; i < starts.size(); i++) {
            y = slice(c, y, axes.get(i), starts.get(i), ends.get(i), steps.get(i));
        }
        return y;
    }

    private static Expr slice(NodeCall c, Expr x, int axis, int start, int end, int step) {
        int n = x.shape().dim(axis);
        long from = start < 0 ? start + (long) n : start;
        long to = end < 0 ? end + (long) n : end;
        if (step > 0) {
            int low = Math.clamp(from, 0, n);
            int high = Math.max(low, Math.clamp(to, 0, n));
            return low == 0 && high == n && step == 1 ? x : x.slice(axis, low, high, step);
        }
        if (step == 0) {
            throw c.refused("a step must not be 0");
        }
        int high = Math.clamp(from, -1, n - 1);
        int low = Math.clamp(to, -1, n - 1);
        // positions high, high + step, … above low, as those from n − 1 − high on of the reverse
        return high <= low ? x.slice(axis, 0, 0)
                : x.flip(axis).slice(axis, n - 1 - high, n - 1 - low, step == Integer.MIN_VALUE ? Integer.MAX_VALUE : -step);
    }

    private static Expr pad(NodeCall c) {
        Expr x = c.x();
        Ints pads = c.knownInts(1, "pads").getOrElse(Ints.empty());
        Ints axes = c.optional(3).map(_ -> c.axes(c.knownInts(3), x.rank())).getOrElse(() -> Ints.range(0, x.rank()));
        if (pads.size() != 2 * axes.size()) {
            throw c.refused("there must be two numbers for each axis; got " + pads);
        }
        Ints low = Ints.fill(x.rank(), 0);
        Ints high = low;
        Expr cut = x;
        for (int i = 0; i < axes.size(); i++) {
            int before = pads.get(i);
            int after = pads.get(i + axes.size());
            int axis = axes.get(i);
            if (before < 0 || after < 0) { // cuts off
                int n = cut.shape().dim(axis);
                cut = cut.slice(axis, Math.max(0, -before), Math.max(Math.max(0, -before), n - Math.max(0, -after)));
            }
            low = low.with(axis, Math.max(0, before));
            high = high.with(axis, Math.max(0, after));
        }
        if (low.concat(high).forAll(p -> p == 0)) {
            return cut;
        }
        return switch (c.text("mode", "constant")) {
            case "constant" -> Expr.apply(new Pad(low, high, Ints.fill(x.rank(), 0)), cut, number(c, x.dtype()));
            case "reflect" -> cut.padReflect(low, high);
            case "edge" -> cut.padEdge(low, high);
            case "wrap" -> cut.padCircular(low, high);
            default -> throw c.refused("the mode must be constant, reflect, edge or wrap; got " + c.text("mode", ""));
        };
    }

    private static Expr number(NodeCall c, DType dtype) {
        Expr zero = Literal.zeros(TensorType.scalar(dtype));
        return c.opset() < 11 ? Tensor.number(dtype, c.number("value", 0))
                : c.optional(2).map(value -> value.reshape(Shape.SCALAR).cast(dtype)).getOrElse(zero);
    }

    /** Both ways: lengths of one are repeated, in the value and in the shape. */
    private static Expr expand(NodeCall c) {
        Expr x = c.x();
        Shape to = ShapeOperators.shape(c.knownInts(1));
        int rank = Math.max(x.rank(), to.rank());
        Ints dims = Ints.tabulate(rank, i -> {
            int m = i - rank + x.rank() < 0 ? 1 : x.shape().dim(i - rank + x.rank());
            int n = i - rank + to.rank() < 0 ? 1 : to.dim(i - rank + to.rank());
            return n == 1 ? m : n;
        });
        return x.broadcastTo(ShapeOperators.shape(dims));
    }

    private static Expr centerCropPad(NodeCall c) {
        Expr x = c.x();
        Ints axes = c.axes(c.ints("axes").getOrElse(() -> Ints.range(0, x.rank())), x.rank());
        Ints lengths = c.knownInts(1);
        Expr y = x;
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            int n = x.shape().dim(axis);
            int wanted = lengths.get(i);
            if (wanted < n) {
                int from = (n - wanted) / 2;
                y = y.slice(axis, from, from + wanted);
            } else if (wanted > n) {
                int before = (wanted - n) / 2;
                Ints none = Ints.fill(x.rank(), 0);
                y = y.pad(none.with(axis, before), none.with(axis, wanted - n - before));
            }
        }
        return y;
    }

    // ---- rearranging ------------------------------------------------------------------------------------------------

    private static Expr depthToSpace(NodeCall c) {
        Expr x = c.x();
        int b = block(c, x);
        int n = x.shape().dim(0);
        int h = x.shape().dim(2);
        int w = x.shape().dim(3);
        int channels = x.shape().dim(1) / (b * b);
        return c.text("mode", "DCR").equals("DCR")
                ? x.reshape(n, b, b, channels, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, channels, h * b, w * b)
                : x.reshape(n, channels, b, b, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, channels, h * b, w * b);
    }

    private static int block(NodeCall c, Expr x) {
        int b = c.integer("blocksize", 0);
        if (b < 1 || b > 1 << 15 || x.rank() != 4) {
            throw c.refused("requires [N, C, H, W] and a block size of at least 1; got " + x.type() + " and " + b);
        }
        return b;
    }

    private static Expr spaceToDepth(NodeCall c) {
        Expr x = c.x();
        int b = block(c, x);
        int n = x.shape().dim(0);
        int channels = x.shape().dim(1);
        int h = x.shape().dim(2) / b;
        int w = x.shape().dim(3) / b;
        Expr split = x.reshape(n, channels, h, b, w, b);
        return (c.text("mode", "DCR").equals("DCR") ? split.permute(0, 3, 5, 1, 2, 4) : split.permute(0, 1, 3, 5, 2, 4))
                .reshape(n, channels * b * b, h, w);
    }

    /** Each example's first elements in time turned round, so many as its length says. */
    private static Expr reverseSequence(NodeCall c) {
        Expr x = c.x();
        int batch = c.axis("batch_axis", 1, x.rank());
        int time = c.axis("time_axis", 0, x.rank());
        int n = x.shape().dim(time);
        long[] lengths = c.knownLongs(1);
        int[] places = new int[lengths.length * n];
        for (int b = 0; b < lengths.length; b++) {
            for (int t = 0; t < n; t++) {
                places[b * n + t] = t < lengths[b] ? (int) lengths[b] - 1 - t : t;
            }
        }
        Ints rest = Ints.range(0, x.rank()).without(Ints.of(batch, time));
        Ints order = Ints.of(batch, time).concat(rest);
        Expr turned = x.permute(order.toArray());
        Expr indices = Tensor.of(Shape.of(lengths.length, n), places);
        Expr taken = Expr.apply(new Take(1, 1), turned, indices);
        return taken.permute(order.inverse().toArray());
    }

    static Expr trilu(Expr x, int k, boolean upper) {
        if (x.dtype() == DType.BOOL) {
            Expr ones = upper ? x.cast(DType.I32).triu(k) : x.cast(DType.I32).tril(k);
            return ones.ne(0);
        }
        return upper ? x.triu(k) : x.tril(k);
    }
}
