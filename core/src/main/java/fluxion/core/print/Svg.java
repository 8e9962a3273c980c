package fluxion.core.print;

import fluxion.core.Fn;
import fluxion.core.print.GraphNodes.Kind;
import fluxion.core.print.GraphNodes.Node;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * The graph of a function as a drawing, one SVG document by itself: parameters above, results below, each operation under
 * its operands, whose arrows arrive in their order from the left. Colours follow the reader's preference for light or dark.
 */
public final class Svg {
    private static final int LETTER = 7;
    private static final int HEIGHT = 40;
    private static final int ROW = 74;
    private static final int MARGIN = 12;
    /** The length of an arrow's head. */
    private static final int HEAD = 6;
    /** Between the places where operands arrive. */
    private static final int PORT = 16;

    private Svg() {}

    /** {@code <svg …>…</svg>}. */
    public static String of(Fn fn) {
        GraphNodes graph = GraphNodes.of(fn);
        Seq<Node> nodes = graph.nodes();
        LayeredDrawing layout = LayeredDrawing.of(nodes.map(Node::inputs), nodes.map(Svg::width));
        double left = layout.left() - MARGIN;
        double right = layout.right() + MARGIN;
        int height = layout.layers() * ROW - (ROW - HEIGHT) + 2 * MARGIN;
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f 0 %.0f %d\" width=\"%.0f\" role=\"img\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"12\">%n",
                left, right - left, height, right - left));
        out.append("<style>rect{fill:#f8fafc;stroke:#64748b}.p{fill:#dbeafe}.r{stroke-width:2.5}"
                + "text{fill:#0f172a;text-anchor:middle}.t{fill:#64748b;font-size:10px}"
                + ".e{fill:none;stroke:#94a3b8}.h{fill:#94a3b8}"
                + "@media(prefers-color-scheme:dark){rect{fill:#1e293b;stroke:#94a3b8}.p{fill:#1e3a8a}"
                + "text{fill:#f1f5f9}.t{fill:#94a3b8}}</style>\n");
        out.append("<title>").append(escape(MathText.of(fn))).append("</title>\n");
        for (int i = 0; i < nodes.size(); i++) {
            for (int k = 0; k < nodes.get(i).inputs().size(); k++) {
                edge(layout, i, k, out);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            double x = layout.x(i);
            double y = top(layout.layer(i));
            String kind = (node.kind() == Kind.PARAMETER ? "p" : "") + (graph.results().contains(i) ? " r" : "");
            out.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"%d\"%s/>",
                    x - width(node) / 2.0, y, width(node), HEIGHT,
                    node.kind() == Kind.PARAMETER ? HEIGHT / 2 : 6, kind.isBlank() ? "" : " class=\"" + kind.strip() + "\""));
            out.append(String.format(Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\">%s</text><text class=\"t\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y + 17,
                    escape(shown(node.label())), x, y + 32, escape(shown(node.type()))));
        }
        return out.append("</svg>\n").toString();
    }

    /** From an operand past the boxes between to its place among the operands, with a head. */
    private static void edge(LayeredDrawing layout, int node, int operand, StringBuilder out) {
        Seq<LayeredDrawing.Place> way = layout.way(node, operand);
        double x = way.head().x();
        double y = top(way.head().layer()) + HEIGHT;
        out.append(String.format(Locale.ROOT, "<path class=\"e\" d=\"M%.1f %.1f", x, y));
        for (LayeredDrawing.Place place : way.tail()) {
            boolean last = place == way.last();
            double end = top(place.layer()) - (last ? HEAD : 0);
            double middle = (y + end) / 2;
            out.append(String.format(Locale.ROOT, "C%.1f %.1f %.1f %.1f %.1f %.1f", x, middle, place.x(), middle, place.x(),
                    end));
            x = place.x();
            y = end;
            if (!last) {
                y += HEIGHT;
                out.append(String.format(Locale.ROOT, "V%.1f", y));
            }
        }
        out.append(String.format(Locale.ROOT, "\"/><path class=\"h\" d=\"M%.1f %.1fh%dl%.1f %dz\"/>%n", x - HEAD / 2.0, y, HEAD,
                -HEAD / 2.0, HEAD));
    }

    private static int width(Node node) {
        return Math.max(Math.max(40, PORT * (node.inputs().size() + 1)),
                LETTER * Math.max(shown(node.label()).length(), shown(node.type()).length()) + 16);
    }

    private static String shown(String label) {
        return label.length() <= 40 ? label : label.substring(0, 39) + "…";
    }

    private static double top(int layer) {
        return MARGIN + layer * (double) ROW;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
