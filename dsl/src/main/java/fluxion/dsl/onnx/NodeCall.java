package fluxion.dsl.onnx;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** A node that is to be traced: its inputs and what it says beside them. */
final class NodeCall {
    private final NodeProto node;
    private final Array<OnnxValue> inputs;
    private final Map<String, AttributeProto> attributes;
    private final GraphTracer tracer;

    NodeCall(NodeProto node, Array<OnnxValue> inputs, Map<String, AttributeProto> attributes, GraphTracer tracer) {
        this.node = node;
        this.inputs = inputs;
        this.attributes = attributes;
        this.tracer = tracer;
    }

    NodeProto node() {
        return node;
    }

    /** The version of the operators. */
    long opset() {
        return tracer.opset();
    }

    /** Who traces graphs within this node. */
    GraphTracer tracer() {
        return tracer;
    }

    /** A refusal of this node. */
    FluxionException refused(String what) {
        return new FluxionException(what);
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    /** How many inputs there are, left out ones among them. */
    int count() {
        return inputs.size();
    }

    /** How many outputs are asked for. */
    int outputs() {
        return node.outputs().size();
    }

    /** Whether an output is asked for. */
    boolean gives(int i) {
        return i < node.outputs().size() && !node.outputs().get(i).isEmpty();
    }

    OnnxValue value(int i) {
        return i < inputs.size() ? inputs.get(i) : OnnxValue.Absent.ABSENT;
    }

    Option<Expr> optional(int i) {
        return switch (value(i)) {
            case OnnxValue.One(Expr value) -> Option.some(value);
            case OnnxValue.Many _ -> throw refused("input " + i + " must be a tensor; got a sequence");
            case OnnxValue.Absent _ -> Option.none();
        };
    }

    Expr input(int i) {
        return optional(i).getOrElseThrow(() -> refused("input " + i + " must be there"));
    }

    Expr x() {
        return input(0);
    }

    Expr y() {
        return input(1);
    }

    /** All inputs. */
    Array<Expr> all() {
        return Array.range(0, count()).map(this::input);
    }

    Array<Expr> sequence(int i) {
        return switch (value(i)) {
            case OnnxValue.Many(Array<Expr> values) -> values;
            case OnnxValue.One _, OnnxValue.Absent _ -> throw refused("input " + i + " must be a sequence");
        };
    }

    /** The type of an input's elements in the file, where it is said there. */
    Option<OnnxType> elements(int i) {
        return i < node.inputs().size() ? tracer.type(node.inputs().get(i)) : Option.none();
    }

    // ---- inputs whose values must be known --------------------------------------------------------------------------

    boolean isKnown(int i) {
        return GraphTracer.known(input(i)).isDefined();
    }

    Tensor known(int i) {
        Expr x = input(i);
        return GraphTracer.known(x).getOrElseThrow(() -> new UnknownValueException("input " + i + " must be known when the "
                + "function is traced, as shapes depend on it; got " + x.type() + " that is computed from arguments"));
    }

    Option<Tensor> optionalKnown(int i) {
        return optional(i).map(_ -> known(i));
    }

    /** The integers of a known input. */
    long[] knownLongs(int i) {
        return longs(known(i));
    }

    static long[] longs(Tensor tensor) {
        return switch (tensor.dtype()) {
            case I64 -> tensor.longs();
            case I32 -> java.util.Arrays.stream(tensor.ints()).asLongStream().toArray();
            case F64, F32, BOOL -> throw new FluxionException("integers are required; got " + tensor.type());
        };
    }

    Ints knownInts(int i) {
        return ints(knownLongs(i));
    }

    /** Integers of a known input, or of the attribute that stood for it in older versions. */
    Option<Ints> knownInts(int i, String attribute) {
        return optional(i).map(_ -> knownInts(i)).orElse(() -> ints(attribute));
    }

    /** As ints; what is out of their range is the nearest there is. */
    static Ints ints(long[] values) {
        return Ints.tabulate(values.length, k -> Math.clamp(values[k], Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** The only number of a known input. */
    double knownNumber(int i) {
        return number(known(i));
    }

    static double number(Tensor tensor) {
        Expr one = tensor;
        if (tensor.shape().size() != 1) {
            throw new FluxionException("one number is required; got " + tensor.type());
        }
        Tensor scalar = tensor.view(fluxion.core.Shape.SCALAR, tensor.offset(), Ints.empty());
        return one.dtype() == DType.BOOL ? scalar.toBoolean() ? 1 : 0 : scalar.toDouble();
    }

    /** The only integer of a known input, clamped to the range of int. */
    int knownInt(int i) {
        long[] values = knownLongs(i);
        if (values.length != 1) {
            throw refused("input " + i + " must be one integer; got " + values.length);
        }
        return Math.clamp(values[0], Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    // ---- attributes -------------------------------------------------------------------------------------------------

    Option<AttributeProto> attribute(String name) {
        return attributes.get(name);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    long whole(String name, long otherwise) {
        return attribute(name).map(a -> a instanceof AttributeProto.Whole(long value) ? value
                : unfit(name, "an integer", 0L)).getOrElse(otherwise);
    }

    int integer(String name, int otherwise) {
        return Math.clamp(whole(name, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    boolean flag(String name) {
        return whole(name, 0) != 0;
    }

    double number(String name, double otherwise) {
        return attribute(name).map(a -> a instanceof AttributeProto.Single(double value) ? value
                : unfit(name, "a number", 0.0)).getOrElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name).map(a -> a instanceof AttributeProto.Text(String value) ? value
                : unfit(name, "a text", "")).getOrElse(otherwise);
    }

    Array<String> texts(String name) {
        return attribute(name).map(a -> a instanceof AttributeProto.Texts(Array<String> values) ? values
                : unfit(name, "texts", Array.<String>empty())).getOrElse(Array.empty());
    }

    Array<Double> numbers(String name) {
        return attribute(name).map(a -> a instanceof AttributeProto.Singles(Array<Double> values) ? values
                : unfit(name, "numbers", Array.<Double>empty())).getOrElse(Array.empty());
    }

    Option<Ints> ints(String name) {
        return attribute(name).map(a -> a instanceof AttributeProto.Wholes(Array<Long> values)
                ? ints(values.toJavaStream().mapToLong(v -> v).toArray()) : unfit(name, "integers", Ints.empty()));
    }

    Tensor tensor(String name) {
        return attribute(name).map(a -> a instanceof AttributeProto.Elements(TensorProto tensor)
                ? tensor.value().getOrElseThrow(why -> refused("the attribute " + name + " must be of numbers; got " + why))
                : unfit(name, "a tensor", Tensor.of(0)))
                .getOrElseThrow(() -> refused("the attribute " + name + " must be there"));
    }

    GraphProto graph(String name) {
        if (attributes.getOrElse(name, null) instanceof AttributeProto.Body(GraphProto graph)) {
            return graph;
        }
        throw refused("the attribute " + name + " must be a graph");
    }

    private <T> T unfit(String name, String wanted, T unused) {
        throw refused("the attribute " + name + " must be " + wanted);
    }

    /** The axis that an attribute says, counted from 0, of a value with so many. */
    int axis(String name, int otherwise, int rank) {
        return axis(integer(name, otherwise), rank);
    }

    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw refused("an axis must be from " + -rank + " to " + (rank - 1) + "; got " + axis);
        }
        return axis < 0 ? axis + rank : axis;
    }

    Ints axes(Ints axes, int rank) {
        Ints plain = axes.map(a -> axis(a, rank));
        if (!plain.isDistinct()) {
            throw refused("axes must differ; got " + axes);
        }
        return plain;
    }

    /** The dtype of an element type that an attribute says by its number. */
    DType dtype(String name, DType otherwise) {
        return has(name) ? type(name).dtype().getOrElseThrow(() -> refused("no dtype holds " + type(name))) : otherwise;
    }

    OnnxType type(String name) {
        long number = whole(name, 0);
        return OnnxType.of(number).getOrElseThrow(() -> refused("there is no element type " + number));
    }

}
