package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.LetForm;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Call;
import fluxion.core.op.RandomNumbers;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Functions, named steps, and graphs too big or too deep to write in one piece. */
class ProgramsTest {
    private static Var real(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private final Var x = real("x");
    private final Var y = real("y");

    @Test
    void functionsOfOneAndOfSeveral() {
        Var other = real("x");
        assertThat(MathText.of(Fn.of(Array.of(x), Array.of(x.sin().plus(x.times(x.cos())))))).isEqualTo("x ↦ sin(x) + x·cos(x)");
        assertThat(Latex.of(Fn.of(Array.of(x), Array.of(x.sin().plus(x.times(x.cos())))))).isEqualTo("x \\mapsto \\sin(x) + x\\cos(x)");
        assertThat(MathText.of(Fn.of(Array.of(x, y), Array.of(x.times(y), x.minus(y))))).isEqualTo("(x, y) ↦ (x·y, x − y)");
        assertThat(Latex.of(Fn.of(Array.of(x, y), Array.of(x.times(y), x.minus(y))))).isEqualTo("(x, y) \\mapsto (x y, x - y)");
        assertThat(MathText.of(Fn.of(Array.of(x, other), Array.of(x.minus(other))))).isEqualTo("(x₁, x₂) ↦ x₁ − x₂");
        assertThat(MathText.of(Fn.of(Array.empty(), Array.of(Tensor.of(2.0))))).isEqualTo("() ↦ 2");
        assertThat(MathText.of(Fn.of(Array.of(x), Array.empty()))).isEqualTo("x ↦ ()");
        assertThat(MathText.of(Fn.of(Array.of(x), Array.of(x.times(real("x")))))).as("free variable of the same name").isEqualTo("x₁ ↦ x₁·x₂");
    }

    @Test
    void smallRepeatedStepsStayInPlaceAndBigOnesGetNames() {
        Expr small = x.exp();
        assertThat(MathText.of(small.div(small.plus(1)))).isEqualTo("exp(x)/(exp(x) + 1)");
        Expr big = x.times(y).sin().plus(x.exp().cos()).tanh();
        Fn fn = Fn.of(Array.of(x, y), Array.of(big.times(big.square().subtractedFrom(1)), big));
        assertThat(MathText.of(fn)).isEqualTo("""
                (x, y) ↦ (t·(1 − t²), t)
                  where t = tanh(sin(x·y) + cos(exp(x)))""");
        assertThat(Latex.of(fn)).isEqualTo("""
                \\begin{aligned}
                (x, y) &\\mapsto (t \\cdot (1 - t^{2}), t) \\\\
                \\text{where}\\quad t &= \\tanh(\\sin(x y) + \\cos(e^{x}))
                \\end{aligned}""");
    }

    @Test
    void stepsTakeNamesThatNoVariableHas() {
        Var t = real("t");
        Expr one = t.times(t.plus(1)).sin().plus(t.exp());
        Expr two = one.times(one.plus(1)).cos().plus(one.exp());
        assertThat(MathText.of(two.square().plus(two))).isEqualTo("""
                v² + v
                  where u = sin(t·(t + 1)) + exp(t)
                        v = cos(u·(u + 1)) + exp(u)""");
    }

    @Test
    void longSumsBreakBeforeTheirSigns() {
        Expr sum = x;
        for (int i = 1; i <= 12; i++) {
            sum = i % 2 == 0 ? sum.plus(x.times(i).sin()) : sum.minus(y.times(i).cos());
        }
        assertThat(MathText.of(Fn.of(Array.of(x, y), Array.of(sum)))).isEqualTo("""
                (x, y) ↦ x − cos(1·y) + sin(2·x) − cos(3·y) + sin(4·x) − cos(5·y) + sin(6·x) − cos(7·y) + sin(8·x)
                           − cos(9·y) + sin(10·x) − cos(11·y) + sin(12·x)""");
    }

    @Test
    void linearModel() {
        Var xs = real("X", 100, 3);
        Var w = real("w", 3);
        Var ys = real("y", 100);
        Expr residual = xs.matmul(w).minus(ys);
        assertThat(MathText.of(Fn.of(Array.of(w), Array.of(residual.square().mean(), xs.t().matmul(residual).times(2).div(100)))))
                .isEqualTo("w ↦ (mean((X·w − y)²), 2·Xᵀ·(X·w − y)/100)");
    }

    @Test
    void callsAndTheirResults() {
        Fn sincos = Fn.of(Array.of(x), Array.of(x.sin(), x.cos()));
        Apply call = Apply.of(new Call("sincos", sincos), Array.of(y));
        Expr product = call.results().get(0).times(call.results().get(1));
        assertThat(MathText.of(product)).isEqualTo("""
                sincos(y).0·sincos(y).1
                  where sincos = x ↦ (sin(x), cos(x))""");
        assertThat(LetForm.of(product)).isEqualTo("""
                let
                  t0: (f64[], f64[]) = sincos y
                  t1: f64[] = mul t0.0, t0.1
                in t1
                where sincos = (x: f64[]) ↦ let
                  t0: f64[] = sin x
                  t1: f64[] = cos x
                in t0, t1""");
    }

    @Test
    void letFormShowsTypesAndStaticParameters() {
        Var xs = real("x", 2, 3);
        Var w = real("x", 3);
        Fn fn = Fn.of(Array.of(xs, w), Array.of(xs.matmul(w).times(2).sum(0)));
        assertThat(fn).hasToString("""
                (x₁: f64[2,3], x₂: f64[3]) ↦ let
                  t0: f64[2] = dot[contract=[1]×[0]] x₁, x₂
                  t1: f64[2] = mul t0, 2.0
                  t2: f64[] = reduce_sum[axes=[0]] t1
                in t2""");
        assertThat(real("t0").sin()).hasToString("""
                let
                  u0: f64[] = sin t0
                in u0""");
        assertThat(Expr.apply(new RandomNumbers(RandomNumbers.Kind.NORMAL, DType.F32, Shape.of(3), 0), new Var("key", TensorType.of(DType.I32, 2)))).hasToString("""
                let
                  t0: f32[3] = random_normal[dtype=f32, shape=[3], stream=0] key
                in t0""");
    }

    @Test
    void sixtyDoublings() {
        Expr sum = x;
        Expr product = x.sin();
        for (int i = 0; i < 60; i++) {
            sum = sum.plus(sum);
            product = product.times(product);
        }
        for (Expr e : Array.of(sum, product)) {
            for (Function<Expr, String> printer : Array.<Function<Expr, String>>of(MathText::of, Latex::of, LetForm::of)) {
                assertThat(printer.apply(e)).hasSizeBetween(400, 6000);
            }
        }
    }

    /** A chain a hundred thousand deep prints on a small stack, and ten times the steps make about ten times the text. */
    @Test
    void deepChains() {
        for (Function<Expr, String> printer : Array.<Function<Expr, String>>of(MathText::of, Latex::of, LetForm::of)) {
            int less = onSmallStack(() -> printer.apply(chain(10_000)).length());
            int more = onSmallStack(() -> printer.apply(chain(100_000)).length());
            assertThat(more).isBetween(9 * less, 12 * less);
        }
    }

    private Expr chain(int length) {
        Expr e = x;
        for (int i = 0; i < length; i++) {
            e = switch (i % 5) {
                case 0 -> e.sin();
                case 1 -> e.times(x);
                case 2 -> e.plus(1);
                case 3 -> e.neg();
                default -> e.broadcastTo(2).sum(0);
            };
        }
        return e;
    }

    @Test
    void wideGraphsPrintOncePerStep() {
        Array<Expr> parts = Array.range(0, 20_000).map(i -> x.plus(i));
        Expr all = Movements.stack(0, parts);
        assertThat(MathText.of(all)).startsWith("[x + 0, x + 1, x + 2, ").endsWith(", x + 19999]");
    }

    private static int onSmallStack(Supplier<Integer> work) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }, "small stack", 256 * 1024);
        thread.start();
        return result.join();
    }
}
