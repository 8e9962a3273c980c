package fluxion.core.print;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.print.Notation.Sum;
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
 * along a new axis. Big or repeated subexpressions have names, defined after {@code where}.
 */
public final class MathText {
    private static final int LINE = 100;

    private MathText() {}

    /** {@code x ↦ 2·x}. */
    public static String of(Fn fn) {
        Page page = Page.of(fn.params(), fn.results());
        Seq<String> params = page.params().map(Notation.Symbol::text);
        return print(page, (params.size() == 1 ? params.get(0) : params.mkString("(", ", ", ")")) + " ↦ ");
    }

    /** {@code 2·x}. */
    public static String of(Expr expression) {
        return print(Page.of(Array.empty(), Array.of(expression)), "");
    }

    private static String print(Page page, String head) {
        TextRenderer renderer = new TextRenderer(page.stepNames());
        StringBuilder out = new StringBuilder(head);
        if (page.results().size() == 1) {
            line(out, renderer, page.results().get(0), head.length());
        } else {
            list(out, page.results().map(renderer::text), head.length());
        }
        String prefix = "  where ";
        for (int i = 0; i < page.steps().size(); i++) {
            String left = prefix + page.stepNames().get(i).text() + " = ";
            out.append('\n').append(left);
            line(out, renderer, page.steps().get(i), left.length());
            prefix = "        ";
        }
        return out.toString();
    }

    /** One notation, a long sum broken before its signs. */
    private static void line(StringBuilder out, TextRenderer renderer, Notation notation, int indent) {
        if (notation instanceof Sum(var terms)) {
            wrap(out, renderer.terms(terms), indent, true);
        } else {
            out.append(renderer.text(notation));
        }
    }

    private static void list(StringBuilder out, Seq<String> parts, int indent) {
        Seq<String> separated = parts.zipWithIndex((p, i) -> (i == 0 ? "(" : " ") + p + (i == parts.size() - 1 ? ")" : ","));
        wrap(out, parts.isEmpty() ? Array.of("()") : separated, indent, false);
    }

    private static void wrap(StringBuilder out, Seq<String> parts, int indent, boolean deeper) {
        int column = indent;
        boolean first = true;
        for (String part : parts) {
            if (!first && column + part.length() > LINE) {
                String text = part.strip();
                out.append('\n').append(" ".repeat(indent + (deeper ? 2 : 1))).append(text);
                column = indent + 2 + text.length();
            } else {
                out.append(part);
                column += part.length();
            }
            first = false;
        }
    }
}
