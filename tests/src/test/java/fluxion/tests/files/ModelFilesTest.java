package fluxion.tests.files;

import static fluxion.dsl.Fluxion.bools;
import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.f32;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.ints;
import static fluxion.dsl.Fluxion.key;
import static fluxion.dsl.Fluxion.load;
import static fluxion.dsl.Fluxion.loadTensor;
import static fluxion.dsl.Fluxion.loadTensors;
import static fluxion.dsl.Fluxion.normal;
import static fluxion.dsl.Fluxion.save;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.vector;
import static fluxion.dsl.Fluxion.zeros;
import static fluxion.dsl.Fluxion.zerosLike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Sgd;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees of tensors saved and loaded: what was saved comes back, and what differs is refused, naming the leaf. */
class ModelFilesTest {
    @TempDir
    Path directory;

    record Dense(Expr w, Expr b) {}

    record Net(Seq<Dense> layers, Option<Expr> scale, Map<String, Expr> heads, Expr[] more) {}

    record Named(String name, int depth, Expr w) {}

    record Checkpoint(Net net, Adam.State<Net> state, Tuple2<Expr, List<Dense>> rest) {}

    private static Net net(int layers) {
        return new Net(Array.range(0, layers).map(i -> new Dense(eval(normal(key(i), f32(i + 1, i + 2))), zeros(f32(i + 2)))),
                Option.some(scalar(2.5)), Map.of("out", ints(1, 2, 3), "mask", bools(true, false)),
                new Expr[] {vector(1, 2), scalar(3)});
    }

