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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;

/**
 * The programs of a page of documentation: each compiles, runs, and prints what the comment behind each {@code IO.println}
 * says; a comment that ends in … or ... tells the beginning only, and one
 * that goes on in the next lines tells all of them.
 */
final class Programs {
    /** What a compact source file imports by itself, and what the README says to import. */
    private static final String JAVA = "import module java.base;\n";
    private static final String PRELUDE = "import module fluxion.dsl;\nimport static fluxion.dsl.Fluxion.*;\n";
    private static final Pattern PRINTED = Pattern.compile("IO\\.println\\(.*\\);\\s*//\\s*(.*)");

    private static final Pattern FURTHER = Pattern.compile(" {20,}// ?(.*)");

    private Programs() {}

    /** The blocks of code in a language on a page of Markdown. */
    static Seq<String> blocks(Path page, String language) throws IOException {
        var found = new ArrayList<String>();
        Parser.builder().build().parse(Files.readString(page)).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if (language.equals(block.getInfo())) {
                    found.add(block.getLiteral());
                }
            }
        });
        return Array.ofAll(found);
    }

    /** A test for each program on some pages. */
    static Stream<DynamicTest> tests(Seq<Path> pages, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        for (Path page : pages) {
            Seq<String> blocks = blocks(page, "java");
            blocks.zipWithIndex().forEach(block -> names.add(page.getFileName() + ", program " + (block._2 + 1) + ": " + begin(block._1)));
            blocks.forEach(block -> programs.add(JAVA + (block.startsWith("import module") ? block : PRELUDE + block)));
        }
        CompiledPrograms compiled = new CompiledPrograms(Array.ofAll(programs), folder);
        return Array.range(0, programs.size()).toJavaStream().map(i -> DynamicTest.dynamicTest(names.get(i), () -> run(compiled, i, programs.get(i))));
    }

    private static String begin(String program) {
        return program.lines().filter(line -> !line.startsWith("import")).filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static void run(CompiledPrograms compiled, int index, String program) throws Throwable {
        Seq<String> expected = expected(program);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            if (compiled.runs(index)) {
                compiled.run(index);
            } else {
                inShell(program);
            }
        } finally {
            System.setOut(before);
        }
        Seq<String> lines = Array.ofAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
        for (String line : expected) {
            boolean prefix = line.endsWith("…") || line.endsWith("...");
            String text = prefix ? line.replaceAll("(…|\\.\\.\\.)$", "") : line;
            assertThat(lines.exists(l -> prefix ? l.startsWith(text) : l.equals(text)))
                    .as("prints «%s»; it printed %s", line, lines).isTrue();
        }
    }

    private static void inShell(String program) {
        try (JShell shell = JShell.builder().executionEngine("local")
                .compilerOptions("--module-path", Modules.path(), "--add-modules", "fluxion.data,fluxion.plot").build()) {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            String rest = program;
            while (!rest.isBlank()) {
                SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
                assertThat(next.completeness().isComplete()).as("complete: " + rest).isTrue();
                shell.eval(next.source()).forEach(event -> check(shell, event));
                rest = next.remaining();
            }
        }
    }

    /** What comments say: behind what prints, and in lines of their own below the rest of what takes several. */
    private static Seq<String> expected(String program) {
        var expected = new ArrayList<String>();
        boolean printing = false;
        for (String line : program.lines().toList()) {
            Matcher printed = PRINTED.matcher(line);
            Matcher further = FURTHER.matcher(line);
            if (printed.find()) {
                expected.add(printed.group(1).stripTrailing());
                printing = true;
            } else if (printing && further.matches()) {
                expected.add(further.group(1).stripTrailing());
            } else {
                printing = false;
            }
        }
        return Array.ofAll(expected);
    }

    private static void check(JShell shell, SnippetEvent event) {
        String problems = shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).reduce("", (a, b) -> a + "\n" + b);
        assertThat(event.status()).as(event.snippet().source() + problems).isEqualTo(Snippet.Status.VALID);
        assertThat(event.exception()).as(event.snippet().source()).isNull();
    }
}
