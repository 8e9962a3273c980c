package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import io.vavr.collection.Array;

/** What picks elements by position, puts them there, or puts them in order. Negative positions count from the end. */
final class IndexingOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("Gather", c -> gather(c.x(), c.y(), c.axis("axis", 0, c.x().rank()))),
            one("GatherElements", c -> c.x().takeAlongAxis(c.y(), c.axis("axis", 0, c.x().rank()))),
            one("GatherND", IndexingOperators::gatherNd),
            one("ScatterElements", IndexingOperators::scatterElements),
            one("Scatter", IndexingOperators::scatterElements),
            one("ScatterND", IndexingOperators::scatterNd),
            one("OneHot", IndexingOperators::oneHot).knowing(1),
            several("TopK", IndexingOperators::topK).knowing(1),
            one("Compress", IndexingOperators::compress).knowing(1));

    private IndexingOperators() {}

    private static Expr gather(Expr x, Expr indices, int axis) {
        // one known position is a slice, which reads better than an index
        if (indices instanceof Tensor at && at.rank() == 0 && at.dtype().isInteger()) {
            int n = x.shape().dim(axis);
            long i = at.toLong();
            if (i >= -n && i < n) {
                int from = (int) (i < 0 ? i + n : i);
                return x.slice(axis, from, from + 1).squeeze(axis);
            }
        }
        return x.take(indices, axis);
    }

    /** The last axis of the indices holds positions along several axes, which become one position along all of them. */
    private static Expr gatherNd(NodeCall c) {
        Expr x = c.x();
        int batch = c.integer("batch_dims", 0);
        Ints dims = x.shape().dims();
        Expr indices = c.y();
        int k = indices.shape().dim(indices.rank() - 1);
        if (batch < 0 || batch + k > x.rank()) {
            throw c.refused("an index must have at most " + (x.rank() - batch) + " positions for " + x.type() + "; got " + k);
        }
        Expr flat = x.reshape(ShapeOperators.shape(dims.take(batch).append((int) new Shape(dims.slice(batch, batch + k)).size())
                .concat(dims.drop(batch + k))));
        return Expr.apply(new Take(batch, batch), flat, position(indices, dims.slice(batch, batch + k)));
    }

    /** From positions along each axis of so many elements, in the last axis, to one along all. */
    private static Expr position(Expr indices, Ints dims) {
        int last = indices.rank() - 1;
        if (dims.size() == 1) {
            return indices.squeeze(last);
        }
        Expr wide = indices.cast(DType.I64);
        Expr n = Tensor.of(dims.stream().asLongStream().toArray());
        Expr strides = Tensor.of(new Shape(dims).strides().stream().asLongStream().toArray());
        return wide.lt(0).where(wide.plus(n), wide).times(strides).sum(last);
    }

    private static Expr scatterElements(NodeCall c) {
        Expr x = c.x();
        int axis = c.axis("axis", 0, x.rank());
        Expr indices = c.y();
        Expr updates = c.input(2);
        return switch (c.text("reduction", "none")) {
            case "none" -> x.scatter(Scatter.Kind.SET, indices, updates, axis);
            case "add" -> x.scatterAdd(indices, updates, axis);
            case "mul" -> x.scatter(Scatter.Kind.MULTIPLY, indices, updates, axis);
            case "min" -> x.scatter(Scatter.Kind.MIN, indices, updates, axis);
            case "max" -> x.scatter(Scatter.Kind.MAX, indices, updates, axis);
            default -> throw c.refused("the reduction must be none, add, mul, min or max; got " + c.text("reduction", ""));
        };
    }

    private static Expr scatterNd(NodeCall c) {
        Expr x = c.x();
        Expr indices = c.y();
        int k = indices.shape().dim(indices.rank() - 1);
        if (k > x.rank()) {
            throw c.refused("an index must have at most " + x.rank() + " positions for " + x.type() + "; got " + k);
        }
        Ints dims = x.shape().dims();
        Ints rest = dims.drop(k);
        Expr flat = x.reshape(ShapeOperators.shape(Ints.of((int) new Shape(dims.take(k)).size()).concat(rest)));
        Expr at = position(indices, dims.take(k)).reshape(-1);
        Expr updates = c.input(2).reshape(new Shape(Ints.of(at.shape().dim(0)).concat(rest)));
        Expr written = switch (c.text("reduction", "none")) {
            case "none" -> Expr.apply(new Scatter(Scatter.Kind.SET, 0, 0), flat, at, updates);
            case "add" -> Expr.apply(new ScatterAdd(0, 0), flat, at, updates);
            case "mul" -> Expr.apply(new Scatter(Scatter.Kind.MULTIPLY, 0, 0), flat, at, updates);
            case "min" -> Expr.apply(new Scatter(Scatter.Kind.MIN, 0, 0), flat, at, updates);
            case "max" -> Expr.apply(new Scatter(Scatter.Kind.MAX, 0, 0), flat, at, updates);
            default -> throw c.refused("the reduction must be none, add, mul, min or max; got " + c.text("reduction", ""));
        };
        return written.reshape(x.shape());
    }

    private static Expr oneHot(NodeCall c) {
        int classes = (int) c.knownNumber(1);
        Expr values = c.input(2);
        Expr indices = c.x().cast(DType.I64);
        Expr positive = indices.lt(0).where(indices.plus(classes), indices);
        Expr hot = positive.oneHot(classes, DType.BOOL);
        return hot.where(values.get(1), values.get(0)).moveAxis(-1, c.axis("axis", -1, hot.rank()));
    }

    private static Array<Expr> topK(NodeCall c) {
        Expr x = c.x();
        int k = c.optional(1).isDefined() ? c.knownInt(1) : c.integer("k", 1);
        int axis = c.axis("axis", -1, x.rank());
        Expr places = x.argsort(axis, c.whole("largest", 1) != 0).slice(axis, 0, Math.clamp(k, 0, x.shape().dim(axis)));
        return Array.of(x.takeAlongAxis(places, axis), places.cast(DType.I64));
    }

    private static Expr compress(NodeCall c) {
        boolean[] keep = c.known(1).booleans();
        long[] places = java.util.stream.IntStream.range(0, keep.length).filter(i -> keep[i]).asLongStream().toArray();
        Expr x = c.has("axis") ? c.x() : c.x().flatten();
        return x.take(Tensor.of(places), c.has("axis") ? c.axis("axis", 0, x.rank()) : 0);
    }
}
