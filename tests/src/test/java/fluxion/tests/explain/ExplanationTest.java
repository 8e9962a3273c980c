package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.explain.Explanation.Detail;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Line;
import fluxion.core.op.Call;
import fluxion.core.print.MathText;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.nn.Losses;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Jvp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Derivations: what they say, and that every line of them is an equation that holds. */
class ExplanationTest {
    private record Case(String name, FunctionBase function, Object... arguments) {}

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
                new Case("value and gradient", valueAndGrad(fn((Expr v) -> mean(exp(v)))), f64(4)));
    }

    @TestFactory
    Stream<DynamicTest> everyLineIsAnEquationThatHolds() {
        return cases().toJavaStream().flatMap(c -> Stream.of(Detail.values()).map(detail -> DynamicTest.dynamicTest(c.name() + ", " + detail, () -> {
            Explanation explanation = c.function().explanation(arguments(c));
            Seq<Line> lines = explanation.lines(detail);
            SplittableRandom random = new SplittableRandom(3);
            Seq<Tensor> at = explanation.function().params().map(p -> number(p.type(), random));
            Map<Var, Tensor> directions = new IdentityHashMap<>();
            explanation.function().params().forEach(p -> directions.put(p, p.shape().isScalar() ? Tensor.of(1.0) : number(p.type(), random)));
            for (Line line : lines) {
                Seq<Tensor> before = value(line.before(), at, directions);
                Seq<Tensor> after = value(line.after(), at, directions);
                if (before.map(t -> t.type()).equals(after.map(t -> t.type())) && !line.statement().contains("read off")) {
                    for (int i = 0; i < before.size(); i++) {
                        assertThat(after.get(i).doubles()).as(line.rule() + ": " + MathText.of(line.before()) + " = " + MathText.of(line.after()))
                                .containsExactly(before.get(i).doubles(), within(1e-9));
                    }
                } else {
                    assertThat(line.rule() + line.statement()).containsAnyOf("read off the gradient", "differentiate");
                }
            }
            Fn goal = explanation.derivative();
            Fn known = c.function().on(arguments(c));
            int value = known.results().size() - goal.results().size();
            assertThat(value(goal, at, directions).map(Tensor::toString)).isEqualTo(value(new Fn(known.params(), known.results().drop(value)), at, directions).map(Tensor::toString));
        })));
    }

    @TestFactory
    Stream<DynamicTest> whatOneLineEndsWithTheNextBeginsWith() {
        return cases().toJavaStream().flatMap(c -> Stream.of(Detail.values()).map(detail -> DynamicTest.dynamicTest(c.name() + ", " + detail, () -> {
            Seq<Line> lines = c.function().explanation(arguments(c)).lines(detail);
            assertThat(lines).as("lines of " + c.name()).isNotEmpty();
            for (int i = 1; i < lines.size(); i++) {
                assertThat(body(lines.get(i).before())).isEqualTo(body(lines.get(i - 1).after()));
            }
        })));
    }

    private static String body(Fn fn) {
        return MathText.of(fn).replaceFirst(".*? ↦ ", "");
    }

    private static Object[] arguments(Case c) {
        return c.arguments().length > 0 ? c.arguments() : new Object[] {f64()};
    }

    private static Tensor number(TensorType type, SplittableRandom random) {
        return Tensor.of(type.shape(), random.doubles(type.shape().size(), 0.2, 1.5).toArray());
    }

    /** The value, with derivatives that are still to be worked out at what they stand for. */
    private static Seq<Tensor> value(Fn fn, Seq<Tensor> at, Map<Var, Tensor> directions) {
        Map<Expr, Expr> known = new IdentityHashMap<>();
        Seq<Expr> results = Graph.rebuild(fn.results(), leaf -> leaf, (apply, inputs) -> {
            if (apply.op() instanceof Call call && call.name().matches("d|[d∂]/[d∂].*")) {
                Map<Var, Expr> moving = new IdentityHashMap<>();
                directions.forEach((v, t) -> {
                    if (call.name().equals("d") ? v == fn.params().head() : call.name().endsWith(v.name())) {
                        moving.put(v, t);
                    }
                });
                return Jvp.push(Array.of(inputs.get(0)), moving).get(0).getOrElse(() -> Literal.zerosLike(inputs.get(0)));
            }
            return apply.on(inputs);
        });
        return Evaluator.evaluate(new Fn(fn.params(), results), at);
    }

    @Test
    void theProductRuleReadsLikeABook() {
        assertThat(explain(grad(fn(x -> x.times(sin(x))))).text(Detail.RULES)).isEqualTo("""
                Derivation of x ↦ x·cos(x) + sin(x)
                from x ↦ x·sin(x)

                1. product rule: d(u·v) = du·v + u·dv [everywhere; one factor moves at a time]
                     ⟦d/dx(x·sin(x))⟧
                   = ⟦d/dx(x)·sin(x) + x·d/dx(sin(x))⟧

                2. the variable itself: d/dx(x) = 1 [everywhere]
                     ⟦d/dx(x)⟧·sin(x) + x·d/dx(sin(x))
                   = sin(x) + x·d/dx(sin(x))

                3. chain rule, sin: d(sin(u)) = du·cos(u) [everywhere; the outer derivative times the inner one]
                     sin(x) + x·⟦d/dx(sin(x))⟧
                   = sin(x) + x·⟦d/dx(x)·cos(x)⟧

                4. the variable itself: d/dx(x) = 1 [everywhere]
                     sin(x) + x·⟦d/dx(x)⟧·cos(x)
                   = sin(x) + x·cos(x)

                5. rearrange: the same value in another order [real]
                     sin(x) + x·cos(x)
                   = x·cos(x) + sin(x)
                """);
    }

    @Test
    void latexIsBalancedAndMarksWhatChanges() {
        cases().forEach(c -> Array.of(Detail.values()).forEach(detail -> {
            String latex = c.function().explanation(arguments(c)).latex(detail);
            assertThat(latex).startsWith("\\begin{aligned}").endsWith("\\end{aligned}").doesNotContain("⟦").doesNotContain("operatorname{d}");
            assertThat(latex.chars().filter(ch -> ch == '{').count()).as(latex).isEqualTo(latex.chars().filter(ch -> ch == '}').count());
            assertThat(latex.split("\\\\left").length).isEqualTo(latex.split("\\\\right").length);
        }));
        assertThat(explain(grad(fn(x -> x.times(sin(x))))).latex(Detail.RULES)).contains("\\boxed{\\frac{d}{dx}(x\\sin(x))}");
    }

    @Test
    void structureIsExplainedFromWhatTheTransformMade() {
        Explanation hessian = explain(hessian(fn((Expr v) -> sum(sin(v).square()))), f64(3));
        assertThat(hessian.lines(Detail.RULES).map(Line::rule)).containsExactly("hessian", "jacobian", "simplify");
        String text = hessian.text(Detail.RULES);
        assertThat(text).contains("⟦∇²(Σ sin(x)²)⟧", "= ⟦J(").contains("∇²f = J(∇f)");
        assertThat(hessian.latex(Detail.RULES)).contains("\\nabla^{2}").doesNotContain("∇");
        assertThat(explain(jacrev(fn((Expr v) -> sin(v))), f64(3)).text(Detail.RULES)).contains("⟦J(sin(x))⟧");
        assertThat(hessian.lines().map(Line::rule)).contains("mul/diagonal");
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
        assertThat(quotient).contains("quotient rule: d(u/v) = (du·v − u·dv)/v²", "= ⟦(d/dx(ln(x))·x − ln(x)·d/dx(x))/x²⟧", "algebra: ");
        assertThat(explain(grad(fn((Expr a) -> logAbsDet(a))), f64(3, 3)).text(Detail.RULES)).contains("Jacobi's formula: d(ln |det A|) = tr(A⁻¹·dA)");
        assertThat(explain(grad(fn((Expr x, Expr a) -> sum(a.matmul(x).square()))), f64(3), f64(2, 3)).text(Detail.RULES)).contains("= ⟦Σ d((y·x)²)⟧");
        assertThat(explain(grad(fn((Expr x, Expr a) -> trace(a.matmul(x)))), f64(3, 3), f64(3, 3)).text(Detail.RULES)).contains("tr(d(y·x))");
    }

    /** Nothing is collected or cancelled in a line that says it is calculus; what is, is called algebra. */
    @Test
    void algebraIsAnnouncedAsAlgebra() {
        Seq<Line> lines = explain(grad(fn(x -> sin(x.pow(3).plus(x.times(2)))))).lines(Detail.RULES);
        assertThat(lines.takeWhile(line -> line.kind() == Line.Kind.CALCULUS).map(Line::rule)).contains("chain rule, sin", "sum rule", "power rule");
        assertThat(lines.last().kind()).isEqualTo(Line.Kind.ALGEBRA);
        assertThat(lines.map(Line::heading)).doesNotContain("sum/collect");
    }

    @Test
    void everyRewriteNamesARule() {
        Seq<Line> lines = explain(grad(fn(x -> x.times(sin(x))))).lines(Detail.EVERY);
        assertThat(lines.map(Line::rule)).contains("mul/one", "product rule", "chain rule, sin");
        assertThat(lines.forAll(line -> !line.condition().isEmpty())).isTrue();
    }
}
