package fluxion.spark;

import com.esotericsoftware.kryo.Kryo;
import fluxion.kryo.FluxionKryo;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Tells Spark's Kryo how functions, tensors and trees are written, see {@link FluxionKryo}:
 * {@code spark.serializer=org.apache.spark.serializer.KryoSerializer} with
 * {@code spark.kryo.registrator=fluxion.spark.FluxionRegistrator}.
 *
 * <p>Spark's launcher opens what Kryo reaches into. Whoever starts a JVM without it, with Kryo, opens {@code java.nio},
 * {@code java.util} and {@code java.lang.invoke} of {@code java.base}, as in
 * {@code --add-opens java.base/java.nio=ALL-UNNAMED}.
 */
public final class FluxionRegistrator implements KryoRegistrator {
    /** For Spark, which makes one by its name. */
    public FluxionRegistrator() {}

    @Override
    public void registerClasses(Kryo kryo) {
        FluxionKryo.register(kryo);
    }
}
