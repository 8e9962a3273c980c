package fluxion.site;

import static fluxion.site.SourceHighlighter.escape;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** One page as HTML: navigation, text, the pages before and after. Nothing is loaded but a stylesheet. */
final class PageLayout {
    private PageLayout() {}

    /** The page of a chapter. */
    static String page(List<Chapter> chapters, int index, SiteLinks links) {
        Chapter chapter = chapters.get(index);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="site.css">
                </head>
                <body>
                <a class="skip" href="#text">To the text</a>
                <nav aria-label="Chapters">
                <input type="checkbox" id="contents"><label for="contents">Contents</label>
                <div>
                %s</div>
                </nav>
                <main id="text">
                %s<footer>%s%s</footer>
                </main>
                </body>
                </html>
                """.formatted(escape(index == 0 ? "Fluxion" : chapter.title() + " · Fluxion"), navigation(chapters, chapter),
                body(chapter, links),
                index > 0 ? neighbour("prev", "← ", chapters.get(index - 1), "") : "<span></span>",
                index + 1 < chapters.size() ? neighbour("next", "", chapters.get(index + 1), " →") : "");
    }

    private static String neighbour(String relation, String before, Chapter chapter, String after) {
        return "<a rel=\"" + relation + "\" href=\"" + chapter.file() + "\">" + before + escape(chapter.title()) + after + "</a>";
    }

    /** All chapters by part, and the sections of the one that is shown. */
    private static String navigation(List<Chapter> chapters, Chapter shown) {
        StringBuilder html = new StringBuilder();
        for (Chapter.Part part : Chapter.Part.values()) {
            html.append("<h2>").append(part.title()).append("</h2>\n<ul>\n");
            chapters.stream().filter(chapter -> chapter.part() == part).forEach(chapter -> {
                html.append("<li><a href=\"").append(chapter.file()).append('"')
                        .append(chapter == shown ? " aria-current=\"page\"" : "").append('>')
                        .append(escape(chapter.title())).append("</a>");
                html.append(chapter == shown ? sections(chapter) : "");
                html.append("</li>\n");
            });
            html.append(part == Chapter.Part.REFERENCE ? "<li><a href=\"api/index.html\">Javadoc</a></li>\n" : "")
                    .append("</ul>\n");
        }
        return html.toString();
    }

    private static String sections(Chapter chapter) {
        String items = chapter.headings().stream().filter(section -> section.level() == 2)
                .map(section -> "<li><a href=\"#" + section.anchor() + "\">" + escape(section.title()) + "</a></li>\n")
                .collect(Collectors.joining());
        return items.isEmpty() ? "" : "\n<ul>\n" + items + "</ul>\n";
    }

    private static String body(Chapter chapter, SiteLinks links) {
        Map<Node, String> anchors = chapter.anchors();
        AttributeProvider attributes = (node, tag, values) -> {
            switch (node) {
                case Heading heading -> values.put("id", anchors.get(heading));
                case Link link -> values.put("href", links.resolve(chapter, link.getDestination()));
                case Image image -> values.put("src", links.resolve(chapter, image.getDestination()));
                default -> { }
            }
        };
        return HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> attributes)
                .nodeRendererFactory(ProgramRenderer::new)
                .build().render(chapter.document())
                // a frame in which a table scrolls where it is wider than the page
                .replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>").replace("</table>", "</table></div>");
    }

    /** Programs in colour; one in Python and the one in Java that follows it side by side. */
    private record ProgramRenderer(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            HtmlWriter html = context.getWriter();
            FencedCodeBlock block = (FencedCodeBlock) node;
            boolean first = isPair(block, block.getNext());
            boolean second = isPair(block.getPrevious(), block);
            html.line();
            html.raw((first ? "<div class=\"pair\">\n" : "")
                    + "<pre tabindex=\"0\" class=\"" + escape(block.getInfo()) + "\"><code>"
                    + SourceHighlighter.html(block.getInfo(), block.getLiteral()) + "</code></pre>" + (second ? "\n</div>" : ""));
            html.line();
        }

        private static boolean isPair(Node one, Node other) {
            return one instanceof FencedCodeBlock python && "python".equals(python.getInfo())
                    && other instanceof FencedCodeBlock java && "java".equals(java.getInfo());
        }
    }
}
