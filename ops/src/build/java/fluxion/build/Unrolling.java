package fluxion.build;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes out the loops of a template: for code that must not loop, since registers have no index, and for methods that differ
 * in an operation or a dtype. A template is Java with these lines:
 *
 * <ul>
 *   <li>{@code //@ for R in 4, 2, 1} … {@code //@ end}: the lines between for each value, {@code $R} being the value.
 *   <li>{@code //@ for i below $R} … {@code //@ end}: the same for 0, 1, … R − 1.
 *   <li>{@code //@ for F, O in sum add, prod mul} … {@code //@ end}: several words at a time.
 *   <li>{@code //@ for T, V, B in floats} … {@code //@ end}: the types, vectors and boxes of dtypes; likewise {@code integers}
 *       and {@code numbers}, which are both.
 *   <li>{@code //@ for F, X in rows} … {@code //@ end}: what has spaces, a row for each of the lines
 *       {@code //@ abs | Math.abs(x)} that follow.
 * </ul>
 *
 * <p>Where a value has been put in, a product by 0 or 1 and a sum with 0 are left out, as one would write it by hand.
 */
final class Unrolling {
    private Unrolling() {}

    private static final Pattern FOR = Pattern.compile(" *//@ for (\\w(?:, \\w)*) (in|below) (.*)");
    private static final Pattern ROW = Pattern.compile(" *//@ (.* \\| .*)");
    private static final Pattern END = Pattern.compile(" *//@ end");
    private static final String FLOATS = "double DoubleVector Double, float FloatVector Float";
    private static final String INTEGERS = "long LongVector Long, int IntVector Integer";
    private static final Map<String, String> DTYPES =
            Map.of("floats", FLOATS, "integers", INTEGERS, "numbers", FLOATS + ", " + INTEGERS);

    static String of(String template) {
        StringBuilder out = new StringBuilder();
        write(template.lines().toList(), out);
        return out.toString();
    }

    private static void write(List<String> lines, StringBuilder out) {
        for (int at = 0; at < lines.size(); at++) {
            Matcher loop = FOR.matcher(lines.get(at));
            if (!loop.matches()) {
                out.append(lines.get(at)).append('\n');
                continue;
            }
            int end = end(lines, at);
            List<String> names = List.of(loop.group(1).split(", "));
            List<String> rows = loop.group(3).equals("rows") ? rows(lines.subList(at + 1, end)) : List.of();
            List<String> body = lines.subList(at + 1 + rows.size(), end);
            List<List<String>> values = rows.isEmpty() ? values(loop)
                    : rows.stream().map(row -> List.of(row.split(" \\| "))).toList();
            for (List<String> value : values) {
                write(body.stream().map(line -> with(line, names, value)).toList(), out);
            }
            at = end;
        }
    }

    private static List<List<String>> values(Matcher loop) {
        String given = loop.group(3);
        return loop.group(2).equals("below")
                ? IntStream.range(0, Integer.parseInt(given)).mapToObj(i -> List.of(String.valueOf(i))).toList()
                : Stream.of(DTYPES.getOrDefault(given, given).split(", ")).map(value -> List.of(value.split(" "))).toList();
    }

    /** The rows that the lines begin with. */
    private static List<String> rows(List<String> lines) {
        return lines.stream().map(ROW::matcher).takeWhile(Matcher::matches).map(row -> row.group(1)).toList();
    }

    /** The line that ends the loop that begins there. */
    private static int end(List<String> lines, int loop) {
        int depth = 1;
        for (int at = loop + 1; at < lines.size(); at++) {
            depth += FOR.matcher(lines.get(at)).matches() ? 1 : END.matcher(lines.get(at)).matches() ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("no //@ end for" + lines.get(loop).replace("//@", ""));
    }

    private static String with(String line, List<String> names, List<String> values) {
        String result = line;
        for (int i = 0; i < names.size(); i++) {
            result = result.replace("$" + names.get(i), values.get(i));
        }
        return result.equals(line) ? line : result.replaceAll(" \\+ 0( \\* \\w+)?(?![\\w.])", "")
                .replaceAll("\\b1 \\* ", "").replaceAll(" \\* 1(?![\\w.])", "");
    }
}
