package fluxion.dsl.export;

import fluxion.core.*;
import fluxion.core.op.*;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as an ONNX model: operator set {@value #OPSET}, IR version 8, weights inside. Inputs are named {@code input0},
 * {@code input1}, …, outputs {@code result0}, {@code result1}, …, of fixed shapes. Which element types an operator takes is the
 * runtime's matter: f32 everywhere; onnxruntime lacks some trigonometric ones for f64.
 */
public final class Onnx {
    /** The version of the default operator set. */
    public static final int OPSET = 17;
    private static final int LARGEST = 10_000_000;

    private final OnnxGraph graph = new OnnxGraph();
    private final Map<Expr, String> names = new IdentityHashMap<>();

    private Onnx() {}

    /**
     * The bytes of an {@code .onnx} file.
     *
     * @param name of the graph
     * @param fn a closed function
     * @throws FluxionException where it is not closed, or uses what ONNX has no operators for, naming it
     */
    public static byte[] write(String name, Fn fn) {
        if (!fn.free().isEmpty()) {
            throw new FluxionException("onnx: the function must depend on its parameters only; it also depends on " + fn.free().mkString(", "));
        }
        return new Onnx().model(name, Cse.of(Inline.of(fn)));
    }

    private byte[] model(String name, Fn fn) {
        List<String> inputs = new ArrayList<>();
        fn.params().forEach(p -> {
            names.put(p, "input" + inputs.size());
            inputs.add("input" + inputs.size());
        });
        for (Expr node : Graph.topological(fn.results())) {
            switch (node) {
                case Var _ -> { }
                case Tensor tensor -> names.put(tensor, graph.constant(tensor));
                case Apply apply -> names.put(apply, node(apply, apply.inputs().map(names::get)));
                case Result result -> throw refused(result.of().op());
            }
        }
        for (int i = 0; i < fn.results().size(); i++) {
            graph.node("Identity", names.get(fn.results().get(i))).made("result" + i);
        }
        return graph.model(name, fn.params(), inputs, fn.results(), OPSET);
    }

    private static FluxionException refused(Op op) {
        return new FluxionException("onnx: the operation " + op.label() + (op.parameters().isEmpty() ? "" : " (" + op.parameters() + ")") + " has no ONNX operator");
    }

    private String node(Apply y, Seq<String> x) {
        DType dtype = y.inputs().isEmpty() ? y.dtype() : y.input(0).dtype();
        return switch (y.op()) {
            case Unary op -> unary(op, dtype, x.get(0));
            case Power(int exponent) -> graph.op("Pow", x.get(0), graph.number(dtype, exponent));
            case Binary op -> binary(op, dtype, x.get(0), x.get(1));
            case Compare op -> switch (op) {
                case EQ -> graph.op("Equal", x.get(0), x.get(1));
                case NE -> graph.op("Not", graph.op("Equal", x.get(0), x.get(1)));
                case LT -> graph.op("Less", x.get(0), x.get(1));
                case LE -> graph.op("LessOrEqual", x.get(0), x.get(1));
                case GT -> graph.op("Greater", x.get(0), x.get(1));
                case GE -> graph.op("GreaterOrEqual", x.get(0), x.get(1));
            };
            case Select _ -> graph.op("Where", x.get(0), x.get(1), x.get(2));
            case Cast(DType to) -> graph.cast(x.get(0), to);
            case StopGradient _, Marker _ -> graph.op("Identity", x.get(0));
            case Reduce op -> reduce(op, x.get(0));
            case ArgReduce(var kind, int axis) -> graph.cast(graph.node(kind == ArgReduce.Kind.ARGMAX ? "ArgMax" : "ArgMin", x.get(0)).integer("axis", axis).integer("keepdims", 0).made(), DType.I32);
            case CumSum(int axis, boolean reverse) -> graph.node("CumSum", x.get(0), graph.number(DType.I64, axis)).integer("reverse", reverse ? 1 : 0).made();
            case Dot op -> dot(op, y, x);
            case Movement op -> move(op, y, x);
            case Iota _, Eye _ -> known(y);
            case Diag(int offset) when offset == 0 -> {
                int n = y.shape().dims().last();
                String column = graph.reshape(x.get(0), new Shape(y.input(0).shape().dims().append(1)));
                yield graph.op("Where", eye(n), column, graph.number(dtype, 0));
            }
            case Diagonal(int offset) when offset == 0 && y.input(0).shape().dim(y.input(0).rank() - 1) == y.input(0).shape().dim(y.input(0).rank() - 2) ->
                    graph.node("ReduceSum", graph.op("Where", eye(y.shape().dims().last()), x.get(0), graph.number(dtype, 0)), graph.longs(Ints.of(-1))).integer("keepdims", 0).made();
            case Take op -> take(op, y, x);
            case ScatterAdd op -> scatterAdd(op, y, x);
            case Conv op when op.inputDilation().forAll(d -> d == 1) && op.low().concat(op.high()).forAll(p -> p >= 0) -> graph.node("Conv", x.get(0), x.get(1))
                    .integers("strides", op.stride()).integers("pads", op.low().concat(op.high())).integers("dilations", op.kernelDilation()).integer("group", op.groups()).made();
            case Diag _, Diagonal _, Conv _, Windows _, Fold _, Special _, Random _, Call _, Order _, Running _, Placement _, Control _, Ruled _, AcrossLanes _,
                    LinearAlgebra _, Fourier _ -> throw refused(y.op());
        };
    }

    private String known(Expr constant) {
        if (constant.shape().size() > LARGEST) {
            throw new FluxionException("onnx: constants may have " + LARGEST + " elements; got " + constant.type());
        }
        return graph.constant(Evaluator.evaluate(Fn.of(Array.empty(), Array.of(constant)), Array.empty()).get(0));
    }

    private String eye(int n) {
        return known(Expr.apply(new Eye(DType.BOOL, n, n, 0)));
    }

    private String unary(Unary op, DType dtype, String x) {
        return switch (op) {
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, SQRT, EXP, LOG, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID, SOFTPLUS, RELU ->
                    graph.op(op.name().charAt(0) + op.name().substring(1).toLowerCase(java.util.Locale.ROOT), x);
            case TRUNC -> graph.op("Mul", graph.op("Sign", x), graph.op("Floor", graph.op("Abs", x)));
            case RSQRT -> graph.op("Div", graph.number(dtype, 1), graph.op("Sqrt", x));
            case CBRT -> graph.op("Mul", graph.op("Sign", x), graph.op("Pow", graph.op("Abs", x), graph.number(dtype, 1.0 / 3)));
            case EXP2 -> graph.op("Pow", graph.number(dtype, 2), x);
            case EXPM1 -> graph.op("Sub", graph.op("Exp", x), graph.number(dtype, 1));
            case LOG1P -> graph.op("Log", graph.op("Add", x, graph.number(dtype, 1)));
            case LOG2 -> graph.op("Div", graph.op("Log", x), graph.number(dtype, Math.log(2)));
            case LOG10 -> graph.op("Div", graph.op("Log", x), graph.number(dtype, Math.log(10)));
            case IS_NAN -> graph.op("IsNaN", x);
            case IS_INF -> graph.op("IsInf", x);
            case IS_FINITE -> graph.op("Not", graph.op("Or", graph.op("IsNaN", x), graph.op("IsInf", x)));
            case LOGICAL_NOT -> graph.op("Not", x);
        };
    }

    private String binary(Binary op, DType dtype, String x, String y) {
        return switch (op) {
            case ADD -> graph.op("Add", x, y);
            case SUB -> graph.op("Sub", x, y);
            case MUL -> graph.op("Mul", x, y);
            case DIV -> graph.op("Div", x, y);
            case POW -> graph.op("Pow", x, y);
            case REMAINDER -> dtype.isFloat() ? graph.op("Sub", x, graph.op("Mul", y, graph.op("Floor", graph.op("Div", x, y)))) : graph.op("Mod", x, y);
            case FLOOR_DIVIDE -> dtype.isFloat() ? graph.op("Floor", graph.op("Div", x, y)) : graph.op("Div", graph.op("Sub", x, graph.op("Mod", x, y)), y);
            case MAXIMUM -> graph.op("Max", x, y);
            case MINIMUM -> graph.op("Min", x, y);
            case HYPOT -> graph.op("Sqrt", graph.op("Add", graph.op("Mul", x, x), graph.op("Mul", y, y)));
            case LOGADDEXP -> graph.op("Add", graph.op("Max", x, y), graph.op("Softplus", graph.op("Neg", graph.op("Abs", graph.op("Sub", x, y)))));
            case COPYSIGN -> graph.op("Where", graph.op("Less", y, graph.number(dtype, 0)), graph.op("Neg", graph.op("Abs", x)), graph.op("Abs", x));
            case LOGICAL_AND -> graph.op("And", x, y);
            case LOGICAL_OR -> graph.op("Or", x, y);
            case LOGICAL_XOR -> graph.op("Xor", x, y);
            case ATAN2 -> throw refused(op);
        };
    }

    private String reduce(Reduce op, String x) {
        if (op.axes().isEmpty()) {
            return graph.op("Identity", x);
        }
        return switch (op.kind()) {
            case SUM -> graph.node("ReduceSum", x, graph.longs(op.axes())).integer("keepdims", 0).made();
            case PROD -> over("ReduceProd", op, x);
            case MAX -> over("ReduceMax", op, x);
            case MIN -> over("ReduceMin", op, x);
            case LOGSUMEXP -> over("ReduceLogSumExp", op, x);
            case ANY -> graph.cast(over("ReduceMax", op, graph.cast(x, DType.I32)), DType.BOOL);
            case ALL -> graph.cast(over("ReduceMin", op, graph.cast(x, DType.I32)), DType.BOOL);
        };
    }

    private String over(String name, Reduce op, String x) {
        return graph.node(name, x).integers("axes", op.axes()).integer("keepdims", 0).made();
    }

    /** As one product of matrices [batch, m, k] and [batch, k, n]. */
    private String dot(Dot op, Apply y, Seq<String> x) {
        Shape left = y.input(0).shape();
        Shape right = y.input(1).shape();
        int batch = size(left, op.leftBatch());
        int inner = size(left, op.leftContract());
        String a = graph.reshape(graph.transpose(x.get(0), op.leftBatch().concat(op.leftFree(left.rank())).concat(op.leftContract())),
                Shape.of(batch, size(left, op.leftFree(left.rank())), inner));
        String b = graph.reshape(graph.transpose(x.get(1), op.rightBatch().concat(op.rightContract()).concat(op.rightFree(right.rank()))),
                Shape.of(batch, inner, size(right, op.rightFree(right.rank()))));
        return graph.reshape(graph.op("MatMul", a, b), y.shape());
    }

    private static int size(Shape shape, Ints axes) {
        return (int) new Shape(shape.dims().select(axes)).size();
    }

    private String move(Movement op, Apply y, Seq<String> x) {
        Shape from = y.input(0).shape();
        return switch (op) {
            case Reshape(Shape to) -> graph.reshape(x.get(0), to);
            case Permute(Ints permutation) -> graph.transpose(x.get(0), permutation);
            case Broadcast(Shape to, Ints axes) -> graph.op("Expand", graph.reshape(x.get(0),
                    new Shape(Ints.tabulate(to.rank(), i -> axes.contains(i) ? to.dim(i) : 1))), graph.longs(to.dims()));
            case Slice(Ints start, Ints stop, Ints step) -> from.rank() == 0 ? x.get(0)
                    : graph.op("Slice", x.get(0), graph.longs(start), graph.longs(stop), graph.longs(Ints.range(0, from.rank())), graph.longs(step));
            case Pad(Ints low, Ints high, Ints interior) -> {
                if (!interior.forAll(k -> k == 0)) {
                    throw refused(op);
                }
                yield from.rank() == 0 ? x.get(0) : graph.op("Pad", x.get(0), graph.longs(low.concat(high)), x.get(1));
            }
            case Flip(Ints axes) -> axes.isEmpty() ? x.get(0) : graph.op("Slice", x.get(0), graph.longs(Ints.fill(axes.size(), -1)), graph.longs(Ints.fill(axes.size(), Integer.MIN_VALUE)),
                    graph.longs(axes), graph.longs(Ints.fill(axes.size(), -1)));
            case Concatenate(int axis) -> graph.node("Concat", x.toJavaArray(String[]::new)).integer("axis", axis).made();
        };
    }

    /** The taken axis is moved behind the batch axes, and what it becomes is moved back. */
    private String take(Take op, Apply y, Seq<String> x) {
        int rank = y.input(0).rank();
        int indexed = y.input(1).rank() - op.batch();
        int between = op.axis() - op.batch();
        if (op.batch() == 0) {
            return graph.node("Gather", x.get(0), x.get(1)).integer("axis", op.axis()).made();
        }
        Ints front = Ints.range(0, op.batch()).append(op.axis()).concat(Ints.range(op.batch(), rank).without(Ints.of(op.axis())));
        String indices = graph.cast(graph.reshape(x.get(1), new Shape(y.input(1).shape().dims().append(1))), DType.I64);
        String taken = graph.node("GatherND", graph.transpose(x.get(0), front), indices).integer("batch_dims", op.batch()).made();
        return graph.transpose(taken, moved(op.batch(), indexed, between, y.rank()).inverse());
    }

    /** From B+P+I+Q to B+I+P+Q. */
    private static Ints moved(int batch, int indexed, int between, int rank) {
        return Ints.range(0, batch).concat(Ints.range(batch + between, batch + between + indexed)).concat(Ints.range(batch, batch + between))
                .concat(Ints.range(batch + between + indexed, rank));
    }

    /** x + (one-hot of the indices)ᵀ · updates, because ONNX scatters have no batch axes. */
    private String scatterAdd(ScatterAdd op, Apply y, Seq<String> x) {
        Shape shape = y.shape();
        int n = shape.dim(op.axis());
        int indexed = y.input(1).rank() - op.batch();
        Shape updates = y.input(2).shape();
        Ints batchAxes = Ints.range(0, op.batch());
        int batch = size(shape, batchAxes);
        int count = size(y.input(1).shape(), Ints.range(op.batch(), y.input(1).rank()));
        int rest = size(shape, Ints.range(op.batch(), shape.rank()).without(Ints.of(op.axis())));
        String index = graph.reshape(graph.cast(x.get(1), DType.I64), Shape.of(batch, 1, count));
        String positive = graph.op("Where", graph.op("Less", index, graph.number(DType.I64, 0)), graph.op("Add", index, graph.number(DType.I64, n)), index);
        String places = graph.constant(Tensor.of(Shape.of(n, 1), java.util.stream.LongStream.range(0, n).toArray()));
        String hot = graph.cast(graph.op("Equal", places, positive), y.dtype());
        String flat = graph.reshape(graph.transpose(x.get(2), moved(op.batch(), indexed, op.axis() - op.batch(), updates.rank())), Shape.of(batch, count, rest));
        Ints front = batchAxes.append(op.axis()).concat(Ints.range(op.batch(), shape.rank()).without(Ints.of(op.axis())));
        String sums = graph.transpose(graph.reshape(graph.op("MatMul", hot, flat), new Shape(shape.dims().select(front))), front.inverse());
        return graph.op("Add", x.get(0), sums);
    }
}
