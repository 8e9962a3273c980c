package fluxion.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The float32 twins of kernels. A kernel stands in the sources once, for float64, as ordinary Java in a class whose name ends in
 * {@code F64}; its twin differs in these words:
 *
 * <ul>
 *   <li>a word of {@link #WORDS} becomes its partner, in comments and texts too;
 *   <li>a name that ends in {@code F64} ends in {@code F32}: other kernels' classes, and methods of which a class common to both
 *       dtypes has one for each;
 *   <li>a literal with a point or an exponent becomes a float's: {@code 0.5} is {@code 0.5f};
 *   <li>{@code long[]}, an array of what lanes hold, becomes {@code int[]}; a lone {@code long} stays one, for it counts;
 *   <li>a method of {@code Math} that knows doubles alone gets a cast: {@code Math.sqrt(x)} is {@code (float) Math.sqrt(x)}. Of
 *       those only such are here whose result, rounded once more, is the float nearest to the true one.
 * </ul>
 *
 * <p>A constant that depends on the dtype is derived from it: {@code 2 / Math.ulp(1.0)} is 2⁵³, and its twin 2²⁴.
 */
final class DtypeTwins {
    private DtypeTwins() {}

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("double", "float"), Map.entry("Double", "Float"), Map.entry("DOUBLE", "FLOAT"),
            Map.entry("doubles", "floats"), Map.entry("DoubleVector", "FloatVector"),
            Map.entry("Long", "Integer"), Map.entry("LongVector", "IntVector"),
            Map.entry("reinterpretAsDoubles", "reinterpretAsFloats"), Map.entry("reinterpretAsLongs", "reinterpretAsInts"),
            Map.entry("f64", "f32"), Map.entry("float64", "float32"), Map.entry("Float64", "Float32"));

    private static final Pattern WORD = Pattern.compile("\\b[\\p{L}_$][\\p{L}\\d_$]*");
    private static final Pattern TOKEN = Pattern.compile("(?s)"
            + "(?<text>//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+')"
            + "|(?<literal>\\b(?:0x[\\p{XDigit}.]+p[+-]?\\d+|\\d+\\.\\d*(?:[eE][+-]?\\d+)?|\\d+[eE][+-]?\\d+)(?!\\w))"
            + "|(?<lanes>\\blong(?=\\[))"
            + "|(?<rounded>\\bMath\\.(?:sqrt|floor|ceil|rint)\\b)"
            + "|(?<word>" + WORD + ")");

    /** Where the twin of a kernel lies; of what is none, where it lies itself. */
    static Path float32(Path kernel) {
        return kernel.resolveSibling(twin(kernel.getFileName().toString().replace(".java", "")) + ".java");
    }

    /** The float32 twin of a float64 kernel's source. */
    static String float32(String source) {
        return TOKEN.matcher(source).replaceAll(token -> Matcher.quoteReplacement(
                token.group("text") != null ? words(token.group())
                : token.group("literal") != null ? token.group() + "f"
                : token.group("lanes") != null ? "int"
                : token.group("rounded") != null ? "(float) " + token.group()
                : twin(token.group())));
    }

    private static String words(String text) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(twin(word.group())));
    }

    private static String twin(String word) {
        return WORDS.getOrDefault(word, word.endsWith("F64") ? word.substring(0, word.length() - 3) + "F32" : word);
    }
}
