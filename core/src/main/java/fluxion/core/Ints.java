package fluxion.core;

import io.vavr.collection.Array;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** An immutable sequence of ints: axes, permutations, strides, positions. Equal when its elements are. */
public final class Ints implements Iterable<Integer>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Ints EMPTY = new Ints(new int[0]);
    private final transient int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /** The given values; the array is copied. */
    public static Ints of(int... values) {
        Given.arguments("ints", (Object) values);
        return values.length == 0 ? EMPTY : new Ints(values.clone());
    }

    /** No values. */
    public static Ints empty() {
        return EMPTY;
    }

    /** {@code from, from + 1, …, to - 1}. */
    public static Ints range(int from, int to) {
        return tabulate(Math.max(0, to - from), i -> from + i);
    }

    /** {@code f(0), …, f(n - 1)}. */
    public static Ints tabulate(int n, IntUnaryOperator f) {
        Given.arguments("ints", f);
        if (n == 0) {
            return EMPTY;
        }
        int[] result = new int[n];
        for (int i = 0; i < n; i++) {
            result[i] = f.applyAsInt(i);
        }
        return new Ints(result);
    }

    /** {@code n} times the same value. */
    public static Ints fill(int n, int value) {
        return tabulate(n, i -> value);
    }

    /** The values of a collection, in its order. */
    public static Ints from(Iterable<Integer> values) {
        Given.arguments("ints", values);
        return of(Array.ofAll(values).toJavaStream().mapToInt(Integer::intValue).toArray());
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** True where there are none. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** The value at a position from 0 on. */
    public int get(int i) {
        return values[i];
    }

    /** The last value. */
    public int last() {
        return values[values.length - 1];
    }

    /** A fresh array with the values. */
    public int[] toArray() {
        return values.clone();
    }

    /** The values as a stream. */
    public IntStream stream() {
        return Arrays.stream(values);
    }

    /** Each value replaced by f of it. */
    public Ints map(IntUnaryOperator f) {
        return tabulate(values.length, i -> f.applyAsInt(values[i]));
    }

    /** The values that pass the test, in their order. */
    public Ints filter(IntPredicate keep) {
        return new Ints(stream().filter(keep).toArray());
    }

    /** True where a value occurs. */
    public boolean contains(int value) {
        return indexOf(value) >= 0;
    }

    /** The first position of a value, −1 where there is none. */
    public int indexOf(int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** True where no value occurs twice. */
    public boolean isDistinct() {
        for (int i = 0; i < values.length; i++) {
            if (indexOf(values[i]) != i) {
                return false;
            }
        }
        return true;
    }

    /** True where every value passes the test. */
    public boolean forAll(IntPredicate p) {
        for (int value : values) {
            if (!p.test(value)) {
                return false;
            }
        }
        return true;
    }

    /** These, then others. */
    public Ints concat(Ints other) {
        int[] result = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, result, values.length, other.values.length);
        return new Ints(result);
    }

    /** These, then a value. */
    public Ints append(int value) {
        return concat(of(value));
    }

    /** A value, then these. */
    public Ints prepend(int value) {
        return of(value).concat(this);
    }

    /** The values at positions {@code from} (inclusive) to {@code to} (exclusive). */
    public Ints slice(int from, int to) {
        return new Ints(Arrays.copyOfRange(values, from, to));
    }

    /** The first n; all where there are no more. */
    public Ints take(int n) {
        return slice(0, Math.min(n, values.length));
    }

    /** All but the first n; none where there are no more. */
    public Ints drop(int n) {
        return slice(Math.min(n, values.length), values.length);
    }

    /** With the value at one position replaced. */
    public Ints with(int position, int value) {
        int[] result = values.clone();
        result[position] = value;
        return new Ints(result);
    }

    /** With a value inserted before a position. */
    public Ints insert(int position, int value) {
        return take(position).append(value).concat(drop(position));
    }

    /** Without the values at the given positions. */
    public Ints without(Ints positions) {
        return range(0, values.length).filter(i -> !positions.contains(i)).map(i -> values[i]);
    }

    /** The values at the given positions: {@code result[i] = this[positions[i]]}. */
    public Ints select(Ints positions) {
        return positions.map(i -> values[i]);
    }

    /** For a permutation p, the one with {@code inverse[p[i]] = i}. */
    public Ints inverse() {
        int[] result = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            result[values[i]] = i;
        }
        return new Ints(result);
    }

    /** The last one first. */
    public Ints reverse() {
        return tabulate(values.length, i -> values[values.length - 1 - i]);
    }

    /** In rising order. */
    public Ints sorted() {
        int[] result = values.clone();
        Arrays.sort(result);
        return new Ints(result);
    }

    /** True for 0, 1, 2, … in order. */
    public boolean isIdentity() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** True when it holds each of 0 … n − 1 once. */
    public boolean isPermutation() {
        return sorted().isIdentity();
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length;
            }

            @Override
            public Integer next() {
                if (next == values.length) {
                    throw new NoSuchElementException();
                }
                return values[next++];
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ints that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(values);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("ints: a stream must hold them in the form in which they are written");
    }
}
