package fluxion.data;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Pictures as tensors of f32 from 0 to 1: [height, width, channels], with one channel (grey), two (grey and opacity), three (red,
 * green, blue) or four (and opacity). Formats are those of the JDK's ImageIO: PNG, JPEG, GIF, BMP, TIFF.
 */
public final class Images {
    /** Pixels of a picture; room for four floats each has to be in an array. */
    private static final long MOST = (Integer.MAX_VALUE - 8) / 4;

    private Images() {}

    // ---- reading ----------------------------------------------------------------------------------------------------

    /**
     * Reads a picture, f32[height, width, channels].
     *
     * @throws FluxionException where it is no picture that ImageIO knows
     * @throws UncheckedIOException where the file cannot be read
     */
    public static Tensor read(Path file) {
        Given.arguments("read", file);
        if (!Files.isRegularFile(file)) {
            throw new UncheckedIOException(new IOException("read: there must be a file " + file.toAbsolutePath()));
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new FluxionException("read: " + file.getFileName() + " must be a picture of a format among "
                        + String.join(", ", formats()));
            }
            ImageReader reader = readers.next();
            reader.setInput(in);
            try {
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST || pixels * 16 > Runtime.getRuntime().maxMemory()) {
                    throw new FluxionException("read: " + file.getFileName() + " must fit into the heap; it has "
                            + reader.getHeight(0) + " × " + reader.getWidth(0) + " pixels");
                }
                return of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new FluxionException("read: " + file.getFileName() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Pictures of one size side by side, f32[n, height, width, channels]. */
    public static Tensor read(Seq<Path> files) {
        Given.arguments("read", files);
        Array<Tensor> images = Array.ofAll(files).map(Images::read);
        Array<Tensor> others = images.filter(image -> !image.shape().equals(images.head().shape()));
        if (images.isEmpty() || !others.isEmpty()) {
            throw new ShapeException("read: there must be pictures, all of one size and number of channels; got "
                    + (images.isEmpty() ? "none" : images.head().shape() + " for " + files.head().getFileName() + " and "
                    + others.head().shape() + " for " + files.get(images.indexOf(others.head())).getFileName()));
        }
        return Fluxion.eval(Fluxion.stack(0, images));
    }

    private static String[] formats() {
        return Array.of(ImageIO.getReaderFormatNames()).map(name -> name.toLowerCase(Locale.ROOT)).distinct().sorted()
                .toJavaArray(String[]::new);
    }

    /** A picture as a tensor, f32[height, width, channels]. Grey ones have one channel, others three, with opacity one more. */
    public static Tensor of(BufferedImage image) {
        Given.arguments("image", image);
        int height = image.getHeight();
        int width = image.getWidth();
        boolean opacity = image.getColorModel().hasAlpha();
        boolean grey = image.getColorModel().getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_GRAY;
        int channels = (grey ? 1 : 3) + (opacity ? 1 : 0);
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
        boolean plain = image.getColorModel() instanceof ComponentColorModel model && !model.isAlphaPremultiplied()
                && (grey || model.getColorSpace().isCS_sRGB()) && image.getRaster().getNumBands() == channels
                && model.getTransferType() <= 1;
        if (plain) {
            samples(image, channels, values);
        } else {
            colours(image, channels, opacity, values);
        }
        return Tensor.of(Shape.of(height, width, channels), values);
    }

    /** Samples as they are stored, of eight or sixteen bits. */
    private static void samples(BufferedImage image, int channels, float[] values) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        float[] line = new float[width * channels];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
            for (int i = 0; i < line.length; i++) {
                values[y * line.length + i] = line[i] / ((1 << raster.getSampleModel().getSampleSize(i % channels)) - 1);
            }
        }
    }

