package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.FunctionFormat;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.storage.Memory;
import fluxion.dsl.json.JsonText;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Functions as JSON, out and in, without loss: names, types, every operation with its static parameters, every bit of every
 * constant, and which subexpressions are shared.
 *
 * <pre>{@code
 * {"fluxion": 1, "params": [{"name": "x", "type": "f64[3]"}],
 *  "nodes": [{"op": "Unary.SIN", "in": [0]}, {"op": "Reduce", "args": {"kind": "SUM", "axes": [0]}, "in": [1]}],
 *  "results": [2]}
 * }</pre>
 *
 * <p>Numbers {@code in} and {@code results} count parameters first, then nodes; a node uses earlier ones only. A constant is
 * {@code {"tensor": "f32[2]", "values": [1.0, "NaN"]}}, one result of an operation with several {@code {"result": 1, "in": [4]}}.
 * Reading builds nothing but the operations of this library: every node's type is checked, and what is malformed, unknown,
 * too deep or too long is refused with its place.
 */
public final class Json {
    private static final int VERSION = 1;

    private Json() {}

    /**
     * A closed function as JSON.
     *
     * @throws FluxionException where it is not closed, or holds a Java function (a rule given as a lambda), which JSON cannot say
     */
    public static String write(Fn fn) {
        return write(fn, Integer.MAX_VALUE).text();
    }

    /** A closed function as JSON, but for constants of more than so many elements. */
    static FunctionFormat.Written write(Fn fn, int inline) {
        if (!fn.free().isEmpty()) {
            throw new FluxionException("json: the function must depend on its parameters only; it also depends on "
                    + fn.free().mkString(", "));
        }
        Out out = new Out(inline);
        function(fn, out);
        return new FunctionFormat.Written(out.append("\n").text(), out.constants());
    }

    static void function(Fn fn, Out out) {
        Map<Expr, Integer> ids = new IdentityHashMap<>();
        out.append("{\"fluxion\": ").append(VERSION).append(", \"params\": [");
        for (int i = 0; i < fn.params().size(); i++) {
            Var param = fn.params().get(i);
            ids.put(param, i);
            out.append(i == 0 ? "" : ", ").append("{\"name\": ").append(JsonText.quoted(param.name())).append(", \"type\": \"")
                    .append(param.type()).append("\"}");
        }
        out.append("],\n \"nodes\": [");
        String separator = "\n  ";
        for (Expr node : Graph.topological(fn.results())) {
            if (ids.containsKey(node)) {
                continue;
            }
            ids.put(node, ids.size());
            out.append(separator);
            separator = ",\n  ";
            switch (node) {
                case Tensor tensor -> tensor(tensor, out);
                case Result result -> out.append("{\"result\": ").append(result.index()).append(", \"in\": [")
                        .append(ids.get(result.of())).append("]}");
                case Apply apply -> {
                    out.append("{\"op\": ");
                    JsonOps.write(apply.op(), out);
                    out.append(", \"in\": ").append(apply.inputs().map(ids::get).mkString("[", ", ", "]")).append('}');
                }
                case Var variable -> throw new FluxionException("json: the function must be closed; it depends on " + variable);
            }
        }
        out.append("],\n \"results\": ").append(fn.results().map(ids::get).mkString("[", ", ", "]")).append('}');
    }

    private static void tensor(Tensor tensor, Out out) {
        out.append("{\"tensor\": \"").append(tensor.type());
        if (out.apart(tensor)) {
            out.append("\", \"constant\": ").append(out.constants().size() - 1).append("}");
            return;
        }
        out.append("\", \"values\": [");
        switch (tensor.dtype()) {
            case F64 -> join(out, DoubleStream.of(tensor.doubles()).mapToObj(Json::real));
            case F32 -> join(out, DoubleStream.of(tensor.doubles())
                    .mapToObj(x -> Double.isFinite(x) ? Float.toString((float) x) : real(x)));
            case I64, I32 -> join(out, LongStream.of(tensor.longs()).mapToObj(Long::toString));
            case BOOL -> {
                boolean[] values = tensor.booleans();
                join(out, IntStream.range(0, values.length).mapToObj(i -> Boolean.toString(values[i])));
            }
            default -> throw new IllegalStateException("no case for " + tensor.dtype());
        }
        out.append("]}");
    }

    private static String real(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"";
    }

    private static void join(Out out, Stream<String> parts) {
        out.append(parts.collect(Collectors.joining(", ")));
    }

