package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.print.MathText;
import fluxion.dsl.Fluxion;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every verb has a line on the page of verbs: what it gives, as its Javadoc begins, an example, and what the example gives. The
 * examples are written on the page itself, all else is made; a verb without an example fails.
 */
class VerbsPageTest {
    private static final String PAGE = "verbs.md";
    private static final Path DSL = Files.isDirectory(Path.of("dsl")) ? Path.of("dsl") : Path.of("../dsl");
    private static final List<Path> SOURCES = List.of(DSL.resolve("target/generated-sources/fluxion/fluxion/dsl"),
            DSL.resolve("src/main/java/fluxion/dsl"));
    /** The objects whose methods are verbs too: what functions, transforms and keys have. */
    private static final List<String> OBJECTS = List.of("function/FunctionBase", "function/Fun1", "Custom1", "random/RandomKey");
    /** What each section is of, by the class that its verbs come from. */
    private static final Map<String, String> TITLES = titles();
    private static final String GIVEN = """
            static final Tensor x = vector(0.5, 2), b = vector(1, 2), A = matrix(row(2, 1), row(1, 3));
            static final RandomKey k = key(0);
            static final Path file = Path.of("target", "x.npy");
            static final Expr signal = iota(f64(1, 1, 4), 2), image = iota(f64(1, 1, 3, 3), 3);
            """;
    private static final int LONGEST = 90;

