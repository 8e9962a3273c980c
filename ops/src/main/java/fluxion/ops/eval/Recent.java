package fluxion.ops.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers the answers used last, up to a number of them. What is forgotten lives on where it is in use, and is computed anew
 * for others.
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

    /** The answer, computed where it is not known; by one thread at a time. */
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

    /** How many answers are kept now. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }
}
