package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the sources of this module that say the same many times, from templates: typed functions of each number of arguments
 * ({@link ArityTemplate}), and the front door with the verbs of all subjects ({@link FrontDoor}).
 *
 * <p>Usage: {@code java DslSources.java <folder of the templates> <folder of generated sources> <folder of the sources>}. A file
 * is written only when its text changes.
 */
public final class DslSources {
    private DslSources() {}

    public static void main(String[] args) throws IOException {
        Path templates = Path.of(args[0]);
        Path to = Path.of(args[1]);
        Path sources = Path.of(args[2]);
        List<Path> files;
        try (var found = Files.walk(templates)) {
            files = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        List<Path> said = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            Path target = to.resolve(templates.relativize(file));
            if (FrontDoor.is(text)) {
                FrontDoor door = new FrontDoor(text, sources);
                door.files().forEach(said::add);
                write(target, door.source());
            } else {
                ArityTemplate template = ArityTemplate.of(text);
                for (int n : template.arities()) {
                    String name = file.getFileName().toString().replace("2.java", n + ".java");
                    write(target.resolveSibling(name), template.of(n));
                }
            }
        }
        try (var found = Files.walk(sources)) {
            found.filter(f -> f.toString().endsWith("Verbs.java") && !said.contains(f)).findFirst().ifPresent(f -> {
                throw new IllegalArgumentException("every class of verbs must be named in a template, //@ verbs of …; none names " + f);
            });
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
