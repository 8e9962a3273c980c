package fluxion.site;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where links lead in the site. In the Markdown they lead to files of the repository, so that they work there too: to another
 * page, or to a Java source, which becomes the page of its Javadoc.
 */
final class SiteLinks {
    private static final Pattern JAVA = Pattern.compile("(?<module>.+)/src/main/java/(?<type>.+)\\.java");

    private final Path root;
    private final Path target;
    private final List<Chapter> chapters;
    private final List<String> broken = new ArrayList<>();

    SiteLinks(Path root, Path target, List<Chapter> chapters) {
        this.root = root;
        this.target = target;
        this.chapters = chapters;
    }

    /** The links that lead nowhere, among those that were asked for. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** What a link of a page becomes. */
    String resolve(Chapter from, String link) {
        URI uri = URI.create(link);
        if (uri.getScheme() != null) {
            return link;
        }
        Path file = uri.getPath().isEmpty() ? from.source() : from.source().resolveSibling(uri.getPath()).normalize();
        Optional<String> fragment = Optional.ofNullable(uri.getFragment());
        Optional<Chapter> chapter = chapters.stream().filter(other -> other.source().equals(file)).findFirst();
        if (chapter.isPresent()) {
            if (fragment.isPresent() && chapter.get().headings().stream().noneMatch(s -> s.anchor().equals(fragment.get()))) {
                broken.add(from.source() + ": no heading for " + link);
            }
            return chapter.get().file() + fragment.map(anchor -> "#" + anchor).orElse("");
        }
        if ((file.toString().endsWith(".svg") || file.toString().endsWith(".png")) && Files.exists(file)) {
            return file.getFileName().toString();
        }
        Optional<String> api = api(file);
        if (api.isEmpty() || !Files.exists(target.resolve(api.get()))) {
            broken.add(from.source() + ": leads nowhere: " + link);
        }
        return api.orElse(link);
    }

    /** The Javadoc of a source: a class, or a package of package-info.java. */
    private Optional<String> api(Path source) {
        Matcher java = JAVA.matcher(root.relativize(source).toString().replace('\\', '/'));
        if (!Files.exists(source) || !java.matches()) {
            return Optional.empty();
        }
        String type = java.group("type").replaceFirst("package-info$", "package-summary");
        return Optional.of("api/fluxion." + java.group("module").replaceFirst(".*/", "") + "/" + type + ".html");
    }
}
