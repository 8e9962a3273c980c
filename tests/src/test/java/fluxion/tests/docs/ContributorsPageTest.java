package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contributors' page adds an operation, {@code sinpi}: in a copy of the sources this does what it says, line by line, writes
 * what the build writes, compiles all that deals with such operations, and uses the new one. That takes a while, and so is tried
 * where {@code -Dfluxion.contributors=true} asks for it, as forks do.
 */
@EnabledIfSystemProperty(named = "fluxion.contributors", matches = "true")
class ContributorsPageTest {
    private static final Pattern FILE = Pattern.compile("`((?:core|ops|transforms|dsl|tests)/[\\w/]+\\.java)`");
    private static final Pattern STEP = Pattern.compile("after `([^`]+)`[^\n]*:\n\n```java\n(.*?)```", Pattern.DOTALL);
    private static final int MOST = 10;
    private static final List<String> MODULES = List.of("core", "ops", "transforms", "dsl", "tests");
    /** What the new operation does where it is used. */
    private static final String PROGRAM = """
            import fluxion.core.Expr;
            import fluxion.core.Tensor;
            import fluxion.dsl.Fluxion;

            public class Walk {
                public static void main(String[] args) {
                    var f = Fluxion.fn((Expr x) -> Fluxion.sinpi(x));
                    System.out.println(f);
                    System.out.println(Fluxion.grad(f));
                    System.out.println(fluxion.core.print.MathText.of(Fluxion.parse("x ↦ 2·sinpi(x)")));
                    System.out.println(fluxion.core.print.MathText.of(Fluxion.fromJson(Fluxion.toJson(f.on(Fluxion.f64())))));
                    double[] many = new double[1000];
                    for (int i = 0; i < many.length; i++) {
                        many[i] = (i - 500) * 0.25;
                    }
                    var squares = Fluxion.fn((Expr x) -> Fluxion.sinpi(x).square().sum());
                    double sum = 0;
                    for (int i = 0; i < 3000; i++) {
                        sum = ((Tensor) squares.apply(Tensor.of(many))).toDouble();
                    }
                    System.out.println(Math.abs(sum - 500) < 1e-9);
                    System.out.println(f.apply(Tensor.of(new float[] {1, 0.5f, -1.5f, 1e30f})));
                    System.out.println(f.apply(Tensor.of(new double[] {1e15 + 0.5, 0x1p60, 3})));
                    System.out.println(Math.abs(Fluxion.grad(f).at(1.0).toDouble() + Math.PI) < 1e-12);
                    System.out.println(Fluxion.toOnnx("Sine", f.on(Fluxion.f32(3))).length > 0);
                }
            }
            """;

    @TempDir
    private Path copy;

    @Test
    void anElementwiseOperationIsAddedAsThePageSays() throws IOException, InterruptedException {
        Path root = Files.isDirectory(Path.of("core")) ? Path.of("").toAbsolutePath() : Path.of("..").toAbsolutePath().normalize();
        for (String module : MODULES) {
            copy(root.resolve(module).resolve("src"), copy.resolve(module).resolve("src"));
        }
        String page = Files.readString(root.resolve(".github/CONTRIBUTING.md"));
        int start = page.indexOf("## How to add an elementwise operation");
        Map<Path, Integer> changed = follow(page.substring(start, page.indexOf("\n## ", start + 1)));
        assertThat(changed).as("files that the page names").hasSizeLessThanOrEqualTo(MOST);

        generate();
        compile();
        String printed = run("Walk");
        assertThat(printed.lines()).containsExactly("x ↦ sinpi(x)", "x ↦ π·cos(π·x)", "x ↦ 2·sinpi(x)", "x ↦ sinpi(x)", "true",
                "[-0.0,  1.0,  1.0,  0.0]", "[ 1.0,  0.0, -0.0]", "true", "true");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Does every step of a section: what files it changes, and how often. */
    private Map<Path, Integer> follow(String section) throws IOException {
        Map<Path, Integer> changed = new LinkedHashMap<>();
        Matcher step = STEP.matcher(section);
        int done = 0;
        while (step.find()) {
            String said = section.substring(done, step.start());
            List<String> files = FILE.matcher(said).results().map(m -> m.group(1)).toList();
            Path file = copy.resolve(files.isEmpty() ? copy.relativize(last(changed)).toString() : files.getLast());
            insert(file, step.group(1), step.group(2));
            changed.merge(file, 1, Integer::sum);
            done = step.end();
        }
        return changed;
    }

    private static Path last(Map<Path, Integer> changed) {
        return List.copyOf(changed.keySet()).getLast();
    }

    private static void insert(Path file, String after, String lines) throws IOException {
        List<String> text = new ArrayList<>(Files.readAllLines(file));
        int at = 0;
        while (at < text.size() && !text.get(at).strip().startsWith(after)) {
            at++;
        }
        assertThat(at).as("%s must have a line that begins with «%s»", file.getFileName(), after).isLessThan(text.size());
        text.add(at + 1, lines.stripTrailing());
        Files.write(file, text);
    }

    private void generate() throws IOException, InterruptedException {
        Path ops = copy.resolve("ops");
        Path dsl = copy.resolve("dsl");
        Path made = copy.resolve("made");
        List<Process> all = List.of(
                start("-XX:TieredStopAtLevel=1", ops + "/src/build/java/fluxion/build/VectorLoops.java",
                        ops + "/src/main/java/fluxion/ops/functions", made.toString()),
                start("-XX:TieredStopAtLevel=1", ops + "/src/build/java/fluxion/build/KernelSources.java", ops + "/src/main/java",
                        ops + "/src/build/templates", copy.resolve("kernels").toString()),
                start("-XX:TieredStopAtLevel=1", ops + "/src/build/java/fluxion/build/DtypeTwins.java",
                        copy.resolve("tests") + "/src/test/java", copy.resolve("twins").toString()),
                start("-XX:TieredStopAtLevel=1", dsl + "/src/build/java/fluxion/build/DslSources.java",
                        dsl + "/src/build/templates", copy.resolve("verbs").toString(), dsl + "/src/main/java",
                        copy.resolve("core") + "/src/main/java"));
        for (Process process : all) {
            end(process);
        }
    }

    /** Compiles what changed and all that names the operations of one operand, on top of the classes that are there. */
    private void compile() throws IOException {
        Path program = copy.resolve("Walk.java");
        Files.writeString(program, PROGRAM);
        List<File> files = new ArrayList<>(List.of(program.toFile()));
        try (Stream<Path> all = Files.walk(copy)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/src/build/")).toList()) {
                String text = Files.readString(file);
                if (Pattern.compile("\\bUnary\\b|\\bsinpi\\b|verbs of Elementwise").matcher(text).find()
                        || file.getFileName().toString().equals("Fluxion.java")) {
                    files.add(file.toFile());
                }
            }
        }
        Path classes = Files.createDirectories(copy.resolve("classes"));
        StringWriter errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(errors, manager, null, List.of("-d", classes.toString(), "-cp", classPath(),
                            "--add-modules", "jdk.incubator.vector", "-nowarn", "-proc:none", "-parameters"), null,
                    manager.getJavaFileObjectsFromFiles(files)).call();
            assertThat(compiled).as("%s files compile: %s", files.size(), errors).isTrue();
        }
    }

    private String classPath() {
        return copy.resolve("classes") + File.pathSeparator
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private String run(String program) throws IOException, InterruptedException {
        return end(start("--add-modules", "jdk.incubator.vector", "-Xmx512m", "-cp", classPath(), program));
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String end(Process process) throws IOException, InterruptedException {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("it printed %s", printed).isZero();
        return printed;
    }
}
