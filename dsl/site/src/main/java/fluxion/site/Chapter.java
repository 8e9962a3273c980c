package fluxion.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * One page: a file of Markdown.
 *
 * @param source the file
 * @param part which part of the site it belongs to
 * @param document what it says
 * @param headings its headings in their order, the title first
 */
record Chapter(Path source, Part part, Node document, List<Section> headings) {
    /** The parts of the site. */
    enum Part {
        GUIDE("Guide"), REFERENCE("Reference");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * A heading.
     *
     * @param level 1 for the title
     * @param title as text
     * @param anchor what a link to it ends in
     * @param node where it stands
     */
    record Section(int level, String title, String anchor, Heading node) {}

    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();

    static Chapter read(Path source, Part part) {
        try {
            Node document = PARSER.parse(Files.readString(source));
            return new Chapter(source, part, document, headings(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String title() {
        return source.endsWith("README.md") ? "README" : headings.getFirst().title();
    }

    /** The name of its file in the site: without the number that orders it. */
    String file() {
        return source.getFileName().toString().replaceFirst("^\\d+-", "").replaceFirst("\\.md$", ".html");
    }

    /** The anchors of headings, for the renderer. */
    Map<Node, String> anchors() {
        return headings.stream().collect(Collectors.toMap(Section::node, Section::anchor, (a, b) -> a, IdentityHashMap::new));
    }

    private static List<Section> headings(Node document) {
        List<Section> found = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String title = text(heading);
                String anchor = slug(title);
                long before = found.stream().filter(section -> slug(section.title()).equals(anchor)).count();
                found.add(new Section(heading.getLevel(), title, before == 0 ? anchor : anchor + "-" + before, heading));
            }
        });
        return List.copyOf(found);
    }

    /** As GitHub makes them: lower case, letters, digits and hyphens only, spaces as hyphens. */
    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
