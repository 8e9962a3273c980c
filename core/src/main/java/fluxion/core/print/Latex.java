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

    private static final int LINE = 100;
    private static final int MARGIN = 12;
    private static final String BREAK = " \\\\\n";

    /**
     * {@code x \\mapsto 2x}; several lines, in {@code aligned}, where it is long, or where subexpressions or functions have
     * names.
     */
    public static String of(Fn fn) {
        return of(fn, LINE);
    }

    /** As {@link #of(Fn)}, in lines as long as so many characters of {@link MathText}. */
    public static String of(Fn fn, int width) {
        return print(Document.of(fn), true, width);
    }

    /** {@code 2x}. */
    public static String of(Expr expression) {
        return of(expression, LINE);
    }

    /** {@code 2x}, in lines as long as so many characters of {@link MathText}. */
    public static String of(Expr expression, int width) {
        return print(Document.of(Array.empty(), Array.of(expression)), false, width);
    }

    /** Each result and step on one line, without the functions that are called. */
    public static String unbroken(Fn fn) {
        return print(Document.of(fn).brief(), true, Integer.MAX_VALUE / 2);
    }

    /** The results alone, each on one line, parts written out where that is short enough, see {@link MathText#plain}. */
    public static String plain(Fn fn) {
        return print(Document.plain(fn.params(), fn.results()).brief(), false, Integer.MAX_VALUE / 2);
    }

    private static String print(Document page, boolean header, int width) {
        boolean wide = header && page.params().size() > 1 && new TextRenderer(page.stepNames()).params(page).length() > width / 2;
        String head = wide ? "& " + lines(page, width, 0).tuple(Array.narrow(page.params().toArray())) + BREAK
                + "& \\quad \\mapsto "
                : header ? head(page) + " &\\mapsto " : "& ";
        String body = body(page, header && !wide, width);
        String lines = head + body + steps(page, width);
        boolean one = page.steps().isEmpty() && page.definitions().isEmpty() && !lines.contains(BREAK);
        return one ? (header ? head(page) + " \\mapsto " : "") + body : "\\begin{aligned}\n" + lines + "\n\\end{aligned}";
    }

    private static String head(Document page) {
        Seq<String> params = page.params().map(new LatexRenderer(page.stepNames())::symbol);
        return params.size() == 1 ? params.get(0) : params.mkString("(", ", ", ")");
    }

    private static String body(Document page, boolean header, int width) {
        LineBreaker lines = lines(page, width, header ? new TextRenderer(page.stepNames()).params(page).length() + 3 : 0);
        return page.results().size() == 1 ? lines.of(page.results().get(0)) : lines.tuple(page.results());
    }

    private static LineBreaker lines(Document page, int width, int filled) {
        int column = Math.min(filled, width / 2);
        return new LineBreaker(new LatexRenderer(page.stepNames()), new TextRenderer(page.stepNames()), width, column, column);
    }

    private static String steps(Document page, int width) {
        LatexRenderer renderer = new LatexRenderer(page.stepNames());
        StringBuilder out = new StringBuilder();
        String where = "\\text{where}\\quad ";
        for (int i = 0; i < page.steps().size(); i++) {
            out.append(BREAK).append(where).append(renderer.symbol(page.stepNames().get(i))).append(" &= ")
                    .append(lines(page, width, MARGIN).of(page.steps().get(i)));
            where = "";
        }
        for (Definition definition : page.definitions()) {
            out.append(BREAK).append(where).append(renderer.symbol(definition.name())).append(" &= ")
                    .append(nested(definition.body(), width));
            for (Definition.Rule rule : definition.rules()) {
                out.append(BREAK).append("&\\quad \\text{with ").append(rule.word()).append("}\\quad ")
                        .append(rule.function().map(f -> nested(f, width))
                        .getOrElse("\\text{" + LatexRenderer.escaped(rule.value()) + "}"));
            }
            where = "";
        }
        return out.toString();
    }

    /** A function within a line; one of several lines is a block of its own. */
    private static String nested(Document page, int width) {
        return print(page, true, width - MARGIN);
    }

    /** Words as they stand in LaTeX text. */
    public static String escaped(String text) {
        return LatexRenderer.escaped(text);
    }
}
