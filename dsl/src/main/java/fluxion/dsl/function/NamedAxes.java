package fluxion.dsl.function;

import fluxion.core.TransformException;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.function.Supplier;

/** The axes of the vmaps around the function that is being traced, by name: known while it is traced, so that shapes are. */
public final class NamedAxes {
    private static final ScopedValue<Map<String, Integer>> SIZES = ScopedValue.newInstance();

    private NamedAxes() {}

    /** The sizes by name. */
    static Map<String, Integer> known() {
        return SIZES.orElse(LinkedHashMap.empty());
    }

    static boolean any() {
        return SIZES.isBound();
    }

    static <T> T inside(String name, int size, Supplier<T> body) {
        return ScopedValue.where(SIZES, known().put(name, size)).call(body::get);
    }

    /**
     * How many lanes an axis has.
     *
     * @throws TransformException where no vmap around has an axis of that name
     */
    public static int size(String operation, String axis) {
        return known().get(axis)
                .getOrElseThrow(() -> new TransformException(operation + ": the axis must be one that an enclosing vmap names, "
                + "as in vmap(f).axisName(\"" + axis + "\"); got \"" + axis + "\""
                + (known().isEmpty() ? ", and no axis has a name here"
                        : "; here are " + known().keySet().mkString("\"", "\", \"", "\""))));
    }
}
