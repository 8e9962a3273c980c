package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Scan;
import fluxion.core.parse.Formula;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.StringReader;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.xml.sax.InputSource;

/** Long output, in lines: how it looks as text, that it is read, and that LaTeX and MathML are what programs show. */
class LongOutputTest {
    private static final int NARROW = 40;

    private static Var real(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private static Fn fn(Expr... results) {
        return Fn.of(Graph.variables(Array.of(results)), Array.of(results));
    }

    private static final Var X = real("x");
    private static final Var Y = real("y");
    private static final Var U = real("u", 3);
    private static final Var V = real("weight", 3);
    private static final Var A = real("A", 3, 3);
    private static final Var B = real("B", 3, 3);

    /** A long one of each kind of notation. */
    private static Map<String, Fn> functions() {
        Expr sum = X.sin().plus(Y.cos()).plus(X.tanh()).plus(X.times(Y).exp()).plus(Y.sigmoid());
        Expr other = X.square().plus(Y.square()).plus(X.times(Y).sin()).plus(X.minus(Y).square()).plus(3);
        Expr vector = U.square().plus(V).plus(A.matmul(U)).plus(B.matmul(V)).plus(A.matmul(U.plus(V)));
        Seq<Var> many = Array.range(0, 30).map(i -> real("w" + i));
        return LinkedHashMap.ofEntries(
                Tuple.of("sum", fn(sum.plus(other).minus(X.log()).minus(Y.sqrt().times(2)))),
                Tuple.of("product", fn(X.sin().times(Y.cos()).times(X.plus(Y).tanh()).times(X.minus(Y).exp()).times(X.square().plus(1).log()).times(Y.sigmoid()))),
                Tuple.of("matrices", fn(A.matmul(B).matmul(A.plus(B)).matmul(B.t()).matmul(A.matmul(B).plus(B)).matmul(A.minus(B.matmul(A))).matmul(U))),
                Tuple.of("elementwise", fn(U.sin().times(V.cos()).times(U.plus(V)).times(A.matmul(U.minus(V))).times(B.matmul(U.times(V)).exp()))),
                Tuple.of("quotient", fn(sum.div(other))),
                Tuple.of("chain of functions", fn(sum.tanh().sin().exp().maximum(other.sqrt().cos()))),
                Tuple.of("power", fn(sum.pow(3).plus(sum.pow(Y)))),
                Tuple.of("root", fn(sum.times(other).sqrt(), sum.times(other).cbrt())),
                Tuple.of("positions", fn(vector.get(2))),
                Tuple.of("transposed", fn(A.matmul(B).plus(B.matmul(A)).plus(A.sin()).plus(B.cos()).plus(A.times(B)).t())),
                Tuple.of("sums of all", fn(U.times(V).sin().sum().plus(U.plus(V).exp().div(V.sum()).sum()).square(), vector.times(U).sum(), vector.prod())),
                Tuple.of("brackets", fn(sum.times(other).abs(), sum.div(other).floor(), sum.minus(other).ceil())),
                Tuple.of("cases", fn(X.gt(Y.plus(1)).where(sum, X.lt(Y.minus(1)).and(Y.gt(0)).where(other.plus(Y), sum.minus(other))))),
                Tuple.of("logic", fn(X.gt(Y.plus(1)).and(X.lt(Y.minus(1))).and(Y.gt(0)).or(X.sin().gt(Y)).or(X.cos().lt(Y.sin())).or(sum.ge(other)).not())),
                Tuple.of("remainder", fn(sum.remainder(other))),
                Tuple.of("parameters and results", fn(many.map(w -> (Expr) w.square().times(many.get(3))).toJavaArray(Expr[]::new))),
                Tuple.of("steps", fn(many.map(w -> (Expr) w.sin().times(X)).reduce(Expr::plus).square())),
                Tuple.of("functions in the text", scan()));
    }

    private static Fn scan() {
        Var c = real("c");
        Var e = real("e");
        Expr next = c.sin().times(e).plus(e.cos().times(c)).plus(c.square()).plus(e.square()).minus(c.times(e).tanh());
        Expr wave = next.times(next.cos()).plus(c);
        Scan scan = new Scan(Fn.of(Array.of(c, e), Array.of(wave, next)), 3, 0, 1, false);
        return fn(fluxion.core.Apply.of(scan, Array.of(X, U)).results().toJavaArray(Expr[]::new));
    }

    @TestFactory
    Stream<DynamicTest> linesAreNarrowAndRead() {
        return functions().toJavaStream().map(named -> dynamicTest(named._1, () -> {
            Fn f = named._2;
            String flat = MathText.of(f, 100_000);
            String text = MathText.of(f, NARROW);
            assertThat(text.lines().count()).as(text).isGreaterThan(flat.lines().count());
            assertThat(text.lines()).allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(NARROW));
            assertThat(MathText.of(Formula.fn(text, f.params()), 100_000)).as(text).isEqualTo(flat);
            RoundTrip.check(f);
        }));
    }

