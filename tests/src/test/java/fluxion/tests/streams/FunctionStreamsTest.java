package fluxion.tests.streams;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.op.Checkpoint;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.tree.Trees;
import fluxion.transforms.Randomness;
import io.vavr.Function1;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of every kind go through streams of objects and give the same bits. */
class FunctionStreamsTest {
    private record Net(Expr w, Expr b, Optional<Expr> scale, String activation) {}

    /** A function, arguments to call it with before it is written, and others of other types, if it takes them. */
    private record Case(String name, FunctionBase f, Seq<Object> arguments, Seq<Object> others) {
        Case(String name, FunctionBase f, Object... arguments) {
            this(name, f, Array.of(arguments), Array.empty());
        }

        Case with(Object... more) {
            return new Case(name, f, arguments, Array.of(more));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Expr TABLE = Tensor.of(new double[] {0.1, 0.7, -1.3});

    private static Seq<Case> cases() {
        Fun1<Expr, Expr> f = fn((Expr x) -> x.times(x.sin()).sum());
        Fun2<Expr, Expr, Expr> two = fn((Expr x, Expr y) -> x.times(y.exp()).sum());
        Fun2<Net, Expr, Expr> net = fn((Net n, Expr x) -> n.activation().equals("tanh")
                ? n.w().matmul(x).plus(n.b()).tanh().sum() : n.b().sum());
        Net weights = new Net(Tensor.of(new double[][] {{1, 2}, {0.3, -1}}), vector(0.5, 1), Optional.of(scalar(2)), "tanh");
        Expr x = vector(0.3, 1.1);
        Expr y = vector(-0.2, 0.4);
        Expr rows = Tensor.of(new double[][] {{1, 2}, {3, 0.5}, {0.1, 0.2}});
        double slope = 0.25;
        RandomKey key = key(5);
        Shape shape = Shape.of(2, 1);
        TensorType type = f64(2);
        Fun1<Expr, Expr> outer = fn((Expr v) -> f.apply(v.times(2)).plus(TABLE.sum()));
        return Array.of(
                new Case("f64", f, x).with(vector(1, 2, 3)),
                new Case("f32", f, Tensor.of(new float[] {1.5f, 2})).with(scalar(2)),
                new Case("i32", fn((Expr v) -> v.times(v).plus(3)), ints(1, 2, 3)).with(Tensor.of(new long[] {5, 6})),
                new Case("i64", fn((Expr v) -> v.cumsum(0)), Tensor.of(new long[] {1L << 40, 3})),
                new Case("bool", fn((Expr v) -> v.not().any()), Tensor.of(new boolean[] {true, true})),
                new Case("empty", f, Tensor.of(new double[0])).with(Tensor.of(new double[0][3])),
                new Case("view", f, rows.get("::2, ::-1")),
                new Case("captures", fn((Expr v) -> v.times(slope).plus(TABLE.sum()).reshape(shape.dims().toArray()).reshape(2)
                        .plus(zeros(type)).plus(normal(key, type))), x),
                new Case("captures functions", outer, x).with(vector(1, 2, 3)),
                new Case("2", two, x, y).with(rows, rows),
                new Case("3", fn((Expr a, Expr b, Expr c) -> a.times(b).plus(c)), x, y, scalar(3)),
                new Case("4", fn((Expr a, Expr b, Expr c, Expr d) -> a.times(b).plus(c.div(d))), x, y, x, y),
                new Case("5", fn((Expr a, Expr b, Expr c, Expr d, Expr e) -> a.times(b).plus(c.div(d)).pow(e)), x, y, x, y,
                        scalar(2)),
                new Case("6", fn((Expr a, Expr b, Expr c, Expr d, Expr e, Expr g) -> a.times(b).plus(c.div(d)).pow(e).minus(g)),
                        x, y, x, y, scalar(2), x),
                new Case("records", net, weights, x).with(new Net(rows, vector(1, 2, 3), Optional.empty(), "none"), x),
                new Case("gradient of records", grad(net), weights, x),
                new Case("containers", fn((Expr v, Map<String, Expr> m) -> List.of(v, Array.of(m.get("a")),
                        HashMap.of("k", m.get("b")), new Expr[] {v}, Tuple.of(v, 3))), x,
                        Map.of("a", x, "b", y)),
                new Case("grad", grad(f), x).with(vector(1, 2, 3)),
                new Case("grad wrt both", grad(two).wrt(0, 1), x, y).with(rows, rows),
                new Case("valueAndGrad wrt 1", valueAndGrad(two).wrt(1), x, y),
                new Case("grad with aux", grad(fn((Expr v) -> Tuple.of(v.square().sum(), v.sin()))).withAux(), x),
                new Case("jacfwd", jacfwd(fn((Expr v) -> v.sin().times(v.sum()))), x).with(vector(1, 2, 3)),
                new Case("jacrev in chunks", jacrev(fn((Expr v) -> v.sin().times(v.sum()))).chunk(1), x),
                new Case("jacobian", fn((Expr v) -> v.sin().times(v.sum())).jacobian(), x),
                new Case("hessian", hessian(f), x).with(vector(1, 2, 3)),
                new Case("vmap", vmap(f), rows).with(Tensor.of(new double[4][5])),
                new Case("vmap of grad", vmap(grad(f)), rows),
                new Case("grad of vmap", grad(fn((Expr v) -> vmap(f).apply(v).sum())), rows),
                new Case("vmap with axes", vmap(two).in(1, none()).out(-1), rows, scalar(2)),
                new Case("vmap in chunks", vmap(f).chunk(2), rows),
                new Case("vmap of a size", vmap(fn((Expr v) -> v.plus(uniform(key, f64())))).in(none()).size(3)
                        .randomness(Randomness.DIFFERENT), x),
                new Case("vmap with a name", vmap(fn((Expr v) -> v.div(psum(v, "i")))).axisName("i"), rows),
                new Case("named", f.named("θ"), x),
                new Case("gradient of named", grad(f.named("θ")), x),
                new Case("andThen", f.andThen((Function1<Expr, Expr>) v -> v.exp()), x).with(scalar(2)),
                new Case("compose", f.compose((Function1<Expr, Expr>) v -> v.exp()), x).with(scalar(2)),
                new Case("custom slope", custom((Expr v) -> v.sin()).derivative((Expr v, Expr r) -> r.times(7)), x),
                new Case("gradient of custom slope", grad(fn((Expr v) -> custom((Expr u) -> u.sin())
                        .derivative((Expr u, Expr r) -> r.times(7)).apply(v).sum())), x),
                new Case("custom tangent", grad(custom((Expr v) -> v.sin().sum())
                        .derivative((Expr v, Expr r, Expr d) -> d.sum().times(slope))), x),
                new Case("custom pullback", grad(custom((Expr v) -> v.sin().sum())
                        .pullback((Expr v, Expr r, Expr ct) -> v.times(ct).times(3))), x),
                new Case("custom of 2", grad(custom("two", (Expr a, Expr b) -> a.times(b).sum())
                        .pullback((Expr a, Expr b, Expr r, Expr ct) -> Tuple.of(a.times(ct), b.times(ct)))).wrt(1), x, y),
                new Case("custom of 3", grad(custom("three", (Expr a, Expr b, Expr c) -> a.times(b).sum().plus(c))
                        .derivative((Expr a, Expr b, Expr c, Expr r, Expr da, Expr db, Expr dc) -> da.sum().plus(dc))), x, y,
                        scalar(2)),
                new Case("checkpoint", grad(checkpoint((Expr v) -> v.sin().exp().sum())), x),
                new Case("checkpoint that keeps", grad(checkpoint((Expr v) -> v.sin().exp().sum(),
                        new Checkpoint.Names(Array.of("a")))), x),
                new Case("root", grad(customRoot((Expr r, Expr a) -> r.square().minus(a), (Expr a) -> a.sqrt())), scalar(2)),
                new Case("loops", grad(fn((Expr v) -> scan(v.sum(), TABLE, (Expr c, Expr t) -> pair(c.times(t).sin(), c))._1
                        .plus(whileLoop(v.sum(), (Expr c) -> c.lt(50), c -> c.times(3)))
                        .plus(cond(v.sum().gt(0), () -> v.sum(), () -> v.prod())))), x),
                new Case("pullback", vjp(f, x).pullback(), scalar(2)),
                new Case("linearized", linearize(f, x).linear(), y),
                new Case("transpose", linearTranspose((Expr v) -> v.times(TABLE), f64(3)), vector(1, 2, 3)));
    }

    private static Object call(FunctionBase f, Seq<Object> arguments) {
        return f.program().call(arguments.toJavaArray());
    }

    /** A result with its bits: tensors compare by their elements, NaN among them. */
    private static Tuple2<Object, Object> bits(Object result) {
        Trees.Flat flat = Trees.flatten(result);
        return Tuple.of(flat.structure(), flat.leaves());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void functionsGiveTheSameBits(Case one) {
        Object expected = call(one.f, one.arguments);
        FunctionBase read = Streams.trip(one.f);
        assertThat(read).isNotSameAs(one.f).hasSameClassAs(one.f);
        assertThat(bits(call(read, one.arguments))).isEqualTo(bits(expected));
        assertThat(read.toString()).isEqualTo(one.f.toString());
        if (one.others.nonEmpty()) {
            assertThat(bits(call(read, one.others))).isEqualTo(bits(call(one.f, one.others)));
        }
        assertThat(bits(call(Streams.trip(read), one.arguments))).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void functionsThatWereNeverCalledComeBack(Case one) {
        FunctionBase read = Streams.trip(one.f);
        assertThat(bits(call(read, one.arguments))).isEqualTo(bits(call(one.f, one.arguments)));
    }

    @Test
    void optionsCanStillBeChosen() {
        Fun2<Expr, Expr, Expr> two = fn((Expr x, Expr y) -> x.times(y.exp()).sum());
        var read = Streams.trip(grad(two));
        assertThat(read.<Expr>wrt(1).apply(vector(1, 2), vector(0, 0))).isEqualTo(vector(1, 2));
        var mapped = Streams.trip(vmap(two));
        assertThat(mapped.in(none(), 0).apply(scalar(2), vector(0, 0))).isEqualTo(vector(2, 2));
        assertThat(hessian(Streams.trip(fn((Expr x) -> x.square().sum()))).apply(vector(1, 2)))
                .isEqualTo(Tensor.of(new double[][] {{2, 0}, {0, 2}}));
    }

    // ---- lambdas that cannot travel ---------------------------------------------------------------------------------

    /** The line of the lambda below. */
    private static final int STUCK = 186;

    private static Fun1<Expr, Expr> stuck(Thread thread) {
        return fn((Expr x) -> x.times(thread == null ? 1 : 2).sum());
    }

    @Test
    void tracesTravelWhereTheLambdaDoesNot() {
        Fun1<Expr, Expr> f = stuck(Thread.currentThread());
        f.apply(vector(1, 2));
        Tensor inSingle = eval(f.apply(Tensor.of(new float[] {1, 2})));
        Fun1<Expr, Expr> read = Streams.trip(f);
        assertThat(read.apply(vector(1, 2))).isEqualTo(scalar(6));
        assertThat(read.apply(Tensor.of(new float[] {1, 2}))).isEqualTo(inSingle);
        assertThat(read.toString()).isEqualTo(f.toString());
        assertThat(grad(read).apply(vector(1, 2))).isEqualTo(vector(2, 2));
        assertThat(Streams.trip(grad(f)).apply(vector(1, 2))).isEqualTo(vector(2, 2));
        assertThat(Streams.trip(read).apply(vector(1, 2))).isEqualTo(scalar(6));
        assertThat(vmap(f).apply(Tensor.of(new double[][] {{1, 2}, {3, 4}}))).isEqualTo(vector(6, 14));
        assertThat(Streams.trip(vmap(f)).apply(Tensor.of(new double[][] {{1, 2}, {3, 4}}))).isEqualTo(vector(6, 14));
        assertThatThrownBy(() -> read.apply(vector(1, 2, 3))).isInstanceOf(TransformException.class)
                .hasMessage("fn: the function was read from a stream that holds it for the arguments (f64[2]), (f32[2]) "
                        + "only, because its lambda in fluxion.tests.streams.FunctionStreamsTest (FunctionStreamsTest.java:"
                        + STUCK + ") captures a "
                        + "java.lang.Thread, which is not java.io.Serializable; got (f64[3]). Call it, or on(…), for these "
                                + "before it is written, or let the lambda "
                        + "capture only what is java.io.Serializable");
        // the trace with numbers of its own, debugged
        assertThat(trace(() -> read.apply(vector(1, 2))).value()).isEqualTo(scalar(6));
    }

    @Test
    void whatCannotTravelAtAllSaysWhy() {
        Fun1<Expr, Expr> f = stuck(Thread.currentThread());
        String message = "fn: the function cannot be written, because its lambda in fluxion.tests.streams.FunctionStreamsTest "
                + "(FunctionStreamsTest.java:" + STUCK + ") captures a java.lang.Thread, which is not "
                + "java.io.Serializable, and there are no traces "
                + "of it to write instead. Let its lambda capture only what is java.io.Serializable, or call it, or on(…), "
                        + "for the arguments it is for before it is written";
        assertThatThrownBy(() -> Streams.bytes(f)).hasMessage(message);
        assertThatThrownBy(() -> Streams.bytes(grad(vmap(f)))).hasMessage(message);
        Fun1<Expr, Expr> outer = fn((Expr x) -> f.apply(x).plus(1));
        assertThatThrownBy(() -> Streams.bytes(outer))
                .hasMessageContaining("what its lambda in fluxion.tests.streams.FunctionStreamsTest (FunctionStreamsTest.java:")
                .hasMessageContaining(") captures cannot be: the function cannot be written, because its lambda in fluxion.tests")
                .hasMessageContaining("captures a java.lang.Thread");
        Fun1<Expr, Expr> after = fn((Expr x) -> x).andThen((java.util.function.Function<Expr, Expr>) Expr::sin);
        assertThatThrownBy(() -> Streams.bytes(after))
                .hasMessageContaining("its lambda in fluxion.tests.streams.FunctionStreamsTest is of a type, or captures one of a "
                        + "type, that is not java.io.Serializable");
        Thread thread = Thread.currentThread();
        Fun1<Expr, Expr> custom = custom((Expr v) -> v.sin()).derivative((Expr v, Expr r) -> r.times(thread == null ? 0 : 7));
        assertThatThrownBy(() -> Streams.bytes(custom)).hasMessageContaining("java.lang.Thread");
    }

    @Test
    void rulesAndCompositionsTravelAsTracesToo() {
        Thread thread = Thread.currentThread();
        Fun1<Expr, Expr> custom = custom((Expr v) -> v.sin()).derivative((Expr v, Expr r) -> r.times(thread == null ? 0 : 7));
        Fun1.Gradient<Expr, Expr, Expr, Expr> derivative = grad(custom);
        Tensor expected = eval(derivative.apply(scalar(2)));
        assertThat(Streams.trip(derivative).apply(scalar(2))).isEqualTo(expected);
        Fun1<Expr, Expr> after = fn((Expr x) -> x).andThen((java.util.function.Function<Expr, Expr>) Expr::sin);
        Tensor sine = eval(after.apply(scalar(2)));
        Fun1<Expr, Expr> read = Streams.trip(after);
        assertThat(read.apply(scalar(2))).isEqualTo(sine);
        assertThatThrownBy(() -> read.apply(vector(2))).hasMessageContaining("(f64[]) only");
    }

    @Test
    void tracesInsideNamedAxesTravel() {
        Thread thread = Thread.currentThread();
        Fun1<Expr, Expr> share = fn((Expr v) -> v.div(psum(v, thread == null ? "j" : "i")));
        Expr expected = vmap(share).axisName("i").apply(vector(1, 3));
        Fun1<Expr, Expr> read = Streams.trip(share);
        assertThat(vmap(read).axisName("i").apply(vector(1, 3))).isEqualTo(expected);
        assertThatThrownBy(() -> vmap(read).axisName("i").apply(vector(1, 3, 4))).hasMessageContaining("inside (i, 2)");
    }

    @Test
    void whatATraceCarriesMayNotTravel() {
        Thread thread = Thread.currentThread();
        Fun2<Expr, Thread, Expr> f = fn((Expr x, Thread t) -> x.times(thread == t ? 2 : 3));
        f.apply(scalar(1), thread);
        assertThatThrownBy(() -> Streams.bytes(f)).hasMessageContaining("there are no traces of it to write instead");
        Fun2<Expr, Thread, Expr> free = fn((Expr x, Thread t) -> x.times(t.isDaemon() ? 2 : 3));
        Expr expected = free.apply(scalar(1), thread);
        assertThat(Streams.trip(free).apply(scalar(1), thread)).isEqualTo(expected);
    }

    // ---- what holds itself, what is shared --------------------------------------------------------------------------

    private static final class Model implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Expr w = vector(1, 2);
        private final Fun1<Expr, Expr> f = fn((Expr x) -> x.times(this.w).sum());
        private final Fun1<Expr, Expr> g = fn((Expr x) -> this.f.apply(x).plus(1));
        private final Fun1.Gradient<Expr, Expr, Expr, Expr> d = grad(this.g);
    }

    @Test
    void lambdasMayCaptureWhatHoldsThem() {
        Model model = Streams.trip(new Model());
        assertThat(model.d.apply(vector(3, 4))).isEqualTo(vector(1, 2));
        assertThat(model.g.apply(vector(3, 4))).isEqualTo(scalar(12));
        assertThat(Streams.trip(new Model().f).apply(vector(3, 4))).isEqualTo(scalar(11));
        assertThat(Streams.trip(new Model().d).apply(vector(3, 4))).isEqualTo(vector(1, 2));
    }

    @Test
    void whatIsSharedIsWrittenOnce() {
        Tensor big = Tensor.of(new double[20_000]);
        Fun1<Expr, Expr> f = fn((Expr x) -> x.times(big).sum());
        int alone = Streams.bytes(f).length;
        assertThat(Streams.bytes(new Object[] {f, grad(f), hessian(f), f}).length).isLessThan(alone + 2_000);
        Fun1<Expr, Expr> chain = f;
        for (int i = 0; i < 12; i++) {
            Fun1<Expr, Expr> inner = chain;
            chain = fn((Expr x) -> inner.apply(x).sin());
        }
        assertThat(Streams.bytes(chain).length).isLessThan(alone + 20_000);
        assertThat(Streams.trip(chain).apply(big)).isEqualTo(chain.apply(big));
    }

    @Test
    void optimisersKeysAndStatesTravel() {
        Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8);
        RandomKey key = key(3);
        Fun1<Expr, Expr> step = fn((Expr p) -> adam.update(p.times(2), adam.init(p)).parameters().plus(normal(key, f64(2))));
        assertThat(Streams.trip(step).apply(vector(1, 2))).isEqualTo(step.apply(vector(1, 2)));
        assertThat(Streams.trip(key).value()).isEqualTo(key.value());
        assertThat(Streams.trip(adam)).isEqualTo(adam);
        assertThat(Trees.leaves(Streams.trip(adam.init(vector(1, 2))))).isEqualTo(Trees.leaves(adam.init(vector(1, 2))));
        assertThat(Streams.trip(vjp(fn((Expr x) -> x.sin()), scalar(1))).pullback().apply(scalar(1)))
                .isEqualTo(vjp(fn((Expr x) -> x.sin()), scalar(1)).pullback().apply(scalar(1)));
    }

    // ---- what must not be read --------------------------------------------------------------------------------------

    @Test
    void aFilterMayRefuseLambdas() throws Exception {
        String traces = "fluxion.core.*;fluxion.dsl.function.*;java.lang.Object;java.lang.Number;java.lang.Integer;!*";
        Fun1<Expr, Expr> stuck = stuck(Thread.currentThread());
        stuck.apply(vector(1, 2));
        assertThat(((Fun1<?, ?>) Streams.read(Streams.bytes(stuck), traces)).toString()).isEqualTo(stuck.toString());
        byte[] free = Streams.bytes(fn((Expr x) -> x.sin()));
        assertThatThrownBy(() -> Streams.read(free, traces)).hasMessageContaining("REJECTED");
        String lambdas = "java.lang.invoke.SerializedLambda;fluxion.tests.streams.*;fluxion.dsl.*;" + traces;
        assertThat(Streams.read(free, lambdas).toString()).isEqualTo("x ↦ sin(x)");
    }

    @Test
    void versionsAreSaid() throws Exception {
        byte[] bytes = Streams.bytes(fn((Expr x) -> x.sin()));
        // an array of bytes begins with the version, the kind, the number of arguments
        int numbers = indexOf(bytes, new byte[] {1, 0, 1, 1, 1, 0, 0, 0, 0});
        bytes[numbers] = 4;
        assertThatThrownBy(() -> Streams.read(bytes)).isInstanceOf(InvalidObjectException.class)
                .hasMessage("fn: the version must be 1, which this release reads; got 4");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void mutatedStreamsAreRefusedOrRead() {
        Fun1<Expr, Expr> stuck = stuck(Thread.currentThread());
        stuck.apply(vector(1, 2));
        Fun2<Net, Expr, Expr> net = fn((Net n, Expr x) -> n.w().matmul(x).plus(n.b()).tanh().sum());
        net.apply(new Net(Tensor.of(new double[][] {{1, 2}, {0.3, -1}}), vector(0.5, 1), Optional.of(scalar(2)), "tanh"),
                vector(1, 2));
        for (Object object : List.of(stuck, grad(net), hessian(stuck), vmap(stuck).in(1).chunk(3), checkpoint(stuck),
                vjp(stuck, vector(1, 2)).pullback())) {
            assertThat(Streams.mutated(Streams.bytes(object), 1000, 7).keySet())
                    .noneMatch(outcome -> outcome.startsWith("WRONG"));
        }
    }
}
