package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.export.Onnx;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.nn.Convolutions;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ONNX models, run by onnxruntime, agree with the interpreter. */
class OnnxTest {
    private static void agrees(Fn fn, double tolerance) throws Exception {
        agrees(fn, JavaExportTest.arguments(fn, 4), tolerance);
    }

    private static void agrees(Fn fn, Seq<Tensor> arguments, double tolerance) throws Exception {
        Seq<Tensor> expected = Evaluator.evaluate(fn, arguments);
        Seq<Tensor> results = OnnxRun.run(fn, arguments);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(results.get(i).type()).isEqualTo(expected.get(i).type());
            double[] found = results.get(i).doubles();
            double[] e = expected.get(i).doubles();
            // sums in another order differ by roundings of their largest terms
            double scale = java.util.Arrays.stream(e).map(Math::abs).filter(Double::isFinite).reduce(1, Math::max);
            for (int k = 0; k < e.length; k++) {
                if (Double.isNaN(e[k])) {
                    assertThat(found[k]).isNaN();
                } else {
                    assertThat(found[k]).isCloseTo(e[k], within(tolerance * scale));
                }
            }
        }
    }

    private record Case(String name, FunctionBase function, Object... types) {}

    @TestFactory
    Stream<DynamicTest> modelsAgreeWithTheInterpreter() {
        return Stream.of(
                new Case("derivative", grad(fn(x -> x.times(sin(x)))), f32()),
                new Case("elementwise", fn((Expr x, Expr y) -> x.exp2().plus(y.tan()).minus(x.abs().log()).div(y.cosh()).plus(x.sigmoid().times(y.softplus())).plus(x.erf())
                        .plus(x.asinh()).plus(x.relu().sqrt()).plus(x.pow(3)).plus(x.abs().pow(y)).plus(x.remainder(y)).plus(x.floorDivide(y)).plus(x.hypot(y))
                        .plus(x.logaddexp(y)).plus(x.copysign(y)).plus(x.round()).plus(x.trunc()).plus(x.sign()).plus(x.log1p().expm1())
                        .plus(x.maximum(y)).plus(x.minimum(y)).plus(x.gt(y).and(x.ne(0)).where(x, y)).plus(x.isFinite().cast(F32))), f32(7), f32(7)),
                new Case("reductions", fn((Expr x) -> io.vavr.Tuple.of(x.sum(0), x.prod(1), x.max(), x.min(0, 2), x.logsumexp(2), x.argmax(1), x.cumsum(1))), f32(3, 4, 2)),
                new Case("products", fn((Expr a, Expr b, Expr x) -> io.vavr.Tuple.of(a.matmul(b), b.t().matmul(a.t()), b.matmul(x), x.dot(x), x.outer(x))), f32(3, 4), f32(4, 5), f32(5)),
                new Case("doubles", grad(fn((Expr w, Expr x) -> sum(tanh(x.matmul(w)).square()))), f64(4, 2), f64(3, 4)),
                new Case("movement", fn((Expr x) -> io.vavr.Tuple.of(x.permute(2, 0, 1), x.reshape(4, 6), x.flip(1), x.slice(1, 0, 3, 2), x.pad(Ints.of(1, 0, 0), Ints.of(0, 2, 1), 7.0),
                        fluxion.core.Movements.concatenate(0, Array.of(x, x)), x.sum(0).broadcastTo(5, 3, 4))), f32(2, 3, 4)),
                new Case("indexing", grad(fn((Expr x, Expr i) -> x.take(i, 0).square().sum().plus(x.take(i, 1).sin().sum()))), f32(3, 3), i32(4)),
                new Case("structure", hessian(fn((Expr v) -> sum(v.sin().square()))), f32(4)),
                new Case("convolution", fn((Expr k, Expr x) -> relu(Convolutions.conv2d(x, k))), f32(2, 1, 2, 2), f32(1, 1, 5, 5)))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> agrees(c.function().on(c.types()), 2e-6)));
    }

    @Test
    void perSampleGradientsOfANetworkAgree() throws Exception {
        agrees(JavaExportTest.perSample(), 1e-6);
    }

    /** Programs with loops, branches and lanes, and their derivatives in both modes, to second order. */
    @TestFactory
    Stream<DynamicTest> programsAgree() {
        var newton = fn((Expr a) -> whileLoop(scalar(1.0), (Expr x) -> x.square().minus(a).abs().gt(1e-12), x -> x.plus(a.div(x)).times(0.5)));
        var bent = fn((Expr x) -> cond(x.gt(0.5), () -> x.sin(), () -> x.square().times(3)));
        var checkpointed = fn((Expr a) -> whileLoop(new io.vavr.Tuple2<Expr, Expr>(scalar(0), a), s -> s._1.lt(7),
                s -> new io.vavr.Tuple2<Expr, Expr>(s._1.plus(1), s._2.sin().plus(s._2.times(0.5))), checkpointed(2))._2);
        var points = vector(0.3, 2.0, 5.5, 0.7);
        return Stream.of(
                new Case("a root", newton, f64()), new Case("its gradient", grad(newton), f64()), new Case("its second derivative", grad(grad(newton)), f64()),
                new Case("roots that stop by themselves", vmap(newton), f64(4)), new Case("their gradients", vmap(grad(newton)), f64(4)),
                new Case("gradient of their sum", grad(fn((Expr a) -> vmap(newton).apply(a).sum())), f64(4)),
                new Case("branches that lanes choose", vmap(grad(bent)), f64(4)), new Case("a branch", grad(bent), f64()),
                new Case("a checkpointed loop", grad(checkpointed), f64()),
                new Case("log det", grad(fn((Expr m) -> logAbsDet(m.matmul(m.t()).plus(eye(3))))), f64(3, 3)),
                new Case("eigenvalues", hessian(fn((Expr m) -> sum(m.plus(m.t()).eigvalsh().square()))), f64(2, 2)),
                new Case("the best", grad(fn((Expr v) -> sum(topK(v, 2).values().square()))), f64(5)),
                new Case("a median", grad(fn((Expr v) -> v.median())), f64(5)))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    Fn fn = c.function().on(c.types());
                    TensorType type = fn.parameterTypes().get(0);
                    Tensor at = type.rank() == 1 && type.shape().dim(0) == 4 ? points : JavaExportTest.arguments(fn, 4).map(t -> Evaluator.evaluate(t.abs().plus(0.25))).get(0);
                    agrees(fn, Array.of(at), 1e-10);
                }));
    }

    @Test
    void theFunctionMustBeClosed() {
        Var free = new Var("free", TensorType.scalar(fluxion.core.DType.F32));
        assertThatThrownBy(() -> Onnx.write("f", Fn.of(Array.empty(), Array.of(free.sin())))).hasMessageContaining("onnx: the function must depend on its parameters only");
    }
}
