package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Windows;
import fluxion.dsl.export.JavaSource;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Losses;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Exported Java: it compiles with an empty class path and agrees with the interpreter. */
class JavaExportTest {
    record Mlp(Expr w1, Expr b1, Expr w2, Expr b2) {
        Expr apply(Expr x) {
            return relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2);
        }
    }

    @TempDir
    private Path directory;

    /** Per-sample gradients of the tour's network, at its sizes. */
    static Fn perSample() {
        // scores of a few units: the rounding of an exponential grows with its argument
        var loss = fn((Mlp net, Expr x, Expr y) -> Losses.crossEntropy(net.apply(x.times(0.01)).times(0.02), y));
        return vmap(grad(loss)).in(none(), axis(0), axis(0)).on(new Mlp(Tensor.zeros(f32(784, 128)), Tensor.zeros(f32(128)), Tensor.zeros(f32(128, 10)), Tensor.zeros(f32(10))), f32(16, 784), i32(16));
    }

    static Seq<Tensor> arguments(Fn fn, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return fn.parameterTypes().map(type -> argument(type, random)).toArray();
    }

    private static Tensor argument(TensorType type, SplittableRandom random) {
        double[] values = random.doubles(type.shape().size(), 0.2, 1.5).map(x -> random.nextInt(3) == 0 && type.shape().size() > 1 ? -x : x).toArray();
        return switch (type.dtype()) {
            case F64 -> Tensor.of(type.shape(), values);
            case F32 -> {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                yield Tensor.of(type.shape(), floats);
            }
            case I32 -> Tensor.of(type.shape(), random.ints(values.length, 0, 3).toArray());
            case I64 -> Tensor.of(type.shape(), random.longs(values.length, 0, 3).toArray());
            case BOOL -> {
                boolean[] bools = new boolean[values.length];
                for (int i = 0; i < bools.length; i++) {
                    bools[i] = random.nextBoolean();
                }
                yield Tensor.of(type.shape(), bools);
            }
        };
    }

    private void agrees(Fn fn, double tolerance) {
        Seq<Tensor> arguments = arguments(fn, 4);
        try (CompiledJava compiled = CompiledJava.of(directory, HashMap.of("exported.Exported", JavaSource.of("exported.Exported", "compute", fn)))) {
            CompiledJava.agree("compute", compiled.run("exported.Exported", arguments), Evaluator.evaluate(fn, arguments), tolerance);
        }
    }

    private record Case(String name, FunctionBase function, Object... types) {}

    @TestFactory
    Stream<DynamicTest> exportedSourceAgreesWithTheInterpreter() {
        return Stream.of(
                new Case("derivative", grad(fn(x -> x.times(sin(x)))), f64()),
                new Case("elementwise", fn((Expr x, Expr y) -> x.exp2().plus(y.tan()).minus(x.abs().log()).div(y.cosh()).plus(x.sigmoid().times(y.softplus())).plus(x.erf())
                        .plus(x.asinh()).plus(x.relu().sqrt()).plus(x.pow(3)).plus(x.abs().pow(y)).plus(x.remainder(y)).plus(x.floorDivide(y)).plus(x.hypot(y))
                        .plus(x.logaddexp(y)).plus(x.atan2(y)).plus(x.copysign(y)).plus(x.round()).plus(x.trunc()).plus(x.sign()).plus(x.log1p().expm1())
                        .plus(x.maximum(y)).plus(x.minimum(y)).plus(x.gt(y).and(x.ne(0)).where(x, y)).plus(x.isFinite().cast(DType.F64))), f64(7), f64(7)),
                new Case("reductions", fn((Expr x) -> io.vavr.Tuple.of(x.sum(0), x.prod(1), x.max(), x.min(0, 2), x.logsumexp(2), x.argmax(1), x.gt(0).any(0), x.cumsum(1))), f64(3, 4, 2)),
                new Case("products", fn((Expr a, Expr b, Expr x) -> io.vavr.Tuple.of(a.matmul(b), b.t().matmul(a.t()), b.matmul(x), x.dot(x), x.outer(x))), f32(3, 4), f32(4, 5), f32(5)),
                new Case("batched products", fn((Expr a, Expr b) -> a.matmul(b)), f64(2, 3, 4), f64(2, 4, 5)),
                new Case("movement", fn((Expr x) -> io.vavr.Tuple.of(x.permute(2, 0, 1), x.reshape(4, 6), x.flip(1), x.slice(1, 0, 3, 2), x.pad(Ints.of(1, 0, 0), Ints.of(0, 2, 1), 7.0),
                        fluxion.core.Movements.concatenate(0, Array.of(x, x)), x.sum(0).broadcastTo(5, 3, 4))), f64(2, 3, 4)),
                new Case("indexing", grad(fn((Expr x, Expr i) -> x.take(i, 0).square().sum().plus(x.diagonal().sum().sin()))), f64(3, 3), i32(4)),
                new Case("structure", hessian(fn((Expr v) -> sum(v.sin().square()))), f64(4)),
                new Case("windows", fn((Expr x) -> Expr.apply(new Windows(Ints.of(2, 2), Ints.of(1, 1), Ints.of(1, 1)), x).max(-1, -2)), f64(1, 4, 4)),
                new Case("convolution", grad(fn((Expr k, Expr x) -> sum(relu(Convolutions.conv2d(x, k)).square()))), f64(2, 1, 2, 2), f64(1, 1, 5, 5)),
                new Case("integers", fn((Expr x) -> io.vavr.Tuple.of(x.times(3).minus(1), x.pow(3), x.floorDivide(2), x.cast(DType.F32))), i32(5)))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> agrees(c.function().on(c.types()), Array.of(c.types()).exists(t -> t.toString().startsWith("f32")) ? 1e-6 : 1e-12)));
    }

    @Test
    void perSampleGradientsOfANetworkAgree() {
        agrees(perSample(), 1e-6);
    }

    @Test
    void theSourceDependsOnNothing() {
        String source = JavaSource.of("exported.Exported", "compute", perSample());
        assertThat(source).contains("public static Results compute(float[] ").doesNotContain("import ").doesNotContain("fluxion.");
        assertThat(JavaSource.of("Exported", "f", grad(fn(x -> x.times(sin(x)))).on(f64()))).contains("x ↦ x·cos(x) + sin(x)").contains("@param x f64").contains("return x * CircularF64.cos(x) + CircularF64.sin(x);");
    }

    /** Of kernels, of classes of the platform that they import, of what is nested in them. */
    @TestFactory
    Stream<DynamicTest> theClassMayBeCalledLikeWhatItHas() {
        Fn fn = fn((Expr a) -> io.vavr.Tuple.of(pinv(a), a.rfft(), a.logaddexp(a.neg()), argsort(a))).on(f64(3, 3));
        return Stream.of("Rows", "Products", "Part", "SvdKernel", "Factors", "FourierPlan", "Room", "Arrays", "Map", "SoftReference", "BigDecimal").map(name -> DynamicTest.dynamicTest(name, () -> {
            Seq<Tensor> arguments = arguments(fn, 5);
            try (CompiledJava compiled = CompiledJava.of(directory, HashMap.of("exported." + name, JavaSource.of("exported." + name, "compute", fn)))) {
                CompiledJava.agree(name, compiled.run("exported." + name, arguments), Evaluator.evaluate(fn, arguments), 1e-13);
            }
        }));
    }

    @Test
    void kernelsBringWhatTheyNeedAndNothingElse() {
        String gamma = JavaSource.of("Exported", "f", fn((Expr a, Expr x) -> gammainc(a, x)).on(f64(), f64()));
        assertThat(gamma).contains("private static final class IncompleteGamma {", "private static final class GammaFunctions {").doesNotContain("Jet", "«");
        String solve = JavaSource.of("Exported", "f", fn((Expr a, Expr b) -> solve(a, b)).on(f64(3, 3), f64(3)));
        assertThat(solve).contains("private static final class Rows {", "static void add(double[] y, int yo, double f, double[] x, int xo, int n) {")
                .doesNotContain("Workers", "workers", "Interruption", "Plain", "VectorRows", "class Jet", "static void rotate(");
    }

    @Test
    void whatHasNoSourceIsRefused() {
        Fn acrossLanes = new Fn(Array.empty(), Array.of(Expr.apply(new AxisIndex("lanes", 3))));
        assertThatThrownBy(() -> JavaSource.of("A", "f", acrossLanes)).isInstanceOf(FluxionException.class).hasMessageContaining("java: axis_index needs the lanes of an enclosing vmap");
        assertThatThrownBy(() -> JavaSource.of("class", "f", fn(x -> x).on(f64()))).hasMessageContaining("must be Java identifiers");
        assertThatThrownBy(() -> JavaSource.of("A", "f(){}static int g", fn(x -> x).on(f64()))).hasMessageContaining("must be Java identifiers");
    }
}
