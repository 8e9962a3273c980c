package fluxion.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.knowm.xchart.XChartPanel;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figures by XChart: dark ink on white, the colours of Okabe and Ito, which also those tell apart who see fewer of them. */
final class Drawing {
    private static final Color[] COLOURS = {new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7),
            new Color(0xe69f00), new Color(0x56b4e9), new Color(0x444444), new Color(0xf0e442)};
    static final Color INK = new Color(0x222222);
    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Color GRID = new Color(0xe4e4e4);
    static final String FONT = Font.SANS_SERIF;
    /** Pixels of a picture for one of the figure, each way: screens and printers have smaller ones. */
    private static final int SCALE = 2;

    private Drawing() {}

    static byte[] png(Figure figure) {
        return bytes(out -> ImageIO.write(image(figure), "png", out));
    }

    static byte[] svg(Figure figure) {
        VectorGraphics2D graphics = new VectorGraphics2D();
        paint(figure, graphics);
        byte[] svg = bytes(out -> new SVGProcessor().getDocument(graphics.getCommands(),
                new PageSize(0, 0, figure.width(), figure.height())).writeTo(out));
        return SvgText.shortened(new String(svg, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    static BufferedImage image(Figure figure) {
        BufferedImage image = new BufferedImage(SCALE * figure.width(), SCALE * figure.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        paint(figure, graphics);
        graphics.dispose();
        return image;
    }

    private static void paint(Figure figure, Graphics2D graphics) {
        if (figure.layers().head() instanceof Layer.Cells cells) {
            new MatrixDrawing(figure, cells).paint(graphics);
        } else {
            lines(figure).paint(graphics, figure.width(), figure.height());
        }
    }

    static void show(Figure figure) {
        if (GraphicsEnvironment.isHeadless()) {
            throw new FluxionException("show: there must be a display; there is none here. Use save(Path.of(\"figure.png\"))");
        }
        SwingUtilities.invokeLater(() -> {
            JFrame frame = new JFrame(figure.title().isEmpty() ? "Figure" : figure.title());
            frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
            frame.add(figure.layers().head() instanceof Layer.Cells ? new JLabel(new ImageIcon(image(figure).getScaledInstance(
                    figure.width(), figure.height(), Image.SCALE_SMOOTH))) : new XChartPanel<>(lines(figure)));
            frame.pack();
            frame.setVisible(true);
        });
    }

    @FunctionalInterface
    private interface Body {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void style(AxesChartStyler styler) {
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 14)).setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12))
                .setAxisTickLabelsColor(INK).setAxisTickMarksColor(INK).setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK).setPlotBackgroundColor(Color.WHITE)
                .setChartTitleFont(new Font(FONT, Font.BOLD, 16)).setChartTitleBoxVisible(false)
                .setLegendFont(new Font(FONT, Font.PLAIN, 13)).setLegendBackgroundColor(Color.WHITE)
                .setLegendBorderColor(Color.WHITE).setPlotBorderColor(new Color(0x888888)).setChartPadding(12)
                .setLocale(java.util.Locale.ROOT);
    }

    // ---- lines and points -------------------------------------------------------------------------------------------

    private static XYChart lines(Figure figure) {
        XYChart chart = new XYChartBuilder().width(figure.width()).height(figure.height()).title(figure.title())
                .xAxisTitle(figure.xLabel()).yAxisTitle(figure.yLabel()).build();
        var styler = chart.getStyler();
        style(styler);
        styler.setXAxisLogarithmic(figure.x().logarithmic()).setYAxisLogarithmic(figure.y().logarithmic());
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setSeriesColors(COLOURS).setMarkerSize(6).setChartTitleVisible(!figure.title().isEmpty())
                .setLegendVisible(figure.layers().exists(layer -> !layer.label().isEmpty()))
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(figure.layers().map(layer -> layer.label().length() + 8).sum().intValue() * 8 < figure.width()
                        ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
        styler.setPlotMargin(0);
        figure.x().range().forEach(range -> styler.setXAxisMin(range.from()).setXAxisMax(range.to()));
        Figure.Range y = figure.y().range().getOrElse(() -> VerticalRange.of(figure));
        styler.setYAxisMin(y.from()).setYAxisMax(y.to());
        styler.setYAxisLogarithmicDecadeOnly(Math.log10(y.to() / y.from()) > 2);
        for (int i = 0; i < figure.layers().size(); i++) {
            switch (figure.layers().get(i)) {
                case Layer.Line line -> series(figure, chart, i, line.label(), line.x(), line.y(), y)
                        .setMarker(SeriesMarkers.NONE).setLineStyle(LINE);
                case Layer.Points points -> series(figure, chart, i, points.label(), points.x(), points.y(), y)
                        .setMarker(SeriesMarkers.CIRCLE).setLineStyle(SeriesLines.NONE);
                case Layer.Band band -> band(figure, chart, i, band, y);
                case Layer.Cells _ -> throw new IllegalStateException("a matrix stands alone");
            }
        }
        Figure.Range x = across(figure);
        if (figure.x().logarithmic()) {
            double decades = Math.log10(x.to() / x.from());
            // lines at 2, 3, … 9 of many decades are a grey field
            styler.setXAxisLogarithmicDecadeOnly(decades > 2).setPlotGridVerticalLinesVisible(decades < 5);
        } else {
            styler.setXAxisDecimalPattern(pattern(x.from(), x.to()));
        }
        if (!figure.y().logarithmic()) {
            styler.setYAxisDecimalPattern(pattern(y.from(), y.to()));
        }
        for (int i = 0; i < figure.layers().size(); i++) {
            if (figure.layers().get(i) instanceof Layer.Line) {
                isolated(chart, i);
            }
        }
        return chart;
    }

    /** What lies far outside of the range breaks the line, so that what is drawn stays within numbers of pixels. */
    private static XYSeries series(Figure figure, XYChart chart, int i, String label, Tensor x, Tensor y, Figure.Range range) {
        double[] all = x.doubles();
        int[] shown = IntStream.range(0, all.length)
                .filter(k -> Double.isFinite(all[k]) && !(figure.x().logarithmic() && all[k] <= 0)).toArray();
        // a series has a point at least
        double[] xs = shown.length == 0 ? new double[] {1} : IntStream.of(shown).mapToDouble(k -> all[k]).toArray();
        double[] ys = shown.length == 0 ? new double[] {Double.NaN} : IntStream.of(shown).mapToDouble(y::doubleAt).toArray();
        double height = range.to() - range.from();
        for (int k = 0; k < ys.length; k++) {
            if (!(ys[k] >= range.from() - height) || !(ys[k] <= range.to() + height) || figure.y().logarithmic() && ys[k] <= 0) {
                ys[k] = Double.NaN;
            }
        }
        boolean line = figure.layers().get(i) instanceof Layer.Line;
        XYSeries series = chart.addSeries("series " + i, uneven(xs, true, figure.x().logarithmic()),
                uneven(ys, line, figure.y().logarithmic()));
        series.setLabel(label.isEmpty() ? " " : label);
        return series;
    }

    /** Along the lower line and back along the upper one, cut off a height of the picture above and below. */
    private static void band(Figure figure, XYChart chart, int i, Layer.Band band, Figure.Range range) {
        int[] shown = IntStream.range(0, band.x().shape().dim(0)).filter(k -> Double.isFinite(band.x().doubleAt(k))
                && Double.isFinite(band.low().doubleAt(k)) && Double.isFinite(band.high().doubleAt(k))
                && !(figure.x().logarithmic() && band.x().doubleAt(k) <= 0)).toArray();
        int n = shown.length;
        double height = range.to() - range.from();
        double least = figure.y().logarithmic() ? range.from() : range.from() - height;
        double[] x = new double[Math.max(1, 2 * n)];
        double[] y = new double[x.length];
        x[0] = 1;
        y[0] = Double.NaN;
        for (int k = 0; k < n; k++) {
            x[k] = band.x().doubleAt(shown[k]);
            x[2 * n - 1 - k] = x[k];
            y[k] = Math.clamp(band.low().doubleAt(shown[k]), least, range.to() + height);
            y[2 * n - 1 - k] = Math.clamp(band.high().doubleAt(shown[k]), least, range.to() + height);
        }
        XYSeries series = chart.addSeries("series " + i, x, y);
        series.setLabel(band.label().isEmpty() ? " " : band.label());
        Color colour = COLOURS[i % COLOURS.length];
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea).setMarker(SeriesMarkers.NONE)
                .setLineStyle(SeriesLines.NONE).setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 60));
    }

    /** The range of x that is asked for, or of all values. */
    private static Figure.Range across(Figure figure) {
        double[] all = figure.layers().toJavaStream().flatMapToDouble(layer -> switch (layer) {
            case Layer.Line line -> Arrays.stream(line.x().doubles());
            case Layer.Points points -> Arrays.stream(points.x().doubles());
            case Layer.Band band -> Arrays.stream(band.x().doubles());
            case Layer.Cells _ -> DoubleStream.empty();
        }).filter(v -> Double.isFinite(v) && !(figure.x().logarithmic() && v <= 0)).sorted().toArray();
        return figure.x().range().getOrElse(() -> all.length == 0 || all[0] == all[all.length - 1] ? new Figure.Range(0.5, 1)
                : new Figure.Range(all[0], all[all.length - 1]));
    }

    /** Years are no thousands: numbers of four digits have no comma. */
    private static String pattern(double least, double greatest) {
        double most = Math.max(Math.abs(least), Math.abs(greatest));
        return most >= 1000 && most < 10_000 && greatest - least >= 1 ? "0.###" : null;
    }

    /** Points of lines that have no neighbour, of which no line would show anything. */
    private static void isolated(XYChart chart, int i) {
        XYSeries line = chart.getSeries("series " + i);
        double[] x = line.getXData();
        double[] y = line.getYData();
        int[] alone = IntStream.range(0, y.length).filter(k -> !Double.isNaN(y[k])
                && (k == 0 || Double.isNaN(y[k - 1])) && (k == y.length - 1 || Double.isNaN(y[k + 1]))).toArray();
        if (alone.length > 0) {
            XYSeries points = chart.addSeries("alone " + i, IntStream.of(alone).mapToDouble(k -> x[k]).toArray(),
                    IntStream.of(alone).mapToDouble(k -> y[k]).toArray());
            points.setShowInLegend(false);
            points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(COLOURS[i % COLOURS.length]).setLineStyle(SeriesLines.NONE);
        }
    }

    /** One more, between the first two: where points are equally far apart, ticks would be at points, not at round numbers. */
    private static double[] uneven(double[] values, boolean shown, boolean logarithmic) {
        if (values.length < 2) {
            return values;
        }
        double[] more = new double[values.length + 1];
        System.arraycopy(values, 1, more, 2, values.length - 1);
        more[0] = values[0];
        more[1] = !shown ? Double.NaN : logarithmic ? values[0] * Math.cbrt(values[1] / values[0])
                : values[0] + (values[1] - values[0]) / 3;
        return more;
    }
}
