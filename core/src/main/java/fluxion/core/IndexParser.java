package fluxion.core;

import fluxion.core.Index.Ellipsis;
import fluxion.core.Index.NewAxis;
import fluxion.core.Index.Position;
import fluxion.core.Index.Range;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands between the brackets of {@code x[…]} into an {@link ResolvedIndex}. */
final class IndexParser {
    private IndexParser() {}

    /** Known masks become the arrays of the positions where they hold. */
    static Seq<Index> withoutMasks(String operation, Expr x, Seq<Index> indices) {
        int[] axis = {0};
        int named = consumed(indices);
        return indices.flatMap(index -> {
            int at = axis[0];
            axis[0] += index instanceof Ellipsis ? Math.max(0, x.rank() - named) : consumed(Array.of(index));
            if (!(index instanceof Tensor mask && mask.dtype() == DType.BOOL)) {
                return Array.of(index);
            }
            requireMask(operation, mask, x, at);
            return positions(mask);
        });
    }

    /** How many axes indices stand for, but for an ellipsis. */
    private static int consumed(Seq<Index> indices) {
        return indices.map(index -> switch (index) {
            case Position _, Range _ -> 1;
            case Ellipsis _, NewAxis _ -> 0;
            case Expr e -> e.dtype() == DType.BOOL ? e.rank() : 1;
        }).sum().intValue();
    }

    static void requireMask(String operation, Expr mask, Expr x, int axis) {
        Ints dims = mask.shape().dims();
        if (dims.isEmpty() || axis + dims.size() > x.rank() || !x.shape().dims().slice(axis, axis + dims.size()).equals(dims)) {
            throw new ShapeException(operation + ": a mask must have the lengths of the axes it stands for; got " + mask.type()
                    + " for " + x.type()
                    + (axis == 0 ? "" : " from axis " + axis + " on"));
        }
    }

    private static Seq<Index> positions(Tensor mask) {
        int rank = mask.rank();
        boolean[] holds = mask.booleans();
        int[] where = java.util.stream.IntStream.range(0, holds.length).filter(i -> holds[i]).toArray();
        int[] strides = mask.shape().strides().toArray();
        return Array.range(0, rank).map(d -> Tensor.of(Ints.of(where).map(i -> i / strides[d] % mask.shape().dim(d)).toArray()));
    }

    static ResolvedIndex resolve(String operation, Expr x, Seq<Index> given, OutOfRange policy) {
        Seq<Index> indices = withoutEllipsis(operation, x, given);
        int rank = x.rank();
        int[] low = new int[rank];
        int[] count = x.shape().dims().toArray();
        int[] step = Ints.fill(rank, 1).toArray();
        List<Integer> indexed = new ArrayList<>();
        List<Expr> arrays = new ArrayList<>();
        boolean any = given.exists(Expr.class::isInstance);
        boolean apart = any && areApart(given);
        Ints labels = apart ? Ints.of(ResolvedIndex.ARRAYS) : Ints.empty();
        int axis = 0;
        for (Index index : indices) {
            switch (index) {
                case Position(int at) -> {
                    low[axis] = position(operation, x, axis, at);
                    count[axis] = 1;
                    labels = any && !labels.contains(ResolvedIndex.ARRAYS) ? labels.append(ResolvedIndex.ARRAYS) : labels;
                    axis++;
                }
                case Range range -> {
                    range(operation, x, axis, range, low, count, step);
                    labels = labels.append(axis++);
                }
                case NewAxis _ -> labels = labels.append(ResolvedIndex.NEW);
                case Ellipsis _ -> throw new IllegalStateException("no ellipsis is left");
                case Expr array -> {
                    requireArray(operation, x, axis, array, policy);
                    indexed.add(axis++);
                    arrays.add(array);
                    labels = labels.contains(ResolvedIndex.ARRAYS) ? labels : labels.append(ResolvedIndex.ARRAYS);
                }
            }
        }
        return new ResolvedIndex(operation, x, policy, Ints.of(low), Ints.of(count), Ints.of(step), Ints.from(indexed),
                together(operation, arrays), labels);
    }