    /** Text as it comes, and the constants that it only numbers. */
    static final class Out {
        private final StringBuilder text = new StringBuilder();
        private final List<Tensor> constants = new ArrayList<>();
        private final int inline;

        /** Constants of more than so many elements are not written out. */
        Out(int inline) {
            this.inline = inline;
        }

        Out append(Object more) {
            text.append(more);
            return this;
        }

        /** Keeps a constant that is too large, or repeats one element, which is more than a list of values says. */
        boolean apart(Tensor tensor) {
            double count = Memory.count(tensor.shape());
            return inline < Integer.MAX_VALUE && (count > inline || count > 1 && !tensor.isContiguous()) && constants.add(tensor);
        }

        String text() {
            return text.toString();
        }

        Array<Tensor> constants() {
            return Array.ofAll(constants);
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /**
     * The function that JSON says.
     *
     * @throws FluxionException where the text is no such function, saying where and why
     */
    public static Fn read(String json) {
        return read(json, Array.empty());
    }

    /** The function that JSON says, in which these constants have numbers. */
    static Fn read(String json, Array<Tensor> constants) {
        Object value = JsonText.read(json);
        place(value, constants);
        return function(value);
    }

    /** Puts constants where they are numbered, however deep in functions inside of operations. */
    private static void place(Object value, Array<Tensor> constants) {
        switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> fields = object(map, "a constant");
                if (fields.get("constant") instanceof JsonText.Number number && fields.get("tensor") instanceof String) {
                    int id = integer(number, "a constant");
                    if (id < 0 || id >= constants.size()) {
                        throw new FluxionException("json: constants are numbered 0 to " + (constants.size() - 1) + "; got " + id);
                    }
                    fields.put("values", constants.get(id));
                } else {
                    map.values().forEach(inner -> place(inner, constants));
                }
            }
            case List<?> list -> list.forEach(inner -> place(inner, constants));
            default -> { }
        }
    }

    static Fn function(Object value) {
        Map<String, Object> map = object(value, "a function");
        if (integer(get(map, "fluxion"), "fluxion") != VERSION) {
            throw new FluxionException("json: the version must be " + VERSION + "; got " + map.get("fluxion"));
        }
        List<Expr> nodes = new ArrayList<>();
        List<Var> params = new ArrayList<>();
        for (Object param : list(get(map, "params"), "params")) {
            Map<String, Object> fields = object(param, "a parameter");
            params.add(new Var(string(get(fields, "name"), "name"), type(get(fields, "type"))));
        }
        // operations with several results have no place among the operands of others
        nodes.addAll(params);
        List<Object> made = list(get(map, "nodes"), "nodes");
        for (int i = 0; i < made.size(); i++) {
            try {
                nodes.add(node(object(made.get(i), "a node"), nodes));
            } catch (FluxionException e) {
                throw new FluxionException("json: node " + (params.size() + i) + ": "
                        + e.getMessage().replaceFirst("^json: ", ""), e);
            }
        }
        Array<Expr> results = Array.ofAll(list(get(map, "results"), "results")).map(r -> reference(r, nodes));
        Fn fn = Fn.of(Array.ofAll(params), results);
        if (!fn.free().isEmpty()) {
            throw new FluxionException("json: the function must depend on its parameters only");
        }
        return fn;
    }

    private static Expr node(Map<String, Object> node, List<Expr> nodes) {
        if (node.containsKey("tensor")) {
            if (node.get("values") instanceof Tensor constant) {
                if (!constant.type().equals(type(node.get("tensor")))) {
                    throw new FluxionException("a constant must be " + Json.kind(node.get("tensor")) + "; got "
                            + constant.type());
                }
                return constant;
            }
            return tensor(type(node.get("tensor")), list(get(node, "values"), "values"));
        }
        Array<Expr> inputs = Array.ofAll(list(get(node, "in"), "in")).map(i -> reference(i, nodes));
        if (node.containsKey("result")) {
            if (inputs.size() != 1 || !(inputs.get(0) instanceof Apply of) || of.results().size() < 2) {
                throw new FluxionException("a result must be one of an operation with several");
            }
            int index = integer(node.get("result"), "result");
            if (index < 0 || index >= of.results().size()) {
                throw new FluxionException("there are " + of.results().size() + " results; got " + index);
            }
            return of.results().get(index);
        }
        Op op = JsonOps.read(get(node, "op"), node.get("args"));
        return Apply.of(op, inputs);
    }

    private static Expr reference(Object value, List<Expr> nodes) {
        int id = integer(value, "a reference");
        if (id < 0 || id >= nodes.size()) {
            throw new FluxionException("json: references must be to parameters and earlier nodes, 0 to " + (nodes.size() - 1)
                    + "; got " + id);
        }
        return nodes.get(id);
    }

