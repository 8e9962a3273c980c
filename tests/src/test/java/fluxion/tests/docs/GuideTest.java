package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The guide: its programs run and print what they say, and its links lead somewhere. */
class GuideTest {
    private static final Path GUIDE =
            (Files.isDirectory(Path.of("dsl")) ? Path.of("dsl") : Path.of("../dsl")).resolve("site/src/guide");

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static Node parse(Path page) {
        try {
            return Parser.builder().build().parse(Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> programsRunAsWritten(@TempDir Path folder) throws IOException {
        return Programs.tests(Array.ofAll(chapters()), folder);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path chapter : chapters()) {
            parse(chapter).accept(new AbstractVisitor() {
                @Override
                public void visit(Link link) {
                    URI uri = URI.create(link.getDestination());
                    if (uri.getScheme() == null && !exists(chapter, uri)) {
                        broken.add(chapter.getFileName() + ": " + uri);
                    }
                }
            });
        }
        assertThat(broken).isEmpty();
    }

    private static boolean exists(Path chapter, URI link) {
        Path file = link.getPath().isEmpty() ? chapter : chapter.resolveSibling(link.getPath());
        return Files.exists(file) && (link.getFragment() == null || anchors(file).contains(link.getFragment()));
    }

    /** What headings are linked by: in lower case, without punctuation, with hyphens for spaces. */
    private static List<String> anchors(Path page) {
        List<String> anchors = new ArrayList<>();
        parse(page).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                StringBuilder title = new StringBuilder();
                heading.accept(new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        title.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        title.append(code.getLiteral());
                    }
                });
                anchors.add(title.toString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'));
            }
        });
        return anchors;
    }

    @Test
    void everyChapterIsOnTheFirstPage() throws IOException {
        String index = Files.readString(GUIDE.resolve("00-index.md"));
        assertThat(chapters()).hasSizeGreaterThan(8)
                .filteredOn(chapter -> !chapter.endsWith("00-index.md"))
                .allSatisfy(chapter -> assertThat(index).contains("](" + chapter.getFileName() + ")"));
    }
}
