package fluxion.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The twins of kernels, and of tests of kernels, for the narrower dtype. Either stands in the sources once, as ordinary Java for
 * float64 or int64 in a class whose name ends in {@code F64}, {@code I64}, {@code F64Test} or {@code I64Test}; its twin for
 * float32 or int32 differs in these words:
 *
 * <ul>
 *   <li>the words listed below become their partners, in comments and texts too;
 *   <li>a name that ends in {@code F64} ends in {@code F32}: other kernels' classes, and methods of which a class common to both
 *       dtypes has one for each; likewise {@code I64} and {@code I32}, and the names of tests;
 *   <li>a literal with a point or an exponent becomes a float's: {@code 0.5} is {@code 0.5f};
 *   <li>of float64, {@code long[]}, an array of what lanes hold, becomes {@code int[]}; a lone {@code long} stays one, for it
 *       counts;
 *   <li>a method of {@code Math} that knows doubles alone gets a cast: {@code Math.sqrt(x)} is {@code (float) Math.sqrt(x)}. Of
 *       those only such are here whose result, rounded once more, is the float nearest to the true one.
 * </ul>
 *
 * <p>A constant that depends on the dtype is derived from it: {@code 2 / Math.ulp(1.0)} is 2⁵³, and its twin 2²⁴.
 *
 * <p>Where a twin is another algorithm, it is written by hand, and its file keeps the build from writing one; a file that says
 * what the build would write is an error.
 *
 * <p>Usage: {@code java DtypeTwins.java <sources> <generated sources>}.
 */
enum DtypeTwins {
    FLOATS("F64", "F32", Map.ofEntries(
            Map.entry("double", "float"), Map.entry("Double", "Float"), Map.entry("DOUBLE", "FLOAT"),
            Map.entry("doubles", "floats"), Map.entry("DoubleVector", "FloatVector"),
            Map.entry("Long", "Integer"), Map.entry("LongVector", "IntVector"),
            Map.entry("reinterpretAsDoubles", "reinterpretAsFloats"), Map.entry("reinterpretAsLongs", "reinterpretAsInts"),
            Map.entry("f64", "f32"), Map.entry("float64", "float32"), Map.entry("Float64", "Float32"))),
    INTEGERS("I64", "I32", Map.of("long", "int", "Long", "Integer", "LongVector", "IntVector", "i64", "i32"));

    private static final Pattern WORD = Pattern.compile("\\b[\\p{L}_$][\\p{L}\\d_$]*");
    private static final Pattern TOKEN = Pattern.compile("(?s)"
            + "(?<text>//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+')"
            + "|(?<literal>\\b(?:0x[\\p{XDigit}.]+p[+-]?\\d+|\\d+\\.\\d*(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+)(?!\\w))"
            + "|(?<lanes>\\blong(?=\\[))"
            + "|(?<rounded>\\bMath\\.(?:sqrt|floor|ceil|rint)\\b)"
            + "|(?<word>" + WORD + ")");

    private final Pattern wide;
    private final String narrow;
    private final Map<String, String> words;

    DtypeTwins(String wide, String narrow, Map<String, String> words) {
        this.wide = Pattern.compile(wide + "(?=(?:Test)?(?:\\.java)?$)");
        this.narrow = narrow;
        this.words = words;
    }

    public static void main(String[] args) throws IOException {
        JavaFiles.write(Path.of(args[1]), of(JavaFiles.read(Path.of(args[0]))));
    }

    /** The twins that these sources have and that are not among them. */
    static Map<Path, String> of(Map<Path, String> sources) {
        Map<Path, String> written = new HashMap<>();
        sources.forEach((file, text) -> {
            for (DtypeTwins dtypes : values()) {
                String name = file.getFileName().toString();
                if (!dtypes.wide.matcher(name).find()) {
                    continue;
                }
                Path twin = file.resolveSibling(dtypes.word(name));
                String source = dtypes.of(text);
                if (!sources.containsKey(twin)) {
                    written.put(twin, "// Written by the build from " + name + ".\n" + source);
                } else if (sources.get(twin).equals(source)) {
                    throw new IllegalStateException(twin + " says what the build writes from " + file + ": delete it");
                }
            }
        });
        return written;
    }

    private String of(String source) {
        return TOKEN.matcher(source).replaceAll(token -> Matcher.quoteReplacement(
                token.group("text") != null ? words(token.group())
                : this == FLOATS && token.group("literal") != null ? token.group() + "f"
                : token.group("lanes") != null ? "int"
                : this == FLOATS && token.group("rounded") != null ? "(float) " + token.group()
                : word(token.group())));
    }

    private String words(String text) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(word(word.group())));
    }

    private String word(String word) {
        return words.getOrDefault(word, wide.matcher(word).replaceFirst(narrow));
    }
}
