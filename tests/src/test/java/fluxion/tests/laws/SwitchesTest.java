package fluxion.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * No switch passes by in silence what it has no case for. Of expressions, and of statements with patterns or {@code null}, the
 * compiler asks that they are exhaustive; a statement over the constants of an enum needs a default.
 */
class SwitchesTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everySwitchIsCheckedOrHasADefault() throws IOException {
        try (StandardJavaFileManager files = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
             Stream<Path> all = Files.walk(ROOT)) {
            List<Path> sources = all.filter(path -> path.toString().endsWith(".java") && isSource(path.toString())).toList();
            assertThat(sources).hasSizeGreaterThan(500);
            assertThat(unchecked(files.getJavaFileObjectsFromPaths(sources))).isEmpty();
        }
    }

    /** Sources as they are compiled: of templates what the build made of them. */
    private static boolean isSource(String path) {
        return path.contains("generated-sources")
                || path.contains("src") && !path.contains("target") && !path.contains("build/templates");
    }

    @Test
    void whatIsFound() throws IOException {
        assertThat(unchecked(List.of(source("""
                enum Colour { RED, BLUE }
                sealed interface Shape permits Round, Flat {}
                record Round() implements Shape {}
                record Flat() implements Shape {}
                class Uses {
                    int expression(Colour c) {
                        return switch (c) { case RED -> 1; case BLUE -> 2; };
                    }
                    void patterns(Shape s) {
                        switch (s) { case Round _ -> { } case Flat _ -> { } }
                    }
                    void refusesNull(Colour c) {
                        switch (c) { case RED, BLUE -> { } case null -> throw new NullPointerException(); }
                    }
                    void throwing(Colour c) {
                        switch (c) { case RED -> { } default -> throw new IllegalStateException(); }
                    }
                    void silent(Colour c) {
                        switch (c) { case RED -> System.gc(); case BLUE -> { } }
                    }
                    void old(Colour c) {
                        switch (c) {
                            case RED: break;
                            case BLUE: break;
                        }
                    }
                }
                """)))).containsExactly("Uses.java:19: switch (c)", "Uses.java:22: switch (c)");
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Uses.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Where statements are that have no case for some value, and nobody notices. */
    private static List<String> unchecked(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitSwitch(SwitchTree node, Void unused) {
                    if (node.getCases().stream().flatMap(c -> c.getLabels().stream()).allMatch(SwitchesTest::isConstant)) {
                        long line = unit.getLineMap().getLineNumber(Trees.instance(task).getSourcePositions().getStartPosition(unit, node));
                        String name = unit.getSourceFile().getName();
                        found.add(name.substring(name.lastIndexOf('/') + 1) + ":" + line + ": switch " + node.getExpression());
                    }
                    return super.visitSwitch(node, unused);
                }
            }.scan(unit, null);
        }
        return found;
    }

    private static boolean isConstant(CaseLabelTree label) {
        return label instanceof ConstantCaseLabelTree constant && constant.getConstantExpression().getKind() != Tree.Kind.NULL_LITERAL;
    }
}
