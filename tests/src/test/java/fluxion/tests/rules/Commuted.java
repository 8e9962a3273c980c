package fluxion.tests.rules;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * Printed mathematics with the operands of commutative operations in one order, so that texts that differ in no more are
 * equal.
 *
 * @param scalars whether all is numbers, so that products commute as well
 */
record Commuted(boolean scalars) {
    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";

    String of(String text) {
        String trimmed = text.strip();
        Seq<String> terms = split(trimmed, " + ", " − ");
        boolean negative = trimmed.startsWith("−");
        if (terms.size() > 1 || negative) {
            List<String> signed = new ArrayList<>();
            for (int i = 0; i < terms.size(); i++) {
                String term = terms.get(i);
                boolean minus = i == 0 ? negative : term.startsWith(" − ");
                signed.add((minus ? "−" : "+") + of(i == 0 ? negative ? term.substring(1) : term : term.substring(3)));
            }
            return signed.stream().sorted().reduce("", String::concat);
        }
        Seq<String> elementwise = split(trimmed, " ⊙ ");
        if (elementwise.size() > 1) {
            return elementwise.map(part -> of(part.replaceFirst("^ ⊙ ", ""))).sorted().mkString(" ⊙ ");
        }
        Seq<String> factors = split(trimmed, "·", "/");
        if (factors.size() > 1) {
            Seq<String> each = factors.zipWithIndex((f, i) -> i == 0 ? "·" + of(f) : f.charAt(0) + of(f.substring(1)));
            return (scalars ? each.sorted() : each).mkString();
        }
        return inside(trimmed);
    }

    /** What stands between brackets, each part by itself. */
    private String inside(String atom) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < atom.length(); i++) {
            char c = atom.charAt(i);
            if (OPEN.indexOf(c) >= 0 && depth++ == 0) {
                out.append(c);
                from = i + 1;
            } else if (CLOSE.indexOf(c) >= 0 && --depth == 0) {
                out.append(split(atom.substring(from, i), ", ").map(part -> of(part.replaceFirst("^, ", ""))).mkString(", ")).append(c);
            } else if (depth == 0) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The parts between separators outside of brackets; each but the first begins with its separator. */
    private static Seq<String> split(String text, String... separators) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += OPEN.indexOf(text.charAt(i)) >= 0 ? 1 : CLOSE.indexOf(text.charAt(i)) >= 0 ? -1 : 0;
            int at = i;
            if (depth == 0 && i > from && Array.of(separators).exists(s -> text.startsWith(s, at))) {
                parts.add(text.substring(from, i));
                from = i;
            }
        }
        parts.add(text.substring(from));
        return Array.ofAll(parts);
    }
}
