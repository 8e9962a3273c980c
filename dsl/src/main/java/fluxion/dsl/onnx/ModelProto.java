package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Option;

/**
 * What an {@code .onnx} file holds.
 *
 * @param producer the program that wrote it, for messages
 * @param opsets the version of each domain's operators
 * @param graph that is run
 * @param functions operators of the model's own
 */
record ModelProto(String producer, LinkedHashMap<String, Long> opsets, GraphProto graph, Array<FunctionProto> functions) {
    /** The function that defines an operator, if the model does. */
    Option<FunctionProto> function(String domain, String name) {
        return functions.find(f -> f.name().equals(name) && f.domain().equals(domain));
    }
}
