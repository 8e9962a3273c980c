package fluxion.tests.reading;

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
import fluxion.core.parse.Formula;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.print.RoundTrip;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of functions of vectors and matrices as one reads them: the function, and what a textbook prints. */
class MatrixReadingTest {
    private static final int POINTS = 3;
    private static final long RANDOM = 25;

    /** A function a line, its gradient in the first parameter on the next. */
    private static final String GRADIENTS =
            """
            (X: f64[3,3], A: f64[3,3], B: f64[3,3]) ↦ tr(A·X·B·X)
                Aᵀ·Xᵀ·Bᵀ + Bᵀ·Xᵀ·Aᵀ
            (X: f64[3,3], A: f64[3,3]) ↦ ln(det(I₃ + A·X·Xᵀ·Aᵀ))
                2·Aᵀ·(I₃ + A·X·Xᵀ·Aᵀ)⁻¹·A·X
            (X: f64[4,3], P: f64[4,4]) ↦ tr(Xᵀ·P·X) - ‖X‖^2/2
                (P + Pᵀ)·X − X
            (x: f64[3], A: f64[3,3], M: f64[3,3]) ↦ xᵀ·A·x / (xᵀ·M·x)
                ((A + Aᵀ)·x − xᵀ·A·x/(xᵀ·M·x)·(M + Mᵀ)·x)/(xᵀ·M·x)
            (x: f64[3], A: f64[3,3]) ↦ xᵀ·A·x / (xᵀ·x)
                ((A + Aᵀ)·x − 2·xᵀ·A·x/(xᵀ·x)·x)/(xᵀ·x)
            (S: f64[3,3], T: f64[3,3], m: f64[3], n: f64[3]) ↦ 0.5·(tr(T⁻¹·S) + (n - m)ᵀ·T⁻¹·(n - m) - 3 + ln(det(T)/det(S)))
                0.5·((T⁻¹)ᵀ − (S⁻¹)ᵀ)
            (s, K: f64[4,4], y: f64[4]) ↦ -0.5·yᵀ·(K + s^2·I₄)⁻¹·y - 0.5·ln(det(K + s^2·I₄))
                s·(yᵀ·t·t·y − tr(t)) where t = (K + s²·I₄)⁻¹
            (a: f64[3], b: f64[3], A: f64[3,3], P: f64[3,3], S: f64[3,3]) ↦ aᵀ·A·b/(sqrt(aᵀ·P·a)·sqrt(bᵀ·S·b))
                (A·b − aᵀ·A·b/(2·aᵀ·P·a)·(P + Pᵀ)·a)/(√(aᵀ·P·a)·√(bᵀ·S·b))
            (x: f64[3], W: f64[2,3], b: f64[2], v: f64[2]) ↦ σ(vᵀ·relu(W·x + b))
                t·(1 − t)·Wᵀ·(v ⊙ [W·x + b > 0]) where t = σ(vᵀ·relu(W·x + b))
            (U: f64[5,2], V: f64[4,2], R: f64[5,4], M: f64[5,4], l) ↦ sum(M ⊙ (R - U·Vᵀ)^2) + l·(‖U‖^2 + ‖V‖^2)
                2·(l·U − (M ⊙ (R − U·Vᵀ))·V)
            (X: f64[3,3], A: f64[3,3]) ↦ ‖X·Xᵀ - A‖^2
                2·(2·X·Xᵀ − A − Aᵀ)·X
            (x: f64[3], y: f64[3]) ↦ xᵀ·y/(‖x‖·‖y‖)
                (y − xᵀ·y/‖x‖²·x)/(‖x‖·‖y‖)
            (x: f64[3], A: f64[3,3]) ↦ ln(xᵀ·A·x)
                (A + Aᵀ)·x/(xᵀ·A·x)
            (X: f64[3,4]) ↦ ln(det(X·Xᵀ))
                2·(X·Xᵀ)⁻¹·X
            (A: f64[3,3], x: f64[3]) ↦ ‖A·x‖/‖x‖
                A·x·xᵀ/(‖x‖·‖A·x‖)
            (S: f64[3,3], x: f64[3], m: f64[3]) ↦ -0.5·ln(det(S)) - 0.5·(x - m)ᵀ·S⁻¹·(x - m)
                0.5·((S⁻¹)ᵀ·(x − m)·(x − m)ᵀ·(S⁻¹)ᵀ − (S⁻¹)ᵀ)
            (T: f64[3,3], S: f64[3,3], m: f64[3], n: f64[3]) ↦ 0.5·(tr(T⁻¹·S) + (n - m)ᵀ·T⁻¹·(n - m) - 3 + ln(det(T)/det(S)))
                0.5·((T⁻¹)ᵀ − (T⁻¹)ᵀ·((n − m)·(n − m)ᵀ + Sᵀ)·(T⁻¹)ᵀ)
            (K: f64[4,4], y: f64[4], s) ↦ -0.5·yᵀ·(K + s^2·I₄)⁻¹·y - 0.5·ln(det(K + s^2·I₄))
                0.5·(t·y·yᵀ·t − t) where t = ((K + s²·I₄)⁻¹)ᵀ
            (w: f64[3], X: f64[5,3], y: f64[5], l, a) ↦ ‖y - X·w‖^2/(2·5) + l·(a·sum(abs(w)) + (1 - a)/2·‖w‖^2)
                Xᵀ·(X·w − y)/5 + l·((1 − a)·w + a·sgn(w))
            (b: f64[3], X: f64[5,3], D: f64[5,5]) ↦ sum(X·b - ln(D·exp(X·b)))
                Xᵀ·(1 − exp(X·b) ⊙ (Dᵀ·(1/(D·exp(X·b)))))
            (W: f64[2,3], x: f64[3], b: f64[2], V: f64[2,2], c: f64[2], y: f64[2]) ↦ 0.5·‖V·tanh(W·x + b) + c - y‖^2
                ((Vᵀ·(V·tanh(W·x + b) + c − y)) ⊙ (1 − tanh(W·x + b)²))·xᵀ
            (q: f64[3], A: f64[4,3], v: f64[4]) ↦ vᵀ·softmax(A·q/sqrt(3))
                Aᵀ·(softmax(A·q/√3) ⊙ (v − vᵀ·softmax(A·q/√3)))/√3
            (X: f64[3,3], A: f64[3,3], B: f64[3,3]) ↦ tr((A ⊙ X)·(B ⊙ X)ᵀ)
                2·A ⊙ X ⊙ B
            (A: f64[4,2], B: f64[3,2], C: f64[2,2], T: f64[4,3,2]) ↦ sum((T - einsum("ir,jr,kr->ijk", A, B, C))^2)
                2·(A·((Bᵀ·B) ⊙ (Cᵀ·C)) − (Σₖₗ Tᵢₖₗ·Bₖⱼ·Cₗⱼ)ᵢⱼ)
            (w: f64[3], X: f64[5,3], y: f64[5], d) ↦ sum(d^2·(sqrt(1 + ((X·w - y)/d)^2) - 1))
                Xᵀ·((X·w − y)/√(1 + ((X·w − y)/d)²))
            (X: f64[3,3], A: f64[3,3]) ↦ tr(A·expm(X))
                L_exp(Xᵀ, Aᵀ) where L_exp = (X, E) ↦ d/dh(expm(X + h·E))[h = 0]
            (w: f64[3], X: f64[5,3], y: f64[5], l) ↦ mean(ln(1 + exp(-y ⊙ (X·w)))) + l/2·wᵀ·w
                l·w − Xᵀ·(y ⊙ σ(−y ⊙ (X·w)))/5
            """;
    private static final String HESSIANS =
            """
            (x: f64[3], A: f64[3,3], M: f64[3,3]) ↦ ‖A·x‖^2 + xᵀ·M·x
                2·Aᵀ·A + M + Mᵀ
            (x: f64[3], y: f64[3]) ↦ exp(-‖x - y‖^2/2)
                exp(−‖x − y‖²/2)·((x − y)·(x − y)ᵀ − I₃)
            (x: f64[3], A: f64[3,3]) ↦ ln(xᵀ·A·x)
                (A + Aᵀ − (A + Aᵀ)·x·xᵀ·(A + Aᵀ)/(xᵀ·A·x))/(xᵀ·A·x)
            (X: f64[3,3]) ↦ ln(det(X))
                −((X⁻¹)ⱼₖ·(X⁻¹)ₗᵢ)ᵢⱼₖₗ
            (w: f64[3], X: f64[5,3], y: f64[5], l) ↦ mean(ln(1 + exp(-y ⊙ (X·w)))) + l/2·wᵀ·w
                Xᵀ·diag(y² ⊙ t ⊙ (1 − t))·X/5 + l·I₃ where t = σ(−y ⊙ (X·w))
            (b: f64[3], X: f64[5,3], D: f64[5,5]) ↦ sum(X·b - ln(D·exp(X·b)))
                Xᵀ·(diag(t)·Dᵀ·diag(1/(D·t)²)·D·diag(t) − diag(t ⊙ (Dᵀ·(1/(D·t)))))·X where t = exp(X·b)
            """;
    private static final String JACOBIANS =
            """
            (x: f64[3], A: f64[3,3]) ↦ A·x/‖A·x‖
                (A − A·x·xᵀ·Aᵀ·A/‖A·x‖²)/‖A·x‖
            (x: f64[3], W: f64[4,3], b: f64[4], V: f64[2,4]) ↦ V·relu(W·x + b)
                V·diag([W·x + b > 0])·W
            (x: f64[3], A: f64[3,3], b: f64[3]) ↦ softmax(A·x + b)
                (diag(t) − t·tᵀ)·A where t = softmax(A·x + b)
            (x: f64[3]) ↦ x·xᵀ
                (xᵢ·δⱼₖ + xⱼ·δᵢₖ)ᵢⱼₖ
            (x: f64[3], y: f64[3]) ↦ y·xᵀ - 2·x·yᵀ
                (yᵢ·δⱼₖ − 2·yⱼ·δᵢₖ)ᵢⱼₖ
            """;

