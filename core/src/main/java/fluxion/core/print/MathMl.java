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

    /** {@code x ↦ 2x}. */
    public static String of(Fn fn) {
        Page page = Page.of(fn.params(), fn.results());
        MathMlRenderer renderer = new MathMlRenderer(page.stepNames());
        Seq<String> params = page.params().map(renderer::symbol);
        String head = params.size() == 1 ? params.get(0) : MathMlRenderer.fenced("(", params.mkString(MathMlRenderer.operator(",")), ")");
        return math(page, renderer, head + MathMlRenderer.operator("↦"));
    }

    /** {@code 2x}. */
    public static String of(Expr expression) {
        Page page = Page.of(Array.empty(), Array.of(expression));
        return math(page, new MathMlRenderer(page.stepNames()), "");
    }

    private static String math(Page page, MathMlRenderer renderer, String head) {
        Seq<String> results = page.results().map(renderer::row);
        String result = head + (results.size() == 1 ? results.get(0) : MathMlRenderer.fenced("(", results.mkString(MathMlRenderer.operator(",")), ")"));
        String body = result;
        if (page.steps().nonEmpty()) {
            Seq<String> steps = page.steps().zipWithIndex((step, i) -> row(i == 0 ? "<mtext>where</mtext>" : "",
                    renderer.symbol(page.stepNames().get(i)) + MathMlRenderer.operator("=") + renderer.row(step)));
            body = "<mtable columnalign=\"left left\">" + row("", result) + steps.mkString() + "</mtable>";
        }
        return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>" + body + "</mrow></math>";
    }

    private static String row(String left, String right) {
        return "<mtr><mtd>" + left + "</mtd><mtd><mrow>" + right + "</mrow></mtd></mtr>";
    }
}
