package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands between a function's parentheses: values, functions, options such as {@code axis 1} or {@code reverse}, and
 * parameters behind a semicolon, {@code low=[1], groups=2}.
 */
final class Arguments {
    static final Set<String> WORDS = Set.of("axis", "axes", "offset", "reverse", "descending", "first", "left", "right", "batch");

    private final List<Value> values = new ArrayList<>();
    private final List<DeferredFunction> functions = new ArrayList<>();
    private final Map<String, Ints> options = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private String text = "";
    private boolean exact;

    /** One value. */
    static Arguments of(Expr x) {
        Arguments arguments = new Arguments();
        arguments.value(new Value.Of(x));
        return arguments;
    }

    void value(Value value) {
        values.add(value);
    }

    void function(DeferredFunction function) {
        functions.add(function);
    }

    void option(String name, Ints numbers) {
        options.put(name, numbers);
    }

    void text(String name, String value) {
        texts.put(name, value);
    }

    void text(String quoted) {
        text = quoted;
    }

    // ---- values -----------------------------------------------------------------------------------------------------

    String text() {
        return text;
    }

    int count() {
        return values.size();
    }

    Value value(int i) {
        return values.get(i);
    }

    Expr get(int i) {
        if (i >= values.size()) {
            throw new ShapeException("value " + (i + 1) + " is missing; got " + values.size());
        }
        return values.get(i).expression();
    }

    /** The one whole number that a parameter must be, or the first of several. */
    int first(String parameter) {
        Ints numbers = numbers(parameter);
        if (numbers.isEmpty()) {
            throw new ShapeException("the parameter " + parameter + " must be a whole number; got []");
        }
        return numbers.get(0);
    }

    Seq<Expr> all() {
        return Array.range(0, values.size()).map(this::get);
    }

    Seq<DeferredFunction> functions() {
        return Array.ofAll(functions);
    }

    /** A whole number among the values. */
    int whole(int i) {
        if (values.get(i) instanceof Value.Number(double n) && n == (int) n) {
            return (int) n;
        }
        throw new ShapeException("argument " + (i + 1) + " must be a whole number; got " + get(i).type());
    }

    /** Lengths in brackets, {@code [2, 3]}. */
    int[] lengths(int i) {
        if (get(i) instanceof Tensor tensor && tensor.rank() == 1) {
            double[] lengths = tensor.doubles();
            if (!java.util.Arrays.stream(lengths).allMatch(d -> d == (int) d)) {
                throw new ShapeException("argument " + (i + 1) + " must be whole lengths such as [2, 3]; got " + tensor);
            }
            return java.util.Arrays.stream(lengths).mapToInt(d -> (int) d).toArray();
        }
        throw new ShapeException("argument " + (i + 1) + " must be lengths such as [2, 3]; got " + get(i).type());
    }

    /** Refuses any other number of values. */
    Arguments of(String name, int n) {
        if (values.size() != n) {
            throw new ShapeException(name + ": takes " + n + (n == 1 ? " argument" : " arguments") + "; got " + values.size());
        }
        return this;
    }

    // ---- options ----------------------------------------------------------------------------------------------------

    /** The axes named; none for all. */
    int[] axes() {
        return options.containsKey("axis") ? options.get("axis").toArray() : options.getOrDefault("axes", Ints.empty()).toArray();
    }

    int axis(int otherwise) {
        return number("axis", otherwise);
    }

    int offset() {
        return number("offset", 0);
    }

    /** Whether a parameter stands behind a semicolon, where it says all. */
    boolean isExact(String parameter) {
        return exact && options.containsKey(parameter);
    }

    /** What follows stands behind a semicolon. */
    void exact() {
        exact = true;
    }

    boolean has(String word) {
        return options.containsKey(word);
    }

    int number(String name, int otherwise) {
        return options.containsKey(name) ? first(name) : otherwise;
    }

    /** Numbers that must be there. */
    Ints numbers(String name) {
        if (!options.containsKey(name)) {
            throw new ShapeException("the parameter " + name + "=… is missing");
        }
        return options.get(name);
    }

    Ints numbers(String name, Ints otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    Shape shape(String name) {
        return new Shape(numbers(name));
    }

    String text(String name, java.util.function.Supplier<String> otherwise) {
        return texts.containsKey(name) ? texts.get(name) : otherwise.get();
    }

    DType dtype() {
        String name = text("dtype", () -> "f64");
        return Array.of(DType.values()).find(d -> d.toString().equals(name))
                .getOrElseThrow(() -> new ShapeException("dtype must be one of f64, f32, i64, i32, bool; got " + name));
    }
}
