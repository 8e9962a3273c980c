package fluxion.plot;

import io.vavr.collection.Array;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;

/** A matrix as rectangles of colours, rows downwards as matrices are written, with a scale beside it. */
final class MatrixDrawing {
    private static final Array<Color> SEQUENTIAL = colours(0xf7fbff, 0xc6dbef, 0x6baed6, 0x2171b5, 0x08306b);
    private static final Array<Color> DIVERGING = colours(0x2166ac, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xb2182b);
    private static final Array<Color> PATTERN = colours(0xffffff, 0x08306b);
    private static final Color ABSENT = new Color(0xdddddd);
    private static final Color BORDER = new Color(0x888888);
    /** Cells along an axis; of larger matrices several elements are one. */
    private static final int CELLS = 200;
    private static final int LABELS = 10;
    private static final int LEFT = 70;
    private static final int BELOW = 56;
    private static final int SCALE = 18;

    private final Figure figure;
    private final boolean pattern;
    private final double[] values;
    private final int rows;
    private final int columns;
    /** How many elements one cell stands for, each way. */
    private final int step;
    private final double least;
    private final double most;
    private final Array<Color> colours;

    MatrixDrawing(Figure figure, Layer.Cells cells) {
        this.figure = figure;
        pattern = cells.pattern();
        values = cells.values().doubles();
        rows = cells.values().shape().dim(0);
        columns = cells.values().shape().dim(1);
        step = Math.ceilDiv(Math.max(rows, columns), CELLS);
        double top = round(DoubleStream.of(values).filter(Double::isFinite).max().orElse(1), RoundingMode.CEILING);
        double bottom = round(DoubleStream.of(values).filter(Double::isFinite).min().orElse(0), RoundingMode.FLOOR);
        boolean signs = bottom < 0 && top > 0;
        most = pattern ? 1 : signs ? Math.max(top, -bottom) : top;
        least = pattern ? 0 : signs ? -most : bottom;
        colours = pattern ? PATTERN : signs ? DIVERGING : SEQUENTIAL;
    }

    private static Array<Color> colours(int... rgb) {
        return Array.ofAll(rgb).map(Color::new);
    }

    /** To three digits. */
    private static double round(double value, RoundingMode mode) {
        return new BigDecimal(value).round(new MathContext(3, mode)).doubleValue();
    }

