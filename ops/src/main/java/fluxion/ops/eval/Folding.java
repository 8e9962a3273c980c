package fluxion.ops.eval;

import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.ops.simd.Workers;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/** Computes what depends on no argument once, when a plan is made, where the value is not much larger than what it is made of. */
final class Folding {
    /** Values of up to this many elements are kept in the plan whatever they are made of. */
    private static final int SMALL = 1 << 12;

    private Folding() {}

    static Lowering.Values fold(Lowering.Values values) {
        List<Node> nodes = values.nodes();
        boolean[] constant = new boolean[nodes.size()];
        long[] made = new long[nodes.size()];
        for (Node node : nodes) {
            switch (node.source) {
                case Node.Argument _, Node.Ordered _ -> { }
                case Node.Known(Tensor value) -> {
                    constant[node.id] = true;
                    made[node.id] = value.storage().length();
                }
                case Node.Operation _, Node.Part _ -> {
                    constant[node.id] = true;
                    for (Node input : node.inputs()) {
                        constant[node.id] &= constant[input.id];
                        made[node.id] = Math.max(made[node.id], made[input.id]);
                    }
                }
            }
        }
        boolean[] wanted = new boolean[nodes.size()];
        for (Node node : nodes) {
            if (!constant[node.id]) {
                for (Node input : node.inputs()) {
                    wanted[input.id] = true;
                }
            }
        }
        for (Node result : values.results()) {
            wanted[result.id] = true;
        }
        List<Node> targets = new ArrayList<>();
        for (Node node : nodes) {
            if (constant[node.id] && wanted[node.id] && !(node.source instanceof Node.Known)
                    && node.size <= Math.max(SMALL, made[node.id])) {
                targets.add(node);
            }
        }
        if (targets.isEmpty()) {
            return values;
        }
        try {
            Lowering.Values parts = Lowering.needed(nodes, targets.toArray(Node[]::new), 0);
            return replaced(values, targets, Planner.plan(parts, new Layout[0]).run(new Tensor[0], Workers.SERIAL));
        } catch (FluxionException e) {
            // a constant with an error in it: let it come up when the function is run
            return values;
        }
    }

    private static Lowering.Values replaced(Lowering.Values values, List<Node> targets, Seq<Tensor> results) {
        Node[] renamed = new Node[values.nodes().size()];
        List<Node> nodes = new ArrayList<>();
        int next = 0;
        for (Node old : values.nodes()) {
            Node.Source source = old.source;
            if (next < targets.size() && targets.get(next) == old) {
                source = new Node.Known(results.get(next++));
            } else {
                source = Lowering.at(renamed, source);
            }
            renamed[old.id] = new Node(nodes.size(), source, old.type);
            nodes.add(renamed[old.id]);
        }
        return Lowering.needed(nodes, Lowering.at(renamed, values.results()), values.arguments());
    }
}
