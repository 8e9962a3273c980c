package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.LetForm;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Formula;
import fluxion.core.parse.SyntaxException;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Cse;
import fluxion.transforms.Grad;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Formulas read from text: what they mean, that printing and reading are inverse, and where mistakes are. */
class ParseTest {
    private static double at(String formula, double... x) {
        return Evaluator.evaluate(parse(formula), Array.ofAll(x).map(Tensor::of)).get(0).toDouble();
    }

    @Test
    void typesMayBeKnownFromElsewhere() {
        var types = io.vavr.collection.LinkedHashMap.of("A", f64(2, 3), "x", f64(3), "unused", f64(7));
        Fn fn = Formula.fn("A·x + c", types);
        assertThat(fn.parameterTypes()).containsExactly(f64(2, 3), f64(3), f64());
        assertThat(Formula.fn("x ↦ xᵀ·x", types).parameterTypes()).containsExactly(f64(3));
        assertThat(Formula.fn("x: f64[5] ↦ xᵀ·x", types).parameterTypes()).containsExactly(f64(5));
    }

    @Test
    void formulasMeanWhatTheySay() {
        assertThat(at("x·sin(x)", 2)).isEqualTo(2 * Math.sin(2));
        assertThat(at("-x^2 + 3", 2)).isEqualTo(-1);
        assertThat(at("2·x³ − x⁻¹", 2)).isEqualTo(15.5);
        assertThat(at("x - y - 1", 5, 2)).isEqualTo(2);
        assertThat(at("a/b*c", 6, 3, 5)).isEqualTo(10);
        assertThat(at("|x| + √(y) + ∛8", -3, 4)).isEqualTo(7);
        assertThat(at("{x if x > 0; −x otherwise}", -3)).isEqualTo(3);
        assertThat(at("[x > 1]", 2)).isEqualTo(1);
        assertThat(at("x mod 3", 8)).isEqualTo(2);
        assertThat(at("2^3^2")).isEqualTo(512);
        assertThat(at("max(x, y)^2", 2, 3)).isEqualTo(9);
        assertThat(at("σ(0·x) + exp(0) + ln(1)", 1)).isEqualTo(1.5);
        assertThat(at("t² + 1 where t = sin(x)", 0)).isEqualTo(1);
        assertThat(at("1e3·x + .5", 1)).isEqualTo(1000.5);
    }

    @Test
    void matricesAndVectorsMultiplyAsOnPaper() {
        Tensor a = matrix(row(1, 2, 3), row(4, 5, 6));
        Fn squares = parse("(x: f64[3], A: f64[2,3], b: f64[2]) ↦ ‖A·x − b‖²");
        assertThat(Evaluator.evaluate(squares, Array.of(vector(1, 1, 1), a, vector(5, 11))).get(0).toDouble()).isCloseTo(17, within(1e-12));
        Fn ascii = parse("(x: f64[3], A: f64[2,3], b: f64[2]) -> norm(A@x - b)^2");
        assertThat(MathText.of(ascii)).isEqualTo(MathText.of(squares));
        assertThat(eval(parse("xᵀ·y", Map.of("x", vector(1, 2), "y", vector(3, 4)))).toDouble()).isEqualTo(11);
        assertThat(eval(parse("x·yᵀ", Map.of("x", vector(1, 2), "y", vector(3, 4)))).doubles()).containsExactly(3, 4, 6, 8);
        assertThat(eval(parse("x ⊙ y", Map.of("x", vector(1, 2), "y", vector(3, 4)))).doubles()).containsExactly(3, 8);
        assertThat(eval(parse("2·Aᵀ·(A·x − y)", Map.of("A", a, "x", vector(1, 0, 0), "y", vector(0, 4)))).doubles()).containsExactly(2, 4, 6);
        assertThat(eval(parse("sum(A, axis 1) + A[:, 0]", Map.of("A", a))).doubles()).containsExactly(7, 19);
        assertThat(eval(parse("A[1, 0:2]", Map.of("A", a))).doubles()).containsExactly(4, 5);
    }

