package fluxion.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.tests.docs.Modules;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build links early does what it did when it was linked late: a program with every kind of function, record and
 * switch says the same before and after.
 */
class EarlyLinksTest {
    /** Its {@code main} returns all that it found, as lines. */
    private static final String PROGRAM = """
            package sample;

            import java.util.*;
            import java.util.function.*;

            public class Sample {
                record Empty() {}
                record All(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, int[] a, char[] k, List<?> g) {}
                record Pair<A, B>(A first, B second) {}
                sealed interface Shape permits Dot, Line, Box {}
                record Dot() implements Shape {}
                record Line(int length) implements Shape {}
                record Box(Shape in, double size) implements Shape {}
                interface Talks {
                    private String secret(String s) { return "<" + s + ">"; }
                    default Supplier<String> says(String s) { return () -> secret(s); }
                    static UnaryOperator<String> twice() { return s -> s + s; }
                }
                enum Operation implements Talks {
                    PLUS((a, b) -> a + b), TIMES((a, b) -> a * b);
                    final IntBinaryOperator of;
                    Operation(IntBinaryOperator of) { this.of = of; }
                }
                static class Base { String name() { return "base"; } }
                static class Derived extends Base {
                    @Override String name() { return "derived"; }
                    Supplier<String> above() { return super::name; }
                    private String own(int times) { return "own".repeat(times); }
                    IntFunction<String> mine() { return this::own; }
                }
                class Inner {
                    private final int seen;
                    Inner(int seen) { this.seen = seen + offset; }
                }
                private final int offset = 7;
                private static long wide(long a, double b, int c) { return a + (long) b + c; }
                static String many(String... parts) { return parts.length + String.join("", parts); }

                static String kind(Object o) {
                    return switch (o) {
                        case null -> "null";
                        case Integer i when i > 10 -> "large";
                        case Integer i when i < 0 -> "negative";
                        case Integer _ -> "int";
                        case String s when s.isEmpty() -> "empty";
                        case CharSequence _ -> "text";
                        case int[] a -> "ints " + a.length;
                        case Box(Line(int length), double size) when length > 3 -> "long line in " + size;
                        case Box(Box(var in, double _), double size) -> "box with " + in + " in " + size;
                        case Shape s -> "shape " + s;
                        default -> "other";
                    };
                }
                sealed interface Sign permits Simple, Compound {}
                enum Simple implements Sign { MINUS, NONE, ROOT { @Override String text() { return "root"; } }; String text() { return name(); } }
                record Compound(String of) implements Sign {}
                static String sign(Sign s, boolean loud) {
                    return switch (s) {
                        case Simple.MINUS -> "minus";
                        case Simple o when loud -> o.text() + "!";
                        case Compound(String of) when of.isEmpty() -> "nothing";
                        case Simple.ROOT -> "root of";
                        case Simple o -> o.text();
                        case Compound(String of) -> "compound " + of;
                    };
                }
                static String simple(Simple s, int n) {
                    return switch (s) {
                        case null -> "none at all";
                        case MINUS -> "from " + n;
                        case Simple o when n > 0 -> "positive " + o;
                        case ROOT -> "root of " + n;
                        case Simple other -> "other " + other;
                    };
                }
                static String word(String s, int n) {
                    return switch (s) {
                        case null -> "null";
                        case "Aa" -> "first";
                        case String t when t.length() > 3 && n > 0 -> "long";
                        case "BB", "longer" -> "same hash, or longer";
                        default -> "short";
                    };
                }
                static String label(Operation o, String s) {
                    return switch (o) { case PLUS -> "+"; case TIMES -> "×"; } + switch (s) { case "a" -> 1; case "b" -> 2; default -> 3; };
                }

                public static List<String> main() {
                    var out = new ArrayList<String>();
                    Consumer<Object> say = o -> out.add(String.valueOf(o));
                    long captured = 1L << 40;
                    double third = 1 / 3.0;
                    boolean truth = third > 0;
                    char letter = 'x';
                    byte small = -3;
                    ToDoubleFunction<String> length = String::length;
                    Function<Integer, Object> boxed = Integer::intValue;
                    IntFunction<Object> valued = Integer::valueOf;
                    ToLongFunction<Integer> widened = Integer::intValue;
                    LongBinaryOperator captures = (a, b) -> wide(a + captured, third, (int) b + letter + small) + (truth ? 1 : 0);
                    Supplier<List<String>> made = ArrayList::new;
                    IntFunction<int[]> array = int[]::new;
                    BiFunction<String, String, String> varargs = Sample::many;
                    Comparator<String> order = Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder());
                    Consumer<String> dropped = out::add;
                    Runnable nothing = () -> {};
                    Callback<String> generic = Sample::<String>same;
                    Function<Integer, Inner> inner = new Sample().new Inner(1).seen > 0 ? new Sample()::inner : null;
                    nothing.run();
                    dropped.accept("dropped");
                    say.accept(length.applyAsDouble("four"));
                    say.accept(boxed.apply(5));
                    say.accept(valued.apply(6));
                    say.accept(widened.applyAsLong(7));
                    say.accept(captures.applyAsLong(8, 9));
                    say.accept(made.get());
                    say.accept(array.apply(3).length);
                    say.accept(varargs.apply("a", "b"));
                    var words = new ArrayList<>(List.of("bb", "a", "cc", "ddd"));
                    words.sort(order);
                    say.accept(words);
                    say.accept(generic.back("same"));
                    say.accept(inner.apply(4).seen);
                    for (Operation o : Operation.values()) {
                        say.accept(o.of.applyAsInt(3, 4) + o.says("s").get() + Talks.twice().apply("t") + label(o, "b"));
                    }
                    var derived = new Derived();
                    say.accept(derived.above().get() + derived.mine().apply(2));
                    record Local(float x) {}
                    int[] same = {1};
                    char[] chars = {'k'};
                    for (float f : new float[] {0f, -0f, Float.NaN, 1.5f}) {
                        var a = new All(true, (byte) -1, (short) 2, 'c', 3, 4L << 33, f, -f, null, same, chars, List.of(f));
                        var b = new All(true, (byte) -1, (short) 2, 'c', 3, 4L << 33, f, -f, null, same, chars, List.of(f));
                        say.accept(a.equals(b) + " " + a.equals(null) + " " + a.equals(new Local(f)) + " " + (a.hashCode() == b.hashCode()));
                        say.accept(a.equals(new All(true, (byte) -1, (short) 2, 'c', 3, 4L << 33, 0f, -f, null, same, chars, List.of(f))));
                        say.accept(new Local(f) + " " + new Local(f).hashCode() + " " + new Local(f).equals(new Local(0f)));
                        say.accept(a.toString().replaceAll("@[0-9a-f]+", "@"));
                    }
                    say.accept(new Empty() + " " + new Empty().hashCode() + " " + new Empty().equals(new Empty()));
                    say.accept(new Pair<>("é", new Pair<>(null, 2L)) + " " + new Pair<>("é", new Pair<>(null, 2L)).hashCode());
                    Object[] all = {null, 11, -1, 5, "", "text", new StringBuilder("b"), new int[2], new Dot(), new Line(2),
                        new Box(new Line(4), 0.5), new Box(new Line(1), 0.25), new Box(new Box(new Dot(), 1), 2), 'c', 1.5};
                    for (Object o : all) say.accept(kind(o));
                    for (Sign s : new Sign[] {Simple.MINUS, Simple.NONE, Simple.ROOT, new Compound(""), new Compound("c")}) {
                        say.accept(sign(s, true) + sign(s, false));
                    }
                    for (Simple s : new Simple[] {Simple.MINUS, Simple.NONE, Simple.ROOT, null}) say.accept(simple(s, 1) + simple(s, 0));
                    for (String s : new String[] {"Aa", new String("BB"), "long", "longer", "no", null}) say.accept(word(s, 1) + word(s, 0));
                    Supplier<Supplier<Object>> nested = () -> () -> captured + letter;
                    say.accept(nested.get().get());
                    say.accept(constant() == constant());
                    say.accept(new Object() { Supplier<String> self() { return () -> kind(third); } }.self().get());
                    return out;
                }
                private Inner inner(int seen) { return new Inner(seen); }
                private static Supplier<String> constant() { return () -> "constant"; }
                interface Callback<T> { T back(T value); }
                static <T> T same(T value) { return value; }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void programsSayTheSame() throws Exception {
        Path source = Files.writeString(directory.resolve("Sample.java"), PROGRAM), classes = directory.resolve("classes");
        var messages = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages,
                "-XDstringConcat=inline", "-d", classes.toString(), source.toString());
        assertThat(status).as(messages.toString()).isZero();
        List<String> late = said(classes);
        assertThat(late).hasSizeGreaterThan(50);
        assertThat(linkedLate(classes)).isNotEmpty();
        link(classes);
        assertThat(linkedLate(classes)).isEmpty();
        assertThat(said(classes)).isEqualTo(late);
        Files.delete(classes.resolveSibling("early-links"));
        link(classes);
        assertThat(said(classes)).as("linked again").isEqualTo(late);
    }

    /** In the library, as the build leaves it; an editor's own compiler may put strings together late, and not have linked. */
    @Test
    void theLibraryIsLinked() throws IOException {
        for (String entry : Modules.path().split(File.pathSeparator)) {
            Path at = Path.of(entry), classes = Files.isDirectory(at) ? at : at.resolveSibling("classes");
            if (!Files.isDirectory(classes) || !Files.exists(classes.resolveSibling("early-links"))) continue;
            List<String> late = linkedLate(classes).stream().filter(call -> !call.startsWith("makeConcat")).toList();
            // functions that can be serialised are told by how they are linked; switches over numbers with patterns are few
            assertThat(late).as(entry).allMatch(call -> call.matches("altMetafactory|typeSwitch"));
            assertThat(late).as(entry).filteredOn(call -> call.equals("typeSwitch")).hasSizeLessThan(8);
        }
    }

    private static void link(Path classes) throws IOException, InterruptedException {
        Path program = Path.of("").toAbsolutePath().resolveSibling("core/src/build/java/fluxion/build/EarlyLinks.java");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", program.toString(), classes.toString())
                .redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
    }

    @SuppressWarnings("unchecked")
    private static List<String> said(Path classes) throws ReflectiveOperationException, IOException {
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return (List<String>) loader.loadClass("sample.Sample").getMethod("main").invoke(null);
        }
    }

    /** The methods that link calls when they run. */
    private static List<String> linkedLate(Path classes) throws IOException {
        List<String> calls = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                model.methods().stream().flatMap(m -> m.code().stream()).flatMap(code -> code.elementStream()).forEach(element -> {
                    if (element instanceof InvokeDynamicInstruction call) calls.add(call.bootstrapMethod().methodName());
                });
            }
        }
        return calls;
    }
}
