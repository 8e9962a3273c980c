package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Ints;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/** What a step is given besides its operands: numbers, flags, texts and lists of these, by name. */
public record Settings(Map<String, Object> values) {

    /** Names and values in turn. */
    static Settings of(Object... namesAndValues) {
        Map<String, Object> values = LinkedHashMap.empty();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values = values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Settings(values);
    }

    Option<Object> get(String name) {
        return values.get(name);
    }

    Object required(String name) {
        return values.get(name).getOrElseThrow(() -> new IllegalArgumentException("a step needs " + name + "; it has " + values));
    }

    int integer(String name) {
        return ((Number) required(name)).intValue();
    }

    double number(String name) {
        return ((Number) required(name)).doubleValue();
    }

    boolean flag(String name) {
        return values.get(name).exists(v -> v instanceof Boolean b ? b : ((Number) v).intValue() != 0);
    }

    String text(String name) {
        return (String) required(name);
    }

    DType dtype(String name) {
        return DType.valueOf(text(name).toUpperCase(Locale.ROOT));
    }

    /** A list, which may be absent: then it is empty. */
    Seq<Object> list(String name) {
        return values.get(name).fold(Array::empty, Settings::items);
    }

    int[] ints(String name) {
        return Ints.from(list(name).map(v -> ((Number) v).intValue())).toArray();
    }

    double[] numbers(String name) {
        return list(name).toJavaStream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    }

    /** A constant of an operand's dtype. */
    Number constant(DType dtype) {
        return dtype.isFloat() ? (Number) number("c") : (Number) (int) number("c");
    }

    /** As the subscripts of {@code get} and {@code at} are written. */
    String subscripts() {
        return list("idx").map(Settings::subscript).mkString(", ");
    }

    private static String subscript(Object entry) {
        return switch (entry) {
            case Seq<?> range -> {
                Seq<String> parts = range.map(v -> v instanceof Option<?> ? "" : v.toString());
                yield parts.get(0) + ":" + parts.get(1) + (parts.get(2).isEmpty() ? "" : ":" + parts.get(2));
            }
            case String s -> s.equals("n") ? "newaxis" : s;
            default -> entry.toString();
        };
    }

    @SuppressWarnings("unchecked") // lists hold what JSON holds
    private static Seq<Object> items(Object list) {
        return (Seq<Object>) list;
    }

    /** As an argument of a Java call. */
    String java(String name) {
        return values.get(name).fold(() -> "", Settings::java);
    }

    private static String java(Object value) {
        return switch (value) {
            case Seq<?> list -> list.map(Settings::java).mkString(", ");
            case String text -> text.matches("f64|f32|i64|i32|bool") ? text.toUpperCase(Locale.ROOT) : '"' + text + '"';
            default -> value.toString();
        };
    }
}
