package fluxion.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.Index;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.dsl.function.FunctionBase;
import io.vavr.Tuple;
import io.vavr.Value;
import io.vavr.collection.Array;

/**
 * Tells Kryo, 4 or 5, how functions, tensors and trees of them are written: as Java's serialisation writes them, which keeps
 * their versions, checks what is read, and shares what is shared. Kryo's own way, field by field, would write caches and the
 * storages behind views, and cannot read records.
 *
 * <p>Spark asks a class for it whose name its property {@code spark.kryo.registrator} has: {@code fluxion-spark} brings one,
 * {@code fluxion.spark.FluxionRegistrator}. Closures of Spark's operations do not go through Kryo, and need none of this.
 */
public final class FluxionKryo {
    /** The library's types with all that are of them; records, Vavr's collections and tuples, of which trees are made. */
    private static final Array<Class<?>> TYPES = Array.of(FunctionBase.class, Fn.class, Index.class, ExprType.class, Shape.class,
            Ints.class, Record.class, Value.class, Tuple.class);

    private FluxionKryo() {}

    /**
     * Registers the library's types, records, and Vavr's collections and tuples with Java's serialisation. Records must be
     * {@link java.io.Serializable}; types for which Kryo was told another way before keep it.
     */
    public static void register(Kryo kryo) {
        TYPES.forEach(type -> kryo.addDefaultSerializer(type, JavaSerializer.class));
    }
}
