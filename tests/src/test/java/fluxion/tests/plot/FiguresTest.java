package fluxion.tests.plot;

import static fluxion.dsl.Fluxion.eye;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.linspace;
import static fluxion.dsl.Fluxion.sin;
import static fluxion.dsl.Fluxion.tan;
import static fluxion.dsl.Fluxion.tensor;
import static fluxion.dsl.Fluxion.vector;
import static fluxion.dsl.Fluxion.zeros;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.heatmap;
import static fluxion.plot.Plots.plot;
import static fluxion.plot.Plots.scatter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.dsl.Sparsity;
import fluxion.plot.Figure;
import fluxion.plot.Layer;
import fluxion.plot.Plots;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What figures show: which values, which labels, which colours where. */
class FiguresTest {
    private static final int WHITE = 0xffffff;

    @Test
    void functionsAreLabelledWithTheirMathematics() {
        Figure figure = plot(fn(x -> sin(x).times(x)), -6, 6, 2);
        assertThat(figure.layers().map(Layer::label)).containsExactly("f(x) = sin(x)·x", "f′(x) = sin(x) + x·cos(x)",
                "f″(x) = 2·cos(x) − x·sin(x)");
        Layer.Line second = (Layer.Line) figure.layers().get(2);
        double x = second.x().doubleAt(7);
        assertThat(second.y().doubleAt(7)).isCloseTo(2 * Math.cos(x) - x * Math.sin(x), offset(1e-12));
        assertThat(second.x().doubleAt(0)).isEqualTo(-6);
        assertThat(second.x().doubleAt(-1)).isEqualTo(6);
        assertThat(figure.xLabel()).isEqualTo("x");
        assertThat(plot(0, 1, fn((Expr t) -> t.tanh()), fn((Expr t) -> t.exp())).layers().map(Layer::label))
                .containsExactly("tanh(x)", "exp(x)");
    }

    @Test
    void picturesAreLightAndShowEveryLine() {
        BufferedImage image = plot(fn(x -> sin(x)), -3, 3, 1).image();
        assertThat(image.getRGB(2, 2) & WHITE).isEqualTo(WHITE);
        assertThat(share(image, WHITE)).isGreaterThan(0.9);
        assertThat(share(image, 0x0072b2)).as("f").isGreaterThan(0.001);
        assertThat(share(image, 0xd55e00)).as("f′").isGreaterThan(0.001);
    }

    @Test
    void aPoleFlattensNothing() {
        Figure figure = plot(fn(x -> tan(x)), -6, 6);
        BufferedImage image = figure.image();
        assertThat(share(image, 0x0072b2)).isGreaterThan(0.002);
        // the middle branch crosses a quarter of the height between −1 and 1
        assertThat(curve("y", vector(1, Double.NaN, 2, Double.POSITIVE_INFINITY, 3)).image()).isNotNull();
        assertThat(curve("y", vector(Double.NaN, Double.NaN)).image()).isNotNull();
        assertThat(curve("y", vector(5)).image()).isNotNull();
        assertThat(curve("y", vector(5, 5, 5)).logY().image()).isNotNull();
        assertThat(curve("y", vector(1e-300, 1e300)).image()).isNotNull();
        assertThat(curve("y", vector(-1, 0, 1)).logY().image()).isNotNull();
        assertThat(scatter("y", vector(-1, 0, 1), vector(1, 2, 3)).logX().image()).isNotNull();
    }

    @Test
    void matricesStandAsTheyAreWritten() {
        BufferedImage image = Plots.sparsity(tensor(f64(2, 2), 0, 5, 0, 0)).image();
        int x = image.getWidth() / 2;
        int y = image.getHeight() / 2;
        assertThat(image.getRGB(x + 200, y - 200) & WHITE).as("the first row, second column").isEqualTo(0x08306b);
        assertThat(image.getRGB(x - 200, y - 200) & WHITE).isEqualTo(WHITE);
        assertThat(image.getRGB(x + 200, y + 200) & WHITE).isEqualTo(WHITE);
        BufferedImage signs = heatmap(tensor(f64(1, 2), -1, 1)).image();
        assertThat(share(signs, 0x2166ac)).as("blue below zero").isGreaterThan(0.05);
        assertThat(share(signs, 0xb2182b)).as("red above zero").isGreaterThan(0.05);
        Sparsity tridiagonal = fluxion.dsl.Fluxion.sparsity(fn((Expr v) -> v.slice(0, 1, 9).times(v.slice(0, 0, 8)))
                .on(f64(9)));
        assertThat(share(Plots.sparsity(tridiagonal).image(), 0x08306b)).isGreaterThan(0.05);
        assertThat(heatmap(zeros(f64(700, 3))).image()).isNotNull();
        assertThat(heatmap(eye(300)).image()).isNotNull();
    }

