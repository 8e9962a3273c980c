package fluxion.dsl.export;

import fluxion.core.*;
import fluxion.core.op.*;
import fluxion.dsl.export.OnnxGraph.Value;
import fluxion.ops.Accurate;
import fluxion.ops.Decomposition;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A function as an ONNX model: operators of the default domain only (operator set {@value #OPSET}, IR version
 * {@value #VERSION}), weights inside. Inputs are named {@code input0}, {@code input1}, …, outputs {@code result0},
 * {@code result1}, …, of fixed shapes.
 *
 * <p>Every operation has an export. Control flow becomes Loop and If; factorizations, special functions and random numbers,
 * for which ONNX has no operators, become programs of those it has ({@link Decomposition}), in double precision where the
 * interpreter computes in it; random bits are the interpreter's. An index out of range makes the runtime fail.
 *
 * <p>Refused, as when they are evaluated: operations across lanes of an axis that no enclosing vmap names, and the forward mode
 * of a call for which only a pullback was given. Division of whole numbers by 0, which the interpreter refuses, gives some
 * number.
 */
public final class Onnx {
    /** The version of the default operator set. */
    public static final int OPSET = 21;
    /** The version of the file format. */
    public static final int VERSION = 10;
    /** Up to so many elements a constant is written out. */
    private static final int SMALL = 1024;

    private final OnnxGraph graph = new OnnxGraph();
    private final OnnxElementwise elementwise = new OnnxElementwise(graph);
    private final OnnxReductions reductions = new OnnxReductions(graph, elementwise);
    private final OnnxMoves moves = new OnnxMoves(graph);
    private final OnnxRandom random = new OnnxRandom(graph);
    private final OnnxControl control = new OnnxControl(graph, this::program);
    /** Constants belong to the outermost graph, whichever graph uses them. */
    private final Map<Tensor, String> constants = new IdentityHashMap<>();

    private Onnx() {}

    /**
     * The bytes of an {@code .onnx} file.
     *
     * @param name of the graph
     * @param fn a closed function
     * @throws FluxionException where it is not closed, or uses what cannot be evaluated either, naming it
     */
    public static byte[] write(String name, Fn fn) {
        if (!fn.free().isEmpty()) {
            throw new FluxionException("onnx: the function must depend on its parameters only; it also depends on "
                    + fn.free().mkString(", "));
        }
        return new Onnx().model(name, fn);
    }

    private byte[] model(String name, Fn fn) {
        Seq<Value> inputs = fn.params().zipWithIndex((p, i) -> Value.of("input" + i, p.type()));
        Seq<String> made = program(fn, inputs.map(Value::name));
        Seq<Value> outputs = fn.results().zipWithIndex((r, i) -> Value.of("result" + i, r.tensorType()));
        made.zip(outputs).forEach(p -> graph.node("Identity", p._1).made(p._2.name()));
        return graph.model(name, inputs, outputs, OPSET, VERSION);
    }

    /** The names of a function's results in the graph that is being made. */
    private Seq<String> program(Fn fn, Seq<String> arguments) {
        Fn plain = Cse.of(Accurate.of(Inline.of(fn)));
        Names names = new Names();
        plain.params().zip(arguments).forEach(p -> names.put(p._1, Array.of(p._2)));
        for (Expr node : Graph.topological(plain.results())) {
            if (node instanceof Apply apply && !isNumber(apply)) {
                names.put(apply, results(apply, names));
            }
        }
        return plain.results().map(names::get);
    }

    /** A number repeated is written where a node needs all of it: elementwise operators repeat it themselves. */
    private static boolean isNumber(Apply apply) {
        return apply.op() instanceof Broadcast && apply.input(0).rank() == 0;
    }

    /** What values are called in one program. */
    private final class Names {
        private final Map<Expr, Seq<String>> made = new IdentityHashMap<>();

        void put(Expr expr, Seq<String> names) {
            made.put(expr, names);
        }

        String get(Expr expr) {
            return switch (expr) {
                case Tensor tensor -> constants.computeIfAbsent(tensor, graph::constant);
                case Result result -> made.get(result.of()).get(result.index());
                case Apply apply when isNumber(apply) && !made.containsKey(apply) -> {
                    String full = apply.shape().size() == 0 ? empty(apply.tensorType())
                            : moves.move((Movement) apply.op(), apply, Array.of(get(apply.input(0))));
                    made.put(apply, Array.of(full));
                    yield full;
                }
                case Apply _, Var _ -> made.get(expr).get(0);
            };
        }

        /** Operands of an elementwise operator, repeated numbers by the number, unless all of them are. */
        Seq<String> loose(Seq<Expr> inputs) {
            boolean full = inputs.exists(i -> !(i instanceof Apply a && isNumber(a)));
            return inputs.map(i -> full && i instanceof Apply a && isNumber(a) ? get(a.input(0)) : get(i));
        }
    }

    /** Runtimes convolve in single precision. */
    private static boolean hasOperator(Apply y) {
        return y.op() instanceof Conv op && y.dtype() == DType.F32 && op.inputDilation().forAll(d -> d == 1)
                && op.low().concat(op.high()).forAll(p -> p >= 0);
    }

    private String empty(TensorType type) {
        return graph.constant(Tensor.zeros(type));
    }

    private Seq<String> results(Apply y, Names names) {
        Seq<TensorType> types = y.results().map(Expr::tensorType);
        if (types.forAll(t -> t.shape().size() == 0)) {
            return types.map(this::empty);
        }
        if (y.op() instanceof Control op) {
            return control.control(op, y, y.inputs().map(names::get));
        }
        if (y.op().isElementwise() && !(y.op() instanceof Special) && !(y.op() == Binary.POW && y.dtype().isInteger())) {
            return Array.of(elementwise(y, names.loose(y.inputs())));
        }
        boolean nothing = y.inputs().nonEmpty() && y.input(0).shape().size() == 0;
        return (hasOperator(y) ? Option.<Fn>none() : Decomposition.of(y.op(), y.inputs().map(Expr::tensorType)))
                .map(fn -> program(fn, y.inputs().map(names::get)))
                .getOrElse(() -> Array.of(nothing ? ofNothing(y, y.inputs().map(names::get))
                : node(y, y.inputs().map(names::get))));
    }

    private String elementwise(Apply y, Seq<String> x) {
        DType dtype = y.input(0).dtype();
        return switch (y.op()) {
            case Unary op -> elementwise.unary(op, dtype, x.get(0));
            case Power(int exponent) -> elementwise.power(dtype, x.get(0), exponent);
            case Binary op -> elementwise.binary(op, dtype, x.get(0), x.get(1));
            case Compare op -> elementwise.compare(op, dtype, x.get(0), x.get(1));
            case Select _ -> elementwise.where(y.dtype(), x.get(0), x.get(1), x.get(2));
            case Cast(DType to) -> elementwise.cast(dtype, to, x.get(0));
            case StopGradient _ -> graph.op("Identity", x.get(0));
            case Special _, Reduce _, ArgReduce _, CumSum _, Dot _, Movement _, Iota _, Eye _, Diag _, Diagonal _, Take _,
                    ScatterAdd _, Windows _, Fold _, Conv _,
                    RandomNumbers _, Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _, Marker _,
                    NamedAxisOp _, LinearAlgebra _, Fourier _ ->
                    throw new IllegalStateException(y.op().label() + " is not elementwise");
        };
    }

    private String node(Apply y, Seq<String> x) {
        return switch (y.op()) {
            case Reduce op -> reductions.reduce(op, y.input(0).dtype(), x.get(0));
            case ArgReduce op -> reductions.argReduce(op, y.input(0).dtype(), x.get(0));
            case Order op -> reductions.order(op, y.input(0).dtype(), y.input(0).shape(), x);
            case CumSum op -> moves.cumSum(op, x.get(0));
            case Dot op -> y.input(1).shape().size() == 0 ? ofNothing(y, x) : moves.dot(op, y, x);
            case Movement op -> moves.move(op, y, x);
            case Iota(TensorType type, int axis) -> type.shape().size() <= SMALL ? known(y) : count(type, axis);
            case Eye(DType dtype, int rows, int columns, int offset) -> y.shape().size() <= SMALL ? known(y)
                    : elementwise.cast(DType.BOOL, dtype,
                    graph.op("Equal", graph.op("Add", count(TensorType.of(DType.I64, rows, 1), 0),
                            graph.number(DType.I64, offset)), count(TensorType.of(DType.I64, columns), 0)));
            case Take op -> moves.take(op, y, x);
            case ScatterAdd op -> y.input(2).shape().size() == 0 ? x.get(0)
                    : moves.scatter("add", op.batch(), op.axis(), y, x, elementwise);
            case Scatter(var kind, int batch, int axis) ->
                    y.input(2).shape().size() == 0 ? x.get(0)
                            : moves.scatter(OnnxMoves.reduction(kind), batch, axis, y, x, elementwise);
            case Conv op -> y.input(1).shape().size() == 0 ? ofNothing(y, x) : moves.conv(op, x);
            case RandomNumbers op -> random.bits(op, y.input(0).shape(), x.get(0));
            case Fourier op -> moves.fourier(op, y, x.get(0));
            case Marker _ -> x.get(0);
            case NamedAxisOp op -> throw new FluxionException("onnx: " + op.label()
                    + ": the axis must be that of an enclosing vmap; got \"" + op.axis() + "\", which none has");
            // the forward mode that is missing says so itself
            case CustomRule op -> throw new FluxionException("onnx: " + op.body());
            case Unary _, Power _, Binary _, Compare _, Select _, Cast _, StopGradient _, Special _, Diag _, Diagonal _,
                    Windows _, Fold _, DynamicSlice _, DynamicUpdateSlice _,
                    FlatIndex _, Call _, Cumulative _, Control _,
                    LinearAlgebra _ -> throw new IllegalStateException(y.op().label() + " is exported elsewhere");
        };
    }

    /** Of no elements: sums and products of none, what is written over, padding. */
    private String ofNothing(Apply y, Seq<String> x) {
        return switch (y.op()) {
            case Reduce(var kind, _) -> graph.expand(graph.constant(OnnxReductions.ofNothing(kind, y.dtype())), y.shape());
            case Dot _, Conv _ -> graph.constant(Tensor.zeros(y.tensorType()));
            case Pad _ -> graph.expand(x.get(1), y.shape());
            default -> node(y, x);
        };
    }

    private String known(Expr constant) {
        return graph.constant(Evaluator.evaluate(Fn.of(Array.empty(), Array.of(constant)), Array.empty()).get(0));
    }

    private String count(TensorType type, int axis) {
        Shape shape = type.shape();
        String range = graph.op("Range", graph.number(DType.I64, 0), graph.number(DType.I64, shape.dim(axis)),
                graph.number(DType.I64, 1));
        String line = graph.reshape(elementwise.cast(DType.I64, type.dtype(), range),
                new Shape(Ints.tabulate(shape.rank(), i -> i == axis ? shape.dim(i) : 1)));
        return graph.expand(line, shape);
    }
}