    @TestFactory
    Stream<DynamicTest> gradients() {
        return tests(GRADIENTS, f -> Grad.of(f, Ints.of(0)));
    }

    @TestFactory
    Stream<DynamicTest> hessians() {
        return tests(HESSIANS, f -> Hessian.of(f, Ints.of(0)));
    }

    @TestFactory
    Stream<DynamicTest> jacobians() {
        return tests(JACOBIANS, f -> Jacobian.cheapest(f, Ints.of(0), 0));
    }

    /** Gradients of random functions, and the functions themselves. */
    @TestFactory
    Stream<DynamicTest> randomFunctions() {
        return LongStream.range(0, Long.getLong("fluxion.reading.random", RANDOM)).mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            Fn function = RandomMatrices.of(seed);
            Fn slope = Simplify.of(Grad.of(function, Ints.of(0)));
            same(function, Reading.of(function));
            same(slope, Reading.of(slope));
        }));
    }

    /** Beyond the budget a function is given back, soon. */
    @Test
    void muchWorkIsLeft() {
        Var x = new Var("x", TensorType.of(DType.F64, 3));
        Var a = new Var("A", TensorType.of(DType.F64, 3, 3));
        for (int n : new int[] {60, 200, 20_000}) {
            Expr e = x;
            for (int i = 0; i < n; i++) {
                e = i % 2 == 0 ? a.matmul(e) : e.plus(x);
            }
            Fn deep = Fn.of(Array.of(x, a), Array.of(e));
            assertThat(Graph.operations(Reading.of(deep).results())).isLessThanOrEqualTo(2 * n);
        }
    }

    /** Derivatives of functions of single elements are matrices of formulas, each in the conventional order. */
    @Test
    void byEntries() {
        Fn polar = Formula.fn("(x: f64[2]) ↦ [x[0]·cos(x[1]), x[0]·sin(x[1])]");
        Fn rosenbrock = Formula.fn("(x: f64[2]) ↦ (1 - x[0])^2 + 100·(x[1] - x[0]^2)^2");
        for (Fn f : Array.of(Jacobian.cheapest(polar, Ints.of(0), 0), Hessian.of(rosenbrock, Ints.of(0)),
                Grad.of(rosenbrock, Ints.of(0)), polar)) {
            Fn reading = Reading.of(Simplify.of(f));
            same(f, reading);
            RoundTrip.check(reading);
            assertThat(MathText.of(reading)).matches("x ↦ \\[[^\\n]*, [^\\n]*\\]").doesNotContain("pad").doesNotContain("stack");
        }
        assertThat(MathText.of(Reading.of(Simplify.of(Jacobian.cheapest(polar, Ints.of(0), 0)))))
                .isEqualTo("x ↦ [cos(x[1]), −x[0]·sin(x[1]); sin(x[1]), x[0]·cos(x[1])]");
        assertThat(MathText.of(Reading.of(Simplify.of(Hessian.of(rosenbrock, Ints.of(0))))))
                .isEqualTo("x ↦ [1200·x[0]² − 400·x[1] + 2, −400·x[0]; −400·x[0], 200]");
        assertThat(Latex.of(Reading.of(Simplify.of(Jacobian.cheapest(polar, Ints.of(0), 0))))).contains("\\begin{bmatrix} ", " & ", " \\\\ ");
    }

    /** Of rows of two lines: a function, a number in parentheses before it or none, and how its derivative reads. */
    static Stream<DynamicTest> tests(String rows, UnaryOperator<Fn> derivative) {
        return Array.ofAll(rows.lines().toList()).grouped(2).toJavaStream().map(row -> dynamicTest(row.get(0), () -> {
            Fn slope = Simplify.of(derivative.apply(Formula.fn(row.get(0).replaceFirst("^\\(\\d+\\) ", ""))));
            Fn reading = Reading.of(slope);
            same(slope, reading);
            RoundTrip.check(reading);
            String text = MathText.of(reading, 1000);
            assertThat(text.substring(text.indexOf("↦ ") + 2).replaceAll("\\s+", " ")).isEqualTo(row.get(1).strip());
        }));
    }

    /** Equal but for rounding at random points. */
    static void same(Fn expected, Fn actual) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < POINTS; i++) {
            Seq<Tensor> point = expected.params().map(p -> tensor(p.type(), random)).toArray();
            Seq<Tensor> values = Evaluator.evaluate(expected, point);
            Seq<Tensor> others = Evaluator.evaluate(actual, point);
            for (int result = 0; result < values.size(); result++) {
                double[] x = values.get(result).doubles();
                double[] y = others.get(result).doubles();
                double scale = 1e-3;
                for (double v : x) {
                    scale = Math.max(scale, Math.abs(v));
                }
                for (int k = 0; k < x.length; k++) {
                    assertThat(Math.abs(x[k] - y[k])).as(MathText.of(actual)).isLessThanOrEqualTo(1e-10 * scale);
                }
            }
        }
    }

    /** Numbers from 0.3 to 1.2, on diagonals of square matrices two more, so that they have inverses. */
    private static Tensor tensor(TensorType type, SplittableRandom random) {
        double[] values = random.doubles((int) type.shape().size(), 0.3, 1.2).toArray();
        int n = type.rank() == 2 && type.shape().dim(0) == type.shape().dim(1) ? type.shape().dim(0) : 0;
        for (int i = 0; i < n; i++) {
            values[i * (n + 1)] += 2;
        }
        return Tensor.of(type.shape(), values);
    }
}