    private static Tensor tensor(TensorType type, List<Object> values) {
        Shape shape = type.shape();
        if (values.size() != shape.size()) {
            throw new FluxionException("a tensor " + type + " has " + shape.size() + " values; got " + values.size());
        }
        return switch (type.dtype()) {
            case F64 -> Tensor.of(shape, values.stream().mapToDouble(v -> real(v)).toArray());
            case F32 -> {
                float[] floats = new float[values.size()];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = values.get(i) instanceof JsonText.Number(String digits) ? Float.parseFloat(digits)
                            : (float) real(values.get(i));
                }
                yield Tensor.of(shape, floats);
            }
            case I64 -> Tensor.of(shape, values.stream().mapToLong(v -> whole(v)).toArray());
            case I32 -> Tensor.of(shape, values.stream().mapToInt(v -> integer(v, "an i32")).toArray());
            case BOOL -> {
                boolean[] bools = new boolean[values.size()];
                for (int i = 0; i < bools.length; i++) {
                    bools[i] = bool(values.get(i), "a bool");
                }
                yield Tensor.of(shape, bools);
            }
        };
    }

    static double real(Object value) {
        return switch (value) {
            case JsonText.Number(String digits) -> Double.parseDouble(digits);
            case String s when s.equals("NaN") -> Double.NaN;
            case String s when s.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case String s when s.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            default -> throw new FluxionException("expected a number, \"NaN\", \"Infinity\" or \"-Infinity\"; found "
                    + kind(value));
        };
    }

    // ---- what values must be ----------------------------------------------------------------------------------------

    static Object get(Map<String, Object> map, String name) {
        Object value = map.get(name);
        if (value == null) {
            throw new FluxionException("json: expected \"" + name + "\"; found only " + map.keySet());
        }
        return value;
    }

    @SuppressWarnings("unchecked") // objects have string keys
    static Map<String, Object> object(Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new FluxionException("json: " + what + " must be an object; found " + kind(value));
    }

    @SuppressWarnings("unchecked") // lists hold anything
    static List<Object> list(Object value, String what) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new FluxionException("json: " + what + " must be a list; found " + kind(value));
    }

    static String string(Object value, String what) {
        if (value instanceof String s) {
            return s;
        }
        throw new FluxionException("json: " + what + " must be a string; found " + kind(value));
    }

    static boolean bool(Object value, String what) {
        if (value instanceof Boolean b) {
            return b;
        }
        throw new FluxionException("json: " + what + " must be true or false; found " + kind(value));
    }

    static int integer(Object value, String what) {
        if (value instanceof JsonText.Number(String digits) && digits.matches("-?[0-9]{1,10}")) {
            long n = Long.parseLong(digits);
            if (n == (int) n) {
                return (int) n;
            }
        }
        throw new FluxionException("json: " + what + " must be a whole number that int holds; found " + kind(value));
    }

    private static long whole(Object value) {
        if (value instanceof JsonText.Number(String digits) && digits.matches("-?[0-9]{1,19}")) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new FluxionException("json: an i64 must be a whole number that long holds; found " + digits, e);
            }
        }
        throw new FluxionException("json: an i64 must be a whole number; found " + kind(value));
    }

    static TensorType type(Object value) {
        String text = string(value, "a type");
        if (!text.matches("(f64|f32|i64|i32|bool)(\\[[0-9,]{0,400}\\])?")) {
            throw new FluxionException("json: a type reads like f64[2,3]; found \""
                    + text.substring(0, Math.min(40, text.length())) + "\"");
        }
        int bracket = text.indexOf('[');
        DType dtype = DType.valueOf((bracket < 0 ? text : text.substring(0, bracket)).toUpperCase(java.util.Locale.ROOT));
        String dims = bracket < 0 ? "" : text.substring(bracket + 1, text.length() - 1);
        try {
            return new TensorType(dtype, dims.isEmpty() ? Shape.SCALAR
                    : new Shape(Ints.from(Array.of(dims.split(",", -1)).map(Integer::parseInt))));
        } catch (NumberFormatException e) {
            throw new FluxionException("json: lengths must be whole numbers that int holds; found " + dims, e);
        }
    }

    static String kind(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "a list";
            case JsonText.Number(String digits) -> digits.substring(0, Math.min(40, digits.length()));
            case String s -> "\"" + s.substring(0, Math.min(40, s.length())) + "\"";
            default -> String.valueOf(value);
        };
    }
}