    @Test
    void functionsInTheTextAreCalled() {
        assertThat(at("(x) ↦ f(f(x)) + 1 where f = u ↦ u² − 1", 3)).isEqualTo(64);
        assertThat(at("(x) ↦ f(x).0·f(x).1 where f = u ↦ ((t, t + u) where t = 2·u)", 3)).isEqualTo(54);
        assertThat(at("(x) ↦ scan((c, e) ↦ (c·e, c), x, [2, 3, 4]; length=3, carries=1).0", 5)).isEqualTo(120);
        assertThat(at("(x) ↦ while(s ↦ s < 100, s ↦ 2·s, x)", 3)).isEqualTo(192);
        assertThat(at("(x) ↦ cond(u ↦ −u, u ↦ u², x > 0, x)", -3)).isEqualTo(3);
        Fn halved = Grad.of(parse("(x) ↦ f(x) where f = u ↦ u with pullback (u, y, ct) ↦ ct/2"), Ints.of(0));
        assertThat(Evaluator.evaluate(halved, Array.of(scalar(1.0))).get(0).toDouble()).isEqualTo(0.5);
    }

    @Test
    void formulasComposeWithFunctions() {
        var f = fn(x -> parse("x·sin(x)", Map.of("x", x)));
        assertThat(grad(f).toString()).isEqualTo(grad(fn(x -> x.times(sin(x)))).toString());
        Var x = variable("x", f64(3));
        Fn g = parse("Σ exp(x)", x);
        assertThat(g.params()).containsExactly(x);
    }

    private static void refused(String formula, int position, String message) {
        SyntaxException e = catchThrowableOfType(SyntaxException.class, () -> parse(formula));
        assertThat(e).as(formula).isNotNull();
        assertThat(e.getMessage()).contains(message);
        assertThat(e.position()).as(e.getMessage()).isEqualTo(position);
    }

    @Test
    void mistakesArePointedAt() {
        assertThatThrownBy(() -> parse("x + )·2")).isInstanceOf(SyntaxException.class).hasMessage("""
                parse: line 1, column 5: expected a number, a name or an opening parenthesis; found ")"
                  x + )·2
                      ^""");
        refused("", 0, "found the end");
        refused("x +", 3, "found the end");
        refused("(x", 2, "expected \")\"");
        refused("|x + 1", 6, "expected \"|\"");
        refused("x 2", 2, "expected an operator");
        refused("x factor", 2, "expected an operator");
        refused("sin(x", 5, "expected \")\"");
        refused("unheard(x)", 0, "expected one of the functions");
        refused("sinn(x)", 0, "there is no function \"sinn\". Did you mean sin?");
        refused("x + lgo(x)", 4, "there is no function \"lgo\". Did you mean log?");
        refused("(alpha) ↦ 2·alhpa", 12, "found \"alhpa\". Did you mean alpha?");
        refused("rate factor", 5, "A product is written with · or *");
        refused("sin(x, y)", 0, "takes 1 argument; got 2");
        refused("(x) ↦ x·y", 8, "expected one of the names [x]");
        refused("(x: g64) ↦ x", 4, "expected one of f64");
        refused("(x, x) ↦ x", 4, "distinct");
        refused("(A: f64[2,3], x: f64[2]) ↦ A·x", 28, "the inner sizes must agree");
        refused("(x: f64[3]) ↦ x[5]", 16, "must lie within the axis");
        refused("x + #", 4, "found \"#\"");
        refused("{x if x > 0}", 11, "expected \";\"");
        refused("x\n + y·\n/ 2", 8, "line 3, column 1");
        refused("(".repeat(100_000), 150, "nested");
        refused("-".repeat(100_000), 150, "nested");
        refused("x⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹", 1, "whole number");
        refused("\"x", 0, "quotation");
        refused("(A: f64[2,3]) ↦ (Aᵢⱼ·δₖₗ)ᵢⱼₖₗ", 21, "nothing says how long ₖ is");
        refused("(A: f64[2,2]) ↦ eigh(A).2", 23, "there are 2 results, .0 to .1");
        refused("(A: f64[2,2]) ↦ 2·eigh(A)", 17, "one result is needed here; got 2");
        refused("(x) ↦ x + f64[3,4]", 10, "put a name in its place");
        refused("(x) ↦ f(x) where f = u ↦ u + v", 29, "expected one of the names [u]");
        refused("(x) ↦ f(x, x) where f = u ↦ u", 26, "has 1 parameters; it is called with 2");
        refused("(x) ↦ f(x) where f = u ↦ u with speed 3", 6, "the rules of a function are");
        refused("(x) ↦ scan(u ↦ u, x)", 6, "the parameter carries=… is missing");
        refused("(x: f64[3]) ↦ pad(x, 0; low=[1])", 14, "the parameter high=… is missing");
    }

