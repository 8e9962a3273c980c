package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Line;
import fluxion.core.print.MathText;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.nn.Losses;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.explain.Explain;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Derivations: what they say, and that every line of them is an equation that holds. */
class ExplanationTest {
    private record Case(String name, FunctionBase function, Object... arguments) {}

    private static final int RANDOM = Integer.getInteger("fluxion.derivations.count", 1);

    private static Seq<Case> cases() {
        return Array.of(
                new Case("x·sin x", grad(fn(x -> x.times(sin(x))))),
                new Case("quotient", grad(fn(x -> log(x.square().plus(1)).div(exp(x))))),
                new Case("tower", grad(fn(x -> exp(sin(tanh(x.square())))))),
                new Case("second derivative", grad(grad(fn(x -> x.times(sin(x)))))),
                new Case("powers", grad(fn(x -> x.pow(3).minus(sqrt(x)).times(x.pow(x))))),
                new Case("cases", grad(fn(x -> x.gt(0.5).where(log(x), x.square())))),
                new Case("vector inside", grad(fn((Expr x, Expr w) -> sum(tanh(w.times(x))))), f64(), f64(3)),
                new Case("constant", grad(fn((Expr x, Expr y) -> sin(y))), f64(), f64()),
                new Case("least squares", grad(fn((Expr x, Expr a, Expr b) -> sum(a.matmul(x).minus(b).square()))), f64(3), f64(2, 3), f64(2)),
                new Case("quadratic form", grad(fn((Expr x, Expr a) -> x.dot(a.matmul(x)))), f64(3), f64(3, 3)),
                new Case("softmax", grad(fn((Expr z, Expr y) -> z.logsumexp().minus(z.dot(y)))), f64(3), f64(3)),
                new Case("two arguments", grad(fn((Expr x, Expr y) -> sum(sin(x).times(y)))).wrt(0, 1), f64(3), f64(3)),
                new Case("network", grad(fn((Expr w, Expr x, Expr y) -> mean(tanh(x.matmul(w)).minus(y).square()))), f64(3, 2), f64(4, 3), f64(4, 2)),
                new Case("cross entropy", grad(fn((Expr w, Expr x) -> Losses.crossEntropy(x.matmul(w), ints(0, 2)))), f64(3, 4), f64(2, 3)),
                new Case("convolution", grad(fn((Expr k, Expr x) -> sum(relu(fluxion.dsl.nn.Convolutions.conv2d(x, k))))), f64(1, 1, 2, 2), f64(1, 1, 4, 4)),
                new Case("norm", grad(fn((Expr x, Expr a) -> norm(x.minus(a)).plus(norm(x).square()))), f64(3), f64(3)),
                new Case("trace", grad(fn((Expr x, Expr a) -> trace(a.matmul(x).matmul(x)))), f64(3, 3), f64(3, 3)),
                new Case("inverse and determinant", grad(fn((Expr x, Expr b) -> b.dot(inv(x).matmul(b)).plus(logAbsDet(x)))), f64(3, 3), f64(3)),
                new Case("loop", grad(fn((Expr x) -> fori(0, 3, x, (i, y) -> y.sin().plus(y)))), f64()),
                new Case("elements", hessian(fn((Expr x) -> x.get(0).square().times(x.get(1)).plus(exp(x.get(0).times(x.get(1)))))), f64(2)),
                new Case("least squares, Hessian", hessian(fn((Expr x, Expr a, Expr b) -> sum(a.matmul(x).minus(b).square()))), f64(3), f64(2, 3), f64(2)),
                new Case("bell, Hessian", hessian(fn((Expr x) -> exp(norm(x).square().div(-2)))), f64(3)),
                new Case("number, Hessian", hessian(fn(x -> x.times(sin(x))))),
                new Case("softmax, Jacobian", jacobian(fn((Expr x) -> softmax(x))), f64(3)),
                new Case("layer, Jacobian", jacobian(fn((Expr x, Expr a) -> tanh(a.matmul(x)))).wrt(0, 1), f64(3), f64(2, 3)),
                new Case("direction, Jacobian", jacfwd(fn((Expr x) -> x.div(norm(x)))), f64(3)),
                new Case("value and gradient", valueAndGrad(fn((Expr v) -> mean(exp(v)))), f64(4)));
    }

    @TestFactory
    Stream<DynamicTest> everyLineIsAnEquationThatHolds() {
        return cases().toJavaStream().map(c -> DynamicTest.dynamicTest(c.name(), () -> {
            Explanation explanation = c.function().explanation(arguments(c));
            holds(explanation);
            Fn known = c.function().on(arguments(c));
            int value = known.results().size() - explanation.derivative().results().size();
            new NumericLines(explanation).same(c.name(), new Fn(known.params(), known.results().drop(value)), explanation.derivative());
        }));
    }