    private static List<Object> parts(Net net) {
        return List.of(net.layers(), net.scale(), new java.util.TreeMap<>(net.heads()), List.of(net.more()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.safetensors", "net.npz"})
    void aModelComesBack(String name) {
        Path file = directory.resolve(name);
        Net net = net(12);
        save(net, file);
        assertThat(parts(load(net, file))).isEqualTo(parts(net));
        assertThat(parts(load(zerosLike(net), file))).isEqualTo(parts(net));
        assertThat(parts(load(Net.class, file))).isEqualTo(parts(net));
        assertThat(loadTensors(file).keySet().toJavaSet()).contains("layers.0.w", "layers.11.b", "scale", "heads.out", "more.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training.safetensors", "training.npz"})
    void theStateOfAnOptimiserComesBack(String name) {
        Path file = directory.resolve(name);
        Net net = new Net(net(2).layers(), Option.none(), Map.of(), new Expr[0]);
        Adam adam = new Adam(0.1);
        Adam.State<Net> next = adam.update(net, adam.init(net));
        save(next, file);
        Adam.State<Net> read = load(next, file);
        assertThat(read.step()).isEqualTo(Tensor.of(1));
        assertThat(read.square().layers()).isEqualTo(next.square().layers());
        assertThat(read.parameters().layers()).isEqualTo(next.parameters().layers());
        Sgd.State<Net> momentum = new Sgd(0.1, 0.9).init(net);
        save(momentum, file);
        assertThat(load(momentum, file).velocity().layers()).isEqualTo(momentum.velocity().layers());
        Checkpoint checkpoint = new Checkpoint(net, next, Tuple.of(scalar(1), List.of(net.layers().head())));
        save(checkpoint, file);
        Checkpoint again = load(Checkpoint.class, file);
        assertThat(again.state().mean().layers()).isEqualTo(next.mean().layers());
        assertThat(again.rest()).isEqualTo(checkpoint.rest());
        assertThat(again.net().scale()).isEqualTo(Option.none());
    }

    @Test
    void elementsArriveBitByBit() {
        Tensor odd = Tensor.of(new double[] {Double.NaN, Double.longBitsToDouble(0x7ff8_0000_0000_1234L), -0.0,
                Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Math.PI});
        Tensor matrix = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        for (String name : List.of("t.safetensors", "t.npz", "t.npy")) {
            Path file = directory.resolve(name);
            save(odd, file);
            double[] read = loadTensor(file).doubles();
            for (int i = 0; i < read.length; i++) {
                assertThat(Double.doubleToRawLongBits(read[i])).isEqualTo(Double.doubleToRawLongBits(odd.doubleAt(i)));
            }
            for (Expr view : List.of(matrix.transpose(), matrix.slice(1, 1, 3), matrix.get("::-1"), scalar(2).broadcastTo(
                    fluxion.core.Shape.of(3, 2)), zeros(f64(0, 4)), eval(bools(true).get(0)), Tensor.of(7L))) {
                save(view, file);
                assertThat(loadTensor(file)).as(name).isEqualTo(eval(view));
            }
        }
    }

    @Test
    void severalPiecesComeBack() {
        Tensor big = eval(normal(key(1), f64(300, 301)));
        for (String name : List.of("t.safetensors", "t.npz", "t.npy")) {
            save(big, directory.resolve(name));
            assertThat(loadTensor(directory.resolve(name))).isEqualTo(big);
        }
    }

    @Test
    void whatDependsOnNothingIsComputed() {
        Path file = directory.resolve("sum.npy");
        save(vector(1, 2).plus(vector(3, 4)), file);
        assertThat(loadTensor(file)).isEqualTo(vector(4, 6));
    }

    @Test
    void otherValuesAreTheExamples() {
        Path file = directory.resolve("named.npz");
        save(new Named("a", 3, vector(1, 2)), file);
        assertThat(load(new Named("b", 4, zeros(f64(2))), file)).isEqualTo(new Named("b", 4, vector(1, 2)));
        assertThatThrownBy(() -> load(Named.class, file)).isInstanceOf(TreeException.class).hasMessageContaining(
                "got java.lang.String for Named.name. Give a tree of that structure instead of the class");
    }

    @Test
    void theSameTensorsMakeTheSameBytes() throws IOException {
        Map<String, Expr> one = new LinkedHashMap<>(Map.of("a", scalar(1), "b", scalar(2), "c", scalar(3)));
        for (String name : List.of("m.safetensors", "m.npz")) {
            Path file = directory.resolve(name);
            save(Map.copyOf(one), file);
            byte[] first = Files.readAllBytes(file);
            save(new java.util.HashMap<>(one), file);
            assertThat(Files.readAllBytes(file)).isEqualTo(first);
        }
    }

    @Test
    void safetensorsBeginAtMultiplesOfTheirSize() throws IOException {
        Path file = directory.resolve("m.safetensors");
        save(List.of(eval(bools(true).get(0)), scalar(1.0), Tensor.of(2f), bools(true, false, true), Tensor.of(3L)), file);
        var bytes = java.nio.ByteBuffer.wrap(Files.readAllBytes(file)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(0) % 8).isZero();
        assertThat(bytes.getDouble(8 + (int) bytes.getLong(0))).isEqualTo(1.0);
    }

    // ---- mistakes ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"net.safetensors", "net.npz"})
    void whatDiffersIsNamed(String name) {
        Path file = directory.resolve(name);
        save(new Dense(zeros(f32(3, 4)), zeros(f32(4))), file);
        assertThatThrownBy(() -> load(new Dense(zeros(f32(4, 3)), zeros(f32(4))), file)).isInstanceOf(ShapeException.class)
                .hasMessage("load: w in " + name + " must be f32[4,3], as in the tree; got f32[3,4]. The lengths are reversed: it "
                        + "may be transposed, as the weights of PyTorch's linear layers are");
        assertThatThrownBy(() -> load(new Dense(zeros(f32(3, 4)), zeros(f64(4))), file)).isInstanceOf(DTypeException.class)
                .hasMessage("load: b in " + name + " must be f64[4], as in the tree; got f32[4]. With WIDEN it is read as f64");
        assertThatThrownBy(() -> load(Tuple.of(scalar(1), new Dense(scalar(1), scalar(2))), file))
                .isInstanceOf(TreeException.class).hasMessage("load: " + name + " must hold the leaves of (·, Dense(w, b)); it "
                        + "lacks _1, _2.w, _2.b, and the tree lacks w, b. It holds w: f32[3,4], b: f32[4]. TensorFile reads "
                        + "some of them");
        assertThatThrownBy(() -> loadTensor(file)).isInstanceOf(TreeException.class).hasMessageContaining("must hold one tensor");
    }

    @Test
    void whatCannotBeSavedIsSaid() throws IOException {
        Path file = directory.resolve("m.npz");
        save(scalar(1), file);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> fn((Expr x) -> {
            save(x, file);
            return x;
        }).apply(scalar(1))).isInstanceOf(FluxionException.class).hasMessageStartingWith("save: the value must be known");
        assertThatThrownBy(() -> save(Map.of("a.b", scalar(1), "a", Map.of("b", scalar(2))), file))
                .isInstanceOf(TreeException.class).hasMessageContaining("got a.b twice");
        for (String name : List.of("../a", "/a", "a/../b", "..", "C:\\a", "a\nb", "a\0", "x".repeat(1001))) {
            assertThatThrownBy(() -> save(Map.of(name, scalar(1)), file)).as(name).isInstanceOf(FluxionException.class);
        }
        assertThatThrownBy(() -> save(List.of(), file)).isInstanceOf(TreeException.class);
        assertThatThrownBy(() -> save(List.of(scalar(1)), directory.resolve("m.npy"))).isInstanceOf(TreeException.class)
                .hasMessage("save: an .npy file holds one array; got List(·). Save it as .npz or .safetensors");
        assertThatThrownBy(() -> save(scalar(1), directory.resolve("m.pt"))).isInstanceOf(FluxionException.class)
                .hasMessage("save: the file's name must end in .safetensors, .npz or .npy; got m.pt");
        assertThatThrownBy(() -> save(scalar(1), directory.resolve("none").resolve("m.npz")))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("there must be a directory");
        assertThatThrownBy(() -> load(scalar(1), directory.resolve("none.npz"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there must be a file");
        assertThat(Files.readAllBytes(file)).as("the old file").isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("no half-written file").containsExactly(file);
        }
    }
}
