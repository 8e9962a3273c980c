package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Set;

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
        Array<ValueProto> inputs, Array<ValueProto> outputs) {

    /** What its nodes and those of graphs within it read that is not made in it. */
    Set<String> captured() {
        Set<String> made = HashSet.ofAll(inputs.map(ValueProto::name)).addAll(initializers.keySet());
        Set<String> captured = HashSet.empty();
        for (NodeProto node : nodes) {
            for (String read : node.inputs().appendAll(node.bodies().flatMap(GraphProto::captured))) {
                captured = read.isEmpty() || made.contains(read) ? captured : captured.add(read);
            }
            made = made.addAll(node.outputs());
        }
        for (ValueProto output : outputs) {
            captured = made.contains(output.name()) ? captured : captured.add(output.name());
        }
        return captured;
    }
}
