package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import fluxion.core.Ints;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether two results of a case are of the same numbers, by their checksums. */
final class Agreement {
    private Agreement() {}

    /** Where the checksums of two results differ by more than the tolerance: inputs first, since outputs follow from them. */
    static Option<String> difference(JsonNode mine, JsonNode theirs, double tolerance) {
        return Array.of("inputs", "outputs").flatMap(field -> Array.ofAll(theirs.get(field).properties())
                .flatMap(entry -> difference(field, mine.get(field), entry, tolerance))).headOption();
    }

    private static Option<String> difference(String field, JsonNode mine, Map.Entry<String, JsonNode> theirs, double tolerance) {
        JsonNode other = mine.get(theirs.getKey());
        if (other == null) {
            return Option.of(field + " named differently: no " + theirs.getKey());
        }
        double distance = checksum(other).distance(checksum(theirs.getValue()));
        return Option.when(!(distance <= tolerance), () -> "%s %s by %.1e".formatted(field, theirs.getKey(), distance));
    }

    private static Checksum checksum(JsonNode node) {
        List<Integer> shape = new ArrayList<>();
        node.get("shape").forEach(d -> shape.add(d.asInt()));
        return new Checksum(Ints.from(shape), node.get("count").asLong(), node.get("sum").asDouble(),
                node.get("abs_sum").asDouble(), node.get("l2").asDouble(), node.get("wsum").asDouble());
    }
}
