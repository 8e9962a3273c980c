package fluxion.ops.indexing;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.Iota;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Take;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Blocks at computed positions and searching, by reading at positions axis by axis. */
public final class PlacePrograms {
    private PlacePrograms() {}

    /** The start along one axis, one number for each of the shared axes, clamped so that {@code size} elements fit. */
    private static Expr start(Expr starts, int batch, int axis, int length, int size) {
        return starts.slice(batch, axis, axis + 1).clip(0, length - size);
    }

    private static Expr count(TensorType like, int n) {
        return Expr.apply(new Iota(new TensorType(like.dtype(), Shape.of(n)), 0));
    }

    public static Expr slice(DynamicSlice op, Expr x, Expr starts) {
        Expr y = x;
        for (int d = 0; d < op.sizes().size(); d++) {
            int axis = op.batch() + d;
            int size = op.sizes().get(d);
            if (size < x.shape().dim(axis)) {
                y = Expr.apply(new Take(op.batch(), axis), y, start(starts, op.batch(), d, x.shape().dim(axis), size)
                        .plus(count(starts.tensorType(), size)));
            }
        }
        return y;
    }

    /** Each place reads where the update would have it, and keeps its element where that is outside. */
    public static Expr update(DynamicUpdateSlice op, Expr x, Expr update, Expr starts) {
        if (update.shape().size() == 0) {
            return x;
        }
        Expr wide = update;
        Option<Expr> inside = Option.none();
        for (int d = 0; d < x.rank() - op.batch(); d++) {
            int axis = op.batch() + d;
            int length = x.shape().dim(axis);
            int size = update.shape().dim(axis);
            if (size == length) {
                continue;
            }
            Expr place = count(starts.tensorType(), length).minus(start(starts, op.batch(), d, length, size));
            wide = Expr.apply(new Take(op.batch(), axis), wide, place.clip(0, size - 1));
            Expr within = place.ge(0).and(place.lt(size)).reshape(new Shape(x.shape().dims().take(op.batch())
                    .concat(Ints.tabulate(x.rank() - op.batch(), i -> i + op.batch() == axis ? length : 1))));
            inside = Option.of(inside.map(i -> i.and(within)).getOrElse(within));
        }
        Expr made = wide;
        return inside.map(i -> i.where(made, x)).getOrElse(made);
    }

    /** Positions are read from lists of positions, which counts negative ones from the end and refuses those out of range. */
    public static Expr flatIndex(Ints dims, Seq<Expr> indices) {
        Seq<Expr> positions = indices.zipWithIndex((index, i) -> count(index.tensorType(), dims.get(i)).take(index, 0));
        return positions.zipWithIndex()
                .reduce((flat, next) -> new io.vavr.Tuple2<>(flat._1.times(dims.get(next._2)).plus(next._1), next._2))._1;
    }

    /** By halves: steps of falling powers of two, each taken where the number that it reaches still comes before the value. */
    public static Expr search(SearchSorted op, Expr sorted, Expr values) {
        int n = sorted.shape().dim(op.batch());
        Expr position = values.cast(DType.I32).times(0);
        for (int step = Integer.highestOneBit(n); step > 0; step >>= 1) {
            Expr reached = position.plus(step);
            Expr number = Expr.apply(new Take(op.batch(), op.batch()), sorted, reached.minimum(n).minus(1));
            Expr before = switch (op.side()) {
                case LEFT -> sorted.dtype().isFloat() ? number.lt(values).or(values.isNan().and(number.isNan().not()))
                        : number.lt(values);
                case RIGHT -> sorted.dtype().isFloat() ? number.le(values).or(values.isNan()) : number.le(values);
            };
            position = reached.le(n).and(before).where(reached, position);
        }
        return position;
    }
}
