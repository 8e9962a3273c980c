package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Order;
import fluxion.core.op.Reduce;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import io.vavr.collection.Seq;

/** Reductions and sorting as ONNX operators, NaN treated as the interpreter does. */
final class OnnxReductions {
    private final OnnxGraph graph;
    private final OnnxElementwise e;

    OnnxReductions(OnnxGraph graph, OnnxElementwise elementwise) {
        this.graph = graph;
        e = elementwise;
    }

    String reduce(Reduce op, DType dtype, String x) {
        if (op.axes().isEmpty()) {
            return graph.op("Identity", x);
        }
        return switch (op.kind()) {
            case SUM -> over("ReduceSum", op.axes(), x);
            case PROD -> over("ReduceProd", op.axes(), x);
            case MAX, MIN -> {
                String extremum = over(op.kind() == Reduce.Kind.MAX ? "ReduceMax" : "ReduceMin", op.axes(), x);
                yield dtype.isFloat() ? graph.op("Where", any(op.axes(), graph.op("IsNaN", x)), graph.number(dtype, Double.NaN),
                        extremum) : extremum;
            }
            case LOGSUMEXP -> {
                String most = graph.node("ReduceMax", x, graph.longs(op.axes())).integer("keepdims", 1).made();
                String finite = graph.op("Where", graph.op("Or", graph.op("IsInf", most), graph.op("IsNaN", most)),
                        graph.number(dtype, 0), most);
                String sum = graph.node("ReduceSum", graph.op("Exp", graph.op("Sub", x, finite)), graph.longs(op.axes()))
                        .integer("keepdims", 1).made();
                yield over("ReduceSum", op.axes(), graph.op("Add", graph.op("Log", sum), finite));
            }
            case ANY -> any(op.axes(), x);
            case ALL -> graph.op("Not", any(op.axes(), graph.op("Not", x)));
        };
    }

    private String any(Ints axes, String x) {
        return graph.cast(over("ReduceMax", axes, graph.cast(x, DType.I32)), DType.BOOL);
    }

    private String over(String name, Ints axes, String x) {
        return graph.node(name, x, graph.longs(axes)).integer("keepdims", 0).made();
    }

    /** What a reduction of no elements gives. */
    static Tensor ofNothing(Reduce.Kind kind, DType dtype) {
        return switch (kind) {
            case SUM -> Tensor.number(dtype, 0);
            case PROD -> Tensor.number(dtype, 1);
            case MAX, LOGSUMEXP -> Tensor.number(dtype, Double.NEGATIVE_INFINITY);
            case MIN -> Tensor.number(dtype, Double.POSITIVE_INFINITY);
            case ANY -> Tensor.of(Shape.SCALAR, new boolean[] {false});
            case ALL -> Tensor.of(Shape.SCALAR, new boolean[] {true});
        };
    }

    /** The first extremum; the first NaN where there is one. */
    String argReduce(ArgReduce op, DType dtype, String x) {
        boolean max = op.kind() == ArgReduce.Kind.ARGMAX;
        String place = arg(max ? "ArgMax" : "ArgMin", op.axis(), x);
        if (dtype.isFloat()) {
            String nan = graph.cast(graph.op("IsNaN", x), DType.I32);
            String some = graph.cast(over("ReduceMax", Ints.of(op.axis()), nan), DType.BOOL);
            place = graph.op("Where", some, arg("ArgMax", op.axis(), nan), place);
        }
        return graph.cast(place, DType.I32);
    }

    private String arg(String name, int axis, String x) {
        return graph.node(name, x).integer("axis", axis).integer("keepdims", 0).integer("select_last_index", 0).made();
    }

    String order(Order op, DType dtype, Shape shape, Seq<String> x) {
        return switch (op) {
            case Sort(int axis, boolean descending) -> graph.node("GatherElements", x.get(0),
                    sorted(dtype, axis, descending, shape.dim(axis), x.get(0)))
                    .integer("axis", axis).made();
            case ArgSort(int axis, boolean descending, int count) -> {
                String all = sorted(dtype, axis, descending, shape.dim(axis), x.get(0));
                yield graph.cast(count == shape.dim(axis) ? all : graph.op("Slice", all, graph.longs(Ints.of(0)),
                        graph.longs(Ints.of(count)), graph.longs(Ints.of(axis))),
                        DType.I32);
            }
            case SearchSorted _ -> throw new IllegalStateException("searchsorted is decomposed");
        };
    }

    /** Positions in order; equal ones keep theirs; NaN is the largest number, which takes a second pass. */
    private String sorted(DType dtype, int axis, boolean descending, int n, String x) {
        if (!dtype.isFloat()) {
            return top(axis, descending, n, x);
        }
        String nan = graph.op("IsNaN", x);
        String first = top(axis, descending, n, graph.op("Where", nan, graph.number(dtype, Double.POSITIVE_INFINITY), x));
        String last = graph.node("GatherElements", graph.cast(nan, DType.I64), first).integer("axis", axis).made();
        return graph.node("GatherElements", first, top(axis, descending, n, last)).integer("axis", axis).made();
    }

    private String top(int axis, boolean descending, int n, String x) {
        return graph.node("TopK", x, graph.longs(Ints.of(n))).integer("axis", axis).integer("largest", descending ? 1 : 0)
                .integer("sorted", 1).made(2).get(1);
    }
}
