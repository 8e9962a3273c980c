package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.onnx.ModelBytes.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.onnx.OnnxModel;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Models that are damaged or made to do harm: one clear exception with the place, never an error, no memory taken first. */
class DamagedModelsTest {
    private static final int TRIALS = Integer.getInteger("fluxion.onnx.count", 700);

    /** A model with the types of its inputs. */
    private record Seed(byte[] model, Object[] inputs) {}

    /** Models of our own, and some that PyTorch exported. */
    private static Array<Seed> seeds() {
        return FUNCTIONS.map(f -> new Seed(toOnnx("f", f), f.parameterTypes().toJavaArray()))
                .append(exported("looping", f32(5, 4))).append(exported("halving", f32(3, 4)))
                .append(exported("pair", f32(2, 4), f32(2, 3))).append(exported("shaped", f32(2, 3, 4)))
                .append(exported("rnn", f32(2, 4, 5))).append(exported("unet", f32(1, 1, 8, 8)));
    }

    private static Seed exported(String name, Object... inputs) {
        try (InputStream in = DamagedModelsTest.class.getResourceAsStream("/onnx/" + name + ".onnx")) {
            return new Seed(in.readAllBytes(), inputs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Array<Fn> FUNCTIONS = Array.of(
            fn((Expr x) -> Tuple.of(x.slice(0, 0, 2).sum(1), x.t().reshape(4, 3).softmax(1), x.argmax(1), x.tile(2, 2)))
                    .on(f32(3, 4)),
            fn((Expr x, Expr k) -> relu(Convolutions.conv2d(x, k)).sum(2, 3)).on(f32(1, 1, 5, 5), f32(2, 1, 2, 2)),
            fn((Expr x) -> fori(0, 3, x, (i, s) -> cond(s.sum().gt(1), () -> s.sin(), () -> s.times(2)))).on(f32(3)),
            fn((Expr x) -> x.matmul(Tensor.of(new float[][] {{1, 2}, {3, 4}})).plus(floats(1, 2))).on(f32(5, 2)));

    @Test
    void damageIsRefusedWithItsPlaceOrReadsAsAnotherModel() {
        SplittableRandom random = new SplittableRandom(Long.getLong("fluxion.onnx.seed", 13));
        Array<Seed> seeds = seeds();
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = damaged(seed.model(), random);
            try {
                OnnxModel model = fromOnnx(bytes);
                assertThat(model.toString()).isNotEmpty();
                model.functionOfArrays().on(LinkedHashMap.<String, Expr>empty(), Array.of(seed.inputs()));
            } catch (FluxionException e) {
                assertThat(e.getMessage()).as("trial " + trial).matches("(?s)(fromOnnx|onnx): .*");
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("trial " + trial, e);
            }
        }
        assertThat(refused).isGreaterThan(TRIALS / 3);
    }

    private static byte[] damaged(byte[] model, SplittableRandom random) {
        byte[] bytes = model.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) 0xff);
                default -> {
                    int from = random.nextInt(bytes.length);
                    System.arraycopy(bytes.clone(), from, bytes, at, Math.min(bytes.length - Math.max(at, from), 20));
                }
            }
        }
        return bytes;
    }

    // ---- made to do harm --------------------------------------------------------------------------------------------

    private static byte[] model(byte[] graph) {
        return message(1, 8L, 7, graph, 8, message(2, 17L));
    }

    @Test
    void lengthsAreCheckedBeforeMemoryIsTaken() {
        byte[] tensor = message(1, 2_000_000_000L, 2, 1L, 8, "w", 9, new byte[4]);
        assertThatThrownBy(() -> fromOnnx(model(message(5, tensor)))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("graph.initializer[0]").hasMessageContaining("needs 8000000000 bytes; got 4");
        byte[] wide = message(1, 1L << 40, 1, 1L << 40, 2, 1L, 8, "w");
        assertThatThrownBy(() -> fromOnnx(model(message(5, wide)))).hasMessageContaining("an axis must have from 0 to");
        byte[] shape = message(1, 1L, 2, 7L, 8, "s", 7, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7});
        byte[] node = message(1, "s", 2, "y", 4, "ConstantOfShape");
        byte[] square = message(1, "s", 1, "s", 2, "t", 4, "Concat", 5, message(1, "axis", 3, 0L, 20, 2L));
        byte[] huge = message(1, "t", 2, "y", 4, "ConstantOfShape");
        assertThat(fromOnnx(model(message(1, node, 5, shape, 12, message(1, "y"))))).isNotNull();
        OnnxModel model = fromOnnx(model(message(1, square, 1, huge, 5, shape, 12, message(1, "y"))));
        assertThatThrownBy(() -> model.results(model.weights())).isInstanceOf(FluxionException.class)
                .hasMessageContaining("onnx: ConstantOfShape graph.node[1]").hasMessageContaining("at most");
    }

    @Test
    void whatIsComputedIsBounded() {
        byte[] scale = message(1, 1L, 2, 1L, 8, "s", 9, new byte[] {0x28, 0x6b, 0x6e, 0x4e});
        byte[] x = message(1, 1L, 1, 4L, 2, 1L, 8, "x", 9, new byte[16]);
        byte[] resize = message(1, "row", 1, "", 1, "s", 2, "y", 4, "Resize", 5, message(1, "mode", 4, "linear", 20, 3L));
        byte[] axis = message(1, 1L, 2, 7L, 8, "a", 7, new byte[] {0});
        byte[] row = message(1, "x", 1, "a", 2, "row", 4, "Squeeze");
        OnnxModel model = fromOnnx(model(message(1, row, 1, resize, 5, scale, 5, x, 5, axis, 12, message(1, "y"))));
        assertThatThrownBy(() -> model.results(model.weights())).isInstanceOf(FluxionException.class)
                .hasMessageContaining("must not be resized to 2147483647 by weights");
    }

    @Test
    void nestingIsBounded() {
        byte[] graph = message(2, "innermost");
        for (int depth = 0; depth < 5000; depth++) {
            graph = message(1, message(4, "If", 5, message(1, "then_branch", 6, graph, 20, 5L)));
        }
        byte[] deep = graph;
        assertThatThrownBy(() -> fromOnnx(model(deep))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("must not be nested more than");
    }

    @Test
    void whatIsMissingIsNamed() {
        byte[] two = message(1, message(2, "a", 3, "first", 4, "Foo"), 1, message(2, "b", 3, "second", 4, "Foo"), 1,
                message(2, "c", 4, "Bar", 7, "org.example"));
        assertThatThrownBy(() -> fromOnnx(model(two))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("Foo (in \"first\", \"second\")").hasMessageContaining("org.example.Bar (in graph.node[2])");
        assertThatThrownBy(() -> fromOnnx(model(message(1, message(1, "q", 2, "b", 4, "Relu")))))
                .hasMessageContaining("Relu graph.node[0]: an input must be made before it is read; got \"q\"");
        assertThatThrownBy(() -> fromOnnx(model(message(12, message(1, "y"))))).hasMessageContaining("an output must be made");
        assertThatThrownBy(() -> fromOnnx(new byte[0])).hasMessageContaining("a model must have one graph; got 0");
        assertThatThrownBy(() -> fromOnnx("PK\3\4 no model".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(FluxionException.class).hasMessageStartingWith("fromOnnx: ");
    }

    @Test
    void functionsThatCallThemselvesAreRefused() {
        byte[] function = message(1, "F", 4, "x", 5, "y", 7, message(1, "x", 2, "y", 4, "F", 7, "own"), 10, "own");
        byte[] graph = message(1, message(1, "x", 2, "y", 4, "F", 7, "own"), 11, message(1, "x"), 12, message(1, "y"));
        assertThatThrownBy(() -> fromOnnx(message(7, graph, 8, message(2, 17L), 25, function)))
                .hasMessageContaining("a function must not call itself; got F");
    }
}
