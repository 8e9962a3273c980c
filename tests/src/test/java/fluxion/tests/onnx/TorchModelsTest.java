package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.file.TensorFile;
import fluxion.dsl.file.Widening;
import fluxion.dsl.onnx.OnnxModel;
import fluxion.tests.explain.OnnxRun;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Models exported by PyTorch, by both of its exporters ({@code onnx_models.py}): values agree with onnxruntime's and PyTorch's,
 * gradients with PyTorch's, or with differences of values along a random direction.
 */
class TorchModelsTest {
    private static final Array<String> NAMES = Array.of("mlp", "mlp_new", "cnn", "cnn_new", "normalised", "resnet", "encoder", "encoder_new", "lstm",
            "lstm_new", "gru", "rnn", "autoencoder", "classifier", "normed", "shaped", "shaped_new", "gpt", "gpt_new", "mobile",
            "unet", "looping", "halving", "pair", "f16", "bf16", "external");

    private static final Array<String> RECURRENT = Array.of("lstm", "lstm_new", "gru", "rnn");
    private static final boolean ALL = Boolean.getBoolean("fluxion.onnx.all");
    /** One of each kind, or all. */
    private static final Array<String> TRIED = ALL ? NAMES : Array.of("mlp_new", "cnn", "normalised", "encoder_new", "lstm", "gru",
            "autoencoder", "classifier", "shaped", "gpt", "unet", "halving", "f16", "external");

    /** A model and what PyTorch has for it. */
    private record Exported(String name, Path file, OnnxModel model, io.vavr.collection.Map<String, Tensor> arrays) {
        static Exported of(String name) throws Exception {
            Path file = Path.of(TorchModelsTest.class.getResource("/onnx/" + name + ".onnx").toURI());
            try (TensorFile open = TensorFile.of(Files.readAllBytes(file.resolveSibling(name + ".npz")))) {
                return new Exported(name, file, fromOnnx(file), open.readAll(Widening.EXACT));
            }
        }

        Array<Expr> all(String prefix) {
            return Array.ofAll(arrays.filterKeys(k -> k.startsWith(prefix)).toArray().sortBy(t -> t._1)).map(t -> t._2);
        }

        Array<Expr> inputs() {
            return all("input");
        }

        Expr loss(LinkedHashMap<String, Expr> weights) {
            return model.functionOfArrays().apply(weights, inputs()).map(y -> y.sin().mean()).reduce(Expr::plus);
        }
    }

    private static double largest(Expr x) {
        return java.util.Arrays.stream(((Tensor) x).doubles()).map(Math::abs).max().orElse(0);
    }

    private static void close(String what, Expr found, Expr wanted, double tolerance) {
        close(what, found, wanted, tolerance, largest(wanted));
    }

    private static void close(String what, Expr found, Expr wanted, double tolerance, double scale) {
        assertThat(found.type()).as(what).isEqualTo(wanted.type());
        double[] a = ((Tensor) found).doubles();
        double[] b = ((Tensor) wanted).doubles();
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(a[i] - b[i])).as(what + ", element " + i + ": " + a[i] + " for " + b[i])
                    .isLessThanOrEqualTo(tolerance * scale);
        }
    }

    @TestFactory
    Stream<DynamicTest> valuesAgree() {
        return TRIED.toJavaStream().map(name -> dynamicTest(name, () -> {
            Exported exported = Exported.of(name);
            Array<Expr> found = exported.model().functionOfArrays().apply(exported.model().weights(), exported.inputs());
            Array<Expr> torch = exported.all("output");
            Array<Tensor> runtime = run(exported);
            assertThat(found).hasSameSizeAs(torch).hasSameSizeAs(runtime);
            for (int i = 0; i < found.size(); i++) {
                close("PyTorch, output " + i, found.get(i), torch.get(i), 2e-6);
                close("onnxruntime, output " + i, found.get(i), runtime.get(i), 2e-6);
            }
        }));
    }

    private static Array<Tensor> run(Exported exported) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(exported.file().toString())) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (var input : exported.model().inputs().zip(exported.inputs())) {
                inputs.put(input._1, OnnxRun.tensor(environment, (Tensor) input._2));
            }
            try (OrtSession.Result results = session.run(inputs)) {
                return Array.ofAll(exported.model().outputs()).map(name -> OnnxRun.tensor((OnnxTensor) results.get(name).get()));
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> gradientsAgreeWithTorch() {
        return TRIED.toJavaStream().map(name -> dynamicTest(name, () -> {
            Exported exported = Exported.of(name);
            var gradients = exported.arrays().filterKeys(k -> k.startsWith("gradient."));
            LinkedHashMap<String, Expr> found = grad(fn(exported::loss)).apply(exported.model().weights());
            // some are 0 but for rounding
            double scale = gradients.values().map(TorchModelsTest::largest).max().getOrElse(0.0);
            gradients.forEach((key, wanted) ->
                    close(key, found.get(key.substring("gradient.".length())).get(), wanted, 1e-5, scale));
        }));
    }

    /** Along a random direction, in double precision: of recurrent nets, whose weights PyTorch has in another order, or of all. */
    @TestFactory
    Stream<DynamicTest> gradientsAgreeWithDifferences() {
        // halves are cast to single precision on their way
        return TRIED.removeAll(Array.of("f16", "bf16")).filter(name -> ALL || RECURRENT.contains(name)).toJavaStream().map(name -> dynamicTest(name, () -> {
            Exported exported = Exported.of(name);
            SplittableRandom random = new SplittableRandom(7);
            LinkedHashMap<String, Expr> weights = exported.model().weights().mapValues(w -> eval(w.cast(F64)));
            LinkedHashMap<String, Expr> direction = weights.mapValues(w -> Tensor.of(w.shape(),
                    random.doubles(w.shape().size(), -1, 1).toArray()));
            var loss = fn(exported::loss);
            double slope = leaves(grad(loss).apply(weights)).zip(leaves(direction))
                    .map(p -> toDouble(p._1.times(p._2).sum())).sum().doubleValue();
            double step = 1e-5;
            double difference = (toDouble(loss.apply(zip(weights, direction, (w, d) -> w.plus(d.times(step)))))
                    - toDouble(loss.apply(zip(weights, direction, (w, d) -> w.minus(d.times(step)))))) / (2 * step);
            assertThat(slope).isCloseTo(difference, org.assertj.core.api.Assertions.within(1e-5 * (1 + Math.abs(slope))));
        }));
    }
}
