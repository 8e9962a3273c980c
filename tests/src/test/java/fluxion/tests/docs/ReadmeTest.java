package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The README's programs compile and run, and print what the comment behind each {@code IO.println} says; a comment that ends
 * in … or ... tells the beginning only.
 */
class ReadmeTest {
    private static final String PRELUDE = "import module fluxion.dsl;\nimport static fluxion.dsl.Fluxion.*;\n";
    private static final Pattern PRINTED = Pattern.compile("IO\\.println\\(.*\\);\\s*//\\s*(.*)");

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    static Seq<String> blocks(String language) throws IOException {
        Node document = Parser.builder().build().parse(Files.readString(root().resolve("README.md")));
        var found = new java.util.ArrayList<String>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if (language.equals(block.getInfo())) {
                    found.add(block.getLiteral());
                }
            }
        });
        return Array.ofAll(found);
    }

    @TestFactory
    Stream<DynamicTest> programsRunAsWritten() throws IOException {
        return blocks("java").zipWithIndex().toJavaStream()
                .map(block -> DynamicTest.dynamicTest("program " + (block._2 + 1) + ": " + block._1.lines().filter(l -> !l.startsWith("import")).filter(l -> !l.isBlank()).findFirst().orElse(""),
                        () -> run(block._1)));
    }

    private static void run(String program) {
        Seq<String> expected = Array.ofAll(program.lines().toList()).map(PRINTED::matcher).filter(Matcher::find).map(m -> m.group(1).strip());
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (JShell shell = JShell.builder().executionEngine("local").compilerOptions("--module-path", Modules.path(), "--add-modules", "fluxion.data,fluxion.plot").build()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            String rest = program.startsWith("import module") ? program : PRELUDE + program;
            while (!rest.isBlank()) {
                SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
                assertThat(next.completeness().isComplete()).as("complete: " + rest).isTrue();
                shell.eval(next.source()).forEach(event -> check(shell, event));
                rest = next.remaining();
            }
        } finally {
            System.setOut(before);
        }
        Seq<String> lines = Array.ofAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
        for (String line : expected) {
            boolean prefix = line.endsWith("…") || line.endsWith("...");
            String text = prefix ? line.replaceAll("(…|\\.\\.\\.)$", "") : line;
            assertThat(lines.exists(l -> prefix ? l.startsWith(text) : l.equals(text))).as("prints «%s»; it printed %s", line, lines).isTrue();
        }
    }

    private static void check(JShell shell, SnippetEvent event) {
        String problems = shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).reduce("", (a, b) -> a + "\n" + b);
        assertThat(event.status()).as(event.snippet().source() + problems).isEqualTo(Snippet.Status.VALID);
        assertThat(event.exception()).as(event.snippet().source()).isNull();
    }

    @Test
    void theCommandsAreThoseThatContinuousIntegrationRuns() throws IOException {
        String readme = Files.readString(root().resolve("README.md"));
        String workflow = Files.readString(root().resolve(".github/workflows/build.yml"));
        for (String command : Array.of("mvn -q compile exec:exec", "mvn -B -ntp verify", "mvn -q install -DskipTests")) {
            assertThat(readme).contains("    " + command + "\n");
            assertThat(workflow).contains("        run: " + command + "\n");
        }
        assertThat(Files.readString(root().resolve(".ci/run"))).contains("\nmvn -B -ntp verify\n");
    }
}
