package fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code fluxion} runs the command, without an archive and with the one that it makes. */
class ScriptTest {
    private static final String PRINTED = "x ↦ sin(x) + x·cos(x)\n";
    private static final Path SCRIPT = Path.of("fluxion").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Ran(int code, String out) {}

    /** The command's working directory is another. */
    private Ran run(String archive, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("FLUXION_ARCHIVE", archive);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), Files.readString(folder.resolve("out"), StandardCharsets.UTF_8));
    }

    @BeforeEach
    void needsBashAndWhatIsBuilt() {
        assumeThat(Files.isExecutable(SCRIPT)).as("the script beside the tests").isTrue();
        assumeThat(Files.isExecutable(Path.of("/bin/bash")) || Files.isExecutable(Path.of("/usr/bin/bash"))).as("bash").isTrue();
        assumeThat(Files.isDirectory(SCRIPT.resolveSibling("target/classes"))).as("classes").isTrue();
    }

    @Test
    void itRunsFromAnywhere() throws Exception {
        assertThat(run("none", "grad", "sin(x)·x")).isEqualTo(new Ran(0, PRINTED));
        assertThat(run("none", "grad", "sinn(x)").code()).isEqualTo(Main.FORMULA);
    }

    @Test
    @EnabledIfSystemProperty(named = "fluxion.launchers", matches = "true")
    void itMakesAnArchiveAndUsesIt() throws Exception {
        Path archive = folder.resolve("made/archive");
        assertThat(run(archive.toString(), "grad", "sin(x)·x")).isEqualTo(new Ran(0, PRINTED));
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        while (!Files.exists(archive.resolve("path")) && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
        assertThat(archive.resolve("fluxion.aot")).exists();
        assertThat(run(archive.toString(), "grad", "sin(x)·x")).isEqualTo(new Ran(0, PRINTED));
        Files.writeString(archive.resolve("fluxion.aot"), "no archive");
        assertThat(run(archive.toString(), "--version").code()).as("a damaged archive stops nothing").isZero();
    }
}
