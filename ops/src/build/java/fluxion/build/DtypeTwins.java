package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the float32 twins of kernels. A kernel stands in the sources once, for float64, as ordinary Java in a class whose name
 * ends in {@code F64}; where no {@code F32} lies beside it, this program writes that, word by word:
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
 * <p>A constant that depends on the dtype is derived from it: {@code 1L << Double.PRECISION - 1} is 2⁵², and its twin 2²³. Where
 * a float32 kernel is another algorithm, it is written by hand, and its file keeps this program from writing one; a file that
 * says what this program would write is an error.
 *
 * <p>Usage: {@code java DtypeTwins.java <sources> <generated sources>}. A file is written only when its text changes; generated
 * files that have lost their source are deleted.
 */
public final class DtypeTwins {
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

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        Set<Path> written = new HashSet<>();
        for (Path file : javaFiles(from)) {
            Path twin = file.resolveSibling(twin(file.getFileName().toString().replace(".java", "")) + ".java");
            if (twin.equals(file)) {
                continue;
            }
            String text = float32(Files.readString(file));
            if (!Files.exists(twin)) {
                Path target = to.resolve(from.relativize(twin));
                written.add(target);
                write(target, "// Written by the build from " + file.getFileName() + ".\n" + text);
            } else if (Files.readString(twin).equals(text)) {
                throw new IllegalStateException(twin + " says what the build writes from " + file.getFileName() + ": delete it");
            }
        }
        for (Path file : Files.exists(to) ? javaFiles(to) : List.<Path>of()) {
            if (!written.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    /** The float32 twin of a float64 kernel's source. */
    private static String float32(String source) {
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
