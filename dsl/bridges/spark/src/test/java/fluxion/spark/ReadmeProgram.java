package fluxion.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The README's program: compiled, made a jar, run in a JVM of its own. */
record ReadmeProgram(String text, Path folder) {
    private static final Pattern PRINTED = Pattern.compile("IO(?:\\.|::)println.*//\\s*(.*)");

    static ReadmeProgram in(Path folder) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Stream.iterate(here, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("README.md"))).findFirst().orElseThrow();
        Matcher block = Pattern.compile("```java Lines.java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(root.resolve("README.md")));
        assertThat(block.find()).isTrue();
        return new ReadmeProgram(block.group(1), folder);
    }

    /** Its jar. */
    Path compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Lines.java"), text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(source);
            assertThat(compiler.getTask(messages, files, null, List.of("-proc:none", "-d", classes.toString(), "-cp",
                    System.getProperty("java.class.path")), null, sources).call()).as(messages.toString()).isTrue();
        }
        Path jar = folder.resolve("lines.jar");
        assertThat(ToolProvider.findFirst("jar").orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C",
                classes.toString(), ".")).isZero();
        return jar;
    }

    /** Runs it on a master, and looks for what the comments say it prints. */
    void run(Path jar, String master) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector", "-Xmx1g", "-Dstdout.encoding=UTF-8", "-Dspark.jars=" + jar, "-cp",
                jar + File.pathSeparator + System.getProperty("java.class.path"), "Lines", master));
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(out);
        assertThat(process.exitValue()).as(printed + Files.readString(folder.resolve("err"))).isZero();
        Matcher comment = PRINTED.matcher(text);
        int n = 0;
        for (; comment.find(); n++) {
            // … stands for more digits; which executor and which vectors differ from place to place
            String pattern = Stream.of(comment.group(1).split("…", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b)
                    .orElseThrow()
                    .replaceAll("executor 0: vector kernels.*bits\\), ", "\\\\Eexecutor .*: vector kernels, .* bits\\\\), \\\\Q");
            assertThat(printed).containsPattern(pattern);
        }
        assertThat(n).isEqualTo(3);
        assertThat(printed).contains("|               slope|");
    }
}
