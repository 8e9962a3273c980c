package fluxion.tests.streams;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Index;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.Dual;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors, types, functions and expressions go through streams of objects and come back as they were. */
class TensorStreamsTest {
    static Seq<Tensor> tensors() {
        Tensor matrix = Tensor.of(Shape.of(3, 4), DoubleStream.iterate(1, x -> x * 1.1).limit(12).toArray());
        Tensor big = Tensor.of(Shape.of(300, 500), DoubleStream.iterate(1, x -> x * 1.0001).limit(150_000).toArray());
        return Array.of(
                Tensor.of(2.5), Tensor.of(2.5f), Tensor.of(7L), Tensor.of(-7), Tensor.of(true),
                Tensor.of(new double[] {Double.NaN, -0.0, 0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Math.PI}),
                Tensor.of(new float[] {Float.NaN, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 1.1f}),
                Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0x0102030405060708L}), Tensor.of(new int[] {Integer.MIN_VALUE, 0x01020304, 5}),
                Tensor.of(new boolean[] {true, false, true}),
                Tensor.of(new double[0]), Tensor.of(new float[0][0]), Tensor.of(Shape.of(0, 3), new long[0]), Tensor.of(Shape.of(2, 0, 3), new boolean[0]),
                Tensor.zeros(f64(0, 3)), Tensor.of(Shape.of(1, 1, 1), 3.0), matrix, big,
                view(matrix.transpose()), view(matrix.slice(1, 1, 3)), view(matrix.get("::-1, ::2")), view(matrix.get("1")), view(big.get("7:9, 100:400:3")),
                view(matrix.get("1:1")), Tensor.zeros(f64(1000, 1000)), Tensor.full(TensorType.of(DType.I32, 7), 3), Tensor.full(TensorType.of(DType.BOOL, 2, 2), 1),
                view(vector(1, 2, 3).broadcastTo(4, 3)), view(Tensor.of(new double[][] {{1}, {2}}).broadcastTo(2, 5)),
                matrix.with(Ints.of(1, -1), 77), big.with(Ints.of(299, 0), -1), Tensor.zeros(f64(2000)).with(Ints.of(700), 1));
    }

    private static Tensor view(Expr moved) {
        return Evaluator.evaluate(moved);
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void tensorsComeBack(Tensor tensor) {
        Tensor read = Streams.trip(tensor);
        assertThat(read).isEqualTo(tensor);
        assertThat(read.type()).isEqualTo(tensor.type());
        assertThat(read.hashCode()).isEqualTo(tensor.hashCode());
        assertThat(Streams.trip(List.of(tensor, "and", tensor))).isEqualTo(List.of(tensor, "and", tensor));
    }

    @Test
    void bitsOfNotANumberComeBack() {
        double odd = Double.longBitsToDouble(0x7ff4000000000123L);
        Tensor read = Streams.trip(Tensor.of(new double[] {odd, 1}));
        assertThat(Double.doubleToRawLongBits(read.doubles()[0])).isEqualTo(0x7ff4000000000123L);
    }

    @Test
    void viewsAreWrittenWithoutTheRest() {
        Tensor big = Tensor.of(new double[1_000_000]);
        assertThat(Streams.bytes(big)).hasSizeBetween(8_000_000, 8_000_000 + 8_000_000 / 50);
        assertThat(Streams.bytes(view(big.slice(0, 500, 510)))).hasSizeLessThan(250);
        assertThat(Streams.bytes(Tensor.zeros(f64(10_000, 10_000)))).hasSizeLessThan(150);
        assertThat(Streams.bytes(view(vector(1, 2, 3).broadcastTo(100_000, 3)))).hasSizeLessThan(150);
        assertThat(Streams.trip(Tensor.zeros(f64(10_000, 10_000))).strides()).isEqualTo(Ints.of(0, 0));
    }

    @Test
    void elementsAreLittleEndian() {
        byte[] bytes = Streams.bytes(Tensor.of(new int[] {0x01020304}));
        assertThat(IntStream.range(0, bytes.length - 3).anyMatch(i -> ByteBuffer.wrap(bytes, i, 4).getInt() == 0x04030201)).isTrue();
    }

    @Test
    void typesAndIndicesComeBack() {
        for (Object value : List.of(f64(2, 3), TensorType.scalar(DType.BOOL), Shape.of(1, 0, 7), Shape.SCALAR, Ints.of(3, -1, 2), Ints.empty(),
                DType.F32, Index.Range.ALL, new Index.Ellipsis(), new Index.Position(-2))) {
            assertThat(Streams.trip(value)).isEqualTo(value);
        }
    }

    static Seq<Fn> functions() {
        Expr table = Tensor.of(DoubleStream.iterate(1, x -> x * 0.9).limit(100).toArray());
        return Array.of(
                fn((Expr x) -> x.sin().times(x).sum()).on(f64(3)),
                grad(fn((Expr x) -> x.sin().times(x).sum())).on(f64(3)),
                fn((Expr x) -> x.times(table).sum()).on(f64(100)),
                fn((Expr x) -> x.plus(Tensor.zeros(f64(100))).times(vector(Double.NaN, -0.0).sum())).on(f64(100)),
                fn((Expr x) -> scan(x, table, (Expr c, Expr t) -> pair(c.times(t).plus(table.sum()), c))).on(f64()),
                fn((Expr x) -> vmap((Expr l) -> whileLoop(l, (Expr c) -> c.lt(table.sum()), c -> c.times(3))).apply(x)).on(f64(5)),
                fn((Expr x) -> cond(x.gt(0), () -> x.times(table).sum(), () -> x)).on(f64()),
                fn((Expr x) -> custom((Expr a) -> a.times(table).sum()).derivative((Expr a, Expr y) -> a.plus(table.sum())).apply(x)).on(f64()),
                fn((Expr x) -> checkpoint((Expr a) -> a.times(table).sum()).apply(x)).on(f64()),
                fn((Expr x) -> x.lt(3).where(x, x.square())).on(f32(4)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionsGiveTheSameBits(Fn fn) {
        Fn read = Streams.trip(fn);
        assertThat(read.toString()).isEqualTo(fn.toString());
        Seq<Tensor> arguments = fn.parameterTypes().map(t -> Evaluator.evaluate(linspace(0.1, 0.7, (int) t.shape().size()).cast(t.dtype()).reshape(t.shape().dims().toArray())));
        assertThat(Evaluator.evaluate(read, arguments)).isEqualTo(Evaluator.evaluate(fn, arguments));
    }

    @Test
    void largeConstantsAreNotText() {
        Expr table = Tensor.of(DoubleStream.iterate(1, x -> x * 0.9999).limit(10_000).toArray());
        Fn inside = fn((Expr x) -> scan(x, Tensor.of(new double[2]), (Expr c, Expr t) -> pair(c.times(t).plus(table.sum()), c))).on(f64());
        assertThat(Streams.bytes(inside)).hasSizeLessThan(82_500);
        assertThat(fromJson(toJson(inside)).toString()).isEqualTo(inside.toString());
    }

    @Test
    void expressionsComeBackAndShareTheirVariables() {
        assertThat(eval(Streams.trip((Expr) vector(1, 2).plus(3)))).isEqualTo(vector(4, 5));
        Var x = variable("x", f64(2));
        Object[] read = Streams.trip(new Object[] {x, x.sin(), new Fn(Array.of(x), Array.of(x.times(x))), x.plus(1)});
        Var y = (Var) read[0];
        assertThat(y.toString()).isEqualTo("x: f64[2]");
        assertThat(((Apply) read[1]).input(0)).isSameAs(y);
        assertThat(((Fn) read[2]).params().get(0)).isSameAs(y);
    }

    @Test
    void oneOfSeveralResultsComesBack() {
        Expr values = eigh(Tensor.of(new double[][] {{2, 0}, {0, 1}}).plus(0)).values();
        assertThat(eval(Streams.trip(values))).isEqualTo(eval(values));
    }

    @Test
    void wrongStreamsAreRefused() {
        byte[] bytes = Streams.bytes(vector(1, 2, 3));
        int version = versionAt(bytes);
        byte[] later = bytes.clone();
        later[version] = 9;
        assertThatThrownBy(() -> Streams.read(later)).isInstanceOf(InvalidObjectException.class).hasMessage("stream: the version must be 1, which this release reads; got 9");
        byte[] unknown = bytes.clone();
        unknown[version + 1] = 50;
        assertThatThrownBy(() -> Streams.read(unknown)).isInstanceOf(InvalidObjectException.class).hasMessageContaining("got kind 50");
        byte[] negative = bytes.clone();
        negative[version + 11] = -1;
        assertThatThrownBy(() -> Streams.read(negative)).isInstanceOf(InvalidObjectException.class).hasMessageContaining("lengths must not be negative");
        byte[] longer = bytes.clone();
        longer[version + 13] = 1;
        assertThatThrownBy(() -> Streams.read(longer)).isInstanceOf(InvalidObjectException.class).hasMessage("tensor: the stream ends within it");
        byte[] bool = Streams.bytes(Tensor.of(new boolean[] {true, true, true}));
        bool[bool.length - 2] = 2;
        assertThatThrownBy(() -> Streams.read(bool)).isInstanceOf(InvalidObjectException.class).hasMessageContaining("a bool must be 0 or 1; got 2");
    }

    /** After the class comes a block of data: its mark, its length, the version. */
    private static int versionAt(byte[] bytes) {
        return IntStream.range(0, bytes.length).filter(i -> bytes[i] == 0x78 && bytes[i + 1] == 0x70 && bytes[i + 2] == 0x77).findFirst().getAsInt() + 4;
    }

    @Test
    void aFilterOfOnePackageIsEnough() throws Exception {
        String filter = "fluxion.core.*;!*";
        Fn fn = functions().get(4);
        assertThat(Streams.read(Streams.bytes(fn), filter).toString()).isEqualTo(fn.toString());
        assertThat(Streams.read(Streams.bytes(Tensor.of(2)), filter)).isEqualTo(Tensor.of(2));
    }

    @Test
    void mutatedStreamsAreRefusedOrRead() {
        for (Object object : List.of(vector(1, 2, 3), Tensor.zeros(f64(3, 4)), Tensor.of(new boolean[] {true, false}), functions().get(1), functions().get(4), functions().get(5),
                vector(1, 2).plus(3), f64(2, 3))) {
            assertThat(Streams.mutated(Streams.bytes(object), 1500, 5).keySet()).noneMatch(outcome -> outcome.startsWith("WRONG"));
        }
    }

    @Test
    void whatHoldsThemComesBack() {
        Dual<Expr> dual = new Dual<>(vector(1, 2), vector(3, 4));
        assertThat(Streams.trip(dual)).isEqualTo(dual);
    }
}
