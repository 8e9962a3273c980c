package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Unary;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What derivatives and expressions become, as they are read. */
class GoalsTest {
    private static final Ints FIRST = Ints.of(0);

    private record Goal(String name, UnaryOperator<Expr> start, int derivatives, String goal) {}

    private static Goal goal(String name, UnaryOperator<Expr> start, int derivatives, String goal) {
        return new Goal(name, start, derivatives, goal);
    }

    private static final Seq<Goal> GOALS = Array.of(
            goal("x·sin x", x -> x.times(x.sin()), 1, "x·cos(x) + sin(x)"),
            goal("x·sin x", x -> x.times(x.sin()), 2, "2·cos(x) − x·sin(x)"),
            goal("x·sin x", x -> x.times(x.sin()), 3, "−3·sin(x) − x·cos(x)"),
            goal("x⁵", x -> x.pow(5), 2, "20·x³"),
            goal("x⁵", x -> x.pow(5), 5, "120"),
            goal("x·ln x", x -> x.times(x.log()), 1, "1 + ln(x)"),
            goal("x·ln x", x -> x.times(x.log()), 3, "−1/x²"),
            goal("1/x", x -> x.reciprocal(), 3, "−6/x⁴"),
            goal("tanh", Expr::tanh, 1, "1 − tanh(x)²"),
            goal("tanh", Expr::tanh, 2, "−2·tanh(x)·(1 − tanh(x)²)"),
            goal("σ", Expr::sigmoid, 1, "σ(x)·(1 − σ(x))"),
            goal("softplus", Expr::softplus, 1, "σ(x)"),
            goal("tan", Expr::tan, 2, "2·tan(x)·(tan(x)² + 1)"),
            goal("sin²", x -> x.sin().square(), 1, "sin(2·x)"),
            goal("sin²", x -> x.sin().square(), 3, "−4·sin(2·x)"),
            goal("exp(−x²)", x -> x.square().neg().exp(), 2, "exp(−x²)·(4·x² − 2)"),
            goal("x/(1 + x)", x -> x.div(x.plus(1)), 1, "1/(x + 1)²"),
            goal("x/(1 + x)", x -> x.div(x.plus(1)), 4, "−24/(x + 1)⁵"),
            goal("√(1 + x²)", x -> x.square().plus(1).sqrt(), 1, "x/√(x² + 1)"),
            goal("√(1 + x²)", x -> x.square().plus(1).sqrt(), 2, "1/(√(x² + 1)·(x² + 1))"),
            goal("ln(1 + eˣ)", x -> x.exp().plus(1).log(), 2, "σ(x)·(1 − σ(x))"),
            goal("(x − 3)²", x -> x.minus(3).square(), 1, "2·(x − 3)"),
            goal("where x > 0: ln x", x -> x.gt(0).where(x.log(), 0), 1, "{1/x if x > 0; 0 otherwise}"),
            goal("sums of like terms", x -> x.times(2).plus(x.exp()).plus(x.times(3)).minus(x.exp().times(4)), 0,
            "5·x − 3·exp(x)"),
            goal("products of powers", x -> x.times(x.exp()).times(x.square()).times(x.exp()), 0, "x³·exp(x)²"),
            goal("a compensated sum", x -> x.plus(x.exp()).minus(x), 0, "x + exp(x) − x"),
            goal("a compensated number", x -> x.plus(1).minus(1), 0, "x + 1 − 1"),
            goal("a cancelling function", x -> x.plus(x.exp()).minus(x.exp()), 0, "x"),
            goal("a difference of given numbers", x -> x.minus(3).square().times(x.exp()), 0, "(x − 3)²·exp(x)"),
            goal("signs", x -> x.neg().sin().neg().times(x.neg()), 0, "−x·sin(x)"),
            goal("thirds", x -> x.div(3).plus(x.div(3)), 0, "2·x/3"),
            goal("sin² + cos²", x -> x.plus(x.sin().square()).plus(x.exp()).plus(x.cos().square()), 0, "x + exp(x) + 1"));

    @TestFactory
    Stream<DynamicTest> goals() {
        return GOALS.map(g -> dynamicTest(g.name() + " " + g.derivatives(), () ->
                assertThat(MathText.of(derivative(g.start(), g.derivatives()).results().get(0))).isEqualTo(g.goal())))
                        .toJavaStream();
    }

    /** What the goals become from: derivatives of simplified ones. */
    static Seq<Seq<Expr>> derivatives() {
        return GOALS.map(g -> raw(g.start(), g.derivatives()).results());
    }

    private static Fn derivative(UnaryOperator<Expr> f, int n) {
        return Simplify.of(raw(f, n));
    }

    private static Fn raw(UnaryOperator<Expr> f, int n) {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        return n == 0 ? Fn.of(Array.of(x), Array.of(f.apply(x))) : Grad.of(derivative(f, n - 1), FIRST);
    }

