package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the sources of this module that say the same many times: typed functions of each number of arguments, from the
 * {@link ArityTemplate templates} of their folder.
 *
 * <p>Usage: {@code java DslSources.java <folder of the templates> <folder of generated sources>}. A file is written only when
 * its text changes.
 */
public final class DslSources {
    private DslSources() {}

    public static void main(String[] args) throws IOException {
        Path templates = Path.of(args[0]);
        Path to = Path.of(args[1]);
        List<Path> files;
        try (var found = Files.walk(templates)) {
            files = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        for (Path file : files) {
            ArityTemplate template = ArityTemplate.of(Files.readString(file));
            for (int n : template.arities()) {
                String name = file.getFileName().toString().replace("2.java", n + ".java");
                write(to.resolve(templates.relativize(file)).resolveSibling(name), template.of(n));
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
