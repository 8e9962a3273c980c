package fluxion.jupyter;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.core.explain.Explanation;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import fluxion.data.Table;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.tree.Trees;
import fluxion.plot.Figure;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * What a value looks like in a notebook, beside its text, which every value has.
 *
 * <table>
 * <caption>Values and what they are shown as</caption>
 * <tr><th>value</th><th>shown as</th></tr>
 * <tr><td>function, expression, explanation</td><td>mathematics, LaTeX</td></tr>
 * <tr><td>tensor of one axis and more</td><td>tables of its last two axes, the first rows and columns of them</td></tr>
 * <tr><td>record, map, tuple or sequence of tensors</td><td>a table of its leaves by name</td></tr>
 * <tr><td>{@link Table}</td><td>a table of its first rows</td></tr>
 * <tr><td>{@link Figure}</td><td>a drawing, SVG</td></tr>
 * <tr><td>{@link BufferedImage}</td><td>a picture, PNG</td></tr>
 * <tr><td>{@link Notebook.Html}</td><td>itself</td></tr>
 * </table>
 */
public final class Display {
    /** Pixels of a frame for a page. */
    private static final int FRAME = 640;

    private Display() {}

    /** The value in the media types of Jupyter. */
    public static DisplayData of(Object value) {
        Given.arguments("display", value);
        return switch (value) {
            case DisplayData made -> made;
            case FunctionBase function -> latex(function);
            case Fn fn -> math(MathText.of(fn), Latex.of(fn));
            case Tensor tensor -> tensor.rank() == 0 ? text(value) : html(tensor.toString(), TensorTables.of(tensor));
            case Expr expression -> math(MathText.of(expression), Latex.of(expression));
            case Explanation explanation -> math(explanation.toString(), explanation.latex(Explanation.Detail.RULES));
            case Figure figure -> svg(figure);
            case BufferedImage image -> png(image);
            case Table table -> html(table.toString(), TensorTables.of(table));
            case Notebook.Html page -> html("HTML of " + page.text().length() + " characters", framed(page.text()));
            case Record tree -> tree(tree);
            case Map<?, ?> tree -> tree(tree);
            case io.vavr.collection.Map<?, ?> tree -> tree(tree);
            case io.vavr.Tuple tree -> tree(tree);
            case Seq<?> tree -> tree(tree);
            case java.util.List<?> tree -> tree(tree);
            default -> text(value);
        };
    }

    private static DisplayData text(Object value) {
        return new DisplayData(String.valueOf(value));
    }

    private static DisplayData html(String text, String html) {
        DisplayData data = new DisplayData(text);
        data.putHTML(html);
        return data;
    }

    private static DisplayData math(String text, String latex) {
        DisplayData data = new DisplayData(text);
        data.putLatex("$$" + latex + "$$");
        return data;
    }

    /** Text alone where the types of its arguments are not known yet. */
    private static DisplayData latex(FunctionBase function) {
        String text = function.toString();
        try {
            return math(text, function.latex());
        } catch (FluxionException e) {
            return text(text);
        }
    }

    /** Text alone where it holds something else than tensors. */
    private static DisplayData tree(Object tree) {
        Option<Array<Tuple2<String, Expr>>> leaves = leaves(tree);
        return leaves.filter(some -> some.nonEmpty())
                .map(some -> html(tree.toString(), TensorTables.of(some))).getOrElse(() -> text(tree));
    }

    private static Option<Array<Tuple2<String, Expr>>> leaves(Object tree) {
        try {
            return Option.some(Trees.named(tree));
        } catch (TreeException e) {
            return Option.none();
        }
    }

    private static DisplayData svg(Figure figure) {
        DisplayData data = text(figure.title().isEmpty() ? "a figure" : figure.title());
        data.putSVG(figure.svg());
        return data;
    }

    private static DisplayData png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DisplayData data = text("a picture of " + image.getWidth() + " × " + image.getHeight());
        data.putData("image/png", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        return data;
    }

    /** A page brings styles and scripts, which are to stay its own. */
    private static String framed(String html) {
        return html.stripLeading().regionMatches(true, 0, "<!doctype", 0, "<!doctype".length())
                ? "<iframe style=\"width: 100%; height: " + FRAME + "px; border: 0\" srcdoc=\""
                        + html.replace("&", "&amp;").replace("\"", "&quot;") + "\"></iframe>" : html;
    }
}
