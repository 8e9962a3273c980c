package fluxion.build;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The source of a class that there is once for each number of arguments, written for two: ordinary Java, which these rules
 * turn into the same for n.
 *
 * <ul>
 *   <li>What stands for the first argument and again for the second stands for each: {@code Object a, Object b},
 *       {@code ? super A, ? super B}, {@code A a, B b}, {@code ȧ and ḃ}. Where expressions are all there is,
 *       {@code Expr, Expr} does. A line {@code @param <B> the type of argument 2} stands for each but the first.
 *   <li>The number 2 is n, alone or in the name of the class and of its kin; "two arguments" are n in words.
 *   <li>Vavr's functions and tuples have the number that their type arguments say, and are imported as needed. Other imports
 *       go where nothing needs them.
 *   <li>Lines between {@code //@ only of 1, 2} and {@code //@ of all} are for these n alone.
 *   <li>The first line says which n there are: {@code //@ of 1 to 6}.
 * </ul>
 */
record ArityTemplate(List<Integer> arities, List<String> lines) {
    private static final List<String> WORDS = List.of("one", "two", "three", "four", "five", "six");
    /** What the arguments are called: their types, values, tangents, and what a lambda of expressions calls them. */
    private static final List<List<String>> LETTERS = Stream.of("ABCDEF", "abcdef", "ȧḃċḋėḟ", "xyzuvw")
            .map(letters -> List.of(letters.split(""))).toList();

    private static final Pattern EACH = Pattern.compile("(?U)(?<before>(?:[\\w?]+ )*)\\b(?<item>A a|A x|Expr|[Aaȧx])"
            + "(?<comma>, | and )\\k<before>(?<next>B b|B y|Expr|[Bbḃy])\\b");
    private static final Pattern SECOND_TYPE = Pattern.compile("( *\\* @param <)B(> the type of argument )2");
    private static final Pattern KIN = Pattern.compile("\\b(Fun|ExprFn|Custom)2\\b");
    private static final Pattern NUMBER = Pattern.compile("\\b2\\b");
    private static final Pattern WORD = Pattern.compile("\\btwo (argument|expression)s\\b");
    private static final Pattern VAVR = Pattern.compile("\\b(Function|Tuple)\\d<");
    private static final Pattern IMPORT = Pattern.compile("import [\\w.]+\\.(\\w+);\n");

    static ArityTemplate of(String text) {
        List<String> lines = text.lines().toList();
        Matcher first = Pattern.compile("//@ of (\\d) to (\\d)").matcher(lines.getFirst());
        if (!first.matches()) {
            throw new IllegalArgumentException("a template's first line must be like //@ of 1 to 6; got " + lines.getFirst());
        }
        return new ArityTemplate(IntStream.rangeClosed(Integer.parseInt(first.group(1)), Integer.parseInt(first.group(2)))
                .boxed().toList(), lines.subList(1, lines.size()));
    }

    /** The source for n arguments. */
    String of(int n) {
        StringBuilder out = new StringBuilder();
        boolean here = true;
        for (String line : lines) {
            String mark = line.strip();
            if (mark.startsWith("//@ only of ")) {
                here = List.of(mark.substring("//@ only of ".length()).split(", ")).contains(String.valueOf(n));
            } else if (mark.equals("//@ of all")) {
                here = true;
            } else if (here) {
                out.append(line(line, n));
            }
        }
        return imported(counted(out.toString()));
    }

    private static String line(String line, int n) {
        Matcher second = SECOND_TYPE.matcher(line);
        if (second.matches()) {
            List<String> types = LETTERS.getFirst();
            return IntStream.range(1, n).mapToObj(i -> second.group(1) + types.get(i) + second.group(2) + (i + 1) + "\n")
                    .collect(Collectors.joining());
        }
        String each = EACH.matcher(line).replaceAll(m -> Matcher.quoteReplacement(each(m, n)));
        String kin = NUMBER.matcher(KIN.matcher(each).replaceAll("$1" + n)).replaceAll(String.valueOf(n));
        return WORD.matcher(kin).replaceAll(WORDS.get(n - 1) + " $1" + (n == 1 ? "" : "s"))
                .replaceAll("\\((\\w)\\) ->", "$1 ->") + "\n";
    }

    private static String each(MatchResult pair, int n) {
        if (!argument(pair.group("item"), 1).equals(pair.group("next"))) {
            return pair.group();
        }
        List<String> all = IntStream.range(0, n).mapToObj(i -> pair.group("before") + argument(pair.group("item"), i)).toList();
        return n == 1 || pair.group("comma").equals(", ") ? String.join(", ", all)
                : String.join(", ", all.subList(0, n - 1)) + " and " + all.getLast();
    }

    /** What stands for the first argument, for argument i. */
    private static String argument(String first, int i) {
        return Stream.of(first.split(" ")).map(word -> LETTERS.stream().filter(letters -> letters.getFirst().equals(word))
                .map(letters -> letters.get(i)).findFirst().orElse(word)).collect(Collectors.joining(" "));
    }

    /** With the number of each of Vavr's functions and tuples as its type arguments say. */
    private static String counted(String text) {
        return VAVR.matcher(text).replaceAll(m -> {
            int types = arguments(text, m.end());
            return m.group(1) + (m.group(1).equals("Tuple") ? types : types - 1) + "<";
        });
    }

    /** How many type arguments there are from a place on to where the angle bracket closes. */
    private static int arguments(String text, int from) {
        int count = 1;
        int depth = 0;
        for (int i = from; depth >= 0; i++) {
            switch (text.charAt(i)) {
                case '<' -> depth++;
                case '>' -> depth--;
                case ',' -> count += depth == 0 ? 1 : 0;
                default -> { }
            }
        }
        return count;
    }

    /** With the imports that it needs, of those that there are and of Vavr's functions and tuples. */
    private static String imported(String text) {
        List<String> imports = IMPORT.matcher(text).results().map(MatchResult::group).toList();
        String body = IMPORT.matcher(text).replaceAll("");
        Stream<String> vavr = Pattern.compile("(?<![.\\w])(Function|Tuple)\\d(?=<)").matcher(body).results()
                .map(m -> "import io.vavr." + m.group() + ";\n");
        Stream<String> others = imports.stream().filter(line -> !line.matches("import io\\.vavr\\.(Function|Tuple)\\d;\n"))
                .filter(line -> Pattern.compile("\\b" + line.substring(line.lastIndexOf('.') + 1, line.length() - 2) + "\\b")
                        .matcher(body).find());
        int at = body.indexOf('\n', body.indexOf("package ")) + 2;
        return body.substring(0, at) + Stream.concat(vavr, others).distinct().sorted().collect(Collectors.joining())
                + body.substring(at);
    }
}
