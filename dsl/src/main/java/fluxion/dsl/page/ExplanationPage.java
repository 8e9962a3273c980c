package fluxion.dsl.page;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.explain.DerivationText;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Line;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import fluxion.core.print.Svg;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An explanation as one HTML page that needs nothing else: buttons and arrow keys step through it forwards and back, at three
 * levels of detail; each step shows its rule, the expression before and after with the changed part marked, and the graph
 * of what it led to; below, the function and its derivatives are drawn over a range. It follows the reader's preference for
 * light or dark, and fits narrow screens. Without scripts all steps stand below each other.
 */
public final class ExplanationPage {
    /** Bigger graphs are no help. */
    private static final int GRAPH = 60;
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private ExplanationPage() {}

    /** The page, with a plot from −3 to 3. */
    public static String of(Explanation explanation) {
        return of(explanation, -3, 3);
    }

    /**
     * The page, with a plot over a range.
     *
     * @throws FluxionException where the range is empty, not finite, or too narrow for numbers to tell its points apart
     */
    public static String of(Explanation explanation, double from, double to) {
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw new FluxionException("page: the range must go from a number to a larger one; got " + from + " to " + to);
        }
        if (!Plot.canDraw(from, to)) {
            throw new FluxionException("page: the range must be so wide, and no wider, that " + Plot.POINTS
                    + " numbers in it can be told apart; got "
                    + from + " to " + to);
        }
        StringBuilder steps = new StringBuilder();
        for (Detail detail : Detail.values()) {
            Seq<Line> lines = explanation.lines(detail);
            for (int i = 0; i < lines.size(); i++) {
                step(steps, detail, lines.get(i), i + 1, lines.size());
            }
        }
        String plot = Plot.svg(explanation.function(), from, to)
                .map(svg -> "<section aria-label=\"Plot\"><h2>Function and derivatives</h2><div class=\"plot\">" + svg
                + "</div></section>").getOrElse("");
        // in one pass: what stands in one place may look like the mark of another
        return SLOT.matcher(template()).replaceAll(slot -> Matcher.quoteReplacement(switch (slot.group(1)) {
            case "title" -> escape(first(MathText.of(explanation.function())));
            case "function" -> math(explanation.function());
            case "derivative" -> math(explanation.derivative() == explanation.function() ? explanation.function()
                    : Reading.of(explanation.derivative()));
            case "steps" -> steps.toString();
            case "plot" -> plot;
            case String other -> throw new IllegalStateException("the page's template has an unknown place " + other);
        }));
    }

    private static void step(StringBuilder out, Detail detail, Line line, int number, int of) {
        out.append("<article class=\"step\" data-detail=\"").append(detail.name().toLowerCase(Locale.ROOT))
                .append("\" data-kind=\"").append(line.kind().name().toLowerCase(Locale.ROOT))
                .append("\">\n<h3><span class=\"number\">").append(number).append(" / ").append(of).append("</span> ")
                .append(escape(line.rule())).append("</h3>\n<p class=\"statement\">")
                .append(escape(line.statement())).append("</p>\n<p class=\"condition\">").append(escape(line.condition()))
                .append(line.reason().isEmpty() ? "" : " · " + escape(line.reason()))
                        .append("</p>\n<div class=\"math\" aria-label=\"before\">")
                .append(DerivationText.beforeMathMl(line))
                        .append("</div>\n<div class=\"math after\" aria-label=\"after\"><span class=\"equals\">=</span>")
                .append(DerivationText.afterMathMl(line)).append("</div>\n").append(graph(line.after())).append("</article>\n");
    }

    /** An image of its own, so that its style stays its own. */
    private static String graph(Fn fn) {
        if (Graph.topological(fn.results()).size() > GRAPH) {
            return "";
        }
        String svg = Svg.of(fn);
        return "<details open><summary>Graph</summary><img class=\"graph\" alt=\"Graph of the expression\" "
                + "src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\"></details>\n";
    }

    private static String math(Fn fn) {
        return fn.results().map((Expr e) -> MathMl.of(e)).mkString("\n");
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream in = ExplanationPage.class.getResourceAsStream("explanation.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
