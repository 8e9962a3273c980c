package fluxion.core.print;

import fluxion.core.Expr;
import fluxion.core.Fn;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Mathematics as LaTeX, for mathematics mode with amsmath. What {@link MathText} writes with a sign is written with its
 * command, quotients as fractions, case distinctions as {@code cases}; names of several letters are upright.
 *
 * <pre>{@code
 * x \mapsto \sin(x) + x\cos(x)
 * }</pre>
 */
public final class Latex {
    private Latex() {}

    /** {@code x \mapsto 2x}; several lines, in {@code aligned}, where subexpressions have names. */
    public static String of(Fn fn) {
        Page page = Page.of(fn.params(), fn.results());
        LatexRenderer renderer = new LatexRenderer(page.stepNames());
        Seq<String> params = page.params().map(renderer::symbol);
        return print(page, renderer, params.size() == 1 ? params.get(0) : params.mkString("(", ", ", ")"));
    }

    /** {@code 2x}. */
    public static String of(Expr expression) {
        Page page = Page.of(Array.empty(), Array.of(expression));
        return print(page, new LatexRenderer(page.stepNames()), "");
    }

    private static String print(Page page, LatexRenderer renderer, String head) {
        Seq<String> results = page.results().map(renderer::latex);
        String result = results.size() == 1 ? results.get(0) : results.mkString("(", ", ", ")");
        if (page.steps().isEmpty()) {
            return head.isEmpty() ? result : head + " \\mapsto " + result;
        }
        StringBuilder out = new StringBuilder("\\begin{aligned}\n");
        out.append(head.isEmpty() ? "& " + result : head + " &\\mapsto " + result);
        for (int i = 0; i < page.steps().size(); i++) {
            out.append(" \\\\\n").append(i == 0 ? "\\text{where}\\quad " : "").append(renderer.symbol(page.stepNames().get(i)))
                    .append(" &= ").append(renderer.latex(page.steps().get(i)));
        }
        return out.append("\n\\end{aligned}").toString();
    }
}
