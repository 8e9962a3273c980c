package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the sources of this module that say the same many times, from templates: typed functions and their verbs
 * for each number of arguments ({@link ArityTemplate}), verbs that are methods of expressions written in front
 * ({@link Functions}), and the front door with the verbs of all subjects ({@link FrontDoor}).
 *
 * <p>Usage: {@code java DslSources.java <folder of the templates> <folder of generated sources> <folder of the sources> <folder
 * of core's sources>}. A file
 * is written only when its text changes.
 */
public final class DslSources {
    private DslSources() {}

    public static void main(String[] args) throws IOException {
        Path templates = Path.of(args[0]);
        Path to = Path.of(args[1]);
        Path sources = Path.of(args[2]);
        Path core = Path.of(args[3]);
        List<Path> files;
        try (var found = Files.walk(templates)) {
            files = found.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
        for (Path file : files) { // first the classes of verbs, then what is written from them
            if (!FrontDoor.is(Files.readString(file))) {
                writeArities(Functions.of(Files.readString(file), core), to.resolve(templates.relativize(file)));
            }
        }
        List<Path> said = new ArrayList<>();
        for (Path file : files) {
            if (FrontDoor.is(Files.readString(file))) {
                FrontDoor door = new FrontDoor(Files.readString(file), List.of(sources, to));
                door.files().forEach(said::add);
                write(to.resolve(templates.relativize(file)), door.source());
            }
        }
        try (var hand = Files.walk(sources); var built = Files.walk(to)) {
            Stream.concat(hand, built).filter(f -> f.toString().endsWith("Verbs.java") && !said.contains(f)).findFirst()
                    .ifPresent(f -> {
                        throw new IllegalArgumentException("every class of verbs must be named in a template, //@ verbs of …; "
                                + "none names " + f);
                    });
        }
    }

    private static void writeArities(String text, Path target) throws IOException {
        if (!ArityTemplate.is(text)) {
            write(target, ArityTemplate.inTurn(text));
            return;
        }
        ArityTemplate template = ArityTemplate.of(text);
        for (int n : template.arities()) {
            write(target.resolveSibling(target.getFileName().toString().replace("2.java", n + ".java")), template.of(n));
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
