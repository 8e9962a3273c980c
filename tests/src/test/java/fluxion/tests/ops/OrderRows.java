package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.distinct;
import static fluxion.tests.ops.Sampler.positions;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scatter;
import fluxion.core.op.SearchSorted.Side;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.core.op.Take;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The rows of sorting, searching, running operations, and reading and writing at computed positions. */
final class OrderRows {
    private OrderRows() {}

    static Seq<Op> operations() {
        return Array.<Op>of(new Sort(0, false), new Sort(1, true), new ArgSort(0, false, 4), new ArgSort(1, true, 2),
                        new SearchSorted(0, Side.LEFT), new SearchSorted(0, Side.RIGHT), new SearchSorted(1, Side.LEFT),
                        new LeaveOneOutProduct(0), new LeaveOneOutProduct(1), new Recurrence(0, false), new Recurrence(1, true),
                        new DynamicSlice(0, Ints.of(2, 1)), new DynamicSlice(1, Ints.of(2)), new DynamicUpdateSlice(0), new DynamicUpdateSlice(1),
                        new FlatIndex(Ints.of(4)), new FlatIndex(Ints.of(4, 3)))
                .appendAll(Array.of(Cumulate.Kind.values()).flatMap(kind -> Array.of(new Cumulate(kind, 0, false), new Cumulate(kind, 1, true))))
                .appendAll(Array.of(Scatter.Kind.values()).flatMap(kind -> Array.of(new Scatter(kind, 0, 0), new Scatter(kind, 0, 1),
                        new Scatter(kind, 1, 1), new Scatter(kind, 1, 2))));
    }

    static Row row(Order op) {
        return switch (op) {
            case Sort _ -> Row.smooth(op, f64(distinct(), 4, 3));
            case ArgSort _ -> Row.constant(op, f64(distinct(), 4, 3));
            case SearchSorted(int batch, _) -> batch == 0 ? Row.constant(op, f64(rising(), 5), f64(any(), 2, 3))
                    : Row.constant(op, f64(rising(), 2, 5), f64(any(), 2, 3));
        };
    }

    static Row row(Cumulative op) {
        return switch (op) {
            case Cumulate(var kind, _, _) -> switch (kind) {
                case CUMPROD, LOGCUMSUMEXP -> Row.smooth(op, f64(any(), 4, 3));
                case CUMMAX, CUMMIN -> Row.smooth(op, f64(distinct(), 4, 3));
            };
            case LeaveOneOutProduct(int axis) -> axis == 0 ? Row.smooth(op, f64(Sampler.integers(-1, 3), 4, 3))
                    : Row.smooth(op, f64(any(), 4, 3), f64(any(), 4, 3), f64(any(), 4, 3)).linearIn(Ints.of(1), Ints.of(2));
            case Recurrence _ -> Row.smooth(op, f64(Sampler.integers(-2, 3), 4, 3), f64(any(), 4, 3)).linearIn(Ints.of(1));
        };
    }

    static Row row(DynamicIndexing op) {
        return switch (op) {
            case Scatter(var kind, int batch, int axis) -> {
                boolean compares = kind == Scatter.Kind.MIN || kind == Scatter.Kind.MAX;
                int[] dims = axis == 0 ? new int[] {4, 2} : axis == 1 ? new int[] {2, 4, 2} : new int[] {2, 2, 4};
                Operand x = f64(compares ? between0() : any(), dims);
                Operand indices = new Operand(TensorType.of(DType.I32, batch == 0 ? new int[] {3} : new int[] {2, 3}), positions(4));
                Operand updates = new Operand(new Take(batch, axis).infer(Array.of(x.type(), indices.type())), compares ? distinct() : any());
                Row row = Row.smooth(op, x, indices, updates);
                yield kind == Scatter.Kind.SET ? row.linearIn(Ints.of(0, 2)) : row;
            }
            case DynamicSlice(int batch, _) -> Row.smooth(op, f64(any(), batch == 0 ? new int[] {4, 3} : new int[] {2, 5}),
                    starts(batch == 0 ? new int[] {2} : new int[] {2, 1})).linearIn(Ints.of(0));
            case DynamicUpdateSlice(int batch) -> Row.smooth(op, f64(any(), batch == 0 ? new int[] {4, 3} : new int[] {2, 5}),
                    f64(any(), 2, 2), starts(batch == 0 ? new int[] {2} : new int[] {2, 1})).linearIn(Ints.of(0, 1));
            case FlatIndex(Ints dims) -> new Row(op, Array.ofAll(dims).map(n -> new Operand(TensorType.of(DType.I32, 2, 2), positions(n))),
                    Row.Derivative.NONE, Array.empty());
        };
    }

    private static Sampler any() {
        return between(-2, 2);
    }

    private static Sampler rising() {
        return (random, n) -> java.util.Arrays.stream(any().draw(random, n)).sorted().toArray();
    }

    /** Never near what {@link Sampler#distinct()} draws. */
    private static Sampler between0() {
        return (random, n) -> random.doubles(n).map(r -> 0.25 * Math.floor(16 * r - 8) + 0.15 + 0.05 * r).toArray();
    }

    /** Also beyond both ends. */
    private static Operand starts(int... dims) {
        return new Operand(TensorType.of(DType.I32, dims), Sampler.integers(-2, 6));
    }

    private static Operand f64(Sampler sampler, int... dims) {
        return new Operand(TensorType.of(DType.F64, dims), sampler);
    }
}