    /** Functions nobody has chosen: {@code -Dfluxion.derivations.count=N} takes more. */
    @Test
    void everyLineOfRandomFunctionsHolds() {
        for (long seed = 1; seed <= RANDOM; seed++) {
            RandomFormulas formulas = new RandomFormulas(seed);
            Fn scalar = parse("(x, a) ↦ " + formulas.scalar(3));
            Fn vector = parse("(x: f64[3], A: f64[3,3], b: f64[3]) ↦ " + formulas.ofVectors(2));
            Fn map = parse("(x: f64[3], A: f64[3,3], b: f64[3]) ↦ " + formulas.vector(2));
            Ints first = Ints.of(0);
            Array.of(Explain.gradient(scalar, first), Explain.gradient(vector, first), Explain.gradient(vector, Ints.of(0, 1)),
                    Explain.hessian(vector, first, Hessian.of(vector, first)), Explain.jacobian("jacobian", "", map, first, Jacobian.cheapest(map, first, 0)))
                    .forEach(ExplanationTest::holds);
        }
    }

    /** Each side is evaluated by itself, derivatives in it as differences of what they are derivatives of. */
    private static void holds(Explanation explanation) {
        NumericLines values = new NumericLines(explanation);
        // the lines of a level between them begin and end where these do
        Array.of(Detail.EVERY, Detail.SUMMARY).flatMap(explanation::lines)
                .forEach(line -> values.same(line.rule(), line.before(), line.after()));
    }

    @TestFactory
    Stream<DynamicTest> whatOneLineEndsWithTheNextBeginsWith() {
        return cases().toJavaStream().map(c -> DynamicTest.dynamicTest(c.name(), () -> {
            Explanation explanation = c.function().explanation(arguments(c));
            for (Detail detail : Detail.values()) {
                Seq<Line> lines = explanation.lines(detail);
                assertThat(lines).as("lines of " + c.name()).isNotEmpty();
                for (int i = 1; i < lines.size(); i++) {
                    // what is read off, and the differential that it is read off of, begin anew
                    if (!lines.get(i).isReadOff() && !lines.get(i - 1).rule().equals("hessian")) {
                        assertThat(MathText.plain(lines.get(i).before())).isEqualTo(MathText.plain(lines.get(i - 1).after()));
                    }
                }
            }
        }));
    }

    private static Object[] arguments(Case c) {
        return c.arguments().length > 0 ? c.arguments() : new Object[] {f64()};
    }

    @Test
    void theProductRuleReadsLikeABook() {
        assertThat(explain(grad(fn(x -> x.times(sin(x))))).text(Detail.RULES)).isEqualTo("""
                Derivation of x ↦ sin(x) + x·cos(x)
                from x ↦ x·sin(x)

                1. product rule: d(u·v) = du·v + u·dv [everywhere; one factor moves at a time]
                     ⟦d/dx(x·sin(x))⟧
                   = ⟦d/dx(x)·sin(x) + x·d/dx(sin(x))⟧

                2. the variable itself: d/dx(x) = 1 [everywhere]
                     ⟦d/dx(x)⟧·sin(x) + x·d/dx(sin(x))
                   = sin(x) + x·d/dx(sin(x))

                3. derivative of sin: d/dx(sin(x)) = cos(x) [everywhere]
                     sin(x) + x·⟦d/dx(sin(x))⟧
                   = sin(x) + x·⟦cos(x)⟧
                """);
    }

    @Test
    void latexIsBalancedAndMarksWhatChanges() {
        cases().map(c -> c.function().explanation(arguments(c))).forEach(explanation -> Array.of(Detail.values()).forEach(detail -> {
            String latex = explanation.latex(detail);
            assertThat(latex).startsWith("\\begin{aligned}").endsWith("\\end{aligned}").doesNotContain("⟦").doesNotContain("operatorname{d}");
            assertThat(latex.chars().filter(ch -> ch == '{').count()).as(latex).isEqualTo(latex.chars().filter(ch -> ch == '}').count());
            assertThat(latex.split("\\\\left").length).isEqualTo(latex.split("\\\\right").length);
        }));
        assertThat(explain(grad(fn(x -> x.times(sin(x))))).latex(Detail.RULES)).contains("\\boxed{\\frac{d}{dx}(x\\sin(x))}");
    }

