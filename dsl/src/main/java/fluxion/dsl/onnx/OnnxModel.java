package fluxion.dsl.onnx;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.function.Fun2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A model in the format ONNX, as a function of its weights and inputs: with derivatives, over lanes, to be printed and exported
 * like any other.
 *
 * <pre>{@code
 * OnnxModel model = fromOnnx(Path.of("classifier.onnx"));
 * Expr y = model.apply(model.weights(), x);
 * var loss = fn((LinkedHashMap<String, Expr> w, Expr x) -> model.apply(w, x).square().mean());
 * var slopes = grad(loss).apply(model.weights(), x);
 * }</pre>
 *
 * <p>Weights are the model's floating-point initializers, by name, but for single numbers and those that shapes depend on.
 * Those that are not given keep the values that the file has, so that a part of them can be trained.
 *
 * <p>The model is traced anew for each shape of its inputs: axes that it leaves open, such as {@code batch}, are whatever the
 * arguments have, the same for the same name, and shapes that it computes from them are numbers by then. Elements of f16 and
 * bf16 are f32 here, integers of less than 32 bits i32; arguments of another width than declared are taken, so that weights and
 * inputs of f64 make a model of f64.
 *
 * <p>Operator sets from 7 on are read; those of 13 to 22 are meant. Dropout does nothing and batches are normalised by their
 * running statistics, as in inference. Source: the ONNX operator schemas, onnx.ai/onnx/operators.
 */
