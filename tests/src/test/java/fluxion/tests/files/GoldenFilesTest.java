package fluxion.tests.files;

import static fluxion.dsl.Fluxion.WIDEN;
import static fluxion.dsl.Fluxion.loadTensor;
import static fluxion.dsl.Fluxion.loadTensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.Fluxion;
import fluxion.dsl.file.TensorFile;
import fluxion.dsl.file.Widening;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as NumPy and safetensors write them, see {@code make.py} beside them. */
class GoldenFilesTest {
    static Path file(String name) {
        try {
            return Path.of(GoldenFilesTest.class.getResource("/files/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code make.py} puts into an array. */
    private static Tensor made(DType dtype, int from, int... shape) {
        int n = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        Expr line = switch (dtype) {
            case F64, F32 -> Tensor.of(IntStream.range(0, n).mapToDouble(i -> i / 2.0 - 1).toArray());
            case I64, I32 -> Tensor.of(LongStream.range(from, from + n).toArray());
            case BOOL -> Tensor.of(IntStream.range(0, n).map(i -> i % 3).toArray()).eq(0);
        };
        return Fluxion.eval(line.cast(dtype).reshape(shape));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz", "numpy.safetensors"})
    void numbersOfEveryFormat(String name) {
        try (TensorFile file = TensorFile.open(file(name))) {
            assertThat(file.read("f8")).isEqualTo(made(DType.F64, 0, 2, 3));
            assertThat(file.read("f4")).isEqualTo(made(DType.F32, 0, 2, 3));
            assertThat(file.read("i8")).isEqualTo(made(DType.I64, -2, 2, 3));
            assertThat(file.read("i4")).isEqualTo(made(DType.I32, -2, 2, 3));
            assertThat(file.read("b1")).isEqualTo(made(DType.BOOL, 0, 2, 3));
            assertThat(file.read("f2", WIDEN)).isEqualTo(made(DType.F32, 0, 2, 3));
            assertThat(file.read("i2", WIDEN)).isEqualTo(made(DType.I32, -2, 2, 3));
            assertThat(file.read("i1", WIDEN)).isEqualTo(made(DType.I32, -2, 2, 3));
            assertThat(file.read("u8", WIDEN)).isEqualTo(made(DType.I64, 250, 2, 3));
            assertThat(file.read("u4", WIDEN)).isEqualTo(made(DType.I64, 250, 2, 3));
            assertThat(file.read("u2", WIDEN)).isEqualTo(made(DType.I32, 250, 2, 3));
            assertThat(file.read("u1", WIDEN)).isEqualTo(Tensor.of(fluxion.core.Shape.of(2, 3), 0, 1, 127, 128, 254, 255));
            assertThat(file.read("empty").type()).isEqualTo(TensorType.of(DType.F32, 0, 3));
            assertThat(file.read("scalar").toDouble()).isEqualTo(-1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "compressed.npz"})
    void otherOrders(String name) {
        try (TensorFile file = TensorFile.open(file(name))) {
            assertThat(file.read("big")).isEqualTo(made(DType.F32, 0, 2, 3));
            assertThat(file.read("big.i2", WIDEN)).isEqualTo(made(DType.I32, -2, 2, 3));
            assertThat(file.read("fortran")).isEqualTo(made(DType.F64, 0, 2, 3));
            assertThat(file.read("cube")).isEqualTo(made(DType.I32, -2, 2, 3, 4));
        }
    }

    @Test
    void singleArrays() {
        assertThat(loadTensor(file("vector.npy"))).isEqualTo(Fluxion.vector(-1, -0.5, 0, 0.5, 1));
        assertThat(loadTensor(file("fortran.npy"))).isEqualTo(made(DType.F32, 0, 2, 3));
    }

    @Test
    void bfloat16TakesAWord() {
        Path file = file("bfloat16.safetensors");
        assertThat(loadTensor(file, WIDEN)).isEqualTo(made(DType.F32, 0, 2, 3));
        assertThatThrownBy(() -> loadTensor(file)).isInstanceOf(DTypeException.class).hasMessage("load: w in "
                + "bfloat16.safetensors must be of f64, f32, i64, i32 or bool; got bf16[2,3]. With WIDEN it is read as f32");
    }

    @Test
    void typesMetadataAndAllAtOnce() {
        Path saved = file("numpy.safetensors");
        try (TensorFile file = TensorFile.open(saved)) {
            assertThat(file.names()).contains("u1", "f2");
            assertThat(file.type("u1")).isEqualTo("u8[2,3]");
            assertThat(file.metadata().get("made").get()).isEqualTo("by safetensors");
        }
        // all of them at once
        assertThat(loadTensors(saved, WIDEN).size()).isEqualTo(14);
        assertThatThrownBy(() -> loadTensors(saved)).isInstanceOf(DTypeException.class);
    }

    @Test
    void widensIntoTheDtypeOfTheTree(@org.junit.jupiter.api.io.TempDir Path directory) throws IOException {
        record Half(Expr w) {}
        Path file = file("bfloat16.safetensors");
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Half like = new Half(Tensor.zeros(TensorType.of(dtype, 2, 3)));
            assertThat(Fluxion.load(like, file, WIDEN).w()).isEqualTo(made(dtype, 0, 2, 3));
            assertThatThrownBy(() -> Fluxion.load(like, file)).isInstanceOf(DTypeException.class)
                    .hasMessage("load: w in bfloat16.safetensors must be " + dtype + "[2,3], as in the tree; got bf16[2,3]. With "
                            + "WIDEN it is read as " + dtype);
        }
        Half integers = new Half(Tensor.zeros(TensorType.of(DType.I32, 2, 3)));
        assertThatThrownBy(() -> Fluxion.load(integers, file, WIDEN)).isInstanceOf(DTypeException.class)
                .hasMessageContaining("Not every bf16 is one of i32");
        Path bytes = directory.resolve("bytes.npy");
        byte[] header = Files.readAllBytes(file("vector.npy"));
        byte[] small = new String(header, 0, 128, java.nio.charset.StandardCharsets.ISO_8859_1).replace("<f8", "|u1")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(small, 133);
        all[128] = (byte) 200;
        Files.write(bytes, all);
        for (DType dtype : List.of(DType.F64, DType.F32, DType.I64, DType.I32)) {
            Tensor read = Fluxion.load(Tensor.zeros(TensorType.of(dtype, 5)), bytes, WIDEN);
            assertThat(read).isEqualTo(Fluxion.eval(Fluxion.vector(200, 0, 0, 0, 0).cast(dtype)));
        }
    }

    @Test
    void whatTensorsCannotHoldIsSaid() {
        assertThatThrownBy(() -> loadTensor(file("complex.npy"))).isInstanceOf(FluxionException.class)
                .hasMessage("load: complex.npy: elements must be real; got complex ones, <c16. Save their real and imaginary "
                        + "parts as two arrays");
        assertThatThrownBy(() -> loadTensor(file("objects.npy"))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("Python's objects");
        assertThatThrownBy(() -> loadTensors(file("make.py"))).isInstanceOf(FluxionException.class)
                .hasMessage("load: make.py: the file must be safetensors, .npz or .npy; it begins like none of them");
    }

    @Test
    void unsignedBeyondLongIsRefused() {
        byte[] bytes = header("{'descr': '<u8', 'fortran_order': False, 'shape': (1,), }", 8);
        assertThat(TensorFile.of(bytes).read("", WIDEN)).isEqualTo(Tensor.of(new long[] {0}));
        bytes[bytes.length - 1] = (byte) 0x80;
        assertThatThrownBy(() -> TensorFile.of(bytes).read("", Widening.WIDEN)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("9223372036854775808");
    }

    /** An {@code .npy} with a header and so many bytes of zeros. */
    static byte[] header(String dictionary, int bytes) {
        byte[] text = dictionary.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var out = java.nio.ByteBuffer.allocate(10 + text.length + bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length).put(text);
        return out.array();
    }
}