    @Test
    void hessiansAndJacobiansAreReadOffDifferentials() {
        assertThat(explain(hessian(fn((Expr v) -> sum(sin(v).square()))), f64(3)).text(Detail.RULES)).isEqualTo("""
                Derivation of x ↦ 2·diag(cos(2·x))
                from x ↦ Σ sin(x)²

                1. hessian: forward over reverse: ∇²f = J(∇f), the Jacobian of the gradient, read off d(∇f) [everywhere]
                     ⟦∇²(Σ sin(x)²)⟧
                   = ⟦J(sin(2·x))⟧

                2. chain rule, sin: d(sin(u)) = cos(u)·du [everywhere; the outer derivative times the inner one]
                     ⟦d(sin(2·x))⟧
                   = ⟦cos(2·x) ⊙ d(2·x)⟧

                3. constant factor: d(c·u) = c·du [everywhere; a constant factor stays]
                     cos(2·x) ⊙ ⟦d(2·x)⟧
                   = cos(2·x) ⊙ ⟦2·d(x)⟧

                4. read off the Jacobian: df = J·dx for every dx says that J is this matrix [everywhere; what d(x) is multiplied with]
                     ⟦J(sin(2·x))⟧
                   = ⟦2·diag(cos(2·x))⟧
                """);
        Explanation hessian = explain(hessian(fn((Expr v) -> sum(sin(v).square()))), f64(3));
        assertThat(hessian.latex(Detail.RULES)).contains("\\nabla^{2}", "J(").doesNotContain("∇");
        assertThat(explain(jacrev(fn((Expr v) -> sin(v))), f64(3)).text(Detail.RULES)).contains("⟦J(sin(x))⟧");
        assertThat(hessian.lines(Detail.SUMMARY).map(Line::before).map(MathText::plain)).containsExactly("∇²(Σ sin(x)²)");
        Explanation batched = explain(vmap(fn((Expr v, Expr m) -> m.matmul(v))), f64(4, 3), f64(4, 2, 3));
        assertThat(batched.lines().head().rule()).isEqualTo("vmap");
    }

    @Test
    void namesGivenToADerivativeStandInEachLine() {
        assertThat(explain(grad(fn(x -> x.times(sin(x)))).named("w")).text(Detail.RULES)).isEqualTo(explain(grad(fn(x -> x.times(sin(x))).named("w"))).text(Detail.RULES))
                .contains("d/dw(w·sin(w))");
    }

    @Test
    void rulesReadAsTextbooksStateThem() {
        String quotient = explain(grad(fn(x -> log(x).div(x)))).text(Detail.RULES);
        assertThat(quotient).contains("quotient rule: d(u/v) = (du·v − u·dv)/v²", "= ⟦(d/dx(ln(x))·x − ln(x)·d/dx(x))/x²⟧", "derivative of log: d/dx(ln(x)) = 1/x [where x > 0]");
        assertThat(explain(grad(fn((Expr x, Expr a) -> norm(x.minus(a)))), f64(3), f64(3)).text(Detail.RULES)).contains("norm: d(‖u‖) = uᵀ·du/‖u‖ [where u ≠ 0");
        assertThat(explain(grad(fn(x -> pow(scalar(3), x.times(2))))).text(Detail.RULES)).contains("exponential rule: d(c^u) = c^u·ln(c)·du [where c > 0");
        assertThat(explain(grad(fn(x -> scalar(1).div(x.square().plus(1))))).text(Detail.RULES)).contains("reciprocal rule: d(c/u) = −c·du/u²", "constant summand: d(u + c) = du", "power rule: d/dx(xⁿ) = n·xⁿ⁻¹");
        assertThat(explain(grad(fn((Expr a) -> logAbsDet(a))), f64(3, 3)).text(Detail.RULES)).contains("Jacobi's formula: d(ln |det A|) = tr(A⁻¹·dA)");
        assertThat(explain(grad(fn((Expr x, Expr a) -> sum(a.matmul(x).square()))), f64(3), f64(2, 3)).text(Detail.RULES)).contains("= ⟦Σ d((y·x)²)⟧", "chain rule, power: d(u²) = 2·u·du");
        assertThat(explain(grad(fn((Expr x, Expr a) -> trace(a.matmul(x)))), f64(3, 3), f64(3, 3)).text(Detail.RULES)).contains("tr(d(y·x))");
    }

    /** Nothing is collected or cancelled in a line that says it is calculus; what is, is called algebra. */
    @Test
    void algebraIsAnnouncedAsAlgebra() {
        Seq<Line> lines = explain(grad(fn(x -> sin(x.pow(3).plus(x.times(2)))))).lines(Detail.RULES);
        assertThat(lines.takeWhile(line -> line.kind() == Line.Kind.CALCULUS).map(Line::rule)).contains("chain rule, sin", "sum rule", "power rule", "constant factor");
        assertThat(lines.last().kind()).isEqualTo(Line.Kind.ALGEBRA);
        assertThat(lines.map(Line::heading)).doesNotContain("sum/collect");
    }

    @Test
    void everyRewriteNamesARule() {
        Seq<Line> lines = explain(grad(fn(x -> x.times(sin(x))))).lines(Detail.EVERY);
        assertThat(lines.map(Line::rule)).contains("mul/one", "product rule", "derivative of sin");
        assertThat(lines.forAll(line -> !line.condition().isEmpty())).isTrue();
    }
}