public final class OnnxModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ModelProto model;
    private final transient LinkedHashMap<String, Expr> weights;
    private final transient Fun2<LinkedHashMap<String, Expr>, Array<Expr>, Array<Expr>> functionOfArrays;

    private OnnxModel(ModelProto model) {
        ModelChecks.require(model);
        this.model = model;
        Set<String> known = new KnownInputs(model).names();
        weights = LinkedHashMap.ofEntries(Array.ofAll(model.graph().initializers()).filter(e -> {
            Tensor tensor = e._2.value().get();
            return tensor.dtype().isFloat() && tensor.rank() > 0 && !known.contains(e._1);
        }).map(e -> Tuple.of(e._1, e._2.value().get())));
        functionOfArrays = Fun2.of(this::trace);
    }

    /** The rest is made of the model, which is checked as if it came from a file. */
    private Object readResolve() throws InvalidObjectException {
        try {
            return new OnnxModel(model);
        } catch (RuntimeException e) {
            throw new InvalidObjectException("onnx: the stream holds no valid model: " + e.getMessage(), e);
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /**
     * The model that the bytes of an {@code .onnx} file are.
     *
     * @throws FluxionException where they are damaged, telling the place; where operators are not supported, naming all of
     *     them; where elements lie in other files, which {@link #read(Path)} finds
     */
    public static OnnxModel read(byte[] bytes) {
        Given.arguments("fromOnnx", (Object) bytes);
        return read(bytes, Option.none());
    }

    /**
     * The model in an {@code .onnx} file, whose elements may lie in files beside it.
     *
     * @throws FluxionException as for {@link #read(byte[])}
     * @throws UncheckedIOException where a file cannot be read
     */
    public static OnnxModel read(Path file) {
        Given.arguments("fromOnnx", file);
        try {
            return read(Files.readAllBytes(file), Option.some(file.toAbsolutePath().getParent()));
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("fromOnnx: there must be a file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("fromOnnx: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static OnnxModel read(byte[] bytes, Option<Path> folder) {
        try (ExternalData external = new ExternalData(folder)) {
            return new OnnxModel(new ModelReader(external).model(WireMessage.of(bytes, "")));
        }
    }

    /** The names of ONNX's operators that are supported, in order. */
    public static Seq<String> operators() {
        return OperatorTable.names();
    }

    // ---- what it is -------------------------------------------------------------------------------------------------

    /** The floating-point initializers with axes, by name, in the file's order, but for those that shapes depend on. */
    public LinkedHashMap<String, Expr> weights() {
        return weights;
    }

    /** The names of what it takes, in order. */
    public Seq<String> inputs() {
        return model.graph().inputs().map(ValueProto::name);
    }

    /** The names of what it gives, in order. */
    public Seq<String> outputs() {
        return model.graph().outputs().map(ValueProto::name);
    }

    /**
     * The model with some of its inputs fixed, as those must be on which shapes depend: they are no inputs any more, and those
     * that may be are weights.
     *
     * @throws FluxionException where there is no such input, or the value does not fit
     */
    public OnnxModel fixed(Map<String, ? extends Tensor> values) {
        Given.arguments("fixed", values);
        java.util.Map<String, Integer> lengths = new java.util.HashMap<>();
        values.forEach((name, value) -> requireInput(model.graph().inputs().find(input -> input.name().equals(name))
                .getOrElseThrow(() -> new TreeException("onnx: the model must have an input \"" + name + "\"; it has "
                        + inputs().mkString(", "))), value, lengths));
        return new OnnxModel(model.fixed(values));
    }

    // ---- as a function ----------------------------------------------------------------------------------------------

    /**
     * What it gives for weights and inputs; computed where they are known, symbolic where one is not.
     *
     * @param given weights by name; others keep the values that the file has
     * @param x one for each input, in order
     * @throws FluxionException where it gives several results, see {@link #results}, or a shape does not fit, naming the node
     */
    public Expr apply(Map<String, ? extends Expr> given, Expr... x) {
        Given.arguments("onnx", given, x);
        requireOneResult();
        return results(given, x).get(0);
    }

    /** All that it gives for weights and inputs, see {@link #apply}. */
    public Array<Expr> results(Map<String, ? extends Expr> given, Expr... x) {
        Given.arguments("onnx", given, x);
        return functionOfArrays.apply(ordered(given), Array.of(x));
    }

    /**
     * The function of weights and the input of a model with one input and one result.
     *
     * @throws FluxionException where it has more or fewer
     */
    public Fun2<LinkedHashMap<String, Expr>, Expr, Expr> function() {
        requireOneResult();
        if (inputs().size() != 1) {
            throw new FluxionException("onnx: the model must have one input; got " + inputs().mkString(", ")
                    + ". Use functionOfArrays()");
        }
        return Fun2.of((w, x) -> functionOfArrays.apply(w, Array.of(x)).get(0));
    }

    /** The function of weights and all inputs, in order, to all results, in order. */
    public Fun2<LinkedHashMap<String, Expr>, Array<Expr>, Array<Expr>> functionOfArrays() {
        return functionOfArrays;
    }

    private void requireOneResult() {
        if (outputs().size() != 1) {
            throw new FluxionException("onnx: the model must give one result; got " + outputs().mkString(", ")
                    + ". Use results(…) or functionOfArrays()");
        }
    }

    /** In the file's order, so that maps in any order are one signature. */
    private LinkedHashMap<String, Expr> ordered(Map<String, ? extends Expr> given) {
        return LinkedHashMap.ofEntries(Array.ofAll(model.graph().initializers().keySet()).filter(given::containsKey)
                .map(name -> Tuple.<String, Expr>of(name, given.get(name).get()))
                .appendAll(Array.ofAll(given.keySet()).filter(name -> !model.graph().initializers().containsKey(name))
                        .map(name -> Tuple.<String, Expr>of(name, given.get(name).get()))));
    }

    private Array<Expr> trace(LinkedHashMap<String, Expr> given, Array<Expr> inputs) {
        requireWeights(given);
        requireInputs(inputs);
        return new GraphTracer(model).trace(model.graph(), inputs.map(OnnxValue::of), given).zipWith(model.graph().outputs(),
                (value, output) -> switch (value) {
                    case OnnxValue.One(Expr one) -> one;
                    case OnnxValue.Many _, OnnxValue.Absent _ -> throw new FluxionException("onnx: the result "
                            + output.name() + " must be a tensor");
                });
    }

    // ---- what fits --------------------------------------------------------------------------------------------------

    private void requireWeights(LinkedHashMap<String, Expr> given) {
        given.forEach((name, value) -> {
            Tensor own = model.graph().initializers().get(name).map(t -> t.value().get()).getOrElseThrow(() ->
                    new TreeException("onnx: the model must have a weight \"" + name + "\"; it has "
                            + weights.keySet().mkString(", ")));
            if (!weights.containsKey(name) && !(own.dtype().isFloat() && own.rank() == 0)) {
                throw new TreeException("onnx: " + name + " must keep its value " + own.type() + ", on which shapes depend");
            }
            if (!own.shape().equals(value.shape()) || !value.dtype().isFloat()) {
                throw new ShapeException("onnx: the weight " + name + " must be " + own.type() + "; got " + value.type());
            }
        });
    }

    private void requireInputs(Array<Expr> inputs) {
        Array<ValueProto> declared = model.graph().inputs();
        if (inputs.size() != declared.size()) {
            throw new FluxionException("onnx: the model takes " + declared.mkString(", ") + "; got " + inputs.size()
                    + (inputs.size() == 1 ? " argument" : " arguments"));
        }
        java.util.Map<String, Integer> lengths = new java.util.HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            requireInput(declared.get(i), inputs.get(i), lengths);
        }
    }

    private static void requireInput(ValueProto declared, Expr x, java.util.Map<String, Integer> lengths) {
        if (!declared.other().isEmpty()) {
            throw new FluxionException("onnx: the input " + declared.name() + " must be a tensor; it is " + declared.other());
        }
        Option<DType> dtype = declared.type().flatMap(OnnxType::dtype);
        if (dtype.exists(d -> d.kind() != x.dtype().kind())) {
            throw new DTypeException("onnx: the input must be " + declared + "; got " + x.type() + ". Convert it with cast("
                    + dtype.get().name() + ")");
        }
        declared.axes().forEach(axes -> {
            boolean fits = axes.size() == x.rank();
            for (int i = 0; fits && i < axes.size(); i++) {
                ValueProto.Axis axis = axes.get(i);
                int n = x.shape().dim(i);
                fits = axis.isOpen() ? axis.symbol().isEmpty() || lengths.merge(axis.symbol(), n, (old, _) -> old) == n
                        : axis.length() == n;
            }
            if (!fits) {
                throw new ShapeException("onnx: the input must be " + declared + lengthsSaid(lengths) + "; got " + x.type());
            }
        });
    }

    private static String lengthsSaid(java.util.Map<String, Integer> lengths) {
        return lengths.isEmpty() ? "" : new java.util.TreeMap<>(lengths).entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue()).collect(java.util.stream.Collectors.joining(", ", ", where ", ""));
    }

    /** What it takes and gives, how many weights it has, and the operators that it is made of. */
    @Override
    public String toString() {
        GraphProto graph = model.graph();
        long numbers = weights.values().map(w -> w.shape().size()).sum().longValue();
        return graph.inputs().mkString("(", ", ", ")") + " ↦ " + graph.outputs().mkString("(", ", ", ")") + "; "
                + weights.size() + " weights of " + numbers + " elements; "
                + graph.nodes().groupBy(NodeProto::qualified).mapValues(Array::size).toSortedMap(t -> t)
                .map(t -> t._1 + (t._2 == 1 ? "" : " ×" + t._2)).mkString(", ");
    }
}
