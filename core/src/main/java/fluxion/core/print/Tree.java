package fluxion.core.print;

import fluxion.core.Fn;
import fluxion.core.print.GraphNodes.Node;
import io.vavr.collection.Seq;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * A function as a tree, results at the root; what is used several times is shown where it first occurs, by its number later.
 *
 * <pre>{@code
 * add f64[]
 * ├─ sin f64[]
 * │  └─ x f64[]
 * └─ mul f64[]
 *    ├─ x f64[]
 *    └─ cos f64[]
 *       └─ x f64[]
 * }</pre>
 */
public final class Tree {
    private Tree() {}

    private record Line(int node, String lead, String rest) {}

    /** One line a node. */
    public static String of(Fn fn) {
        GraphNodes graph = GraphNodes.of(fn);
        int[] uses = new int[graph.nodes().size()];
        graph.nodes().forEach(node -> node.inputs().forEach(i -> uses[i]++));
        StringBuilder out = new StringBuilder();
        Set<Integer> shown = new HashSet<>();
        ArrayDeque<Line> stack = new ArrayDeque<>();
        graph.results().reverse().forEach(result -> stack.push(new Line(result, "", "")));
        while (!stack.isEmpty()) {
            Line line = stack.pop();
            Node node = graph.nodes().get(line.node());
            boolean again = !shown.add(line.node()) && !node.inputs().isEmpty();
            boolean shared = uses[line.node()] > 1 && !node.inputs().isEmpty();
            out.append(line.lead()).append(node.label()).append(' ').append(node.type()).append(shared ? "  #" + line.node() : "")
                    .append(again ? " …" : "").append('\n');
            Seq<Integer> inputs = node.inputs();
            for (int i = inputs.size() - 1; i >= 0 && !again; i--) {
                boolean last = i == inputs.size() - 1;
                stack.push(new Line(inputs.get(i), line.rest() + (last ? "└─ " : "├─ "), line.rest() + (last ? "   " : "│  ")));
            }
        }
        return out.toString().stripTrailing();
    }
}
