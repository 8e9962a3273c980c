package fluxion.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A function on its way to executors. Each JVM reads the same bytes once, so that tasks and steps share its traces and plans.
 *
 * @param <F> the type of the function
 */
final class ShippedFunction<F> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 64;
    private static final Map<Key, Object> READ = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Object> eldest) {
            return size() > KEPT;
        }
    };

    /** Bytes by what they are, and the loader that gives their classes. */
    private record Key(byte[] bytes, ClassLoader loader) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && loader == that.loader && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final byte[] bytes;
    private transient volatile F known;

    private ShippedFunction(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws fluxion.core.FluxionException where it cannot be written, with the reason */
    static <F> ShippedFunction<F> of(String verb, F function) {
        return new ShippedFunction<>(SparkBytes.of(verb, function));
    }

    /** How many bytes go to each executor. */
    int size() {
        return bytes.length;
    }

    /** The function, that of all tasks of this JVM. */
    @SuppressWarnings("unchecked") // what was written was one
    F get() {
        F here = known;
        if (here == null) {
            Key key = new Key(bytes, Thread.currentThread().getContextClassLoader());
            synchronized (READ) {
                Object read = READ.get(key);
                if (read == null) {
                    read = SparkBytes.read(bytes);
                    READ.put(key, read);
                }
                here = (F) read;
            }
            known = here;
        }
        return here;
    }
}
