package fluxion.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebooks run from their first cell to their last, and show what is stored in them; with {@code -Dfluxion.docs=write} it
 * is stored instead. Once without Jupyter, and once by it where it is there. As they take half a minute of a processor, this is
 * tried where {@code -Dfluxion.notebooks=true} asks for it, as forks do.
 */
@EnabledIfSystemProperty(named = "fluxion.notebooks", matches = "true")
class NotebooksTest {
    private static final Path NOTEBOOKS = Path.of("notebooks");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of("text/html", "text/latex", "image/svg+xml", "image/png", "text/plain");

    private static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> theyShowWhatTheySay() throws IOException {
        List<Path> all = notebooks();
        assertThat(all).hasSize(3);
        return all.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
    }

    private static void run(Path file) throws IOException {
        JsonNode notebook = JSON.readTree(Files.readString(file));
        Array<String> before = shown(notebook);
        try (RecordingKernel kernel = new RecordingKernel()) {
            int count = 0;
            for (JsonNode cell : code(notebook)) {
                count++;
                ((ObjectNode) cell).put("execution_count", count).set("outputs", outputs(kernel, source(cell), count));
            }
        }
        if ("write".equals(System.getProperty("fluxion.docs"))) {
            Files.writeString(file, JSON.writer(printer()).writeValueAsString(notebook) + "\n");
        } else {
            assertThat(shown(notebook)).containsExactlyElementsOf(before);
        }
    }

    private static Array<JsonNode> code(JsonNode notebook) {
        return Array.ofAll(notebook.get("cells")).filter(cell -> cell.get("cell_type").asText().equals("code"));
    }

    private static String source(JsonNode cell) {
        return StreamSupport.stream(cell.get("source").spliterator(), false).map(JsonNode::asText)
                .reduce("", String::concat);
    }

    /** The texts of all outputs, with the kinds of what is not text. */
    private static Array<String> shown(JsonNode notebook) {
        return code(notebook).flatMap(cell -> Array.ofAll(cell.get("outputs")).map(output -> output.has("text")
                ? joined(output.get("text")) : joined(output.get("data").get("text/plain")) + " as "
                        + Array.ofAll((Iterable<String>) () -> output.get("data").fieldNames()).sorted().mkString(", ")));
    }

    private static String joined(JsonNode lines) {
        return lines.isTextual() ? lines.asText() : Array.ofAll(lines).map(JsonNode::asText).mkString();
    }

    private static ArrayNode outputs(RecordingKernel kernel, String cell, int count) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Option<DisplayData> value;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            value = Option.of(kernel.eval(cell));
        } catch (CellException e) {
            throw new AssertionError(cell + "\n" + e.lines().mkString("\n"), e);
        } finally {
            System.setOut(out);
        }
        ArrayNode outputs = JSON.createArrayNode();
        kernel.displayed().forEach(data -> outputs.add(output("display_data", data)));
        if (printed.size() > 0) {
            outputs.addObject().put("name", "stdout").put("output_type", "stream")
                    .set("text", lines(printed.toString(StandardCharsets.UTF_8)));
        }
        value.forEach(data -> outputs.add(output("execute_result", data).put("execution_count", count)));
        return outputs;
    }

    private static ObjectNode output(String kind, DisplayData shown) {
        ObjectNode output = JSON.createObjectNode();
        ObjectNode data = output.putObject("data");
        for (String type : TYPES) {
            Option.of(shown.getData(MIMEType.parse(type))).forEach(text -> data.set(type,
                    type.equals("image/png") ? data.textNode(text.toString()) : lines(text.toString())));
        }
        output.putObject("metadata");
        return output.put("output_type", kind);
    }

    /** As Jupyter stores texts: each line with its end. */
    private static ArrayNode lines(String text) {
        ArrayNode lines = JSON.createArrayNode();
        Array.of(text.split("(?<=\n)")).forEach(lines::add);
        return lines;
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        return new DefaultPrettyPrinter().withSeparators(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withArrayIndenter(indenter).withObjectIndenter(indenter);
    }

    @TestFactory
    @DisabledOnOs(OS.WINDOWS)
    Stream<DynamicTest> jupyterRunsThem(@TempDir Path folder) throws Exception {
        Option<String> python = python(folder);
        assumeThat(python.toJavaList()).as("a Python with nbclient").isNotEmpty();
        // what the kernel's script asks Maven for, which is busy with this
        Files.writeString(Path.of("target/module-path"), RecordingKernel.modulePath());
        assertThat(execute(folder, List.of("bash", "install", folder.resolve("kernels").toString()))).isZero();
        return notebooks().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            Path copy = Files.copy(file, folder.resolve(file.getFileName()));
            JsonNode notebook = JSON.readTree(Files.readString(copy));
            code(notebook).forEach(cell -> ((ObjectNode) cell).putArray("outputs"));
            Files.writeString(copy, JSON.writeValueAsString(notebook));
            Path script = Files.write(folder.resolve("execute.py"),
                    NotebooksTest.class.getResourceAsStream("execute.py").readAllBytes());
            assertThat(execute(folder, List.of(python.get(), script.toString(), copy.toString())))
                    .as(Files.readString(folder.resolve("log"))).isZero();
            assertThat(shown(JSON.readTree(Files.readString(copy))))
                    .containsExactlyElementsOf(shown(JSON.readTree(Files.readString(file))));
        }));
    }

    private static Option<String> python(Path folder) throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            if (execute(folder, List.of("bash", "-c", python + " -c 'import nbclient'")) == 0) {
                return Option.some(python);
            }
        }
        return Option.none();
    }

    private static int execute(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("JUPYTER_PATH", folder.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(command.toString()).isTrue();
        return process.exitValue();
    }
}
