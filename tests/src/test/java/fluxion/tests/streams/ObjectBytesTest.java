package fluxion.tests.streams;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.stream.StreamFilter;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Objects as bytes: what is written is read, what is damaged or hostile is refused by one exception. */
class ObjectBytesTest {
    private static final String HERE = "fluxion.tests.streams.*";

    private record Layer(Expr w, Option<Expr> b) implements Serializable {}

    private record Net(Array<Layer> layers, Tuple2<Expr, Either<String, Expr>> ends, String name) implements Serializable {}

    private static final Net NET = new Net(Array.of(new Layer(Tensor.of(new double[][] {{1, 2}, {3, 4}}), Option.none()),
            new Layer(vector(1, -0.0), Option.some(scalar(2)))), tuple(ints(1, 2), Either.right(eval(zeros(f64(2, 0))))), "net");

    private static <A, B> Tuple2<A, B> tuple(A a, B b) {
        return new Tuple2<>(a, b);
    }

    private static Fun1<Expr, Expr> traced() {
        Thread thread = Thread.currentThread();
        Fun1<Expr, Expr> f = fn((Expr x) -> x.times(thread == null ? 1 : 2).sin().sum());
        f.apply(vector(1, 2));
        return f;
    }

    // ---- there and back ---------------------------------------------------------------------------------------------

    @Test
    void valuesNeedNoTrust() {
        Tensor matrix = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        assertThat(ObjectBytesTest.<Tensor>trip(matrix, Tensor.class)).isEqualTo(matrix);
        RandomKey key = key(7);
        assertThat(ObjectBytesTest.<RandomKey>trip(key, RandomKey.class).value()).isEqualTo(key.value());
        Var x = variable("x", f64());
        Expr sum = x.sin().plus(x);
        assertThat(ObjectBytesTest.<Expr>trip(sum, Expr.class).toString()).isEqualTo(sum.toString());
        Fn fn = parse("x·sin(x)");
        assertThat(ObjectBytesTest.<Fn>trip(fn, Fn.class).toString()).isEqualTo(fn.toString());
        Object tree = new ArrayList<>(List.of(tuple(matrix, Option.some(key(1).value())), Array.of(matrix, matrix), Option.none(),
                io.vavr.collection.List.of(matrix), io.vavr.collection.Vector.of(matrix, matrix), new Expr[] {matrix}[0]));
        assertThat(ObjectBytesTest.<List<?>>trip(tree, List.class)).isEqualTo(tree);
        Fun1<Expr, Expr> read = trip(grad(traced()), Fun1.class);
        assertThat(read.apply(vector(1, 2))).isEqualTo(grad(traced()).apply(vector(1, 2)));
    }

    private static <T> T trip(Object object, Class<? super T> type, String... trusted) {
        return fromBytes(toBytes(object), type, trusted);
    }