    /** Palettes, packed pixels and other colours, as red, green and blue of eight bits. */
    private static void colours(BufferedImage image, int channels, boolean opacity, float[] values) {
        int at = 0;
        int[] line = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, line.length, 1, line, 0, line.length);
            for (int argb : line) {
                for (int c = 0; c < channels; c++) {
                    boolean last = opacity && c == channels - 1;
                    values[at++] = ((last ? argb >>> 24 : argb >> 16 - 8 * c) & 0xff) / 255f;
                }
            }
        }
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /**
     * Writes a picture [height, width] or [height, width, channels] of numbers from 0 to 1; what lies beyond is 0 or 1. The
     * file's name says the format: {@code .png}, {@code .jpg}, …
     *
     * @throws FluxionException where there is no such format, or it has no opacity and the picture has
     * @throws UncheckedIOException where the file cannot be written
     */
    public static void write(Expr image, Path file) {
        Given.arguments("write", image, file);
        BufferedImage picture = picture(image);
        String name = String.valueOf(file.getFileName());
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            if (!name.contains(".") || !ImageIO.write(picture, format, file.toFile())) {
                throw new FluxionException("write: the file's name must end in a format that can hold the picture, such as .png; "
                        + "got " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("write: " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A picture [height, width] or [height, width, channels] of numbers from 0 to 1, eight bits for each. */
    public static BufferedImage picture(Expr image) {
        Given.arguments("image", image);
        Tensor t = Fluxion.eval(image.cast(DType.F64));
        int channels = t.rank() == 2 ? 1 : t.rank() == 3 ? t.shape().dim(2) : 0;
        if (channels < 1 || channels > 4 || t.shape().size() == 0) {
            throw new ShapeException("image: a picture must be [height, width] or [height, width, channels] with 1 to 4 "
                    + "channels; got " + image.type());
        }
        int height = t.shape().dim(0);
        int width = t.shape().dim(1);
        double[] values = t.doubles();
        boolean opacity = channels % 2 == 0;
        BufferedImage picture = new BufferedImage(width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY
                : opacity ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < width * height; p++) {
            int at = p * channels;
            if (channels == 1) {
                picture.getRaster().setSample(p % width, p / width, 0, level(values[at]));
                continue;
            }
            int red = level(values[at]);
            int green = channels == 2 ? red : level(values[at + 1]);
            int blue = channels == 2 ? red : level(values[at + 2]);
            int alpha = opacity ? level(values[at + channels - 1]) : 255;
            picture.setRGB(p % width, p / width, alpha << 24 | red << 16 | green << 8 | blue);
        }
        return picture;
    }

    private static int level(double value) {
        return (int) Math.round(Math.clamp(value, 0, 1) * 255);
    }

    /**
     * Many small pictures in one, row by row with a margin of one pixel: [n, height, width] or [n, height, width, channels] to
     * [rows·(height + 1) + 1, columns·(width + 1) + 1, channels].
     */
    public static Tensor grid(Expr images, int columns) {
        Given.arguments("grid", images);
        if (images.rank() < 3 || images.rank() > 4 || columns < 1 || images.shape().size() == 0) {
            throw new ShapeException("grid: there must be pictures [n, height, width] or [n, height, width, channels], and a "
                    + "column; got " + images.type() + " in " + columns);
        }
        Tensor t = Fluxion.eval(images.cast(DType.F32));
        int n = t.shape().dim(0);
        int height = t.shape().dim(1);
        int width = t.shape().dim(2);
        int channels = t.rank() == 4 ? t.shape().dim(3) : 1;
        int across = Math.min(n, columns) * (width + 1) + 1;
        int down = (n + columns - 1) / columns * (height + 1) + 1;
        float[] from = t.floats();
        float[] to = new float[Math.multiplyExact(Math.multiplyExact(across, down), channels)];
        java.util.Arrays.fill(to, 1);
        for (int i = 0; i < n; i++) {
            int top = i / columns * (height + 1) + 1;
            int left = i % columns * (width + 1) + 1;
            for (int y = 0; y < height; y++) {
                System.arraycopy(from, (i * height + y) * width * channels, to, ((top + y) * across + left) * channels,
                        width * channels);
            }
        }
        return Tensor.of(Shape.of(down, across, channels), to);
    }
}
