package fluxion.core.print;

import fluxion.core.Expr;
import fluxion.core.Fn;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Mathematics as presentation MathML (MathML Core), which browsers show without help.
 *
 * <pre>{@code
 * <math display="block"><mrow><mi>x</mi><mo>↦</mo>…</mrow></math>
 * }</pre>
 */
public final class MathMl {
    private MathMl() {}

    private static final int LINE = 100;
    private static final int MARGIN = 12;

    /** {@code x ↦ 2x}; a table of several lines where it is long, or where subexpressions or functions have names. */
    public static String of(Fn fn) {
        return of(fn, LINE);
    }

    /** As {@link #of(Fn)}, in lines as long as so many characters of {@link MathText}. */
    public static String of(Fn fn, int width) {
        return math(Document.of(fn), true, width);
    }

    /** {@code 2x}. */
    public static String of(Expr expression) {
        return of(expression, LINE);
    }

    /** {@code 2x}, in lines as long as so many characters of {@link MathText}. */
    public static String of(Expr expression, int width) {
        return math(Document.of(Array.empty(), Array.of(expression)), false, width);
    }

    /** On one line, parts written out where that is short enough, see {@link MathText#plain}. */
    public static String plain(Expr expression) {
        return math(Document.plain(Array.empty(), Array.of(expression)).brief(), false, Integer.MAX_VALUE / 2);
    }

    private static String math(Document page, boolean header, int width) {
        return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>" + block(page, header, width)
                + "</mrow></math>";
    }

    /** One row, or a table of them. */
    private static String block(Document page, boolean header, int width) {
        MathMlRenderer renderer = new MathMlRenderer(page.stepNames());
        String head = header ? head(page, renderer) : "";
        LineBreaker lines = lines(page, renderer, width, header ? new TextRenderer(page.stepNames()).params(page).length() + 3
                : 0);
        String result = page.results().size() == 1 ? lines.of(page.results().get(0)) : lines.tuple(page.results());
        if (page.steps().isEmpty() && page.definitions().isEmpty() && result.indexOf(MathMlRenderer.LINE) < 0) {
            return head + "<mrow>" + result + "</mrow>";
        }
        StringBuilder out = new StringBuilder("<mtable displaystyle=\"true\" columnalign=\"right left\">")
                .append(rows(head, result));
        String where = "<mtext>where\u00a0</mtext>";
        for (int i = 0; i < page.steps().size(); i++) {
            out.append(rows(where + equals(renderer.symbol(page.stepNames().get(i))),
                    lines(page, renderer, width, MARGIN).of(page.steps().get(i))));
            where = "";
        }
        for (Definition definition : page.definitions()) {
            out.append(rows(where + equals(renderer.symbol(definition.name())), block(definition.body(), true, width - MARGIN)));
            for (Definition.Rule rule : definition.rules()) {
                out.append(rows("", "<mtext>with " + rule.word() + " </mtext>"
                        + rule.function().map(f -> block(f, true, width - MARGIN))
                        .getOrElse("<mtext>" + rule.value() + "</mtext>")));
            }
            where = "";
        }
        return out.append("</mtable>").toString();
    }

    private static String head(Document page, MathMlRenderer renderer) {
        Seq<String> params = page.params().map(renderer::symbol);
        return (params.size() == 1 ? params.get(0)
                : MathMlRenderer.fenced("(", params.mkString(MathMlRenderer.operator(",")), ")")) + MathMlRenderer.operator("↦");
    }

    private static String equals(String name) {
        return name + MathMlRenderer.operator("=");
    }

    private static LineBreaker lines(Document page, MathMlRenderer renderer, int width, int filled) {
        int column = Math.min(filled, width / 2);
        return new LineBreaker(renderer, new TextRenderer(page.stepNames()), width, column, column);
    }

    /** What is on the left stands before the first line. */
    private static String rows(String left, String right) {
        return Array.of(right.split(String.valueOf(MathMlRenderer.LINE)))
                .zipWithIndex((line, i) -> "<mtr><mtd style=\"text-align: right\"><mrow>" + (i == 0 ? left : "")
                + "</mrow></mtd><mtd style=\"text-align: left\"><mrow>" + line + "</mrow></mtd></mtr>").mkString();
    }
}
