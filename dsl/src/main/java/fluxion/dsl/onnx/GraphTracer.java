package fluxion.dsl.onnx;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.HashMap;

/**
 * Makes a graph's nodes into expressions, one after the other, for values whose shapes are known. What depends on no argument,
 * as shapes do, is computed at once.
 */
final class GraphTracer {
    /** Of so many elements at most, a value that depends on no argument is computed at once. */
    private static final int SMALL = 1 << 16;
    /** So many, where it must be known. */
    private static final int LARGE = 1 << 24;

    private final ModelProto model;
    private final long opset;
    /** What the names around a graph stand for, such as those outside of a loop. */
    private final HashMap<String, OnnxValue> names;
    /** The types of their elements, which dtypes do not tell: those that the file says of tensors and of what graphs take. */
    private final HashMap<String, OnnxType> types;
    /** The attributes of the call of the function whose nodes these are. */
    private final Map<String, AttributeProto> attributes;

    GraphTracer(ModelProto model) {
        this(model, model.opsets().getOrElse("", 1L), new HashMap<>(), new HashMap<>(), LinkedHashMap.empty());
    }

    private GraphTracer(ModelProto model, long opset, HashMap<String, OnnxValue> names, HashMap<String, OnnxType> types,
            Map<String, AttributeProto> attributes) {
        this.model = model;
        this.opset = opset;
        this.names = names;
        this.types = types;
        this.attributes = attributes;
    }

    long opset() {
        return opset;
    }

    /** The outputs of a graph for its inputs; inside this one it sees the values there are here. */
    Array<OnnxValue> trace(GraphProto graph, Array<OnnxValue> inputs) {
        if (inputs.size() > graph.inputs().size()) {
            throw new FluxionException("the graph " + graph.name() + " must take " + inputs.size() + " inputs; it takes "
                    + graph.inputs().size());
        }
        GraphTracer inner = new GraphTracer(model, opset, new HashMap<>(names), new HashMap<>(types), attributes);
        inner.declare(graph);
        graph.initializers().forEach((name, tensor) -> inner.names.put(name, OnnxValue.of(tensor.value().getOrElseThrow(why ->
                new FluxionException("the initializer " + name + " must be of numbers; got " + why)))));
        graph.inputs().zip(inputs).forEach(p -> inner.names.put(p._1.name(), p._2));
        return inner.nodes(graph.nodes(), graph.outputs().map(ValueProto::name));
    }

    /** As above for the outermost graph, some of whose initializers are arguments. */
    Array<OnnxValue> trace(GraphProto graph, Array<OnnxValue> inputs, Map<String, Expr> weights) {
        GraphTracer inner = new GraphTracer(model, opset, new HashMap<>(), new HashMap<>(), attributes);
        inner.declare(graph);
        graph.initializers().forEach((name, tensor) -> inner.names.put(name, OnnxValue.of(weights.get(name)
                .getOrElse(() -> tensor.value().get()))));
        graph.inputs().zip(inputs).forEach(p -> inner.names.put(p._1.name(), p._2));
        return inner.nodes(graph.nodes(), graph.outputs().map(ValueProto::name));
    }

    /** The type of a value's elements in the file, where it says one. */
    Option<OnnxType> type(String name) {
        return Option.of(types.get(name));
    }

    private void declare(String name, Option<OnnxType> type) {
        types.remove(name); // of a value around the graph, which this one hides
        type.forEach(t -> types.put(name, t));
    }

    private void declare(GraphProto graph) {
        graph.initializers().forEach((name, tensor) -> declare(name, tensor.type()));
        graph.inputs().forEach(input -> declare(input.name(), input.type()));
    }

    /** That of a constant; of what else is computed, the operators that need it know what they give. */
    private Option<OnnxType> declared(NodeProto node) {
        return switch (node.operator()) {
            case "Constant" -> node.attributes().get("value")
                    .flatMap(a -> a instanceof AttributeProto.Elements(TensorProto tensor) ? tensor.type() : Option.none());
            case "Identity", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Expand", "Gather", "Slice" ->
                    type(node.inputs().get(0));
            case "QuantizeLinear" -> node.inputs().size() > 2 ? type(node.inputs().get(2)) : Option.none();
            case "Cast" -> node.attributes().get("to")
                    .flatMap(a -> a instanceof AttributeProto.Whole(long number) ? OnnxType.of(number) : Option.none());
            default -> Option.none();
        };
    }

