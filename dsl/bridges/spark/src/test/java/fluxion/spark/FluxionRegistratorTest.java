package fluxion.spark;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

/** Through Spark's own Kryo and back, by its property alone. */
class FluxionRegistratorTest {
    private record Layer(Expr w, Option<Expr> b) implements Serializable {}

    private final SerializerInstance kryo = new KryoSerializer(new SparkConf(false)
            .set("spark.kryo.registrator", FluxionRegistrator.class.getName())).newInstance();

    @BeforeEach
    void needsWhatSparksLauncherOpens() {
        for (Class<?> type : List.of(ByteBuffer.class, List.class, MethodHandle.class)) {
            assumeThat(type.getModule().isOpen(type.getPackageName(), getClass().getModule())).as("java started with --add-opens "
                    + "java.base/" + type.getPackageName() + "=ALL-UNNAMED").isTrue();
        }
    }

    @SuppressWarnings("unchecked") // it is of the class that was written
    private <T> T trip(T object) {
        return (T) kryo.deserialize(kryo.serialize(object, ClassTag$.MODULE$.Any()), ClassTag$.MODULE$.Any());
    }

    @Test
    void valuesComeBack() {
        Tensor matrix = Tensor.of(new double[][] {{1, -0.0}, {Double.NaN, 4}});
        for (Object value : List.of(matrix, scalar(2), new Layer(matrix, Option.none()), Tuple.of(matrix, 3), Array.of(matrix),
                Option.none(), f64(2))) {
            assertThat(trip(value)).isEqualTo(value);
        }
    }

    @Test
    void functionsGiveTheSameBits() {
        Fun1<Expr, Expr> f = fn((Expr x) -> x.sin().times(x).sum());
        Expr x = vector(0.3, 1.1);
        assertThat(trip(f).apply(x)).isEqualTo(f.apply(x));
        assertThat(trip(vmap(grad(f))).apply(Tensor.of(new double[][] {{1, 2}}))).isEqualTo(vmap(grad(f)).apply(Tensor.of(
                new double[][] {{1, 2}})));
    }
}
