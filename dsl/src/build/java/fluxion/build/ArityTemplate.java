package fluxion.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The source of a class or of methods that there are once for each number of arguments, written for two: ordinary Java, which
 * these rules turn into the same for n.
 *
 * <ul>
 *   <li>What stands for the first argument and again for the second stands for each: {@code Object a, Object b},
 *       {@code ? super A, ? super B}, {@code A a, B b}, {@code ȧ and ḃ}. Where expressions are all there is,
 *       {@code Expr, Expr} does, but in {@code Tuple2<Expr, Expr>}; a tuple of as many is {@code Tuple0<Expr, Expr>}. What
 *       stands for the second alone stands for each but the first: {@code <B>}, {@code Expr, B}, a line
 *       {@code @param <B> the type of argument 2}.
 *   <li>The number 2 is n, alone or in the name of the class and of its kin; "two arguments" are n in words. "The first argument"
 *       of one is "its argument", and Java's {@code BiFunction} is {@code Function}.
 *   <li>Vavr's functions and tuples have the number that their type arguments say. An import of {@code Function2} is one of
 *       each {@code Function} with a number that there is; imports go where nothing needs them.
 *   <li>Lines between {@code //@ only of 1, 2} and {@code //@ of all} are for these n alone.
 *   <li>The first line says that there is a file for each n: {@code //@ of 1 to 6}. In one file, the lines between
 *       {@code //@ each of 1 to 6} and {@code //@ end} stand for each n in turn.
 * </ul>
 */
record ArityTemplate(List<Integer> arities, List<String> lines) {
    private static final List<String> WORDS = List.of("one", "two", "three", "four", "five", "six");
    /** What the arguments are called: their types, values, tangents, and what a lambda of expressions calls them. */
    private static final List<List<String>> LETTERS = Stream.of("ABCDEF", "abcdef", "ȧḃċḋėḟ", "xyzuvw")
            .map(letters -> List.of(letters.split(""))).toList();

    private static final Pattern EACH = Pattern.compile("(?U)(?<!Tuple2<(?=Expr))"
            + "(?<before>(?:[\\w?]+ )*)\\b(?<item>A extends W|A a|A x|Expr|[Aaȧx])"
            + "(?<comma>, | and )\\k<before>(?<next>B extends W|B b|B y|Expr|[Bbḃy])\\b");
    private static final Pattern SECOND = Pattern.compile("(<|(?<=Expr, ))B(> |, )");
    private static final Pattern SECOND_TYPE = Pattern.compile("( *\\* @param <)B(> the type of argument )2");
    private static final Pattern KIN = Pattern.compile("\\b(Fun|ExprFn|OfExprs|NoResult|Custom)2\\b");
    private static final Pattern NUMBER = Pattern.compile("\\b2\\b");
    private static final Pattern WORD = Pattern.compile("\\btwo (argument|expression)s\\b");
    private static final Pattern VAVR = Pattern.compile("\\b(Function|Tuple)\\d<");
    private static final Pattern IMPORT = Pattern.compile("import ([\\w.]+)\\.(\\w+);\n");

    /** Whether there is a file for each n. */
    static boolean is(String text) {
        return text.startsWith("//@ of ");
    }

    static ArityTemplate of(String text) {
        List<String> lines = text.lines().toList();
        return new ArityTemplate(arities(lines.getFirst()), lines.subList(1, lines.size()));
    }

    /** The source for n arguments. */
    String of(int n) {
        return imported(counted(lines(lines, n)));
    }

    /** The source of one file, in which some lines stand for each n in turn. */
    static String inTurn(String text) {
        StringBuilder out = new StringBuilder();
        List<Integer> arities = List.of();
        List<String> each = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String mark = line.strip();
            if (mark.startsWith("//@ each of ")) {
                arities = arities(mark);
            } else if (mark.equals("//@ end")) {
                List<String> section = List.copyOf(each);
                out.append(arities.stream().map(n -> lines(section, n)).collect(Collectors.joining("\n")));
                arities = List.of();
                each.clear();
            } else if (arities.isEmpty()) {
                out.append(line).append('\n');
            } else {
                each.add(line);
            }
        }
        return imported(counted(out.toString()));
    }

    /** The numbers that a mark says, {@code //@ of 1 to 6}. */
    private static List<Integer> arities(String mark) {
        Matcher range = Pattern.compile("//@ (each )?of (\\d) to (\\d)").matcher(mark);
        if (!range.matches()) {
            throw new IllegalArgumentException("a template must say its numbers of arguments like //@ of 1 to 6; got " + mark);
        }
        return IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3))).boxed().toList();
    }

    private static String lines(List<String> lines, int n) {
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
        return out.toString();
    }

    private static String line(String line, int n) {
        Matcher type = SECOND_TYPE.matcher(line);
        if (type.matches()) {
            List<String> types = LETTERS.getFirst();
            return IntStream.range(1, n).mapToObj(i -> type.group(1) + types.get(i) + type.group(2) + (i + 1) + "\n")
                    .collect(Collectors.joining());
        }
        String rest = String.join(", ", LETTERS.getFirst().subList(1, n));
        String each = EACH.matcher(line).replaceAll(m -> Matcher.quoteReplacement(each(m, n)));
        String second = SECOND.matcher(each).replaceAll(m -> n > 1 ? "$1" + rest + "$2" : m.group(2).equals(", ") ? "$1" : "");
        String kin = NUMBER.matcher(KIN.matcher(second).replaceAll("$1" + n)).replaceAll(String.valueOf(n));
        String words = WORD.matcher(kin).replaceAll(WORDS.get(n - 1) + " $1" + (n == 1 ? "" : "s")) + "\n";
        return n > 1 ? words : words.replaceAll("\\((\\w)\\) ->", "$1 ->").replace("the first argument", "its argument")
                .replace("BiFunction<", "Function<");
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

    /** With the imports that it needs, of those that there are and of the same with other numbers. */
    private static String imported(String text) {
        String body = IMPORT.matcher(text).replaceAll("");
        String imports = IMPORT.matcher(text).results().flatMap(known -> {
            String anyNumber = "(?<![.\\w])" + known.group(2).replaceFirst("2$", "\\\\d") + "\\b";
            return Pattern.compile(anyNumber).matcher(body).results()
                    .map(use -> "import " + known.group(1) + "." + use.group() + ";\n");
        }).distinct().sorted().collect(Collectors.joining());
        int at = body.indexOf('\n', body.indexOf("package ")) + 2;
        return body.substring(0, at) + imports + body.substring(at);
    }
}
