package fluxion.core.explain;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.print.Highlights;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
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
            Fn before = Excerpt.before(line);
            Seq<String> sides = MathText.sides(before.params(), Array.of(before.results(), Excerpt.after(line).results()));
            out.append('\n').append(number).append(heading(line)).append('\n')
                    .append(pad).append("  ").append(hang(Highlights.brackets(sides.get(0)), pad.length() + 2)).append('\n')
                    .append(pad).append("= ").append(hang(Highlights.brackets(sides.get(1)), pad.length() + 2))
                    .append(hang(sides.get(2), pad.length())).append('\n');
        }
        return out.toString();
    }

    /** The rule, what it says, and where. */
    private static String heading(Line line) {
        String where = switch (line.condition()) {
            case "exact" -> "in every bit";
            case "real" -> "for real numbers";
            default -> line.condition();
        };
        String remark = Array.of(where, line.reason()).filter(part -> !part.isEmpty()).mkString("; ");
        return line.heading() + (line.statement().isEmpty() ? "" : ": " + line.statement())
                + (remark.isEmpty() ? "" : " [" + remark + "]");
    }

    /** The expression that a line begins with, its changed part marked. */
    public static String before(Line line) {
        return Highlights.brackets(MathText.plain(Excerpt.before(line)));
    }

    /** The expression that a line ends with, its changed part marked. */
    public static String after(Line line) {
        return Highlights.brackets(MathText.plain(Excerpt.after(line)));
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
        return marked.results().map(MathMl::plain).mkString("\n");
    }

    /** Whether two functions read alike. */
    public static boolean alike(Fn a, Fn b) {
        return a.results().map(Expr::type).equals(b.results().map(Expr::type)) && (Excerpt.isLarge(a, b)
                ? Excerpt.areLargeAndSame(a, b) : MathText.plain(a).equals(MathText.plain(b)));
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
        return Highlights.boxes(Latex.plain(marked))
                .replace("\\operatorname{d}", "\\mathrm{d}").replace("\\operatorname{∇²}", "\\nabla^{2}")
                .replace("\\operatorname{∇}", "\\nabla ")
                .replace("\\operatorname{J}", "\\mathrm{J}");
    }
}
