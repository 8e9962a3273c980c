package fluxion.core.print;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Mathematics as Unicode text.
 *
 * <pre>{@code
 * x ↦ sin(x) + x·cos(x)
 * }</pre>
 *
 * <p>{@code ·} is the product of numbers, of a number with anything, and of matrices and vectors (columns, so {@code xᵀ·y}
 * is the inner and {@code x·yᵀ} the outer product); {@code ⊙} is the product element by element. {@code Σ x} sums all
 * elements, {@code sum(x, axis 1)} those along an axis. {@code [p]} is 1 where p holds, else 0. {@code x[:, ∗]} repeats x
 * along a new axis. Big or repeated subexpressions have names, defined after {@code where}, and so have functions that are
 * called and the longer ones in control flow. {@link fluxion.core.parse} reads it all.
 */
public final class MathText {
    private static final int LINE = 100;
    /** Results begin within this part of the width. */
    private static final int MARGIN = 3;

    private MathText() {}

    /** {@code x ↦ 2·x}, in lines of a hundred characters. */
    public static String of(Fn fn) {
        return of(fn, LINE);
    }

    /**
     * {@code x ↦ 2·x}, in lines of so many characters where that can be: at the operators that hold together least, further
     * in where a part needs several lines itself. Operators lead the lines they begin.
     */
    public static String of(Fn fn, int width) {
        return print(Document.of(fn), true, width, 0);
    }

    /** {@code 2·x}. */
    public static String of(Expr expression) {
        return of(expression, LINE);
    }

    /** {@code 2·x}, in lines of so many characters. */
    public static String of(Expr expression, int width) {
        return print(Document.of(Array.empty(), Array.of(expression)), false, width, 0);
    }

    /** {@code x ↦ 2·x}, each result and step on one line, however long, and without the functions that are called. */
    public static String unbroken(Fn fn) {
        return print(Document.of(fn).brief(), true, Integer.MAX_VALUE / 2, 0);
    }

    /** Without the functions that are called. */
    public static String brief(Fn fn) {
        return print(Document.of(fn).brief(), true, LINE, 0);
    }

    /** The results alone, on one line each, parts written out where that is short enough; else with names after {@code where}. */
    public static String plain(Fn fn) {
        Seq<String> sides = sides(fn.params(), Array.of(fn.results()));
        return sides.get(0) + sides.get(1);
    }

    /**
     * The sides of an equation: a name means the same in each of them. Last what the names stand for, on lines of their own;
     * empty where all parts are written out.
     */
    public static Seq<String> sides(Seq<Var> params, Seq<Seq<Expr>> sides) {
        Document page = Document.plain(params, sides.flatMap(side -> side)).brief();
        TextRenderer renderer = new TextRenderer(page.stepNames());
        Seq<String> texts = Array.empty();
        int at = 0;
        for (Seq<Expr> side : sides) {
            Seq<Notation> results = page.results().slice(at, at + side.size());
            LineBreaker lines = new LineBreaker(renderer, renderer, LINE, 0, 0);
            texts = texts.append(results.size() == 1 ? lines.of(results.get(0)) : lines.tuple(results));
            at += side.size();
        }
        StringBuilder where = new StringBuilder();
        steps(page, renderer, LINE, 0, where);
        return texts.append(where.toString());
    }

    /** The rest of a line that is filled so far already, and further lines; in parentheses where that does not end the text. */
    private static String print(Document page, boolean header, int width, int filled) {
        TextRenderer renderer = new TextRenderer(page.stepNames());
        boolean closed = filled > 0 && (!page.steps().isEmpty() || !page.definitions().isEmpty());
        int room = closed ? width - 1 : width;
        StringBuilder out = new StringBuilder(header ? head(page, renderer, room, filled) : "");
        out.append(closed ? "(" : "");
        int left = out.indexOf("\n") < 0 ? filled + out.length() : out.length() - out.lastIndexOf("\n") - 1;
        LineBreaker lines = new LineBreaker(renderer, renderer, room, filled + Math.min(left - filled, room / MARGIN), left);
        out.append(page.results().size() == 1 ? lines.of(page.results().get(0)) : lines.tuple(page.results()));
        String prefix = steps(page, renderer, room, filled, out);
        for (Definition definition : page.definitions()) {
            String name = prefix + definition.name().text() + " = ";
            out.append('\n').append(name).append(print(definition.typed(), true, room, name.length()));
            prefix = " ".repeat(prefix.length());
            for (Definition.Rule rule : definition.rules()) {
                String with = prefix + "  with " + rule.word() + " ";
                out.append('\n').append(with).append(rule.function().map(f -> print(f, true, room, with.length()))
                        .getOrElse(rule.value()));
            }
        }
        return out.append(closed ? ")" : "").toString();
    }

    /** What the names of parts stand for; what a further definition begins with. */
    private static String steps(Document page, TextRenderer renderer, int room, int filled, StringBuilder out) {
        String prefix = " ".repeat(filled) + "  where ";
        for (int i = 0; i < page.steps().size(); i++) {
            String name = prefix + page.stepNames().get(i).text() + " = ";
            out.append('\n').append(name).append(new LineBreaker(renderer, renderer, room, name.length(), name.length())
                    .of(page.steps().get(i)));
            prefix = " ".repeat(prefix.length());
        }
        return prefix;
    }

    /** Parameters and arrow; a long list of them has lines of its own. */
    private static String head(Document page, TextRenderer renderer, int width, int filled) {
        String flat = renderer.params(page) + " ↦ ";
        return flat.length() <= width / MARGIN || page.params().size() == 1 ? flat
                : new LineBreaker(renderer, renderer, width, filled, filled).tuple(Array.narrow(page.params().toArray())) + " ↦"
                + renderer.newline(filled, 1);
    }
}
