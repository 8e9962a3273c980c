package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.io.Serializable;

/**
 * One step of a graph.
 *
 * @param name of it; may be empty
 * @param domain whose operator it is; empty for ONNX's own
 * @param operator that it applies
 * @param inputs their names; empty for one that is left out
 * @param outputs their names; empty for one that nobody asks for
 * @param attributes by name
 * @param place in the file
 */
record NodeProto(String name, String domain, String operator, Array<String> inputs, Array<String> outputs,
        LinkedHashMap<String, AttributeProto> attributes, String place) implements Serializable {
    /** The operator with its domain. */
    String qualified() {
        return domain.isEmpty() ? operator : domain + "." + operator;
    }

    /** What to call it in a message. */
    String label() {
        return qualified() + " " + (name.isEmpty() ? place : "\"" + name + "\"");
    }

    /** The graphs that it holds. */
    Array<GraphProto> bodies() {
        return Array.ofAll(attributes.values()).flatMap(a -> a instanceof AttributeProto.Body(GraphProto graph)
                ? Array.of(graph) : Array.<GraphProto>empty());
    }
}