    @Test
    void recordsAndLambdasAreTrustedByName() {
        Net read = trip(NET, Net.class, HERE);
        assertThat(read).isEqualTo(NET);
        Fun2<Net, Expr, Expr> f = fn((Net n, Expr x) -> n.layers().get(0).w().matmul(x).sum());
        Fun2<Net, Expr, Expr> back = trip(f, Fun2.class, HERE);
        assertThat(back.apply(NET, vector(1, 2))).isEqualTo(f.apply(NET, vector(1, 2)));
        assertThat(back.toString()).isEqualTo(f.toString());
        Map<String, Expr> map = new HashMap<>(Map.of("a", vector(1)));
        assertThat(ObjectBytesTest.<Map<String, Expr>>trip(map, Map.class, "java.util.HashMap", "java.util.Map$Entry"))
                .isEqualTo(map);
        assertThatThrownBy(() -> trip(NET, Net.class)).isInstanceOf(FluxionException.class)
                .hasMessage("fromBytes: the bytes hold no valid object: a fluxion.tests.streams.ObjectBytesTest$Net, which the "
                        + "filter does not let through. Where the bytes come from someone whom you trust, name the class: "
                        + "fromBytes(bytes, type, \"fluxion.tests.streams.ObjectBytesTest$Net\")");
        assertThatThrownBy(() -> trip(fn((Expr x) -> x.sin()), Fun1.class)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("a java.lang.invoke.SerializedLambda, which the filter does not let through");
        assertThatThrownBy(() -> trip(fn((Expr x) -> x.sin()), Fun1.class, "org.example.**"))
                .isInstanceOf(FluxionException.class).hasMessageContaining("a " + getClass().getName() + ", which");
        assertThat(ObjectBytesTest.<Net>trip(NET, Net.class, "*")).isEqualTo(NET);
        assertThatThrownBy(() -> StreamFilter.trusting("!*")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("got \"!*\"");
        assertThatThrownBy(() -> StreamFilter.trusting("maxdepth=9")).isInstanceOf(FluxionException.class);
    }

    @Test
    void whatIsWrittenIsSaid() {
        assertThatThrownBy(() -> toBytes(new Object[] {java.util.Optional.of(vector(1))})).isInstanceOf(FluxionException.class)
                .hasMessage("toBytes: all parts must be java.io.Serializable; got a java.util.Optional");
        Thread thread = Thread.currentThread();
        assertThatThrownBy(() -> toBytes(fn((Expr x) -> thread == null ? x : x.sin()))).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("toBytes: the function cannot be written, because its lambda in " + getClass().getName()
                        + " (ObjectBytesTest.java:");
        assertThatThrownBy(() -> fromBytes(toBytes(vector(1)), RandomKey.class)).isInstanceOf(FluxionException.class)
                .hasMessage("fromBytes: there must be a fluxion.dsl.random.RandomKey; got a fluxion.core.Tensor");
        byte[] twice = Arrays.copyOf(toBytes(vector(1)), 200);
        assertThatThrownBy(() -> fromBytes(twice, Tensor.class)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("one object and nothing after it");
    }

    @Test
    void theFilterServesAnyStream() throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(toBytes(NET)))) {
            in.setObjectInputFilter(StreamFilter.ofValues());
            assertThatThrownBy(in::readObject).hasMessageContaining("REJECTED");
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(toBytes(NET)))) {
            in.setObjectInputFilter(StreamFilter.trusting(HERE));
            assertThat(in.readObject()).isEqualTo(NET);
        }
    }

    // ---- hostile bytes ----------------------------------------------------------------------------------------------

    private static void refused(byte[] bytes, String... trusted) {
        assertThatThrownBy(() -> fromBytes(bytes, Object.class, trusted)).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("fromBytes: ");
    }

    private static byte[] array(int length, String type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_ARRAY);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF(type);
        out.writeLong(java.io.ObjectStreamClass.lookupAny(type.equals("[J") ? long[].class : Object[].class).getSerialVersionUID());
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.writeInt(length);
        return bytes.toByteArray();
    }

    @Test
    void lengthsAreNotBelieved() throws IOException {
        refused(array(Integer.MAX_VALUE, "[J"));
        refused(array(Integer.MAX_VALUE - 8, "[Ljava.lang.Object;"));
        refused(array(300_000_000, "[J"));
        refused(array(-1, "[J"));
    }

    @Test
    void depthHasAnEnd() {
        Object[] deep = {};
        for (int i = 0; i < 1_100; i++) {
            deep = new Object[] {deep};
        }
        byte[] bytes = toBytes(deep);
        assertThatThrownBy(() -> fromBytes(bytes, Object.class)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("objects nested more than 1000 deep");
        Fun1<Expr, Expr> chain = fn((Expr x) -> x.sin());
        for (int i = 0; i < 30; i++) {
            Fun1<Expr, Expr> inner = chain;
            chain = fn((Expr x) -> inner.apply(x).cos());
        }
        assertThat(ObjectBytesTest.<Fun1<Expr, Expr>>trip(chain, Fun1.class, HERE).apply(scalar(1))).isEqualTo(chain.apply(scalar(1)));
    }

    /** Sets within sets whose hash takes 2¹⁰⁰ steps. */
    @Test
    void whatComputesHashesIsRefused() {
        HashSet<Object> root = new HashSet<>();
        HashSet<Object> one = root;
        HashSet<Object> other = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            HashSet<Object> first = new HashSet<>();
            HashSet<Object> second = new HashSet<>();
            first.add("different");
            one.add(first);
            one.add(second);
            other.add(first);
            other.add(second);
            one = first;
            other = second;
        }
        refused(toBytes(root));
    }

    @Test
    void damagedBytesGiveOneException() {
        Fun2<Net, Expr, Expr> net = fn((Net n, Expr x) -> n.layers().get(0).w().matmul(x).tanh().sum());
        net.apply(NET, vector(1, 2));
        Fun1<Expr, Expr> traced = traced();
        List<Object> objects = List.of(NET, vector(1, 2, 3), key(3), net, grad(traced), vmap(traced).in(1).chunk(3),
                hessian(net).wrt(1), parse("(x: f64[3]) ↦ ‖x‖²"), new HashMap<>(Map.of("a", vector(1))));
        for (int i = 0; i < objects.size(); i++) {
            byte[] bytes = toBytes(objects.get(i));
            SplittableRandom random = new SplittableRandom(i);
            for (int k = 0; k < 700; k++) {
                byte[] changed = Streams.changed(bytes, random);
                try {
                    fromBytes(changed, Object.class, HERE, "java.util.*");
                } catch (FluxionException e) {
                    assertThat(e.getMessage()).startsWith("fromBytes: ");
                } catch (Throwable e) {
                    throw new AssertionError("object " + i + ", damage " + k + ": " + e, e);
                }
            }
        }
    }
}
