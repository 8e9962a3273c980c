package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples and a JShell session start with the archive of classes where there is one of these classes and this JDK, have it
 * made anew where it is of others, and start without in any case. To make one takes half a minute of a processor, so this is tried
 * where {@code -Dfluxion.launchers=true} asks for it, as forks do.
 */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(named = "fluxion.launchers", matches = "true")
class LaunchersTest {
    private static final String LESSON = "fluxion.examples.teaching.ChainRule";
    private static final String PRINTED = "Derivation of x ↦ 2·exp(sin(x²))·cos(x²)·x";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path EXAMPLES = Stream.of(Path.of("examples"), Path.of("../examples")).filter(Files::isDirectory)
            .map(path -> path.toAbsolutePath().normalize()).findFirst().orElseThrow();

    @TempDir
    private static Path archives;
    @TempDir
    private Path scratch;

    /** A start that finds the archive of another JDK does without, and has one made. */
    @BeforeAll
    static void makesTheArchiveAnew() throws Exception {
        Path old = Files.createDirectory(archives.resolve("old"));
        Files.writeString(old.resolve("jdk"), "/elsewhere\n");
        Files.writeString(old.resolve("path"), "/elsewhere/fluxion.jar\n");
        Files.writeString(archives.resolve("current"), "old\n");
        assertThat(program(archives, archives.resolve("first.log"))).contains(PRINTED);
        assertThat(sources(archives.resolve("first.log"), "fluxion.core.Expr")).isNotEmpty().noneMatch(LaunchersTest::isShared);
        Instant end = Instant.now().plus(PATIENCE);
        while (Files.readString(archives.resolve("current")).equals("old\n") && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
        assertThat(made()).isDirectory().isNotEqualTo(old);
    }

    @Test
    void aProgramTakesItsClassesFromTheArchive() throws Exception {
        assertThat(program(archives, scratch.resolve("log"))).contains(PRINTED);
        assertThat(sources(scratch.resolve("log"), "fluxion.core.Expr")).hasSize(1).allMatch(LaunchersTest::isShared);
        assertThat(sources(scratch.resolve("log"), "fluxion.dsl.Fluxion")).hasSize(1).allMatch(LaunchersTest::isShared);
    }

    @Test
    void aSessionTakesItsClassesFromTheArchive() throws Exception {
        Path lines = Files.writeString(scratch.resolve("lines.jsh"), "grad(fn(x -> sin(x).times(x)))\n/exit\n");
        Path log = scratch.resolve("log");
        String printed = start(archives, "", List.of("jshell/session", "-J-Xlog:class+load:file=" + log + ".tool",
                "-R-Xlog:class+load:file=" + log, "--feedback", "normal"), Files.readString(lines));
        assertThat(printed).contains("x ↦ sin(x) + x·cos(x)").doesNotContainIgnoringCase("error");
        assertThat(sources(log, "fluxion.core.Expr")).hasSize(1).allMatch(LaunchersTest::isShared);
        assertThat(sources(Path.of(log + ".tool"), "com.sun.tools.javac.tree.JCTree")).hasSize(1)
                .allMatch(LaunchersTest::isShared);
    }

    @Test
    void aDamagedOrMissingArchiveStopsNothing() throws Exception {
        Path copy = Files.createDirectory(scratch.resolve(made().getFileName()));
        Files.writeString(scratch.resolve("current"), copy.getFileName() + "\n");
        for (String file : List.of("jdk", "path")) {
            Files.copy(made().resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        assertThat(program(scratch, scratch.resolve("missing.log"))).contains(PRINTED);
        Files.writeString(copy.resolve("program.jsa"), "no archive");
        assertThat(program(scratch, scratch.resolve("damaged.log"))).contains(PRINTED);
        assertThat(sources(scratch.resolve("damaged.log"), "fluxion.core.Expr")).hasSize(1).noneMatch(LaunchersTest::isShared);
    }

    @Test
    void anOlderJdkIsPassedOver() throws Exception {
        Path older = Files.createDirectories(scratch.resolve("jdk/bin")).getParent();
        Files.writeString(older.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        for (String tool : List.of("java", "jshell")) {
            Path file = Files.writeString(older.resolve("bin").resolve(tool), "#!/bin/sh\necho older\nexit 1\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        var lesson = new ProcessBuilder("bash", EXAMPLES.resolve("run").toString(), "--class-path", classPath(), LESSON);
        lesson.environment().put("JAVA_HOME", older.toString());
        assertThat(output(archives, lesson, "")).contains(PRINTED).doesNotContain("older");
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path made() throws IOException {
        return archives.resolve(Files.readString(archives.resolve("current")).strip());
    }

    private static String program(Path archives, Path log) throws Exception {
        return start(archives, "-Xlog:class+load:file=" + log, List.of("run", "--class-path", classPath(), LESSON), "");
    }

    private static String start(Path archives, String javaOptions, List<String> command, String input) throws Exception {
        var words = Stream.concat(Stream.of("bash", EXAMPLES.resolve(command.getFirst()).toString()), command.stream().skip(1));
        var builder = new ProcessBuilder(words.toList());
        builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        return output(archives, builder, input);
    }

    private static String output(Path archives, ProcessBuilder builder, String input) throws Exception {
        Path printed = Files.createTempFile(archives, "printed", ".txt");
        builder.environment().put("FLUXION_ARCHIVE", archives.toString());
        Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        try (var lines = process.outputWriter()) {
            lines.write(input);
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s ends", builder.command()).isTrue();
        return Files.readString(printed);
    }

    /** Where a class was loaded from, as the JVM logs it. */
    private static List<String> sources(Path log, String type) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("] " + type + " source:")).toList();
        }
    }

    private static boolean isShared(String line) {
        return line.contains("shared objects file");
    }
}