    @Test
    void figuresAreSavedAndLaidOver(@TempDir Path directory) throws Exception {
        Expr x = linspace(0, 1, 50);
        Figure figure = scatter("data", x, x.square()).and(curve("fit", x, x)).title("A <title> & more").xLabel("x").yLabel("y");
        assertThat(figure.layers()).hasSize(2);
        figure.save(directory.resolve("f.png")).save(directory.resolve("f.svg"));
        BufferedImage png = ImageIO.read(directory.resolve("f.png").toFile());
        assertThat(png.getWidth()).isEqualTo(2 * figure.width());
        String svg = Files.readString(directory.resolve("f.svg"));
        assertThat(svg).isEqualTo(figure.svg());
        DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.replaceAll("<!DOCTYPE[^>]*>", "").getBytes(StandardCharsets.UTF_8)));
        String line = curve("a", linspace(0, 1, 400)).svg();
        assertThat(line).contains("<polyline");
        assertThat(line.length()).as("one line, not 400").isLessThan(60_000);
        assertThat(curve("loss", List.of(3, 2, 1)).layers().head()).isEqualTo(curve("loss", vector(3, 2, 1)).layers().head());
    }

    @Test
    void aLineIsStraightOnALogarithmicAxis() {
        BufferedImage image = curve("", vector(0, 1), vector(1000, 1)).logY().yRange(1, 1000).image();
        List<int[]> line = new ArrayList<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (image.getRGB(x, y) == 0xff0072b2) {
                    line.add(new int[] {x, y});
                }
            }
        }
        int[] first = line.getFirst();
        int[] last = line.getLast();
        assertThat(last[0] - first[0]).isGreaterThan(500);
        assertThat(line).allSatisfy(at -> assertThat(at[1] - first[1]).isCloseTo(
                (int) ((at[0] - first[0]) * (double) (last[1] - first[1]) / (last[0] - first[0])), within(6)));
    }

    @Test
    void bandsAreLight() {
        String svg = Plots.band("between", vector(1900, 1950, 2000), vector(1, 2, 1), vector(3, 4, 3)).svg();
        assertThat(svg).contains("fill:rgb(0,114,178);fill-opacity:0.24");
        assertThatThrownBy(() -> Plots.band("", vector(1, 2), vector(1, 2), vector(1))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("band: x and y must be vectors of one length");
    }

    @Test
    void pointsWithoutNeighboursShow() {
        assertThat(blue(curve("", vector(1, Double.NaN, 3)).image())).isPositive();
        assertThat(blue(curve("", vector(1, -1, 3)).logY().image())).isPositive();
    }

    private static long blue(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == 0xff0072b2).count();
    }

    @Test
    void mistakesAreNamed(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> plot(fn(x -> x.sum()), 1, 1)).isInstanceOf(FluxionException.class)
                .hasMessage("figure: a range must go from a number to a greater one; got 1.0 to 1.0");
        assertThatThrownBy(() -> plot(fn((Expr x) -> fluxion.dsl.Fluxion.stack(0, x, x)), 0, 1))
                .isInstanceOf(FluxionException.class)
                .hasMessage("plot: the function must give a number for a number; it gave f64[2]");
        assertThatThrownBy(() -> plot(fn(x -> x), 0, 1, 10)).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> scatter("a", vector(1, 2), vector(1))).isInstanceOf(ShapeException.class)
                .hasMessage("scatter: x and y must be vectors of one length, not empty; got f64[2] and f64[1]");
        assertThatThrownBy(() -> heatmap(vector(1))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> heatmap(eye(2)).and(heatmap(eye(2)))).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> curve("a", vector(1)).save(directory.resolve("f.gif"))).isInstanceOf(FluxionException.class)
                .hasMessage("save: the file's name must end in .svg or .png; got f.gif");
        assertThatThrownBy(() -> curve("a", vector(1)).xRange(0, 1).logX().image()).isInstanceOf(FluxionException.class);
        if (java.awt.GraphicsEnvironment.isHeadless()) {
            assertThatThrownBy(() -> curve("a", vector(1)).show()).isInstanceOf(FluxionException.class)
                    .hasMessageContaining("there must be a display");
        }
    }

    private static double share(BufferedImage image, int colour) {
        int n = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                n += (image.getRGB(x, y) & WHITE) == colour ? 1 : 0;
            }
        }
        return (double) n / (image.getWidth() * image.getHeight());
    }
}