    @TestFactory
    Stream<DynamicTest> latexIsSet() {
        return functions().toJavaStream().flatMap(named -> Stream.of(NARROW, 100, 100_000).map(width -> dynamicTest(named._1 + " in " + width, () -> {
            String latex = Latex.of(named._2, width);
            assertThatCode(() -> new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20)).as(latex).doesNotThrowAnyException();
            long opening = latex.split("\\\\begin", -1).length;
            assertThat(latex.split("\\\\end", -1).length).isEqualTo((int) opening);
        })));
    }

    /** Lines of LaTeX get shorter with the width, in about the measure of the text. */
    @Test
    void latexGetsNarrower() {
        Fn sum = functions().apply("sum");
        double wide = new TeXFormula(Latex.of(sum, 100_000)).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20).getTrueIconWidth();
        double narrow = new TeXFormula(Latex.of(sum, NARROW)).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20).getTrueIconWidth();
        assertThat(narrow).isLessThan(0.6 * wide);
    }

    @TestFactory
    Stream<DynamicTest> mathMlIsWellFormed() {
        return functions().toJavaStream().map(named -> dynamicTest(named._1, () -> {
            String math = MathMl.of(named._2, NARROW);
            var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(math.replace("&#8289;", ""))));
            assertThat(document.getElementsByTagName("mtr").getLength()).as(math).isGreaterThan(1);
        }));
    }

    /** What it looks like: operators lead lines, those inside are further in. */
    @Test
    void golden() {
        assertThat(MathText.of(functions().apply("quotient"), 60)).isEqualTo("""
                (x, y) ↦ (sin(x) + cos(y) + tanh(x) + exp(x·y) + σ(y))
                           / (x² + y² + sin(x·y) + (x − y)² + 3)""");
        assertThat(MathText.of(functions().apply("chain of functions"), 60)).isEqualTo("""
                (x, y) ↦ max(exp(sin(tanh(sin(x) + cos(y) + tanh(x)
                                   + exp(x·y) + σ(y)))),
                           cos(√(x² + y² + sin(x·y) + (x − y)² + 3)))""");
        assertThat(MathText.of(functions().apply("cases"), 60)).isEqualTo("""
                (x, y) ↦ {t if x > y + 1;
                           u + y if x < y − 1 ∧ y > 0;
                           t − u otherwise}
                  where t = sin(x) + cos(y) + tanh(x) + exp(x·y) + σ(y)
                        u = x² + y² + sin(x·y) + (x − y)² + 3""");
        assertThat(MathText.of(functions().apply("functions in the text"), 60)).isEqualTo("""
                (x, u) ↦ (scan(step, x, u; length=3, carries=1).0,
                           scan(step, x, u; length=3, carries=1).1)
                  where step = (c, e) ↦ ((t·cos(t) + c, t)
                                 where t = sin(c)·e + cos(e)·c + c² + e²
                                             − tanh(c·e))""");
        assertThat(Latex.of(functions().apply("sum"), 60)).isEqualTo("""
                \\begin{aligned}
                (x, y) &\\mapsto \\sin(x) + \\cos(y) + \\tanh(x) + e^{x y} + \\sigma(y) + x^{2} \\\\
                & \\quad {} + y^{2} + \\sin(x y) + (x - y)^{2} + 3 - \\ln(x) - 2\\sqrt{y}
                \\end{aligned}""");
    }
}