    void paint(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, figure.width(), figure.height()));
        int above = figure.title().isEmpty() ? 20 : 48;
        int right = pattern ? 20 : SCALE + 90;
        double side = Math.min((double) (figure.width() - LEFT - right) / columns,
                (double) (figure.height() - above - BELOW) / rows);
        // long and flat matrices are stretched, others have squares
        boolean squares = side * Math.min(rows, columns) >= 100;
        double across = squares ? side * columns : figure.width() - LEFT - right;
        double down = squares ? side * rows : figure.height() - above - BELOW;
        Rectangle2D.Double area = new Rectangle2D.Double(LEFT, above, across, down);
        cells(g, area);
        g.setColor(BORDER);
        g.draw(area);
        labels(g, area);
        if (!pattern) {
            scale(g, area);
        }
    }

    // ---- cells ------------------------------------------------------------------------------------------------------

    private void cells(Graphics2D g, Rectangle2D.Double area) {
        double width = area.width / columns * step;
        double height = area.height / rows * step;
        for (int r = 0; r * step < rows; r++) {
            for (int c = 0; c * step < columns; c++) {
                Color colour = colour(cell(r, c));
                if (!colour.equals(Color.WHITE)) {
                    double x = area.x + c * width;
                    double y = area.y + r * height;
                    g.setColor(colour);
                    // a little more than its own, so that no seam shows between cells
                    g.fill(new Rectangle2D.Double(x, y, Math.min(width + 0.4, area.x + area.width - x),
                            Math.min(height + 0.4, area.y + area.height - y)));
                }
            }
        }
    }

    /** What stands for a block of elements: for a pattern whether one is other than zero, otherwise their mean. */
    private double cell(int r, int c) {
        double sum = 0;
        int n = 0;
        boolean some = false;
        for (int i = r * step; i < Math.min(rows, (r + 1) * step); i++) {
            for (int j = c * step; j < Math.min(columns, (c + 1) * step); j++) {
                sum += values[i * columns + j];
                some |= values[i * columns + j] != 0;
                n++;
            }
        }
        return pattern ? some ? 1 : 0 : sum / n;
    }

    private Color colour(double value) {
        if (!Double.isFinite(value)) {
            return ABSENT;
        }
        double place = most > least ? Math.clamp((value - least) / (most - least), 0, 1) * (colours.size() - 1) : 0;
        int below = Math.min((int) place, colours.size() - 2);
        double t = place - below;
        Color a = colours.get(below);
        Color b = colours.get(below + 1);
        return new Color(mixed(a.getRed(), b.getRed(), t), mixed(a.getGreen(), b.getGreen(), t),
                mixed(a.getBlue(), b.getBlue(), t));
    }

    private static int mixed(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }

    // ---- texts ------------------------------------------------------------------------------------------------------

    private void labels(Graphics2D g, Rectangle2D.Double area) {
        g.setColor(Drawing.INK);
        g.setFont(new Font(Drawing.FONT, Font.PLAIN, 12));
        for (int c = 0; c < columns; c += every(columns)) {
            text(g, String.valueOf(c), area.x + (c + 0.5) * area.width / columns, area.y + area.height + 16, 0.5);
        }
        for (int r = 0; r < rows; r += every(rows)) {
            text(g, String.valueOf(r), area.x - 6, area.y + (r + 0.5) * area.height / rows + 4, 1);
        }
        g.setFont(new Font(Drawing.FONT, Font.PLAIN, 14));
        text(g, figure.xLabel(), area.getCenterX(), area.y + area.height + 40, 0.5);
        AffineTransform before = g.getTransform();
        g.rotate(-Math.PI / 2, 22, area.getCenterY());
        text(g, figure.yLabel(), 22, area.getCenterY(), 0.5);
        g.setTransform(before);
        g.setFont(new Font(Drawing.FONT, Font.BOLD, 16));
        text(g, figure.title(), area.getCenterX(), 30, 0.5);
    }

    /** 1, 2, 5, 10, 20, …, so that there are few. */
    private static int every(int n) {
        int factor = 0;
        while (Math.ceilDiv(n, size(factor)) > LABELS) {
            factor++;
        }
        return size(factor);
    }

    private static int size(int factor) {
        return (int) Math.pow(10, factor / 3) * Array.of(1, 2, 5).get(factor % 3);
    }

    private void scale(Graphics2D g, Rectangle2D.Double area) {
        double x = area.x + area.width + 18;
        int parts = 64;
        for (int i = 0; i < parts; i++) {
            g.setColor(colour(least + (most - least) * (i + 0.5) / parts));
            double top = area.y + area.height * (parts - 1 - i) / parts;
            g.fill(new Rectangle2D.Double(x, top, SCALE, Math.min(area.height / parts + 0.4, area.y + area.height - top)));
        }
        g.setColor(BORDER);
        g.draw(new Rectangle2D.Double(x, area.y, SCALE, area.height));
        g.setColor(Drawing.INK);
        g.setFont(new Font(Drawing.FONT, Font.PLAIN, 12));
        int ticks = most > least ? 4 : 0;
        for (int i = 0; i <= ticks; i++) {
            double value = ticks == 0 ? most : least + (most - least) * i / ticks;
            text(g, number(value), x + SCALE + 6, area.y + area.height * (1 - (ticks == 0 ? 0.5 : (double) i / ticks)) + 4, 0);
        }
    }

    private static String number(double value) {
        return value == 0 ? "0" : Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3
                ? String.format(java.util.Locale.ROOT, "%.2e", value)
                : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString().replace('-', '−');
    }

    /** Text whose part {@code align} is left of a place. */
    private static void text(Graphics2D g, String text, double x, double y, double align) {
        if (!text.isEmpty()) {
            FontMetrics metrics = g.getFontMetrics();
            g.drawString(text, (float) (x - metrics.stringWidth(text) * align), (float) y);
        }
    }
}
