package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.dsl.export.Onnx;
import fluxion.dsl.function.Typed;
import fluxion.dsl.nn.Convolutions;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ONNX models, run by onnxruntime, agree with the interpreter. */
class OnnxTest {
    private static OnnxTensor tensor(OrtEnvironment environment, Tensor t) throws Exception {
        long[] shape = t.shape().dims().stream().asLongStream().toArray();
        return switch (t.dtype()) {
            case F64 -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(t.doubles()), shape);
            case F32 -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(t.floats()), shape);
            case I64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(t.longs()), shape);
            case I32 -> OnnxTensor.createTensor(environment, IntBuffer.wrap(t.ints()), shape);
            case BOOL -> throw new IllegalArgumentException();
        };
    }

    private static double[] numbers(OnnxTensor t) {
        return switch (t.getInfo().type) {
            case FLOAT -> {
                FloatBuffer b = t.getFloatBuffer();
                yield java.util.stream.IntStream.range(0, b.remaining()).mapToDouble(b::get).toArray();
            }
            case DOUBLE -> {
                DoubleBuffer b = t.getDoubleBuffer();
                yield java.util.stream.IntStream.range(0, b.remaining()).mapToDouble(b::get).toArray();
            }
            case INT32 -> {
                IntBuffer b = t.getIntBuffer();
                yield java.util.stream.IntStream.range(0, b.remaining()).mapToDouble(b::get).toArray();
            }
            default -> throw new IllegalArgumentException(t.getInfo().toString());
        };
    }

    private static void agrees(Fn fn, double tolerance) throws Exception {
        Seq<Tensor> arguments = JavaExportTest.arguments(fn, 4);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(Onnx.write("f", fn), new OrtSession.SessionOptions())) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                if (session.getInputNames().contains("input" + i)) {
                    inputs.put("input" + i, tensor(environment, arguments.get(i)));
                }
            }
            Seq<Tensor> expected = Evaluator.evaluate(fn, arguments);
            try (OrtSession.Result results = session.run(inputs)) {
                for (int i = 0; i < expected.size(); i++) {
                    double[] found = numbers((OnnxTensor) results.get(i));
                    double[] e = expected.get(i).doubles();
                    assertThat(found).hasSameSizeAs(e);
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
        }
    }

    private record Case(String name, Typed function, Object... types) {}

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

    @Test
    void whatHasNoOperatorIsRefused() {
        assertThatThrownBy(() -> Onnx.write("f", fn(x -> x.lgamma()).on(f32()))).hasMessageContaining("onnx: the operation lgamma").hasMessageContaining("has no ONNX operator");
    }
}
