package fluxion.core.print;

import fluxion.core.Fn;
import fluxion.core.print.GraphNodes.Node;

/** The graph of a function in Graphviz' DOT language: {@code dot -Tsvg} draws it. */
public final class Graphviz {
    private Graphviz() {}

    /** {@code digraph { n0 [label="x"]; … }}. */
    public static String of(Fn fn) {
        GraphNodes graph = GraphNodes.of(fn);
        StringBuilder out = new StringBuilder("digraph {\n  rankdir=TB;\n  ordering=in;\n"
                + "  node [fontname=\"sans-serif\", fontsize=11];\n");
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            String shape = switch (node.kind()) {
                case PARAMETER -> "shape=ellipse, style=filled, fillcolor=\"#dbeafe\"";
                case CONSTANT -> "shape=plaintext";
                case OPERATION -> "shape=box, style=rounded";
            };
            out.append("  n").append(i).append(" [label=\"").append(escape(node.label())).append("\\n")
                    .append(escape(node.type())).append("\", ").append(shape).append("];\n");
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            int to = i;
            graph.nodes().get(i).inputs()
                    .forEach(from -> out.append("  n").append(from).append(" -> n").append(to).append(";\n"));
        }
        for (int k = 0; k < graph.results().size(); k++) {
            out.append("  r").append(k).append(" [label=\"result").append(graph.results().size() == 1 ? "" : " " + k)
                    .append("\", shape=plaintext];\n  n")
                    .append(graph.results().get(k)).append(" -> r").append(k).append(";\n");
        }
        return out.append("}\n").toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
