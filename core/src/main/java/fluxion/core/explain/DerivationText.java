package fluxion.core.explain;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.print.Highlights;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import io.vavr.collection.Seq;

/**
 * Explanations as Unicode text and LaTeX: a numbered line for each rule, below it what the rule says and asks for, and the
 * whole expression before and after with the part that changes in marks; of expressions of more than a hundred operations the
 * part that changes alone, {@code …} standing for what is deep inside of it.
 *
 * <pre>{@code
 * Derivation of x ↦ sin(x) + x·cos(x)
 * from x ↦ x·sin(x)
 *
 * 1. product rule: d(u·v) = v·du + u·dv [exact]
 *      ⟦d/dx(x·sin(x))⟧
 *    = ⟦sin(x)·d/dx(x) + x·d/dx(sin(x))⟧
 * }</pre>
 */
public final class DerivationText {
    private DerivationText() {}

    /** The explanation as text. */
    public static String of(Explanation explanation, Detail detail) {
        StringBuilder out = new StringBuilder("Derivation of ").append(hang(MathText.brief(explanation.derivative()), 14))
                .append("\nfrom ").append(hang(MathText.brief(explanation.function()), 5)).append('\n');
        Seq<Line> lines = explanation.lines(detail);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String number = (i + 1) + ". ";
            String pad = " ".repeat(number.length());
            out.append('\n').append(number).append(line.heading()).append(": ").append(line.statement())
                    .append(" [").append(line.condition()).append(line.reason().isEmpty() ? "" : "; " + line.reason())
                    .append("]\n")
                    .append(pad).append("  ").append(hang(before(line), pad.length() + 2)).append('\n')
                    .append(pad).append("= ").append(hang(after(line), pad.length() + 2)).append('\n');
        }
        return out.toString();
    }

    /** The expression that a line begins with, its changed part marked. */
    public static String before(Line line) {
        return marked(Excerpt.before(line));
    }

    /** The expression that a line ends with, its changed part marked. */
    public static String after(Line line) {
        return marked(Excerpt.after(line));
    }

    private static String marked(Fn marked) {
        return Highlights.brackets(body(MathText.brief(marked)));
    }

    /** The expression that a line begins with in MathML, its changed part of class {@code marked}. */
    public static String beforeMathMl(Line line) {
        return mathMl(Excerpt.before(line));
    }

    /** The expression that a line ends with in MathML, its changed part of class {@code marked}. */
    public static String afterMathMl(Line line) {
        return mathMl(Excerpt.after(line));
    }

    private static String mathMl(Fn marked) {
        return marked.results().map(MathMl::unbroken).mkString("\n");
    }

    /** Whether two functions read alike. */
    public static boolean alike(Fn a, Fn b) {
        return a.results().map(Expr::type).equals(b.results().map(Expr::type)) && (Excerpt.isLarge(a, b)
                ? Excerpt.areLargeAndSame(a, b) : body(MathText.brief(a)).equals(body(MathText.brief(b))));
    }

    /** What follows the arrow. */
    private static String body(String text) {
        int arrow = text.indexOf(" ↦ ");
        return (arrow < 0 ? text : text.substring(arrow + 3)).replaceAll("\n\\s*where ", "\n where ")
                .replaceAll("\n\\s{8,}", "\n       ");
    }

    private static String hang(String text, int indent) {
        return text.replace("\n", "\n" + " ".repeat(indent));
    }

    /** The explanation in LaTeX: an aligned chain of equations, each with the rule's name. */
    public static String latex(Explanation explanation, Detail detail) {
        Seq<Line> lines = explanation.lines(detail);
        StringBuilder out = new StringBuilder("\\begin{aligned}\n");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            out.append("& ").append(latex(Excerpt.before(line))).append(" \\\\\n")
                    .append("={} & ").append(latex(Excerpt.after(line)))
                    .append(" && \\text{").append(Latex.escaped(line.heading())).append("} \\\\\n");
        }
        if (lines.isEmpty()) {
            out.append("& ").append(latex(explanation.derivative())).append('\n');
        }
        return out.append("\\end{aligned}").toString();
    }

    private static String latex(Fn marked) {
        String latex = Latex.unbroken(marked);
        int arrow = latex.indexOf("\\mapsto ");
        String body = latex.startsWith("\\begin{aligned}") || arrow < 0 ? latex : latex.substring(arrow + 8);
        return Highlights.boxes(body).replaceAll("\\\\operatorname\\{(d|∂)/(d|∂)([^}]*)\\}", "\\\\frac{$1}{$2$3}")
                .replace("∂", "\\partial ")
                .replace("\\operatorname{d}", "\\mathrm{d}").replace("\\operatorname{∇²}", "\\nabla^{2}")
                .replace("\\operatorname{J}", "\\mathrm{J}");
    }
}
