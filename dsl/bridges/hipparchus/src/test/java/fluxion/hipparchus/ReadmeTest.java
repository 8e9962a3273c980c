package fluxion.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program compiles, runs, and prints what the comments behind its lines say. */
class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void itsProgramRuns() throws Exception {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent).filter(p -> Files.exists(p.resolve("LICENSE")))
                .findFirst().orElseThrow();
        String program = Files.readString(root.resolve("README.md")).split("```java Fit.java\n")[1].split("```")[0];
        Path file = Files.writeString(folder.resolve("Fit.java"), program);
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, "-proc:none", "-nowarn", "-cp", path,
                "-d", folder.toString(), file.toString())).isZero();
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Method main = loader.loadClass("Fit").getDeclaredMethod("main");
            main.setAccessible(true);
            main.invoke(null);
        } finally {
            System.setOut(before);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> said = Pattern.compile("println\\(.*// (.*)").matcher(program).results().map(m -> m.group(1)).toList();
        assertThat(lines).hasSameSizeAs(said);
        for (int i = 0; i < said.size(); i++) {
            assertThat(lines.get(i)).startsWith(said.get(i).replace("…", ""));
        }
    }
}
