package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.Checked;
import fluxion.dsl.Trace;
import fluxion.dsl.function.Fun1;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** Finding the first NaN, what went wrong, every step, and the smallest thing that fails. */
class DebugTest {
    private static final Fun1<Expr, Expr> LOGS = fn(x -> {
        Expr shifted = x.minus(1);
        return shifted.log().times(2).sum(); // the line that messages name
    });


    @Test
    void theFirstNanIsNamedWithItsLine() {
        assertThatThrownBy(() -> debugNans(() -> LOGS.apply(Tensor.of(new double[] {2, 0.5})))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("debugNans: log made a NaN at [1]").hasMessageContaining("(there -0.5)").hasMessageContaining("written at DebugTest.java:25");
        assertThat(eval(debugNans(() -> LOGS.apply(Tensor.of(new double[] {2, 3})))).toDouble()).isEqualTo(2 * Math.log(2));
    }

    @Test
    void aNanInADerivativeIsNamedWithItsRule() {
        // the value is fine, the derivative is 0·∞
        Fun1<Expr, Expr> f = fn(x -> x.sqrt().times(x));
        assertThatThrownBy(() -> debugNans(() -> grad(f).apply(Tensor.of(0.0)))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("made a NaN").hasMessageContaining("made by the rule").hasMessageContaining("of sqrt").hasMessageContaining("DebugTest.java:");
        assertThatThrownBy(() -> debugNans(() -> vmap(grad(f)).apply(Tensor.of(new double[] {1, 0})))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("at [1]").hasMessageContaining("of sqrt");
        assertThatThrownBy(() -> debugNans(() -> jvp(f, Tensor.of(0.0), Tensor.of(0.0)))).isInstanceOf(FluxionException.class).hasMessageContaining("jvp of sqrt");
    }

    @Test
    void nansThatWereGivenAreNobodysFault() {
        assertThat(eval(debugNans(() -> fn(x -> x.plus(1)).apply(Tensor.of(Double.NaN)))).toDouble()).isNaN();
    }

    @Test
    void indicesOutOfRangeAreReportedAsValues() {
        Tensor table = Tensor.of(new double[] {1, 2, 3});
        Checked<Expr> taken = checked(() -> fn((x, i) -> x.take(i, 0)).apply(table, Tensor.of(new int[] {0, 7, 2})));
        assertThat(taken.problems()).hasSize(1);
        assertThat(taken.problems().get(0).kind()).isEqualTo(Checked.Kind.INDEX_OUT_OF_RANGE);
        assertThat(taken.problems().get(0).message()).contains("take: index 7 at [1] is out of range, must be from -3 to 2").contains("DebugTest.java:");
        assertThat(eval(taken.value()).doubles()).containsExactly(1, 3, 3);
        assertThatThrownBy(taken::get).isInstanceOf(FluxionException.class).hasMessageContaining("index 7");
        assertThat(checked(() -> fn((x, i) -> x.take(i, 0)).apply(table, Tensor.of(new int[] {0, 1}))).isFine()).isTrue();
    }

    @Test
    void divisionByZeroIsReportedAlsoUnderVmapAndGrad() {
        Fun1<Expr, Expr> f = fn(x -> Tensor.of(1.0).div(x));
        Tensor at = Tensor.of(new double[] {1, 0, 2});
        assertThat(checked(() -> vmap(f).apply(at)).problems().map(Checked.Problem::kind)).containsExactly(Checked.Kind.DIVISION_BY_ZERO);
        assertThat(checked(() -> vmap(grad(f)).apply(at)).problems()).isNotEmpty();
        assertThat(checked(() -> vmap(f).apply(at)).problems().get(0).message()).contains("at [1]");
        Checked<Expr> integers = checked(() -> fn((x, y) -> x.floorDivide(y)).apply(Tensor.of(new int[] {4, 5}), Tensor.of(new int[] {2, 0})));
        assertThat(integers.problems()).hasSize(1);
        assertThat(eval(integers.value()).longs()).containsExactly(2, 5);
    }

    @Test
    void assertionsAreReportedAlsoUnderVmapAndGrad() {
        Fun1<Expr, Expr> f = fn(x -> check(x, x.gt(0), "x must be positive").sin());
        assertThat(eval(f.apply(Tensor.of(-1.0))).toDouble()).as("only looked at when asked for").isEqualTo(Math.sin(-1));
        assertThat(checked(() -> f.apply(Tensor.of(1.0))).isFine()).isTrue();
        Checked<Expr> wrong = checked(() -> f.apply(Tensor.of(-1.0)));
        assertThat(wrong.problems()).hasSize(1);
        assertThat(wrong.problems().get(0).kind()).isEqualTo(Checked.Kind.ASSERTION);
        assertThat(wrong.problems().get(0).message()).contains("x must be positive");
        assertThat(checked(() -> grad(f).apply(Tensor.of(-1.0))).problems()).isNotEmpty();
        assertThat(checked(() -> vmap(f).apply(Tensor.of(new double[] {1, 2, -3}))).problems().get(0).message()).contains("x must be positive at [2]");
        assertThat(checked(() -> vmap(grad(f)).apply(Tensor.of(new double[] {1, 2, -3}))).problems()).isNotEmpty();
        assertThat(checked(() -> vmap(grad(f)).apply(Tensor.of(new double[] {1, 2, 3}))).isFine()).isTrue();
        // a sum's derivative needs no operand's value, but what was required of it still is
        Fun1<Expr, Expr> linear = fn(x -> check(x, x.gt(0).all(), "all must be positive").sum());
        assertThat(checked(() -> grad(linear).apply(Tensor.of(new double[] {1, -1}))).problems()).isNotEmpty();
    }

    @Test
    void everyStepIsWrittenDown() {
        Trace<Expr> trace = trace(() -> LOGS.apply(Tensor.of(new double[] {2, 1})));
        assertThat(trace.steps().map(Trace.Step::operation)).containsSubsequence("sub", "log", "mul", "reduce_sum");
        Trace.Step log = trace.steps().find(s -> s.operation().equals("log")).get();
        assertThat(log.type()).isEqualTo(TensorType.of(DType.F64, 2));
        assertThat(log.max()).isZero();
        assertThat(log.infinities()).isEqualTo(1);
        assertThat(trace.toString()).contains("log").contains("f64[2]").contains("infinite 1").contains("DebugTest.java:25");
        assertThat(eval(trace.value()).toDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void nothingIsRecordedOutside() {
        Fn fn = LOGS.on(TensorType.of(DType.F64, 2));
        assertThat(fluxion.core.Provenance.active()).isFalse();
        assertThat(fluxion.core.Provenance.of((fluxion.core.Apply) fn.results().get(0)).line().isEmpty()).isTrue();
    }

    @Test
    void failingExpressionsShrink() {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        Expr bug = x.plus(1).log();
        Expr failing = bug.times(x.sin()).plus(x.cos().exp()).tanh().div(x.square().plus(3));
        Expr small = shrink(failing, e -> Graph.topological(e).exists(n -> n instanceof fluxion.core.Apply a && a.op() == fluxion.core.op.Unary.LOG));
        assertThat(Graph.operations(Array.of(small))).isEqualTo(1);
        Fn fn = Fn.of(Array.of(x), Array.of(x.sin(), failing));
        Fn smallFn = shrink(fn, f -> f.results().exists(r -> Graph.topological(r).exists(n -> n instanceof fluxion.core.Apply a && a.op() == fluxion.core.op.Unary.LOG)));
        assertThat(smallFn.results()).hasSize(1);
        assertThat(Graph.operations(smallFn.results())).isEqualTo(1);
        assertThat(smallFn.params()).isEqualTo(fn.params());
        assertThatThrownBy(() -> shrink(failing, e -> false)).isInstanceOf(FluxionException.class).hasMessageContaining("shrink");
    }
}
