package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands between a function's parentheses: values, and options such as {@code axis 1} or {@code reverse}. */
final class Arguments {
    static final Set<String> WORDS = Set.of("axis", "axes", "offset", "reverse");

    private final List<Value> values = new ArrayList<>();
    private final Map<String, Ints> options = new HashMap<>();
    private String text = "";

    void value(Value value) {
        values.add(value);
    }

    void option(String name, Ints numbers) {
        options.put(name, numbers);
    }

    void text(String quoted) {
        text = quoted;
    }

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
        return values.get(i).expression();
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
        if (get(i) instanceof fluxion.core.Tensor tensor && tensor.rank() == 1) {
            return java.util.Arrays.stream(tensor.doubles()).mapToInt(d -> (int) d).toArray();
        }
        throw new ShapeException("argument " + (i + 1) + " must be lengths such as [2, 3]; got " + get(i).type());
    }

    /** The axes named; none for all. */
    int[] axes() {
        return options.containsKey("axis") ? options.get("axis").toArray() : options.getOrDefault("axes", Ints.empty()).toArray();
    }

    int axis(int otherwise) {
        return options.containsKey("axis") ? options.get("axis").get(0) : otherwise;
    }

    int offset() {
        return options.containsKey("offset") ? options.get("offset").get(0) : 0;
    }

    boolean reverse() {
        return options.containsKey("reverse");
    }

    /** Refuses any other number of values. */
    Arguments of(String name, int n) {
        if (values.size() != n) {
            throw new ShapeException(name + ": takes " + n + (n == 1 ? " argument" : " arguments") + "; got " + values.size());
        }
        return this;
    }
}
