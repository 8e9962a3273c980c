package fluxion.plot;

import fluxion.core.FluxionException;
import fluxion.core.Given;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A picture that is not drawn yet. Each method gives another figure; {@link #save} and {@link #show} draw it.
 *
 * @param layers what it shows, the last on top
 * @param title above it; empty for none
 * @param xLabel below it
 * @param yLabel beside it
 * @param x the range and scale of x
 * @param y the range and scale of y
 * @param width in pixels
 * @param height in pixels
 */
public record Figure(Array<Layer> layers, String title, String xLabel, String yLabel, Axis x, Axis y, int width, int height) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;
    private static final int MOST = 20_000;

    /**
     * A range and a scale.
     *
     * @param range from and to; none for that of what is shown
     * @param logarithmic whether equal ratios are equally far apart
     */
    public record Axis(Option<Range> range, boolean logarithmic) {
        static final Axis PLAIN = new Axis(Option.none(), false);

        public Axis {
            Given.arguments("axis", range);
            if (logarithmic && range.exists(r -> r.from() <= 0)) {
                throw new FluxionException("figure: a logarithmic axis must begin above 0; got " + range.get().from());
            }
        }
    }

    /**
     * Numbers from one to another.
     *
     * @param from the smaller one
     * @param to the greater one
     */
    public record Range(double from, double to) {
        public Range {
            if (!(from < to) || !Double.isFinite(to - from)) {
                throw new FluxionException("figure: a range must go from a number to a greater one; got " + from + " to " + to);
            }
        }
    }

    public Figure {
        Given.arguments("figure", layers, title, xLabel, yLabel, x, y);
        boolean cells = layers.exists(layer -> layer instanceof Layer.Cells);
        if (layers.isEmpty() || cells && layers.size() > 1) {
            throw new FluxionException("figure: there must be something to show, and a matrix stands alone; got "
                    + layers.size() + " layers");
        }
        if (width < 100 || height < 100 || width > MOST || height > MOST) {
            throw new FluxionException("figure: width and height must be from 100 to " + MOST + " pixels; got " + width + " and "
                    + height);
        }
    }

    /** A figure of one layer. */
    static Figure of(Layer layer) {
        return new Figure(Array.of(layer), "", "", "", Axis.PLAIN, Axis.PLAIN, WIDTH, HEIGHT);
    }

    /** With what another figure shows on top; labels and ranges are this one's, or the other's where this one has none. */
    public Figure and(Figure other) {
        Given.arguments("and", other);
        return new Figure(layers.appendAll(other.layers), title.isEmpty() ? other.title : title,
                xLabel.isEmpty() ? other.xLabel : xLabel, yLabel.isEmpty() ? other.yLabel : yLabel, either(x, other.x),
                either(y, other.y), width, height);
    }

    private static Axis either(Axis one, Axis other) {
        return new Axis(one.range.orElse(other.range), one.logarithmic || other.logarithmic);
    }

    /** With a title above. */
    public Figure title(String text) {
        return new Figure(layers, text, xLabel, yLabel, x, y, width, height);
    }

    /** With a text below the axis. */
    public Figure xLabel(String text) {
        return new Figure(layers, title, text, yLabel, x, y, width, height);
    }

    /** With a text beside the axis. */
    public Figure yLabel(String text) {
        return new Figure(layers, title, xLabel, text, x, y, width, height);
    }

    /** From one number to another, whatever is drawn. */
    public Figure xRange(double from, double to) {
        Axis axis = new Axis(Option.some(new Range(from, to)), x.logarithmic);
        return new Figure(layers, title, xLabel, yLabel, axis, y, width, height);
    }

    /** From one number to another, whatever is drawn. */
    public Figure yRange(double from, double to) {
        Axis axis = new Axis(Option.some(new Range(from, to)), y.logarithmic);
        return new Figure(layers, title, xLabel, yLabel, x, axis, width, height);
    }

    /** With a logarithmic axis of x; what is not positive is not shown. */
    public Figure logX() {
        return new Figure(layers, title, xLabel, yLabel, new Axis(x.range, true), y, width, height);
    }

    /** With a logarithmic axis of y; what is not positive is not shown. */
    public Figure logY() {
        return new Figure(layers, title, xLabel, yLabel, x, new Axis(y.range, true), width, height);
    }

    /** So many pixels wide and high. */
    public Figure size(int pixelsAcross, int pixelsDown) {
        return new Figure(layers, title, xLabel, yLabel, x, y, pixelsAcross, pixelsDown);
    }

    // ---- drawn ------------------------------------------------------------------------------------------------------

    /**
     * Saves the picture as SVG or PNG, by the file's name.
     *
     * @return the figure itself
     * @throws FluxionException where the name has another ending
     * @throws UncheckedIOException where the file cannot be written
     */
    public Figure save(Path file) {
        Given.arguments("save", file);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new FluxionException("save: the file's name must end in .svg or .png; got " + file.getFileName());
        }
        byte[] bytes = name.endsWith(".svg") ? Drawing.svg(this) : Drawing.png(this);
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("save: " + file + " cannot be written: " + e.getMessage(), e);
        }
        return this;
    }

    /** The picture as SVG. */
    public String svg() {
        return new String(Drawing.svg(this), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The picture in pixels. */
    public BufferedImage image() {
        return Drawing.image(this);
    }

    /**
     * Shows the picture in a window of its own.
     *
     * @throws FluxionException where there are no windows, as on a server
     */
    public void show() {
        Drawing.show(this);
    }
}