    private static int operations(UnaryOperator<Expr> f, int n) {
        return Graph.operations(derivative(f, n).results());
    }

    @Test
    void higherDerivativesStaySmall() {
        assertThat(operations(Expr::tanh, 5)).isLessThanOrEqualTo(15);
        assertThat(operations(x -> x.times(x.sigmoid()), 5)).isLessThanOrEqualTo(21);
        UnaryOperator<Expr> f = x -> x.sin().times(x.exp()).div(x.square().plus(1));
        assertThat(operations(f, 5)).isLessThanOrEqualTo(60);
        assertThat(operations(f, 10)).isLessThanOrEqualTo(300);
    }

    @Test
    void theHessianOfALogisticLossIsOneProduct() {
        Var w = new Var("w", TensorType.of(DType.F64, 4));
        Var x = new Var("x", TensorType.of(DType.F64, 10, 4));
        Var y = new Var("y", TensorType.of(DType.F64, 10));
        Expr z = x.matmul(w);
        Fn hessian = Simplify.of(Hessian.of(Fn.of(Array.of(w, x, y), Array.of(z.softplus().minus(y.times(z)).mean())), FIRST));
        assertThat(hessian.toString()).containsOnlyOnce("f64[4,4] = dot").containsOnlyOnce("sigmoid").doesNotContain("eye")
                .doesNotContain("diag");
    }

    @Test
    void averagesDoNotOverflow() {
        Var x = new Var("x", TensorType.of(DType.F64, 4));
        Fn median = Simplify.of(Fn.of(Array.of(x), Array.of(x.median())));
        double huge = Double.MAX_VALUE;
        assertThat(Evaluator.evaluate(median, Array.of(Tensor.of(new double[] {huge, huge, 1e308, huge}))).get(0).toDouble())
                .isEqualTo(huge);
        Var a = new Var("a", TensorType.scalar(DType.F64));
        assertThat(MathText.of(Simplify.of(Array.of(a.exp().times(0.5).plus(a.sqrt().times(0.5)))).get(0)))
                .isEqualTo("0.5·exp(a) + 0.5·√a");
        assertThat(MathText.of(Simplify.of(Array.of(a.sin().times(0.5).plus(a.cos().times(0.5)))).get(0)))
                .isEqualTo("0.5·(sin(a) + cos(a))");
    }

    @Test
    void dtypesStay() {
        Var x = new Var("x", TensorType.of(DType.F32, 3));
        Fn gradient = Simplify.of(Grad.of(Fn.of(Array.of(x), Array.of(x.times(0.1).tanh().square().mean())), FIRST));
        assertThat(Graph.topological(gradient.results())).allMatch(e -> e.dtype() == DType.F32);
    }

    @Test
    void longAndWidelySharedGraphsEnd() {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        assertThat(simplified(x, 30_000, e -> e.sin())).isEqualTo(30_000);
        assertThat(simplified(x, 5_000, e -> e.sin().times(2).plus(x).times(x).neg())).isLessThanOrEqualTo(20_000);
        assertThat(simplified(x, 30_000, e -> e.plus(1))).isLessThanOrEqualTo(100);
        assertThat(simplified(x, 60, e -> e.plus(e))).isLessThanOrEqualTo(1);
        assertThat(simplified(x, 60, e -> e.sin().plus(e.cos()))).isEqualTo(180);
        assertThat(simplified(x, 60, e -> e.times(e.plus(1)))).isLessThanOrEqualTo(120);
        Var m = new Var("m", TensorType.of(DType.F64, 3, 4));
        assertThat(simplified(m, 15_000, e -> e.transpose().sin())).isEqualTo(15_000);
    }

    private static int simplified(Var x, int n, UnaryOperator<Expr> step) {
        Expr e = x;
        for (int i = 0; i < n; i++) {
            e = step.apply(e);
        }
        return Graph.operations(Simplify.of(Array.of(e)));
    }

    @Test
    void unaryFunctionsHaveDerivativesThatAreSimple() {
        for (Unary op : Unary.values()) {
            Var x = new Var("x", TensorType.scalar(DType.F64));
            Expr y = op == Unary.LOGICAL_NOT ? x : Expr.apply(op, x);
            if (y.dtype().isFloat()) {
                Fn raw = Grad.of(Fn.of(Array.of(x), Array.of(y)), FIRST);
                Fn simple = Simplify.of(raw);
                assertThat(Graph.operations(simple.results())).as(op.label())
                        .isLessThanOrEqualTo(Graph.operations(raw.results()));
                assertThat(MathText.of(simple)).as(op.label()).doesNotContain("1·").doesNotContain("·1)").doesNotContain("−−")
                        .doesNotContain("+ −");
            }
        }
    }
}
