package fluxion.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A table of nodes by identity, as {@link java.util.IdentityHashMap} is, for walks over big graphs: it keeps the hash of each
 * node and the order of the hashes, so that to grow is to copy in order. Growing by looking at every node again, wherever it
 * lies in memory, takes longer for each node the more there are. Small tables are small. No value is null.
 *
 * @param <K> of nodes
 * @param <V> of values
 */
public final class NodeMap<K, V> extends AbstractMap<K, V> {
    private static final int LEAST = 8;
    /** Spreads what there is of a hash to its upper bits: 2³² divided by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;
    /** A node, and behind it its value. */
    private Object[] table = new Object[2 * LEAST];
    private int[] hashes = new int[LEAST];
    private int shift = Integer.SIZE - Integer.numberOfTrailingZeros(LEAST);
    private int size;

    /** An empty table. */
    public NodeMap() {}

    /** A set of nodes by identity. */
    public static <K> Set<K> set() {
        return Collections.newSetFromMap(new NodeMap<>());
    }

    private static int hash(Object node) {
        return System.identityHashCode(node) * SPREAD;
    }

    /** Where a node stands; where it would stand, as −1 − place, if it is absent. */
    private int place(Object node, int hash) {
        int mask = hashes.length - 1;
        int i = hash >>> shift;
        while (true) {
            Object there = table[2 * i];
            if (there == node) {
                return i;
            }
            if (there == null) {
                return -1 - i;
            }
            i = i + 1 & mask;
        }
    }

    private int place(Object node) {
        return place(node, hash(node));
    }

    @SuppressWarnings("unchecked")
    private V value(int place) {
        return (V) table[2 * place + 1];
    }

    @SuppressWarnings("unchecked")
    private K node(int place) {
        return (K) table[2 * place];
    }

    private void insert(int place, Object node, int hash, V value) {
        table[2 * place] = node;
        table[2 * place + 1] = value;
        hashes[place] = hash;
        size++;
        if (3 * size > 2 * hashes.length) {
            grow();
        }
    }

    private void grow() {
        Object[] old = table;
        int[] before = hashes;
        table = new Object[2 * old.length];
        hashes = new int[2 * before.length];
        shift--;
        int mask = hashes.length - 1;
        for (int from = 0; from < before.length; from++) {
            if (old[2 * from] != null) {
                int i = before[from] >>> shift;
                while (table[2 * i] != null) {
                    i = i + 1 & mask;
                }
                table[2 * i] = old[2 * from];
                table[2 * i + 1] = old[2 * from + 1];
                hashes[i] = before[from];
            }
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(Object node) {
        return place(node) >= 0;
    }

    @Override
    public V get(Object node) {
        int place = place(node);
        return place < 0 ? null : value(place);
    }

    @Override
    public V getOrDefault(Object node, V otherwise) {
        int place = place(node);
        return place < 0 ? otherwise : value(place);
    }

    @Override
    public V put(K node, V value) {
        int hash = hash(node);
        int place = place(node, hash);
        if (place < 0) {
            insert(-1 - place, node, hash, value);
            return null;
        }
        V before = value(place);
        table[2 * place + 1] = value;
        return before;
    }

    @Override
    public V putIfAbsent(K node, V value) {
        int hash = hash(node);
        int place = place(node, hash);
        if (place >= 0) {
            return value(place);
        }
        insert(-1 - place, node, hash, value);
        return null;
    }

    @Override
    public V computeIfAbsent(K node, Function<? super K, ? extends V> make) {
        V known = get(node);
        if (known != null) {
            return known;
        }
        V made = make.apply(node);
        put(node, made);
        return made;
    }

    @Override
    public V merge(K node, V value, BiFunction<? super V, ? super V, ? extends V> both) {
        int hash = hash(node);
        int place = place(node, hash);
        if (place < 0) {
            insert(-1 - place, node, hash, value);
            return value;
        }
        V merged = both.apply(value(place), value);
        table[2 * place + 1] = merged;
        return merged;
    }

    @Override
    public V remove(Object node) {
        int place = place(node);
        if (place < 0) {
            return null;
        }
        V gone = value(place);
        int mask = hashes.length - 1;
        int hole = place;
        // what stands behind because its place was taken moves up
        for (int i = hole + 1 & mask; table[2 * i] != null; i = i + 1 & mask) {
            int own = hashes[i] >>> shift;
            if ((i - own & mask) >= (i - hole & mask)) {
                table[2 * hole] = table[2 * i];
                table[2 * hole + 1] = table[2 * i + 1];
                hashes[hole] = hashes[i];
                hole = i;
            }
        }
        table[2 * hole] = null;
        table[2 * hole + 1] = null;
        size--;
        return gone;
    }

    @Override
    public void clear() {
        table = new Object[2 * LEAST];
        hashes = new int[LEAST];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(LEAST);
        size = 0;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<K, V>> {
        private int next = from(0);

        private int from(int place) {
            int i = place;
            while (i < hashes.length && table[2 * i] == null) {
                i++;
            }
            return i;
        }

        @Override
        public boolean hasNext() {
            return next < hashes.length;
        }

        @Override
        public Entry<K, V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry<K, V> entry = new SimpleImmutableEntry<>(node(next), value(next));
            next = from(next + 1);
            return entry;
        }
    }
}
