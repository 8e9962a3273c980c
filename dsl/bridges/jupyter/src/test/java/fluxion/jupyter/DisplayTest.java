package fluxion.jupyter;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.data.Images;
import fluxion.data.Table;
import fluxion.plot.Plots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What values look like. */
class DisplayTest {
    record Line(Expr slope, Expr offset) {}

    private static String as(String type, Object value) {
        return String.valueOf(Display.of(value).getData(MIMEType.parse(type)));
    }

    private static String html(Object value) {
        return as("text/html", value);
    }

    /** The texts of a table's cells. */
    private static List<String> cells(String html) {
        return List.of(html.replaceAll("<caption>.*?</caption>", "").replaceAll("<[^>]*>", " ").strip().split("\\s+"));
    }

    @Test
    void functionsAreMathematics() {
        assertThat(as("text/latex", grad(fn(x -> sin(x).times(x))))).isEqualTo("$$x \\mapsto \\sin(x) + x\\cos(x)$$");
        assertThat(as("text/plain", grad(fn(x -> sin(x).times(x))))).isEqualTo("x ↦ sin(x) + x·cos(x)");
        assertThat(as("text/latex", parse("x²"))).isEqualTo("$$x \\mapsto x^{2}$$");
        assertThat(as("text/latex", explain(grad(fn(x -> sin(x)))))).startsWith("$$\\begin{aligned}").contains("\\cos(x)");
        assertThat(as("text/latex", variable("a", f64()).sin())).isEqualTo("$$\\sin(a)$$");
    }

    @Test
    void aFunctionWhoseTypesAreNotKnownIsText() {
        DisplayData shown = Display.of(fn((Expr v) -> v.matmul(v)));
        assertThat(shown.hasDataForType(MIMEType.parse("text/latex"))).isFalse();
        assertThat(String.valueOf(shown.getData(MIMEType.TEXT_PLAIN))).isNotEmpty();
    }

    @Test
    void tensorsAreTables() {
        assertThat(cells(html(vector(1.5, -2, 3)))).containsExactly("0", "1", "2", "1.5", "-2.0", "3.0");
        assertThat(cells(html(matrix(row(1, 2), row(3, 4))))).containsExactly("0", "1", "0", "1.0", "2.0", "1", "3.0", "4.0");
        assertThat(html(eval(matrix(row(1, 2), row(3, 4)).transpose()))).contains("<caption>f64[2,2]</caption>");
        assertThat(cells(html(eval(matrix(row(1, 2), row(3, 4)).transpose())))).containsExactly("0", "1", "0", "1.0", "3.0", "1",
                "2.0", "4.0");
        assertThat(cells(html(Tensor.of(new boolean[] {true, false})))).containsExactly("0", "1", "true", "false");
        assertThat(Display.of(scalar(2)).hasDataForType(MIMEType.parse("text/html"))).isFalse();
        assertThat(html(eval(zeros(f64(0, 3))))).contains("f64[0,3]");
        assertThat(html(eval(zeros(f64(0))))).contains("f64[0]");
    }

    @Test
    void whatIsLongIsNotShownWhole() {
        assertThat(cells(html(eval(iota(i32(100), 0).reshape(50, 2))))).contains("22", "23", "…").doesNotContain("24", "99");
        assertThat(cells(html(eval(iota(i32(1000), 0))))).contains("11", "…").doesNotContain("12", "999");
        String cube = html(eval(iota(i32(40), 0).reshape(10, 2, 2)));
        assertThat(cube).contains("i32[10,2,2], at 0").contains("at 2").doesNotContain("at 3").contains("… and 7 more");
    }

    @Test
    void treesAreTheirLeavesByName() {
        assertThat(cells(html(new Line(scalar(2), vector(1, 3)))))
                .containsExactly("slope", "2.0", "offset", "0", "1", "1.0", "3.0");
        assertThat(html(Map.of("w", vector(1, 2)))).contains("[w]</th>");
        assertThat(html(List.of(scalar(1), scalar(2)))).contains("1.0").contains("2.0");
        assertThat(Display.of(List.of("a", "b")).hasDataForType(MIMEType.parse("text/html"))).isFalse();
        assertThat(Display.of(List.of()).hasDataForType(MIMEType.parse("text/html"))).isFalse();
    }

    @Test
    void textIsNoMarkup(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, "a<b,c\n1,x&y\n");
        assertThat(html(Table.read(file))).contains("a&lt;b").contains("x&amp;y").doesNotContain("a<b");
    }

    @Test
    void picturesAreDrawn() {
        assertThat(as("image/svg+xml", Plots.plot(fn(x -> sin(x)), 0, 1).title("sine"))).contains("<svg");
        assertThat(as("text/plain", Plots.plot(fn(x -> sin(x)), 0, 1).title("sine"))).isEqualTo("sine");
        byte[] png = Base64.getDecoder().decode(as("image/png", Images.picture(eval(zeros(f32(4, 5))))));
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void pagesHaveAFrameOfTheirOwn() {
        assertThat(html(Notebook.html("<b>bold</b>"))).isEqualTo("<b>bold</b>");
        assertThat(html(Notebook.html(page(explain(grad(fn(x -> sin(x)))), -1, 1)))).startsWith("<iframe").contains("&quot;");
    }

    @Test
    void outsideOfANotebookThereIsNoDisplay() {
        assertThatThrownBy(() -> Notebook.display(scalar(1))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("notebook");
    }
}
