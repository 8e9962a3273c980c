package fluxion.core;

import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Pad;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Slice;
import fluxion.core.op.Take;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Places in a tensor, worked out: a region of positions known when written (a block with steps), arrays of positions along
 * some of the region's axes, and the order of the axes that come out.
 *
 * <p>Reading goes from the region, its indexed axes joined to one, through one take, to the axes in order; writing the same way
 * back. Axes are labelled: a number is an axis of the tensor, {@link #ARRAYS} all axes of the arrays, {@link #NEW} a new one.
 *
 * @param low per axis the region's lowest position
 * @param count per axis how many positions
 * @param step per axis the distance between positions, negative where they are read from the highest down
 * @param indexed the axes that arrays index
 * @param arrays integers of one shape and dtype, one for each of those axes
 * @param labels the axes that come out
 */
record ResolvedIndex(String operation, Expr x, OutOfRange policy, Ints low, Ints count, Ints step, Ints indexed, Seq<Expr> arrays,
        Ints labels) {
    static final int NEW = -1;
    static final int ARRAYS = -2;

    static ResolvedIndex of(String operation, Expr x, Seq<Index> indices, OutOfRange policy) {
        return IndexParser.resolve(operation, x, IndexParser.withoutMasks(operation, x, indices), policy);
    }

    // ---- reading ----

    Expr get(Number outside) {
        Expr region = region();
        if (indexed.isEmpty()) {
            return arranged(region);
        }
        if (joinedLength() == 0 && policy == OutOfRange.DROP) {
            return arranged(Literal.of(new TensorType(x.dtype(), taken()), outside));
        }
        Expr there = Expr.apply(new Take(0, joinedAxis()), joined(region), number());
        if (policy == OutOfRange.DROP) {
            there = inRange().reshape(alongArrays()).where(there, Literal.of(TensorType.scalar(x.dtype()), outside));
        }
        return arranged(there);
    }

    private Expr region() {
        Expr cut = block(x, low, count, step.map(Math::abs));
        return flipped(cut);
    }

    private Expr flipped(Expr region) {
        Ints down = Ints.range(0, x.rank()).filter(i -> step.get(i) < 0);
        return down.isEmpty() ? region : region.flip(down.toArray());
    }

    /** Positions low, low + step, … along each axis; the operand itself where those are all. */
    static Expr block(Expr x, Ints low, Ints count, Ints step) {
        Ints stop = Ints.tabulate(x.rank(), i -> Math.min(x.shape().dim(i), low.get(i) + count.get(i) * step.get(i)));
        boolean all = count.equals(x.shape().dims()) && step.forAll(s -> s == 1);
        return all ? x : Expr.apply(new Slice(low, stop, step), x);
    }

    // ---- arrays of positions ----

    private Shape arrayShape() {
        return arrays.get(0).shape();
    }

    private int joinedAxis() {
        return indexed.size() == 1 ? indexed.get(0) : 0;
    }

    private int joinedLength() {
        return new Shape(count.select(indexed)).count("get");
    }

    private Ints others() {
        return Ints.range(0, x.rank()).without(indexed);
    }

    /** The region with the indexed axes as one. */
    private Expr joined(Expr region) {
        if (indexed.size() == 1) {
            return region;
        }
        Ints order = indexed.concat(others());
        Expr first = order.isIdentity() ? region : region.permute(order.toArray());
        return first.reshape(new Shape(count.select(others()).prepend(joinedLength())));
    }

    private Expr apart(Expr joined) {
        if (indexed.size() == 1) {
            return joined;
        }
        Ints order = indexed.concat(others());
        Expr first = joined.reshape(new Shape(count.select(order)));
        return order.isIdentity() ? first : first.permute(order.inverse().toArray());
    }

    /** The axes of what is taken: the arrays' where the joined axis was. */
    private Ints takenLabels() {
        return indexed.size() == 1 ? Ints.range(0, x.rank()).with(indexed.get(0), ARRAYS) : others().prepend(ARRAYS);
    }

    private Shape taken() {
        return new Shape(dims(takenLabels()));
    }

    private Shape alongArrays() {
        return new Shape(Ints.from(Array.ofAll(takenLabels())
                .flatMap(l -> l == ARRAYS ? Array.ofAll(arrayShape().dims()) : Array.of(1))));
    }

    private Ints dims(Ints of) {
        return Ints.from(Array.ofAll(of).flatMap(l -> l == ARRAYS ? Array.ofAll(arrayShape().dims())
                : Array.of(l == NEW ? 1 : count.get(l))));
    }

    /** The arrays with negative positions counted from the start. */
    private Seq<Expr> counted() {
        return arrays.zipWithIndex((a, i) -> a.lt(0).where(a.plus(count.get(indexed.get(i))), a));
    }

    private Expr inRange() {
        return counted().zipWithIndex((a, i) -> a.ge(0).and(a.lt(count.get(indexed.get(i))))).reduce(Expr::and);
    }

    /** The position along the joined axis. */
    private Expr number() {
        Seq<Expr> inside = policy == OutOfRange.REFUSE ? arrays
                : counted().zipWithIndex((a, i) -> a.maximum(0).minimum(count.get(indexed.get(i)) - 1));
        return indexed.size() == 1 ? inside.get(0) : Apply.of(new FlatIndex(count.select(indexed)), inside);
    }

    // ---- the axes that come out ----

    private Ints origin() {
        return indexed.isEmpty() ? Ints.range(0, x.rank()) : takenLabels();
    }

    /** Positions have gone, the rest is in order, new axes have come. */
    private Expr arranged(Expr taken) {
        Expr kept = taken.reshape(new Shape(dims(kept())));
        Ints order = order();
        Expr ordered = order.isIdentity() ? kept : kept.permute(order.toArray());
        return ordered.reshape(new Shape(dims(labels)));
    }

    private Expr rearranged(Expr result) {
        Ints order = order();
        Expr ordered = result.reshape(new Shape(dims(labels.filter(l -> l != NEW))));
        Expr kept = order.isIdentity() ? ordered : ordered.permute(order.inverse().toArray());
        return kept.reshape(new Shape(dims(origin())));
    }

    private Ints kept() {
        return origin().filter(labels::contains);
    }

    /** For each axis that comes out, but new ones, where it is among those kept. */
    private Ints order() {
        Ints kept = kept();
        Ints order = Ints.empty();
        for (int label : labels.filter(l -> l != NEW)) {
            int at = dims(kept.take(kept.indexOf(label))).size();
            int n = label == ARRAYS ? arrayShape().rank() : 1;
            order = order.concat(Ints.range(at, at + n));
        }
        return order;
    }

    // ---- writing ----

    /** This tensor with updates there; no kind means they are added. */
    Expr write(Option<Scatter.Kind> kind, Expr values) {
        Shape shape = new Shape(dims(labels));
        Broadcasting.requireBroadcastable(operation, values.shape(), shape);
        Expr updates = rearranged(Broadcasting.broadcast(values, shape));
        if (indexed.isEmpty()) {
            return put(kind.contains(Scatter.Kind.SET) ? updates : combine(kind, region(), updates));
        }
        int axis = joinedAxis();
        int n = joinedLength();
        if (n == 0 && policy == OutOfRange.DROP) {
            return x;
        }
        Expr joined = joined(region());
        if (policy != OutOfRange.DROP) {
            return put(apart(scattered(kind, joined, number(), updates, axis)));
        }
        // one more position, which takes what is out of range and is then cut off
        Ints none = Ints.fill(joined.rank(), 0);
        Expr more = joined.pad(none, none.with(axis, 1));
        Expr written = scattered(kind, more, inRange().where(number(), n), updates, axis);
        return put(apart(written.slice(axis, 0, n)));
    }

    private static Expr scattered(Option<Scatter.Kind> kind, Expr into, Expr positions, Expr updates, int axis) {
        return Expr.apply(kind.isDefined() ? new Scatter(kind.get(), 0, axis) : new ScatterAdd(0, axis), into, positions,
                updates);
    }

    static Expr combine(Option<Scatter.Kind> kind, Expr old, Expr update) {
        return kind.isEmpty() ? old.plus(update) : switch (kind.get()) {
            case SET -> update;
            case MULTIPLY -> old.times(update);
            case MIN -> old.minimum(update);
            case MAX -> old.maximum(update);
        };
    }

    private Expr put(Expr region) {
        return put(x, flipped(region), low, step.map(Math::abs));
    }

    /** The tensor with a region replaced. */
    static Expr put(Expr x, Expr region, Ints low, Ints step) {
        Ints count = region.shape().dims();
        if (count.equals(x.shape().dims())) {
            return region;
        }
        if (!count.forAll(c -> c > 0)) {
            return x;
        }
        if (Ints.range(0, x.rank()).forAll(i -> step.get(i) == 1 || count.get(i) == 1)) {
            return Expr.apply(new DynamicUpdateSlice(0), x, region, Tensor.of(low.toArray()));
        }
        Ints gaps = step.map(s -> s - 1);
        Ints high = Ints.tabulate(x.rank(), i -> x.shape().dim(i) - low.get(i) - (count.get(i) - 1) * step.get(i) - 1);
        Pad spread = new Pad(low, high, gaps);
        Expr there = Expr.apply(spread, Literal.of(region.tensorType().withDtype(DType.BOOL), 1), Tensor.of(false));
        Expr zero = x.dtype() == DType.BOOL ? Tensor.of(false) : Tensor.number(x.dtype(), 0);
        return there.where(Expr.apply(spread, region, zero), x);
    }

    /** A mask over the leading axes, for every element. */
    static Expr overTrailingAxes(String operation, Expr mask, Expr x) {
        IndexParser.requireMask(operation, mask, x, 0);
        Shape wide = new Shape(mask.shape().dims().concat(Ints.fill(x.rank() - mask.rank(), 1)));
        return Broadcasting.broadcast(mask.reshape(wide), x.shape());
    }
}