    private Array<OnnxValue> nodes(Array<NodeProto> nodes, Array<String> outputs) {
        for (NodeProto node : nodes) {
            Array<OnnxValue> made = node(node);
            for (int i = 0; i < node.outputs().size(); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                    if (i >= made.size()) {
                        throw new FluxionException("onnx: " + node.label() + ": output " + i + " is not computed");
                    }
                    names.put(node.outputs().get(i), made.get(i));
                    declare(node.outputs().get(i), declared(node));
                }
            }
        }
        return outputs.map(this::named);
    }

    private OnnxValue named(String name) {
        OnnxValue value = name.isEmpty() ? OnnxValue.Absent.ABSENT : names.get(name);
        if (value == null) {
            throw new FluxionException("onnx: there must be a value \"" + name + "\"");
        }
        return value;
    }

    private Array<OnnxValue> node(NodeProto node) {
        Array<OnnxValue> inputs = node.inputs().map(this::named);
        Map<String, AttributeProto> said = resolved(node.attributes());
        Option<FunctionProto> own = model.function(node.domain(), node.operator());
        try {
            return own.isDefined() ? function(node, own.get(), inputs, said)
                    : folded(inputs, OperatorTable.of(node.domain(), node.operator()).get().meaning()
                    .apply(new NodeCall(node, inputs, said, this)));
        } catch (UnknownValueException e) {
            throw new UnknownValueException(at(node, e));
        } catch (FluxionException e) {
            throw new FluxionException(at(node, e), e);
        } catch (OutOfMemoryError e) {
            throw new FluxionException("onnx: " + node.label() + ": the node must not take more memory than there is", e);
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw new FluxionException("onnx: " + node.label() + ": the node must have fitting inputs and attributes; got "
                    + node.inputs().mkString("(", ", ", ")"), e);
        }
    }

    /** The innermost place is the one to look at. */
    private static String at(NodeProto node, FluxionException e) {
        return e.getMessage().startsWith("onnx: ") ? e.getMessage() : "onnx: " + node.label() + ": " + e.getMessage();
    }

    private Map<String, AttributeProto> resolved(LinkedHashMap<String, AttributeProto> said) {
        return said.flatMap((name, value) -> value instanceof AttributeProto.Reference(String other)
                ? attributes.get(other).map(v -> io.vavr.Tuple.of(name, v)).toList()
                : io.vavr.collection.List.of(io.vavr.Tuple.of(name, value)));
    }

    private Array<OnnxValue> function(NodeProto node, FunctionProto function, Array<OnnxValue> inputs,
            Map<String, AttributeProto> said) {
        GraphTracer inner = new GraphTracer(model, opset, new HashMap<>(), new HashMap<>(),
                function.defaults().merge(said, (_, given) -> given));
        for (int i = 0; i < function.inputs().size(); i++) {
            inner.names.put(function.inputs().get(i), i < inputs.size() ? inputs.get(i) : OnnxValue.Absent.ABSENT);
            if (i < node.inputs().size()) {
                inner.declare(function.inputs().get(i), type(node.inputs().get(i)));
            }
        }
        return inner.nodes(function.nodes(), function.outputs());
    }

    // ---- what is known ----------------------------------------------------------------------------------------------

    private static Array<OnnxValue> folded(Array<OnnxValue> inputs, Array<OnnxValue> made) {
        boolean closed = inputs.forAll(v -> switch (v) {
            case OnnxValue.One(Expr value) -> value instanceof Tensor;
            case OnnxValue.Many(Array<Expr> values) -> values.forAll(Tensor.class::isInstance);
            case OnnxValue.Absent _ -> true;
        });
        return closed ? made.map(v -> v instanceof OnnxValue.One(Expr value) ? OnnxValue.of(folded(value)) : v) : made;
    }

    private static Expr folded(Expr x) {
        return x instanceof Tensor || x.shape().size() > SMALL || !Graph.variables(Array.of(x)).isEmpty() ? x : computed(x);
    }

    /** The value of what depends on no argument. */
    static Option<Tensor> known(Expr x) {
        if (x instanceof Tensor tensor) {
            return Option.some(tensor);
        }
        return x.shape().size() > LARGE || !Graph.variables(Array.of(x)).isEmpty() ? Option.none() : Option.some(computed(x));
    }

    private static Tensor computed(Expr x) {
        return Evaluator.evaluate(Fn.of(Array.empty(), Array.of(x)), Array.empty()).get(0);
    }
}
