package fluxion.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import fluxion.core.DType;
import fluxion.core.Ints;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/** The static parameters of a golden case. */
record Params(JsonNode node) {

    boolean isNull(String name) {
        return !node.has(name) || node.get(name).isNull();
    }

    boolean isList(String name) {
        return node.get(name).isArray();
    }

    int integer(String name) {
        return node.get(name).asInt();
    }

    double number(String name) {
        return number(node.get(name));
    }

    boolean flag(String name) {
        return node.path(name).asBoolean();
    }

    String text(String name) {
        return node.get(name).asText();
    }

    DType dtype(String name) {
        return DType.valueOf(text(name).toUpperCase(Locale.ROOT));
    }

    /** The integers of a list, or one. */
    Ints ints(String name) {
        return isList(name) ? ints(node.get(name)) : Ints.of(integer(name));
    }

    /** A list of numbers. */
    Seq<Double> numbers(String name) {
        return Array.ofAll(node.get(name)).map(Params::number);
    }

    /** Axes as the verbs take them: none for all. */
    int[] axes(String name) {
        return isNull(name) ? new int[0] : ints(name).toArray();
    }

    /** A list whose entries may be null. */
    Seq<Option<Integer>> optional(String name) {
        return Array.ofAll(node.get(name)).map(n -> Option.when(!n.isNull(), n::asInt));
    }

    /** A list of lists of integers. */
    Seq<Ints> table(String name) {
        return Array.ofAll(node.get(name)).map(Params::ints);
    }

    static Ints ints(JsonNode node) {
        return Ints.tabulate(node.size(), i -> node.get(i).intValue());
    }

    static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
    }
}