    @Test
    void anyTextIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(11);
        String alphabet = "xyA·+−*/^()[]{}|‖√Σᵀ²₁ 1.5e,;:=<≤↦∧¬sincos if where\n\"⟨⟩@#";
        for (int i = 0; i < 3000; i++) {
            String text = random.ints(random.nextInt(30), 0, alphabet.length()).mapToObj(k -> alphabet.substring(k, k + 1)).reduce("", String::concat);
            try {
                parse(text);
            } catch (SyntaxException refused) {
                assertThat(refused.getMessage()).startsWith("parse: line ");
            }
        }
    }

    // ---- printing and reading ---------------------------------------------------------------------------------------

    private static Expr random(SplittableRandom random, Seq<Var> vars, int steps) {
        List<Expr> pool = new ArrayList<>(vars.asJava());
        for (int i = 0; i < steps; i++) {
            Expr x = pool.get(random.nextInt(3) == 0 ? random.nextInt(pool.size()) : Math.max(0, pool.size() - 1 - random.nextInt(4)));
            List<Expr> same = pool.stream().filter(e -> e.shape().equals(x.shape())).toList();
            Expr y = same.get(random.nextInt(same.size()));
            Expr next = switch (random.nextInt(22)) {
                case 0, 1 -> x.plus(y);
                case 2 -> x.minus(y);
                case 3, 4 -> x.times(y);
                case 5 -> x.div(y);
                case 6 -> x.neg();
                case 7 -> x.pow(random.nextInt(2, 5));
                case 8 -> x.sin();
                case 9 -> x.tanh().exp();
                case 10 -> x.abs().sqrt();
                case 11 -> x.times(random.nextInt(2, 7));
                case 12 -> x.plus(random.nextInt(2, 7));
                case 13 -> x.gt(y).where(x, y);
                case 14 -> x.maximum(y);
                case 15 -> x.sigmoid();
                case 16 -> x.rank() > 0 ? x.sum() : x.cos();
                case 17 -> x.rank() == 2 ? x.t() : x.log();
                case 18 -> x.rank() == 2 ? x.matmul(same.get(random.nextInt(same.size()))) : x.rank() == 1 ? vars.get(3).matmul(x) : x.square();
                case 19 -> x.rank() == 1 ? x.dot(y) : x.cbrt();
                case 20 -> x.rank() == 1 ? x.outer(y) : x.floor();
                default -> x.rank() == 2 ? x.sum(random.nextInt(2)) : x.relu();
            };
            pool.add(next);
        }
        return pool.getLast();
    }

    @TestFactory
    Stream<DynamicTest> printingAndReadingAreInverse() {
        Seq<Var> vars = Array.of(new Var("s", f64()), new Var("u", f64(3)), new Var("v", f64(3)), new Var("A", f64(3, 3)), new Var("B", f64(3, 3)));
        SplittableRandom numbers = new SplittableRandom(5);
        Seq<Tensor> values = vars.map(v -> Tensor.of(v.shape(), numbers.doubles(v.shape().size(), 0.3, 1.2).toArray()));
        return IntStream.range(0, 400).mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
            SplittableRandom random = new SplittableRandom(seed);
            Fn written = Fn.of(vars, Array.of(random(random, vars, 1 + random.nextInt(8))));
            String text = MathText.of(written);
            Fn read = parse(text, vars.get(0), vars.drop(1).toJavaArray(Var[]::new));
            Tensor expected = Evaluator.evaluate(written, values).get(0);
            Tensor found = Evaluator.evaluate(read, values).get(0);
            assertThat(found.type()).as(text).isEqualTo(expected.type());
            for (int i = 0; i < expected.doubles().length; i++) {
                double e = expected.doubles()[i];
                if (Double.isNaN(e)) {
                    assertThat(found.doubles()[i]).as(text).isNaN();
                    continue;
                }
                assertThat(found.doubles()[i]).as(text).isCloseTo(e, within(1e-9 * Math.max(1, Math.abs(e))));
            }
            String again = MathText.of(read);
            Fn reread = parse(again, vars.get(0), vars.drop(1).toJavaArray(Var[]::new));
            assertThat(LetForm.of(Cse.of(reread))).as(text + "\n" + again).isEqualTo(LetForm.of(Cse.of(read)));
        }));
    }
}
