package fluxion.jupyter;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.print.MathText;
import fluxion.data.Column;
import fluxion.data.Table;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Tensors, trees of them and tables as tables of HTML. What is long ends in … after its first rows or columns. */
final class TensorTables {
    private static final int ROWS = 12;
    private static final int COLUMNS = 12;
    /** Of a tensor of more than two axes. */
    private static final int SLICES = 3;
    private static final String RIGHT = "<td style=\"text-align: right\">";

    private TensorTables() {}

    /** A table of the last two axes, one below the other of what is more. */
    static String of(Tensor tensor) {
        Ints dims = tensor.type().shape().dims();
        if (dims.size() <= 2 || dims.contains(0)) {
            return table(tensor.type().toString(), tensor);
        }
        int slices = dims.get(0);
        return Array.range(0, Math.min(slices, SLICES))
                .map(i -> "<p>" + tensor.type() + ", at " + i + "</p>" + of(slice(tensor, i))).mkString()
                + (slices > SLICES ? "<p>… and " + (slices - SLICES) + " more</p>" : "");
    }

    private static Tensor slice(Tensor tensor, int i) {
        Ints dims = tensor.type().shape().dims();
        return tensor.view(new Shape(rest(dims)), tensor.offset() + i * tensor.strides().get(0), rest(tensor.strides()));
    }

    private static Ints rest(Ints ints) {
        return Ints.range(1, ints.size()).map(ints::get);
    }

    private static String table(String caption, Tensor tensor) {
        boolean vector = tensor.rank() == 1;
        int rows = vector ? 1 : tensor.type().shape().dim(0);
        int columns = tensor.type().shape().dim(vector ? 0 : 1);
        Tensor shown = first(tensor, Math.min(rows, ROWS), Math.min(columns, COLUMNS));
        Array<String> cells = cells(shown);
        int across = Math.min(columns, COLUMNS);
        Array<Array<String>> body = across == 0 ? Array.empty() : Array.ofAll(cells.grouped(across).map(Array::ofAll));
        String more = columns > across ? "<td>…</td>" : "";
        StringBuilder out = new StringBuilder("<table><caption>").append(escape(caption)).append("</caption><tr>")
                .append(vector ? "" : "<th></th>")
                .append(Array.range(0, across).map(i -> "<th>" + i + "</th>").mkString())
                .append(columns > across ? "<th>…</th>" : "").append("</tr>");
        for (int i = 0; i < body.size(); i++) {
            out.append("<tr>").append(vector ? "" : "<th>" + i + "</th>")
                    .append(body.get(i).map(cell -> RIGHT + cell + "</td>").mkString()).append(more).append("</tr>");
        }
        return out.append(rows > ROWS ? "<tr><th>…</th></tr>" : "").append("</table>").toString();
    }

    private static Tensor first(Tensor tensor, int rows, int columns) {
        return tensor.view(tensor.rank() == 1 ? Shape.of(columns) : Shape.of(rows, columns), tensor.offset(), tensor.strides());
    }

    /** The elements as they print beside each other. */
    private static Array<String> cells(Tensor tensor) {
        return Array.of(tensor.toString().replaceAll("[\\[\\]\\s]", "").split(",")).filter(cell -> !cell.isEmpty());
    }

    /** The leaves of a tree. */
    static String of(Seq<Tuple2<String, Expr>> leaves) {
        return "<table>" + leaves.map(leaf -> "<tr><th style=\"text-align: left\">" + escape(leaf._1) + "</th><td>"
                + leaf(leaf._2) + "</td></tr>").mkString() + "</table>";
    }

    private static String leaf(Expr leaf) {
        return leaf instanceof Tensor tensor && tensor.rank() > 0 ? of(tensor)
                : "<code>" + escape(leaf instanceof Tensor number ? number.toString() : MathText.of(leaf)) + "</code>";
    }

    /** The first rows of a table. */
    static String of(Table table) {
        return "<table><caption>" + table.rows() + " rows</caption><tr><th></th>"
                + table.names().map(name -> "<th>" + escape(name) + "</th>").mkString() + "</tr>"
                + Array.range(0, Math.min(ROWS, table.rows())).map(row -> "<tr><th>" + row + "</th>"
                        + table.columns().map((Column column) -> RIGHT + escape(column.text(row)) + "</td>").mkString()
                        + "</tr>").mkString()
                + (table.rows() > ROWS ? "<tr><th>…</th></tr>" : "") + "</table>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
