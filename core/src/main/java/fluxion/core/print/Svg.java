package fluxion.core.print;

import fluxion.core.Fn;
import fluxion.core.print.GraphNodes.Kind;
import fluxion.core.print.GraphNodes.Node;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * The graph of a function as a drawing, one SVG document by itself: parameters above, results below, each operation under
 * its operands. Colours follow the reader's preference for light or dark.
 */
public final class Svg {
    private static final int LETTER = 7;
    private static final int HEIGHT = 40;
    private static final int ROW = 74;
    private static final int GAP = 18;
    private static final int MARGIN = 12;
    private static final int SWEEPS = 8;

    private Svg() {}

    private record Box(double x, int layer, int width) {
        double left() {
            return x - width / 2.0;
        }
    }

    /** {@code <svg …>…</svg>}. */
    public static String of(Fn fn) {
        GraphNodes graph = GraphNodes.of(fn);
        Seq<Node> nodes = graph.nodes();
        Box[] boxes = placed(nodes);
        double left = Array.of(boxes).map(Box::left).min().getOrElse(0.0) - MARGIN;
        double right = Array.of(boxes).map(b -> b.left() + b.width()).max().getOrElse(0.0) + MARGIN;
        int layers = 1 + Array.of(boxes).map(Box::layer).max().getOrElse(0);
        int height = layers * ROW - (ROW - HEIGHT) + 2 * MARGIN;
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f 0 %.0f %d\" width=\"%.0f\" role=\"img\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"12\">%n",
                left, right - left, height, right - left));
        out.append("<style>rect{fill:#f8fafc;stroke:#64748b}.p{fill:#dbeafe}.r{stroke-width:2.5}"
                + "text{fill:#0f172a;text-anchor:middle}.t{fill:#64748b;font-size:10px}path{fill:none;stroke:#94a3b8}"
                + "@media(prefers-color-scheme:dark){rect{fill:#1e293b;stroke:#94a3b8}.p{fill:#1e3a8a}"
                + "text{fill:#f1f5f9}.t{fill:#94a3b8}}</style>\n");
        out.append("<title>").append(escape(MathText.of(fn))).append("</title>\n");
        for (int i = 0; i < nodes.size(); i++) {
            for (int from : nodes.get(i).inputs()) {
                double y0 = top(boxes[from]) + HEIGHT;
                double y1 = top(boxes[i]);
                out.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"/>%n", boxes[from].x(),
                        y0, boxes[from].x(), (y0 + y1) / 2,
                        boxes[i].x(), (y0 + y1) / 2, boxes[i].x(), y1));
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            String kind = (node.kind() == Kind.PARAMETER ? "p" : "") + (graph.results().contains(i) ? " r" : "");
            out.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"%d\"%s/>",
                    boxes[i].left(), top(boxes[i]), boxes[i].width(), HEIGHT,
                    node.kind() == Kind.PARAMETER ? HEIGHT / 2 : 6, kind.isBlank() ? "" : " class=\"" + kind.strip() + "\""));
            out.append(String.format(Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\">%s</text><text class=\"t\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", boxes[i].x(),
                    top(boxes[i]) + 17,
                    escape(shown(node.label())), boxes[i].x(), top(boxes[i]) + 32, escape(shown(node.type()))));
        }
        return out.append("</svg>\n").toString();
    }

    private static String shown(String label) {
        return label.length() <= 40 ? label : label.substring(0, 39) + "…";
    }

    private static double top(Box box) {
        return MARGIN + box.layer() * (double) ROW;
    }

    /** Each node below its operands, near the middle of those it is connected with, none upon another. */
    private static Box[] placed(Seq<Node> nodes) {
        int n = nodes.size();
        int[] layer = new int[n];
        for (int i = 0; i < n; i++) {
            for (int from : nodes.get(i).inputs()) {
                layer[i] = Math.max(layer[i], layer[from] + 1);
            }
        }
        Box[] boxes = new Box[n];
        double[] next = new double[n + 1];
        java.util.List<java.util.List<Integer>> neighbours = new java.util.ArrayList<>();
        java.util.List<java.util.List<Integer>> layers = new java.util.ArrayList<>();
        for (int i = 0; i < n; i++) {
            int width = Math.max(40, LETTER * Math.max(shown(nodes.get(i).label()).length(), shown(nodes.get(i).type()).length())
                    + 16);
            boxes[i] = new Box(next[layer[i]] + width / 2.0, layer[i], width);
            next[layer[i]] += width + GAP;
            neighbours.add(new java.util.ArrayList<>());
            while (layers.size() <= layer[i]) {
                layers.add(new java.util.ArrayList<>());
            }
            layers.get(layer[i]).add(i);
            for (int from : nodes.get(i).inputs()) {
                neighbours.get(i).add(from);
                neighbours.get(from).add(i);
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (java.util.List<Integer> row : layers) {
                double[] ideal = new double[n];
                row.forEach(i -> ideal[i] = neighbours.get(i).stream().mapToDouble(k -> boxes[k].x()).average()
                        .orElse(boxes[i].x()));
                row.sort((a, b) -> Double.compare(ideal[a], ideal[b]));
                double edge = Double.NEGATIVE_INFINITY;
                double shift = 0;
                for (int i : row) {
                    double x = Math.max(ideal[i], edge + boxes[i].width() / 2.0);
                    shift += ideal[i] - x;
                    boxes[i] = new Box(x, boxes[i].layer(), boxes[i].width());
                    edge = x + boxes[i].width() / 2.0 + GAP;
                }
                double mean = shift / row.size();
                row.forEach(i -> boxes[i] = new Box(boxes[i].x() + mean, boxes[i].layer(), boxes[i].width()));
            }
        }
        return boxes;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
