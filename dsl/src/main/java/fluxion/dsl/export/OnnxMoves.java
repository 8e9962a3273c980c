package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Dot;
import fluxion.core.op.Flip;
import fluxion.core.op.Fourier;
import fluxion.core.op.Movement;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Scatter;
import fluxion.core.op.Slice;
import fluxion.core.op.Take;
import io.vavr.collection.Seq;

/** Movement, products and reading and writing at positions as ONNX operators. */
final class OnnxMoves {
    private final OnnxGraph graph;

    OnnxMoves(OnnxGraph graph) {
        this.graph = graph;
    }

    private static int size(Shape shape, Ints axes) {
        return (int) new Shape(shape.dims().select(axes)).size();
    }

    /** As one product of matrices [batch, m, k] and [batch, k, n]. */
    String dot(Dot op, Apply y, Seq<String> x) {
        Shape left = y.input(0).shape();
        Shape right = y.input(1).shape();
        int batch = size(left, op.leftBatch());
        int inner = size(left, op.leftContract());
        String a = graph.reshape(graph.transpose(x.get(0), op.leftBatch().concat(op.leftFree(left.rank()))
                .concat(op.leftContract())),
                Shape.of(batch, size(left, op.leftFree(left.rank())), inner));
        String b = graph.reshape(graph.transpose(x.get(1), op.rightBatch().concat(op.rightContract())
                .concat(op.rightFree(right.rank()))),
                Shape.of(batch, inner, size(right, op.rightFree(right.rank()))));
        return graph.reshape(graph.op("MatMul", a, b), y.shape());
    }

    String conv(Conv op, Seq<String> x) {
        return graph.node("Conv", x.get(0), x.get(1)).integers("strides", op.stride())
                .integers("pads", op.low().concat(op.high()))
                .integers("dilations", op.kernelDilation()).integer("group", op.groups()).made();
    }

    String cumSum(CumSum op, String x) {
        return graph.node("CumSum", x, graph.number(DType.I64, op.axis())).integer("reverse", op.reverse() ? 1 : 0).made();
    }

    String move(Movement op, Apply y, Seq<String> x) {
        Shape from = y.input(0).shape();
        return switch (op) {
            case Reshape(Shape to) -> graph.reshape(x.get(0), to);
            case Permute(Ints permutation) -> graph.transpose(x.get(0), permutation);
            case Broadcast(Shape to, Ints axes) ->
                    graph.expand(graph.reshape(x.get(0),
                    new Shape(Ints.tabulate(to.rank(), i -> axes.contains(i) ? to.dim(i) : 1))), to);
            case Slice(Ints start, Ints stop, Ints step) -> from.rank() == 0 ? x.get(0)
                    : graph.op("Slice", x.get(0), graph.longs(start), graph.longs(stop), graph.longs(Ints.range(0, from.rank())),
                    graph.longs(step));
            case Pad(Ints low, Ints high, _) -> from.rank() == 0 ? x.get(0)
                    : graph.op("Pad", x.get(0), graph.longs(low.concat(high)), x.get(1));
            case Flip(Ints axes) -> axes.isEmpty() ? x.get(0)
                    : graph.op("Slice", x.get(0), graph.longs(Ints.fill(axes.size(), -1)),
                    graph.longs(Ints.fill(axes.size(), Integer.MIN_VALUE)), graph.longs(axes),
                    graph.longs(Ints.fill(axes.size(), -1)));
            case Concatenate(int axis) -> {
                Seq<String> parts = x.zipWithIndex().filter(p -> y.input(p._2).shape().size() > 0).map(p -> p._1);
                yield parts.size() == 1 ? parts.get(0)
                        : graph.node("Concat", parts.toJavaArray(String[]::new)).integer("axis", axis).made();
            }
        };
    }

    /** The taken axis is moved behind the batch axes, and what it becomes is moved back. */
    String take(Take op, Apply y, Seq<String> x) {
        int rank = y.input(0).rank();
        int indexed = y.input(1).rank() - op.batch();
        if (op.batch() == 0) {
            return graph.node("Gather", x.get(0), x.get(1)).integer("axis", op.axis()).made();
        }
        String indices = graph.cast(graph.reshape(x.get(1), new Shape(y.input(1).shape().dims().append(1))), DType.I64);
        String taken = graph.node("GatherND", graph.transpose(x.get(0), front(op.batch(), op.axis(), rank)), indices)
                .integer("batch_dims", op.batch()).made();
        return graph.transpose(taken, moved(op.batch(), indexed, op.axis() - op.batch(), y.rank()).inverse());
    }

    /** The axis behind the batch axes. */
    private static Ints front(int batch, int axis, int rank) {
        return Ints.range(0, batch).append(axis).concat(Ints.range(batch, rank).without(Ints.of(axis - batch)));
    }

    /** From B+P+I+Q to B+I+P+Q. */
    private static Ints moved(int batch, int indexed, int between, int rank) {
        return Ints.range(0, batch).concat(Ints.range(batch + between, batch + between + indexed))
                .concat(Ints.range(batch, batch + between))
                .concat(Ints.range(batch + between + indexed, rank));
    }

