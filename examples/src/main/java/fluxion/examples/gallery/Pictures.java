package fluxion.examples.gallery;

import fluxion.plot.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the programs' figures go: {@code -Dfluxion.pictures=FOLDER}, or a folder of their own. */
final class Pictures {
    private Pictures() {}

    /** Saves a figure under a name, as SVG, or as {@code -Dfluxion.pictures.type=png} says. */
    static void save(String name, Figure figure) {
        try {
            String folder = System.getProperty("fluxion.pictures", "");
            Path path = folder.isEmpty() ? Files.createTempDirectory("fluxion") : Files.createDirectories(Path.of(folder));
            Path file = path.resolve(name + "." + System.getProperty("fluxion.pictures.type", "svg"));
            figure.save(file);
            IO.println("The figure is in " + file + ".");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
