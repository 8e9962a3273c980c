package fluxion.ops.eval;

import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers the answers used last, up to a number of them. What is forgotten lives on where it is in use, and is computed anew
 * for others. Any number of threads may use one.
 *
 * @param <K> questions, compared by value
 * @param <V> answers
 */
public final class Recent<K, V> {
    private final Map<K, V> entries;

    /** @param capacity how many answers are kept */
    public Recent(int capacity) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The answer, computed where it is not known; by one thread at a time, so that computing must not ask this memory. */
    public V get(K key, Function<? super K, ? extends V> compute) {
        synchronized (entries) {
            V known = entries.get(key);
            if (known == null) {
                known = compute.apply(key);
                entries.put(key, known);
            }
            return known;
        }
    }

    /**
     * The answer, computed where it is not known; computing may ask this memory again. What several threads compute at once is
     * computed several times; the first answer stays, and all get it.
     */
    public V getOpen(K key, Function<? super K, ? extends V> compute) {
        synchronized (entries) {
            V known = entries.get(key);
            if (known != null) {
                return known;
            }
        }
        V computed = compute.apply(key);
        synchronized (entries) {
            V other = entries.putIfAbsent(key, computed);
            return other == null ? computed : other;
        }
    }

    /** What is remembered, the answer used last at the end. */
    public Map<K, V> entries() {
        synchronized (entries) {
            return new LinkedHashMap<>(entries);
        }
    }

    /** How many answers are kept now. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }
}