    private static Seq<Index> withoutEllipsis(String operation, Expr x, Seq<Index> given) {
        int named = consumed(given);
        if (named > x.rank() || given.count(Ellipsis.class::isInstance) > 1) {
            throw new ShapeException(operation + ": " + (named > x.rank() ? "takes at most " + x.rank() + " indices"
                    : "takes at most one ellipsis")
                    + "; got [" + given.map(IndexParser::text).mkString(", ") + "] for " + x.type());
        }
        Seq<Index> whole = Array.fill(x.rank() - named, () -> Range.ALL);
        return given.exists(Ellipsis.class::isInstance) ? given.flatMap(i -> i instanceof Ellipsis ? whole : Array.of(i))
                : given.appendAll(whole);
    }

    private static String text(Index index) {
        return index instanceof Expr e ? e.type().toString() : index.toString();
    }

    /** Whether anything but arrays and positions stands between arrays and positions. */
    private static boolean areApart(Seq<Index> given) {
        Seq<Boolean> advanced = given.map(i -> i instanceof Expr || i instanceof Position);
        int first = advanced.indexOf(true);
        int last = advanced.lastIndexOf(true);
        return advanced.slice(first, last + 1).contains(false);
    }

    private static int position(String operation, Expr x, int axis, int at) {
        int n = x.shape().dim(axis);
        if (at < -n || at >= n) {
            throw new ShapeException(operation + ": position must be "
                    + (n == 0 ? "absent, there are none" : "from " + -n + " to " + (n - 1)) + "; got " + at
                    + " on axis " + axis + " of " + x.type());
        }
        return at < 0 ? at + n : at;
    }

    private static void range(String operation, Expr x, int axis, Range range, int[] low, int[] count, int[] step) {
        int n = x.shape().dim(axis);
        boolean up = range.step() > 0;
        int from = range.start().map(s -> s < 0 ? s + n : s).getOrElse(up ? 0 : n - 1);
        int to = range.stop().map(s -> s < 0 ? s + n : s).getOrElse(up ? n : -1);
        boolean fits = up ? 0 <= from && from <= to && to <= n : -1 <= to && to <= from && from < n;
        if (!fits) {
            throw new ShapeException(operation + ": a range must lie within 0:" + n + (up ? "" : ", downwards") + "; got " + range
                    + " on axis " + axis + " of " + x.type());
        }
        int stride = Math.abs(range.step());
        count[axis] = (Math.abs(to - from) + stride - 1) / stride;
        low[axis] = up ? from : count[axis] == 0 ? 0 : from - (count[axis] - 1) * stride;
        step[axis] = count[axis] > 1 ? range.step() : 1;
    }

    private static void requireArray(String operation, Expr x, int axis, Expr array, OutOfRange policy) {
        if (!array.dtype().isInteger()) {
            throw new DTypeException(operation + ": an index must be integers, or bools as a mask; got " + array.type()
                    + " for axis " + axis + " of " + x.type());
        }
        if (policy == OutOfRange.REFUSE && array instanceof Tensor known) {
            // what is known is refused where it is written
            long n = x.shape().dim(axis);
            long[] values = known.dtype() == DType.I64 ? known.longs()
                    : java.util.Arrays.stream(known.ints()).asLongStream().toArray();
            for (long value : values) {
                if (value < -n || value >= n) {
                    throw new ShapeException(operation + ": index must be "
                            + (n == 0 ? "absent, there are none" : "from " + -n + " to " + (n - 1)) + "; got " + value
                            + " on axis " + axis + " of " + x.type() + ". clamped() and dropping() take any");
                }
            }
        }
    }

    /** The arrays in one dtype and shape. */
    private static Seq<Expr> together(String operation, List<Expr> arrays) {
        if (arrays.isEmpty()) {
            return Array.empty();
        }
        Seq<Expr> promoted = Broadcasting.promote(Array.ofAll(arrays));
        Shape shape = promoted.map(Expr::shape).reduce((a, b) -> Broadcasting.common(operation, a, b));
        return promoted.map(a -> Broadcasting.broadcast(a, shape));
    }
}
