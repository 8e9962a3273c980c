package fluxion.dsl.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers the answers used last. What is computed twice at once is computed twice; the first answer stays. */
final class Cache<K, V> {
    private final Map<K, V> entries;

    Cache(int capacity) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** What is remembered, the answer used last at the end. */
    Map<K, V> entries() {
        synchronized (entries) {
            return new LinkedHashMap<>(entries);
        }
    }

    V get(K key, Function<K, V> compute) {
        synchronized (entries) {
            V known = entries.get(key);
            if (known != null) {
                return known;
            }
        }
        // outside the lock: computing may ask this cache again
        V computed = compute.apply(key);
        synchronized (entries) {
            V other = entries.putIfAbsent(key, computed);
            return other == null ? computed : other;
        }
    }
}
