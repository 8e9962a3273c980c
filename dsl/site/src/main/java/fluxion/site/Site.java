package fluxion.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The program that makes the site: {@code Site ROOT TARGET}, where ROOT is the checkout. It fails where the Javadoc has a
 * warning or a link leads nowhere.
 */
public final class Site {
    private static final String GUIDE = "dsl/site/src/guide";
    private static final String PAGES = "dsl/src/main/java/fluxion/dsl/doc-files";
    /** What is looked up, in this order; the guide is read, in the order of its numbers. */
    private static final List<String> REFERENCE =
            List.of("verbs.md", "operations.md", "conventions.md", "accuracy.md", "life.md");

    private Site() {}

    /** Makes the site. */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path target = Path.of(arguments[1]).toAbsolutePath().normalize();
        List<String> problems = make(root, target);
        problems.forEach(System.err::println);
        if (!problems.isEmpty()) {
            System.exit(1);
        }
        System.out.println("The site: " + target.resolve("index.html"));
    }

    private static List<String> make(Path root, Path target) {
        try {
            Files.createDirectories(target);
            List<String> warnings = ApiDocs.write(root, target.resolve("api"));
            List<Chapter> chapters = chapters(root);
            SiteLinks links = new SiteLinks(root, target, chapters);
            for (int i = 0; i < chapters.size(); i++) {
                Files.writeString(target.resolve(chapters.get(i).file()), PageLayout.page(chapters, i, links));
            }
            resource("site.css", target);
            pictures(root.resolve(PAGES), ".svg", target);
            pictures(root.resolve(GUIDE).resolve("gallery"), ".png", target);
            return Stream.concat(warnings.stream(), new TreeSet<>(links.broken()).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Chapter> chapters(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(GUIDE))) {
            List<Path> guide = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            Stream<Path> reference = Stream.concat(REFERENCE.stream().map(root.resolve(PAGES)::resolve),
                    Stream.of(root.resolve("README.md")));
            return Stream.concat(guide.stream().map(file -> Chapter.read(file, Chapter.Part.GUIDE)),
                    reference.map(file -> Chapter.read(file, Chapter.Part.REFERENCE))).toList();
        }
    }

    private static void pictures(Path folder, String ending, Path target) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(ending)).toList()) {
                Files.write(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
    }

    private static void resource(String name, Path target) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            Files.write(target.resolve(name), in.readAllBytes());
        }
    }
}
