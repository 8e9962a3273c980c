package fluxion.kryo;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.twitter.chill.AllScalaRegistrar;
import com.twitter.chill.EmptyScalaKryoInstantiator;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions, tensors and trees go through Kryo as Chill makes it for Spark, and through a plain one. */
class FluxionKryoTest {
    private record Layer(Expr w, Option<Expr> b) implements Serializable {}

    private record Stuck(Thread thread, Expr x) {}

    /** As Spark's own serialiser does: no class must be registered, Scala's collections are. */
    private static Kryo spark() {
        Kryo kryo = new EmptyScalaKryoInstantiator().newKryo();
        kryo.setRegistrationRequired(false);
        FluxionKryo.register(kryo);
        new AllScalaRegistrar().apply(kryo);
        return kryo;
    }

    private static Kryo plain() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        FluxionKryo.register(kryo);
        return kryo;
    }

    @SuppressWarnings("unchecked") // it is of the class that was written
    private static <T> T trip(Kryo kryo, T object) {
        Output out = new Output(1_000, -1);
        kryo.writeClassAndObject(out, object);
        return (T) kryo.readClassAndObject(new Input(out.toBytes()));
    }

    @Test
    void valuesComeBack() {
        Tensor matrix = Tensor.of(new double[][] {{1, -0.0}, {Double.NaN, 4}});
        List<Object> values = List.of(matrix, eval(matrix.transpose()), scalar(2), Tensor.of(new boolean[0]),
                eval(zeros(f64(1000, 1000))), Tensor.of(new long[] {1L << 60}), f64(2, 3), Shape.of(1, 2), new Layer(matrix, Option.none()),
                new Layer(matrix, Option.some(scalar(1))), Option.none(), Tuple.of(matrix, 3), Array.of(matrix, matrix),
                io.vavr.collection.HashMap.of("a", matrix), new ArrayList<>(List.of(matrix, matrix)), key(5).value());
        for (Kryo kryo : List.of(spark(), plain())) {
            for (Object value : values) {
                assertThat(trip(kryo, value)).isEqualTo(value);
            }
        }
    }

    @Test
    void functionsGiveTheSameBits() {
        Expr table = vector(0.1, 0.7);
        Fun1<Expr, Expr> f = fn((Expr x) -> x.times(table).sin().sum());
        Fun2<Layer, Expr, Expr> g = fn((Layer l, Expr x) -> l.w().matmul(x).plus(l.b().getOrElse(scalar(0))).tanh().sum());
        Layer layer = new Layer(Tensor.of(new double[][] {{1, 2}, {3, 4}}), Option.some(scalar(0.3)));
        Thread thread = Thread.currentThread();
        Fun1<Expr, Expr> traced = fn((Expr x) -> x.times(thread == null ? 1 : 2).sum());
        traced.apply(table);
        for (Kryo kryo : List.of(spark(), plain())) {
            assertThat(trip(kryo, f).apply(table)).isEqualTo(f.apply(table));
            assertThat(trip(kryo, f).toString()).isEqualTo(f.toString());
            assertThat(trip(kryo, grad(f)).apply(table)).isEqualTo(grad(f).apply(table));
            assertThat(trip(kryo, vmap(grad(f))).apply(layer.w())).isEqualTo(vmap(grad(f)).apply(layer.w()));
            assertThat(trip(kryo, grad(g)).apply(layer, table)).isEqualTo(grad(g).apply(layer, table));
            assertThat(trip(kryo, hessian(traced)).apply(table)).isEqualTo(hessian(traced).apply(table));
            Tuple2<Fun1<Expr, Expr>, Fun1<Expr, Expr>> twice = trip(kryo, Tuple.of(f, f));
            assertThat(twice._1).isSameAs(twice._2);
        }
    }

    @Test
    void whatCannotTravelSaysWhy() {
        Thread thread = Thread.currentThread();
        for (Kryo kryo : List.of(spark(), plain())) {
            assertThatThrownBy(() -> trip(kryo, fn((Expr x) -> thread == null ? x : x.sin()))).isInstanceOf(KryoException.class)
                    .hasStackTraceContaining("its lambda in fluxion.kryo.FluxionKryoTest (FluxionKryoTest.java:");
            assertThatThrownBy(() -> trip(kryo, new Stuck(thread, scalar(1)))).isInstanceOf(KryoException.class)
                    .hasStackTraceContaining("NotSerializableException: fluxion.kryo.FluxionKryoTest$Stuck");
        }
    }
}
