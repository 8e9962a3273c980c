package fluxion.tests.docs;

import fluxion.core.Expr;
import fluxion.data.Table;
import fluxion.dsl.Fluxion;
import fluxion.ops.Rules;
import fluxion.plot.Plots;
import fluxion.transforms.Grad;
import io.vavr.Tuple;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The library as modules: where its classes are, and Vavr's. */
public final class Modules {
    private Modules() {}

    /** A module path of the library and what it needs. */
    public static String path() {
        return Stream.concat(
                Stream.of(Expr.class, Rules.class, Grad.class, Fluxion.class, Table.class, Plots.class, Tuple.class)
                        .map(type -> location(type).toString()),
                // which Vavr requires, and the modules of data and pictures
                Stream.of(classPath().split(File.pathSeparator)).filter(entry ->
                        entry.matches(".*[/\\\\](vavr-match|commons-(csv|io|codec)|xchart|VectorGraphics2D)-[^/\\\\]*")))
                .distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
