package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.io.Serializable;

/**
 * A graph: nodes in an order in which they can be run.
 *
 * @param name of it
 * @param nodes in order
 * @param initializers the tensors that it holds, by name
 * @param inputs what it takes; those that initializers stand for are not among them
 * @param outputs what it gives
 */
record GraphProto(String name, Array<NodeProto> nodes, LinkedHashMap<String, TensorProto> initializers,
        Array<ValueProto> inputs, Array<ValueProto> outputs) implements Serializable {}
