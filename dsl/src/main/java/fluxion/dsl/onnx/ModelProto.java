package fluxion.dsl.onnx;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * What an {@code .onnx} file holds.
 *
 * @param producer the program that wrote it, for messages
 * @param opsets the version of each domain's operators
 * @param graph that is run
 * @param functions operators of the model's own
 */
record ModelProto(String producer, LinkedHashMap<String, Long> opsets, GraphProto graph, Array<FunctionProto> functions)
        implements Serializable {
    /** The model with values in the places of some inputs. */
    ModelProto fixed(Map<String, ? extends Tensor> values) {
        LinkedHashMap<String, TensorProto> more = values.foldLeft(graph.initializers(), (all, value) ->
                all.put(value._1, new TensorProto(value._1, graph.inputs().find(input -> input.name().equals(value._1))
                        .flatMap(ValueProto::type), Either.right(value._2))));
        return new ModelProto(producer, opsets, new GraphProto(graph.name(), graph.nodes(), more,
                graph.inputs().filter(input -> !values.containsKey(input.name())), graph.outputs()), functions);
    }

    /** The function that defines an operator, if the model does. */
    Option<FunctionProto> function(String domain, String name) {
        return functions.find(f -> f.name().equals(name) && f.domain().equals(domain));
    }
}
