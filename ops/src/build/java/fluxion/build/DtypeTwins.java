package fluxion.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The twins of kernels for the narrower dtype. A kernel stands in the sources once, as ordinary Java for float64 or int64 in a
 * class whose name ends in {@code F64} or {@code I64}; its twin for float32 or int32 differs in these words:
 *
 * <ul>
 *   <li>the words listed below become their partners, in comments and texts too;
 *   <li>a name that ends in {@code F64} ends in {@code F32}: other kernels' classes, and methods of which a class common to both
 *       dtypes has one for each; likewise {@code I64} and {@code I32};
 *   <li>a literal with a point or an exponent becomes a float's: {@code 0.5} is {@code 0.5f};
 *   <li>of float64, {@code long[]}, an array of what lanes hold, becomes {@code int[]}; a lone {@code long} stays one, for it
 *       counts;
 *   <li>a method of {@code Math} that knows doubles alone gets a cast: {@code Math.sqrt(x)} is {@code (float) Math.sqrt(x)}. Of
 *       those only such are here whose result, rounded once more, is the float nearest to the true one.
 * </ul>
 *
 * <p>A constant that depends on the dtype is derived from it: {@code 2 / Math.ulp(1.0)} is 2⁵³, and its twin 2²⁴.
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

    private final String wide;
    private final String narrow;
    private final Map<String, String> words;

    DtypeTwins(String wide, String narrow, Map<String, String> words) {
        this.wide = wide;
        this.narrow = narrow;
        this.words = words;
    }

    /** Whether a file is of a kernel that has a twin. */
    boolean isOf(Path kernel) {
        return kernel.getFileName().toString().endsWith(wide + ".java");
    }

    /** Where the twin lies. */
    Path of(Path kernel) {
        return kernel.resolveSibling(kernel.getFileName().toString().replace(wide + ".java", narrow + ".java"));
    }

    /** The twin's source. */
    String of(String source) {
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
        return words.getOrDefault(word, word.endsWith(wide) ? word.substring(0, word.length() - 3) + narrow : word);
    }
}