    /**
     * Writing by rows of a matrix [batch·n, rest], with row numbers in which the batch is counted. ONNX leaves open which of
     * several updates of one place stays, so SET finds the last one by a maximum of their numbers.
     */
    String scatter(String reduction, int batch, int axis, Apply y, Seq<String> x, OnnxElementwise e) {
        Shape shape = y.shape();
        DType dtype = y.dtype();
        int n = shape.dim(axis);
        int indexed = y.input(1).rank() - batch;
        Shape updates = y.input(2).shape();
        int lanes = size(shape, Ints.range(0, batch));
        int count = (int) y.input(1).shape().size();
        int rest = (int) (shape.size() / lanes / n);
        Ints front = front(batch, axis, shape.rank());
        Shape table = Shape.of(lanes * n, rest);
        String flat = graph.reshape(graph.transpose(x.get(0), front), table);
        String added = graph.reshape(graph.transpose(x.get(2), moved(batch, indexed, axis - batch, updates.rank())),
                Shape.of(count, rest));
        String index = graph.reshape(graph.cast(x.get(1), DType.I64), Shape.of(lanes, count / lanes));
        String positive = graph.op("Where", e.less(index, graph.number(DType.I64, 0)), e.add(index, graph.number(DType.I64, n)),
                index);
        String inside = e.and(graph.op("GreaterOrEqual", positive, graph.number(DType.I64, 0)),
                e.less(positive, graph.number(DType.I64, n)));
        String offsets = graph.constant(Tensor.of(Shape.of(lanes, 1), java.util.stream.LongStream.range(0, lanes).map(i -> i * n)
                .toArray()));
        // a wrong index must not reach into another lane: the runtime refuses this one
        String rows = graph.reshape(graph.op("Where", inside, e.add(positive, offsets), graph.whole(Integer.MAX_VALUE)),
                Shape.of(count, 1));
        String written;
        if (reduction.equals("none")) {
            String numbers = graph.constant(Tensor.of(Shape.of(count, 1), java.util.stream.LongStream.range(0, count).toArray()));
            String none = graph.expand(graph.number(DType.I64, -1), Shape.of(lanes * n, 1));
            String last = elements("max", none, rows, numbers);
            String chosen = graph.reshape(graph.op("Max", last, graph.number(DType.I64, 0)), Shape.of(lanes * n));
            written = e.where(dtype, graph.op("GreaterOrEqual", last, graph.number(DType.I64, 0)), graph.row(added, chosen),
                    flat);
        } else {
            String wide = graph.expand(rows, Shape.of(count, rest));
            written = elements(reduction, flat, wide, added);
            if (dtype.isFloat() && (reduction.equals("max") || reduction.equals("min"))) {
                String nan = elements("max", graph.cast(graph.op("IsNaN", flat), DType.I64), wide,
                        graph.cast(graph.op("IsNaN", added), DType.I64));
                written = graph.op("Where", graph.cast(nan, DType.BOOL), graph.number(dtype, Double.NaN), written);
            }
        }
        return graph.transpose(graph.reshape(written, new Shape(shape.dims().select(front))), front.inverse());
    }

    private String elements(String reduction, String x, String rows, String updates) {
        return graph.node("ScatterElements", x, rows, updates).integer("axis", 0).text("reduction", reduction).made();
    }

    static String reduction(Scatter.Kind kind) {
        return switch (kind) {
            case SET -> "none";
            case MULTIPLY -> "mul";
            case MIN -> "min";
            case MAX -> "max";
        };
    }

    /**
     * The unscaled inverse is the conjugate of the transform of the conjugates: runtimes divide by n, some in single
     * precision.
     */
    String fourier(Fourier op, Apply y, String x) {
        int parts = op.kind() == Fourier.Kind.REAL ? 1 : 2;
        // runtimes want one batch axis, no less
        // where n is no power of two, they lose digits of single precision
        boolean wide = y.dtype() == DType.F32 && Integer.bitCount(op.n()) > 1;
        DType dtype = wide ? DType.F64 : y.dtype();
        String flat = graph.reshape(wide ? graph.cast(x, dtype)
                : x, Shape.of((int) (y.input(0).shape().size() / op.n() / parts), op.n(), parts));
        String made = switch (op.kind()) {
            case FORWARD -> dft(flat, false);
            case BACKWARD -> conjugate(dtype, dft(conjugate(dtype, flat), false));
            case REAL -> dft(flat, true);
            case HALF -> throw new IllegalStateException("rfft_back is decomposed");
        };
        return graph.reshape(wide ? graph.cast(made, y.dtype()) : made, y.shape());
    }

    private String conjugate(DType dtype, String x) {
        return graph.op("Mul", x, graph.constant(dtype == DType.F64 ? Tensor.of(new double[] {1, -1})
                : Tensor.of(new float[] {1, -1})));
    }

    private String dft(String x, boolean onesided) {
        return graph.node("DFT", x, "", graph.number(DType.I64, 1)).integer("onesided", onesided ? 1 : 0).made();
    }
}
