package fluxion.tests.print;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.print.Graphviz;
import fluxion.core.print.MathMl;
import fluxion.core.print.Svg;
import fluxion.core.print.Tree;
import io.vavr.collection.Array;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** MathML, Graphviz' DOT, SVG and trees: well formed, complete, and as they should read. */
class DrawingsTest {
    private static final Fn LEAST_SQUARES = grad(fn((Expr w, Expr x, Expr y) -> sum(x.matmul(w).minus(y).square())).named("w", "X", "y"))
            .on(f64(4), f64(7, 4), f64(7));

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void mathml() throws Exception {
        String text = MathMl.of(LEAST_SQUARES);
        assertThat(xml(text).getDocumentElement().getTagName()).isEqualTo("math");
        assertThat(text).contains("<msup><mi>X</mi><mo>⊤</mo></msup>").contains("<mo>↦</mo>").contains("<mn>2</mn>");
        assertThat(xml(text).getDocumentElement().getTextContent()).isEqualTo("(w,X,y)↦2·X⊤·(X·w−y)");
    }

    @Test
    void mathmlOfEverything() throws Exception {
        for (Fn fn : Array.of(
                fn(x -> x.gt(0).where(sqrt(x), x.neg().exp())).on(f64()),
                fn((Expr x) -> sum(x.div(x.square().plus(1)), 0)).on(f64(3, 4)),
                fn((Expr x) -> x.abs().lt(1).and(x.ge(0))).on(f64(3)),
                fn((Expr x) -> einsum("ibj,ibk->bjk", x, x)).on(f64(3, 4, 5)),
                hessian(fn((Expr x) -> x.square().sum().sqrt())).on(f64(3)),
                grad(fn(x -> tanh(x).times(tanh(x).plus(exp(x))).times(log(x.plus(1))).div(cbrt(x)))).on(f64()))) {
            assertThat(xml(MathMl.of(fn)).getDocumentElement().getTagName()).as(fn.toString()).isEqualTo("math");
        }
    }

    @Test
    void trees() {
        assertThat(Tree.of(LEAST_SQUARES)).isEqualTo("""
                mul 2, · f64[4]
                └─ dot [contract=[0]×[0]] f64[4]
                   ├─ X f64[7,4]
                   └─ sub f64[7]
                      ├─ dot f64[7]
                      │  ├─ X f64[7,4]
                      │  └─ w f64[4]
                      └─ y f64[7]""");
        assertThat(Tree.of(fn(x -> sin(x).times(sin(x).plus(1))).on(f64()))).contains("sin f64[]");
    }

    @Test
    void graphs() {
        assertThat(Graphviz.of(LEAST_SQUARES)).startsWith("digraph {").endsWith("}\n")
                .contains("n1 [label=\"X\\nf64[7,4]\", shape=ellipse").contains("n1 -> n3;").contains("[label=\"result\"");
    }

    @Test
    void drawings() throws Exception {
        Document svg = xml(Svg.of(LEAST_SQUARES));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(7);
        // each arrow has a line and a head
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(14);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("(w, X, y) ↦ 2·Xᵀ·(X·w − y)");
    }

    /** The arrows of x − y arrive from the left in the order of the operands, whichever parameter stands where. */
    @Test
    void operandsArriveInTheirOrder() throws Exception {
        for (Fn fn : Array.of(fn((x, y) -> x.minus(y)).on(f64(), f64()), fn((x, y) -> y.minus(x)).on(f64(), f64()))) {
            var paths = xml(Svg.of(fn)).getElementsByTagName("path");
            double[] ends = new double[2];
            for (int k = 0; k < 2; k++) {
                String[] numbers = paths.item(2 * k).getAttributes().getNamedItem("d").getNodeValue().split("[MCV ]+");
                ends[k] = Double.parseDouble(numbers[numbers.length - 2]);
            }
            assertThat(ends[0]).isLessThan(ends[1]);
        }
        assertThat(Graphviz.of(fn((x, y) -> y.minus(x)).on(f64(), f64()))).contains("ordering=in", "n1 -> n2;\n  n0 -> n2;");
    }

    @Test
    void deepFunctionsAreDrawn() throws Exception {
        Fn deep = fn(x -> Array.range(0, 300).foldLeft(x, (y, i) -> sin(y).plus(x))).on(f64());
        assertThat(xml(Svg.of(deep)).getElementsByTagName("rect").getLength()).isEqualTo(601);
        assertThat(Tree.of(deep).lines()).hasSize(901);
    }
}
