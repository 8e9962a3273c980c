package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import java.util.HashSet;
import java.util.Set;

/** Which values of a graph must be known when it is traced, since shapes depend on them. */
final class KnownInputs {
    private final ModelProto model;

    KnownInputs(ModelProto model) {
        this.model = model;
    }

    /** Their names, those of what they are computed from among them. */
    Set<String> names() {
        Set<String> needed = new HashSet<>();
        collect(model.graph().nodes(), needed);
        return needed;
    }

    private void collect(Array<NodeProto> nodes, Set<String> needed) {
        for (NodeProto node : nodes.reverse()) {
            node.bodies().forEach(body -> collect(body.nodes(), needed));
            model.function(node.domain(), node.operator()).forEach(f -> {
                Set<String> inner = new HashSet<>();
                collect(f.nodes(), inner);
                f.inputs().zip(node.inputs()).filter(p -> inner.contains(p._1)).forEach(p -> needed.add(p._2));
            });
            OperatorTable.of(node.domain(), node.operator()).forEach(operator -> {
                for (int position : operator.known()) {
                    if (position < node.inputs().size()) {
                        needed.add(node.inputs().get(position));
                    }
                }
            });
            if (node.outputs().exists(needed::contains) && !node.operator().equals("Shape") && !node.operator().equals("Size")) {
                node.inputs().forEach(needed::add);
            }
        }
    }
}
