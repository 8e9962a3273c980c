package fluxion.tests.explain;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.examples.teaching.ChainRule;
import fluxion.examples.teaching.ForwardOverReverse;
import fluxion.examples.teaching.VmapOfAProduct;
import fluxion.examples.teaching.WhyReverseMode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

/** The lessons run and print their derivations; the JShell start script imports everything. */
class LessonsTest {
    private interface Lesson {
        void main(String... args);
    }

    private static String printed(Lesson lesson) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            lesson.main();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theChainRuleGivesOneFactorForEachFunction() {
        assertThat(printed(ChainRule::main)).contains("chain rule, exp", "chain rule, sin", "power rule", "⟦d/dx(exp(sin(x²)))⟧");
    }

    @Test
    void reverseModeSendsOneRowBack() {
        assertThat(printed(WhyReverseMode::main)).contains("read off the gradient", "constant matrix factor", "however many parameters");
    }

    @Test
    void vmapMakesAProductABiggerOne() {
        assertThat(printed(VmapOfAProduct::main)).contains("vmap: each operation on all 4 lanes at once", "lane 3: largest difference");
    }

    @Test
    void theHessianIsTheJacobianOfTheGradient() {
        assertThat(printed(ForwardOverReverse::main)).contains("hessian: forward over reverse", "diag(cos(2·x))");
    }

    @Test
    void theStartScriptImportsEverything() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("README.md")) ? here : here.getParent();
        assertThat(Files.isExecutable(root.resolve("examples/jshell/session"))).isTrue();
        assertThat(Files.readString(root.resolve("README.md"))).contains("    examples/jshell/session\n");
        String script = Files.readString(root.resolve("examples/jshell/fluxion.jsh")) + "explain(grad(fn(x -> x.times(sin(x))))).lines().size();\n";
        String path = io.vavr.collection.Array.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator))
                .filter(e -> e.matches(".*(vavr|(core|ops|transforms|dsl)[/\\\\]target[/\\\\]|fluxion-(core|ops|transforms|dsl)).*") && !e.contains("test-classes")).mkString(File.pathSeparator);
        if (!path.contains("core")) {
            return; // classes that are not laid out as modules
        }
        String value = "";
        try (JShell shell = JShell.builder().executionEngine("local").compilerOptions("--module-path", path, "--add-modules", "fluxion.dsl").build()) {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            for (String rest = script; !rest.isBlank(); ) {
                SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
                for (var event : shell.eval(next.source())) {
                    assertThat(event.status()).as(event.snippet().source()).isEqualTo(Snippet.Status.VALID);
                    value = event.value();
                }
                rest = next.remaining();
            }
        }
        assertThat(Integer.parseInt(value)).isGreaterThan(3);
    }
}