    @TempDir
    Path directory;

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("LiteralVerbs", "Types and values");
        titles.put("TreeVerbs", "Trees and lanes");
        titles.put("FunctionVerbs", "Functions");
        titles.put("GradientVerbs", "Gradients");
        titles.put("JacobianVerbs", "Jacobians and Hessians");
        titles.put("PointVerbs", "Derivatives at a point");
        titles.put("ControlVerbs", "Loops and branches");
        titles.put("RuleVerbs", "Rules of one's own, solvers, named axes, Taylor series");
        titles.put("OdeVerbs", "Differential equations");
        titles.put("SolverVerbs", "Solvers");
        titles.put("QuadratureVerbs", "Integrals");
        titles.put("SamplerVerbs", "Markov chains");
        titles.put("DebugVerbs", "Looking for mistakes");
        titles.put("ReadingVerbs", "Reading and writing formulas");
        titles.put("FileVerbs", "Files");
        titles.put("AlgebraVerbs", "Algebra");
        titles.put("ElementwiseVerbs", "Element by element");
        titles.put("SpecialVerbs", "Special functions");
        titles.put("IntegralVerbs", "Special functions");
        titles.put("ArrayVerbs", "Sums, products, shapes");
        titles.put("MatrixVerbs", "Linear algebra and Fourier transforms");
        titles.put("MatrixFunctionVerbs", "Linear algebra and Fourier transforms");
        titles.put("OrderVerbs", "Order, running operations, places");
        titles.put("ArrangementVerbs", "Arrangement");
        titles.put("NumericVerbs", "Numbers");
        titles.put("StructureVerbs", "Structured matrices");
        titles.put("SignalVerbs", "Polynomials, splines, signals");
        titles.put("SetVerbs", "Sets");
        titles.put("BitVerbs", "Bits");
        titles.put("StatisticVerbs", "Statistics");
        titles.put("Distributions", "Random numbers");
        titles.put("RandomVariates", "Random numbers");
        titles.put("AdaptivePooling", "Adaptive pooling");
        titles.put("FunctionBase", "Of every function");
        titles.put("Fun1", "Of functions of one argument; of more likewise");
        titles.put("Derivative", "Of derivatives");
        titles.put("Gradient", "Of gradients");
        titles.put("ValueAndGradient", "Of values with gradients");
        titles.put("Jacobian", "Of Jacobians");
        titles.put("Hessian", "Of Hessians");
        titles.put("Mapped", "Of what vmap gives");
        titles.put("Custom1", "Of functions with rules of their own");
        titles.put("RandomKey", "Of random keys");
        return titles;
    }

    /**
     * A verb: its section, its name, what it gives.
     *
     * @param example that is right for it where the page has none yet
     * @param isSilent whether it gives no value
     */
    private record Verb(String section, String name, String gives, String example, boolean isSilent) {
        String key() {
            return section + " " + name;
        }

        /** Whether what it says is in terms of another form of the same verb. */
        boolean refersToAnother() {
            return gives.contains("see the other one") || gives.contains("`" + name + "`");
        }
    }

    /** The verbs of a source, by section and name: methods of several forms are one. */
    private static Map<String, Verb> verbs(Path file, boolean ofObjects) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Verb> verbs = new LinkedHashMap<>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            DocTrees docs = DocTrees.instance(task);
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    Set<Modifier> flags = method.getModifiers().getFlags();
                    DocCommentTree doc = docs.getDocCommentTree(getCurrentPath());
                    if (flags.contains(Modifier.PUBLIC) && flags.contains(Modifier.STATIC) != ofObjects && method.getReturnType() != null
                            && doc != null && !method.getName().contentEquals("toString")) {
                        ClassTree home = (ClassTree) getCurrentPath().getParentPath().getLeaf();
                        Matcher delegate = Pattern.compile("(\\w+)\\." + method.getName() + "\\(").matcher(method.getBody().toString());
                        String owner = ofObjects ? home.getSimpleName().toString() : delegate.find() ? delegate.group(1) : "LiteralVerbs";
                        String name = method.getName().toString();
                        boolean unary = method.getParameters().size() == 1 && method.getParameters().getFirst().getType().toString().equals("Expr");
                        Verb verb = new Verb(section(owner), name, sentence(doc), unary && !ofObjects ? name + "(x)" : "",
                                method.getReturnType().toString().equals("void"));
                        verbs.merge(verb.key(), verb, (one, other) -> one.refersToAnother() ? other : one);
                    }
                    return null;
                }

                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
                    return open ? super.visitClass(type, nothing) : null;
                }
            }.scan(new TreePath(unit), null);
        }
        return verbs;
    }

    private static String section(String owner) {
        return TITLES.getOrDefault(owner, owner.replaceAll("Verbs$", ""));
    }

    /** The first sentence, as Markdown. */
    private static String sentence(DocCommentTree doc) {
        return doc.getFirstSentence().stream().map(VerbsPageTest::markdown).collect(Collectors.joining()).replaceAll("\\s+", " ").strip();
    }

    private static String markdown(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
            case LinkTree link when link.getLabel().isEmpty() ->
                    "`" + link.getReference().getSignature().replaceAll("\\(.*", "").replaceAll(".*[#.]", "") + "`";
            case LinkTree link -> link.getLabel().stream().map(VerbsPageTest::markdown).collect(Collectors.joining());
            default -> "";
        };
    }

    private static Map<String, Verb> verbs() throws IOException {
        Map<String, Verb> verbs = new LinkedHashMap<>(verbs(source("Fluxion"), false));
        for (String object : OBJECTS) {
            verbs.putAll(verbs(source(object), true));
        }
        return verbs;
    }

    private static Path source(String name) {
        return SOURCES.stream().map(folder -> folder.resolve(name + ".java")).filter(Files::exists).findFirst()
                .orElseThrow(() -> new AssertionError("no source of " + name));
    }

    /** The examples on the page as it is, by section and verb. */
    private static Map<String, String> written() throws IOException {
        Path page = DSL.resolve("src/main/java/fluxion/dsl/doc-files").resolve(PAGE);
        Map<String, String> examples = new HashMap<>();
        String section = "";
        for (String line : Files.exists(page) ? Files.readAllLines(page) : List.<String>of()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.startsWith("| `")) {
                String[] cells = line.split("(?<!\\\\)\\|");
                examples.put(section + " " + code(cells[1]), code(cells[3]));
            }
        }
        return examples;
    }

    private static String code(String cell) {
        return cell.strip().replaceAll("^`|`$", "").replace("\\|", "|");
    }

    private static String cell(String code) {
        return code.isEmpty() ? " " : "`" + code.replace("|", "\\|") + "`";
    }

    @Test
    void everyVerbHasALineAndAnExample() throws Exception {
        Map<String, Verb> verbs = verbs();
        assertThat(verbs).containsKeys("Gradients grad", "Element by element sin", "Of gradients wrt", "Of what vmap gives in");
        Map<String, String> written = written();
        Map<String, String> examples = new LinkedHashMap<>();
        verbs.forEach((key, verb) -> examples.put(key, written.getOrDefault(key, verb.example())));
        Map<String, String> results = results(verbs, examples);

        StringBuilder page = new StringBuilder("""
                # Verbs

                What `import static fluxion.dsl.Fluxion.*` brings, and the methods of what they give: functions, derivatives, batches,
                keys. Most verbs of tensors are methods of `Expr` too: `sin(x)` is `x.sin()`. In the examples

                ```java
                %s```

                Results are rounded to five digits.
                """.formatted(GIVEN.replace("static final ", "")));
        String section = "";
        for (String title : verbs.values().stream().map(Verb::section).distinct().toList()) {
            page.append("\n## ").append(title).append("\n\n| verb | what it gives | example | result |\n| --- | --- | --- | --- |\n");
            verbs.values().stream().filter(verb -> verb.section().equals(title)).forEach(verb -> page.append("| `").append(verb.name())
                    .append("` | ").append(Page.withoutReferences(verb.gives()).replace("|", "\\|")).append(" | ").append(cell(examples.get(verb.key())))
                    .append(" | ").append(cell(results.get(verb.key()))).append(" |\n"));
        }
        Page.check(PAGE, page.toString());
        assertThat(examples.entrySet().stream().filter(example -> example.getValue().isEmpty()).map(Map.Entry::getKey))
                .as("verbs that %s has no example of: write one there", PAGE).isEmpty();
        assertThat(verbs.values()).allSatisfy(verb -> assertThat(verb.gives()).as(verb.key()).isNotBlank());
    }

    /** What the examples give, which are compiled with the imports of the README. */
    private Map<String, String> results(Map<String, Verb> verbs, Map<String, String> examples) throws Exception {
        StringBuilder source = new StringBuilder("import module java.base;\nimport module fluxion.dsl;\nimport static fluxion.dsl.Fluxion.*;\nimport io.vavr.*;\n"
                + "import io.vavr.control.Option;\n"
                + "public class Examples {\n" + GIVEN);
        List<String> keys = new ArrayList<>(examples.keySet());
        for (int i = 0; i < keys.size(); i++) {
            String example = examples.get(keys.get(i));
            boolean silent = verbs.get(keys.get(i)).isSilent() && !example.isEmpty();
            source.append("public static Object of").append(i).append("() throws Exception { ").append(silent ? example + "; " : "")
                    .append("return ").append(silent || example.isEmpty() ? "\"\"" : example).append("; } // ").append(keys.get(i)).append('\n');
        }
        compile(source.append("}\n").toString());
        Map<String, String> results = new HashMap<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> compiled = loader.loadClass("Examples");
            List<String> failed = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                try {
                    results.put(keys.get(i), result(compiled.getMethod("of" + i)));
                } catch (InvocationTargetException e) {
                    failed.add(keys.get(i) + ": " + e.getCause());
                }
            }
            assertThat(failed).as("examples that fail").isEmpty();
        }
        return results;
    }

    private static String result(Method example) throws IllegalAccessException, InvocationTargetException {
        String text = text(example.invoke(null)).replaceAll("\\s+", " ").strip();
        // also what depends on last digits: how wide columns are, and how many zeros end a number
        text = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?").matcher(text.replaceAll("\\[ +", "[")).replaceAll(m -> rounded(m.group()));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }

    private static String rounded(String number) {
        BigDecimal value = new BigDecimal(number).round(new MathContext(5));
        String text = Math.abs(value.doubleValue()) < 1e-12 ? "0" : value.stripTrailingZeros().toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value instanceof Expr x ? Fluxion.eval(x) : Fluxion.map(value, Fluxion::eval));
        } catch (FluxionException notAValue) {
            return value instanceof Expr x ? MathText.of(x) : String.valueOf(value);
        }
    }

    private void compile(String source) {
        StringWriter messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(messages, null, null,
                List.of("--module-path", Modules.path(), "--add-modules", "fluxion.dsl", "-d", directory.toString(), "-proc:none", "-nowarn",
                        "-Xmaxerrs", "1000"), null,
                List.of(new SimpleJavaFileObject(URI.create("string:///Examples.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                })).call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
