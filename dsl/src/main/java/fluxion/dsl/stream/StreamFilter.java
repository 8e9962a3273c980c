package fluxion.dsl.stream;

import fluxion.core.FluxionException;
import fluxion.core.Given;
import io.vavr.collection.Array;
import java.io.ObjectInputFilter;
import java.util.Set;

/**
 * What a stream of {@link java.io.ObjectInputStream} may hold where its bytes are not trusted.
 *
 * <pre>{@code
 * in.setObjectInputFilter(StreamFilter.ofValues());                      // tensors, functions by their traces
 * in.setObjectInputFilter(StreamFilter.trusting("org.example.**"));      // and records and lambdas of these classes
 * }</pre>
 *
 * <p>Let through are the classes of this library, arrays, strings and boxed numbers, array lists, and Vavr's tuples, options,
 * sides, arrays, lists and vectors. A lambda is a piece of the class in which it was written, and runs when the function that it
 * came with is called: it is let through where that class is trusted by name. Refused unless they are trusted by name are
 * containers that compute hashes of what they hold, {@code Map}, {@code Set}, and with them what {@code List.of} makes, as a few
 * thousand bytes of them, one within the other, can keep a processor busy for years.
 *
 * <p>What is nested deeper than {@value #DEEPEST}, holds more than {@value #MOST} objects, or an array of more than as many
 * elements, is refused.
 */
public final class StreamFilter implements ObjectInputFilter {
    /** How deep objects may be nested: of functions that capture functions, about {@value} / 5. */
    public static final int DEEPEST = 1_000;
    /** How many objects a stream may hold. */
    public static final int MOST = 10_000_000;

    private static final Set<String> PACKAGES = Set.of("fluxion.core", "fluxion.core.op", "fluxion.transforms", "fluxion.dsl",
            "fluxion.dsl.function", "fluxion.dsl.nn", "fluxion.dsl.optim", "fluxion.dsl.random", "fluxion.dsl.stats",
            "fluxion.dsl.tree");
    private static final Set<String> CLASSES = Set.of("java.lang.Object", "java.lang.String", "java.lang.Number",
            "java.lang.Boolean", "java.lang.Character", "java.lang.Byte", "java.lang.Short", "java.lang.Integer",
            "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.lang.Enum", "java.lang.Class", "java.util.ArrayList",
            "java.util.Arrays$ArrayList", "io.vavr.control.Option$Some", "io.vavr.control.Option$None",
            "io.vavr.control.Either$Left", "io.vavr.control.Either$Right", "io.vavr.collection.Array",
            "io.vavr.collection.Vector", "io.vavr.collection.BitMappedTrie", "io.vavr.collection.List$Nil",
            "io.vavr.collection.List$Cons", "io.vavr.collection.List$Cons$SerializationProxy", "io.vavr.collection.Queue",
            "io.vavr.collection.AbstractQueue");
    /** What a name of a class may look like, which may end with a package's * or **. */
    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*{1,2}|\\*)?|\\*";

    private final ObjectInputFilter named;

    private StreamFilter(Array<String> trusted) {
        named = ObjectInputFilter.Config.createFilter(trusted.mkString(";"));
    }

    /** Values, and functions by what was traced of them: nothing that is anyone's own code. */
    public static StreamFilter ofValues() {
        return new StreamFilter(Array.of("fluxion.core.Tensor"));
    }

    /**
     * Besides, classes by name, with their lambdas: {@code org.example.Model}, {@code org.example.*} for a package,
     * {@code org.example.**} for its subpackages, too, {@code *} for all there are.
     *
     * @throws FluxionException where one is no such name
     */
    public static StreamFilter trusting(String... classes) {
        Given.arguments("filter", (Object) classes);
        for (String name : classes) {
            if (!name.matches(NAME)) {
                throw new FluxionException("filter: a class must be trusted by its name, or by its package as in "
                        + "org.example.* or org.example.**; got \"" + name + "\"");
            }
        }
        return classes.length == 0 ? ofValues() : new StreamFilter(Array.of(classes).append("java.lang.invoke.SerializedLambda"));
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > DEEPEST || info.references() > MOST || info.arrayLength() > MOST) {
            return Status.REJECTED;
        }
        return info.serialClass() == null || lets(info.serialClass()) || named.checkInput(info) == Status.ALLOWED
                ? Status.ALLOWED : Status.REJECTED;
    }

    private static boolean lets(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || PACKAGES.contains(element.getPackageName()) || CLASSES.contains(element.getName())
                || element.getName().matches("io\\.vavr\\.Tuple[0-8]")
                || element.getName().startsWith("io.vavr.collection.ArrayType");
    }
}
