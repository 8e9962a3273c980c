package fluxion.dsl.export;

import fluxion.ops.Rules;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The interpreter's own kernels in generated source: of each class those members that are needed, as they stand in Fluxion's
 * source, nested in the generated class. Where a class {@code PlainX} has a member of {@code X}, that one stands for it: it
 * needs neither vectors nor threads.
 */
final class JavaKernels {
    /** Where the source of each class lies. */
    private static final Map<String, String> FOLDERS = HashMap.<String, String>empty()
            .merge(in("elementwise", "Power", "ScalarF32", "ScalarF64"))
            .merge(in("functions", "Angles", "CircularF32", "CircularF64", "Cubes", "ErrorFunctionF32", "ErrorFunctionF64",
                    "ExponentialsF32", "ExponentialsF64", "HyperbolicF32", "HyperbolicF64", "InverseCircularF32",
                    "InverseCircularF64", "InverseHyperbolicF32", "InverseHyperbolicF64", "LargeAngles", "Lengths", "LogSum",
                    "LogarithmsF32", "LogarithmsF64", "LogisticF32", "LogisticF64", "PowersF32", "PowersF64", "RootsF32",
                    "RootsF64"))
            .merge(in("fourier", "FourierKernel", "FourierPlan"))
            .merge(in("linalg", "CholeskyKernel", "DeterminantKernel", "EighKernel", "ExponentialKernel", "LeastSquaresKernel",
                    "LuKernel", "PlainProducts", "PlainRows", "Products",
                    "QrKernel", "Rows", "SvdKernel", "Triangular"))
            .merge(in("order", "Keys", "Sorting"))
            .merge(in("random", "RandomKernels", "Threefry"))
            .merge(in("running", "OtherFactors"))
            .merge(in("special", "BesselFunctions", "ErrorFunctions", "GammaFunctions", "HurwitzZeta", "IncompleteBeta",
                    "IncompleteGamma", "Jet", "NormalQuantile", "Quantiles",
                    "SpecialKernels", "Twofold"));
    private static final String PLAIN = "Plain";
    private static final java.util.Map<String, JavaMembers> LOADED = new ConcurrentHashMap<>();
    private static final Pattern WORD = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");

    private static Map<String, String> in(String folder, String... names) {
        return Array.of(names).toMap(name -> name, _ -> folder);
    }

    /** A member wanted of a class; {@code arguments} is −1 for what is no method. */
    private record Wanted(String kernel, String name, int arguments) {}

    private final String className;
    private final java.util.Map<String, Set<JavaMembers.Member>> included = new TreeMap<>();
    private final Set<Wanted> seen = new LinkedHashSet<>();
    private final Deque<Wanted> open = new ArrayDeque<>();

    JavaKernels(String className) {
        this.className = className;
    }

    /** Names that generated variables must not have. */
    static boolean isReserved(String name) {
        return FOLDERS.containsKey(name);
    }

    /** Includes a method and what it needs; how it is called. */
    String call(String kernel, String method, int arguments) {
        want(new Wanted(kernel, method, arguments));
        while (!open.isEmpty()) {
            include(open.pop());
        }
        return name(kernel) + "." + method;
    }

    /** The name of a class as a type, included. */
    String type(String kernel, String nested) {
        call(kernel, nested, -1);
        return name(kernel) + "." + nested;
    }

    private String name(String kernel) {
        return kernel.equals(className) ? kernel + "Kernel" : kernel;
    }

    private void want(Wanted wanted) {
        if (seen.add(wanted)) {
            open.push(wanted);
        }
    }

    private void include(Wanted wanted) {
        JavaMembers of = members(wanted.kernel);
        if (!included.containsKey(wanted.kernel)) {
            included.put(wanted.kernel, new LinkedHashSet<>());
            of.all().filter(JavaMembers.Member::isConstructor).forEach(constructor -> include(wanted.kernel, constructor));
        }
        found(wanted).forEach(member -> include(wanted.kernel, member));
    }

    /** The members of that name; a plain one stands for the class's own. */
    private static Seq<JavaMembers.Member> found(Wanted wanted) {
        String plain = PLAIN + wanted.kernel;
        Seq<JavaMembers.Member> stands = FOLDERS.containsKey(plain) ? members(plain).named(wanted.name, wanted.arguments)
                : Array.empty();
        return stands.isEmpty() ? members(wanted.kernel).named(wanted.name, wanted.arguments) : stands;
    }

    private void include(String kernel, JavaMembers.Member member) {
        if (!included.get(kernel).add(member)) {
            return;
        }
        String code = member.code();
        Matcher words = WORD.matcher(code);
        while (words.find()) {
            String word = words.group();
            int arguments = JavaMembers.arguments(code, words.end());
            String owner = qualifier(code, words.start());
            if (FOLDERS.containsKey(word) && !word.startsWith(PLAIN)) {
                want(new Wanted(word, word, 0));
            }
            if (owner.isEmpty() || owner.equals("this")) {
                want(new Wanted(kernel, word, arguments));
            } else if (FOLDERS.containsKey(owner)) {
                want(new Wanted(owner, word, arguments));
            } else if (!Character.isUpperCase(owner.charAt(0))) {
                // on an object, of whatever class
                want(new Wanted(kernel, word, arguments));
                members(kernel).objects().map(other -> new Wanted(other, word, arguments)).filter(w -> !found(w).isEmpty())
                        .forEach(this::want);
            }
        }
    }

    /** What stands before a dot before the word; "?" where that is no name. */
    private static String qualifier(String code, int start) {
        if (start == 0 || code.charAt(start - 1) != '.') {
            return "";
        }
        int from = start - 1;
        while (from > 0 && Character.isJavaIdentifierPart(code.charAt(from - 1))) {
            from--;
        }
        return from == start - 1 ? "?" : code.substring(from, start - 1);
    }

    /** Packages that the included members import. */
    Seq<String> imports() {
        return Array.ofAll(included.keySet()).flatMap(kernel -> members(kernel).imports().filter(name ->
                included.get(kernel).stream()
                        .anyMatch(m -> m.code().matches("(?s).*\\b" + name.substring(name.lastIndexOf('.') + 1) + "\\b.*"))));
    }

    /** The nested classes. */
    String source() {
        StringBuilder out = new StringBuilder();
        included.forEach((kernel, chosen) -> {
            JavaMembers of = members(kernel);
            out.append('\n').append(of.comment()).append("private static final class ").append(name(kernel)).append(" {\n");
            String plain = PLAIN + kernel;
            Seq<JavaMembers.Member> order = of.all().appendAll(FOLDERS.containsKey(plain) ? members(plain).all() : Array.empty())
                    .filter(chosen::contains);
            out.append(order.map(member -> member.text().stripTrailing() + "\n").mkString("\n")).append("}\n");
        });
        String source = out.toString();
        return FOLDERS.containsKey(className) && included.containsKey(className)
                ? source.replaceAll("\\b" + className + "\\b", className + "Kernel") : source;
    }

    private static JavaMembers members(String kernel) {
        return LOADED.computeIfAbsent(kernel, _ -> JavaMembers.of(kernel, read(kernel), FOLDERS.keySet()));
    }

    private static String read(String kernel) {
        String path = "/META-INF/fluxion/kernels/" + FOLDERS.get(kernel).get() + "/" + kernel + ".java";
        try (InputStream in = Option.of(Rules.class.getResourceAsStream(path))
                .getOrElseThrow(() -> new IllegalStateException("no source of " + kernel + " at " + path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
