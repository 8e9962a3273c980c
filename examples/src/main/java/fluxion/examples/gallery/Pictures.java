package fluxion.examples.gallery;

import fluxion.plot.Figure;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Where the programs' figures go: {@code -Dfluxion.pictures=FOLDER}, or a folder of their own. With
 * {@code -Dfluxion.pictures.width=400} they are small PNG files, as on the page of the gallery.
 */
final class Pictures {
    private Pictures() {}

    /** Saves a figure under a name. */
    static void save(String name, Figure figure) {
        try {
            String folder = System.getProperty("fluxion.pictures", "");
            Path path = folder.isEmpty() ? Files.createTempDirectory("fluxion") : Files.createDirectories(Path.of(folder));
            int width = Integer.getInteger("fluxion.pictures.width", 0);
            Path file = path.resolve(name + (width == 0 ? ".svg" : ".png"));
            if (width == 0) {
                figure.save(file);
            } else {
                ImageIO.write(scaled(figure.image(), width), "png", file.toFile());
            }
            IO.println("The figure is in " + file + ".");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width) {
        int height = Math.round((float) width * image.getHeight() / image.getWidth());
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        small.getGraphics().drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        return small;
    }
}
