package fluxion.ops.order;

import fluxion.ops.simd.Interruption;
import java.util.Arrays;

/**
 * Sorts stretches of arrays. Values alone are sorted by the library's quicksort, which looks stable, since
 * equal values cannot be told apart, but
 * for zeros of both signs; positions by a stable merge sort, or by their keys' digits from the last to the first where they
 * are many; a few of many positions by a heap.
 */
public final class Sorting {
    private static final int RUN = 24;
    private static final int MANY = 4000;
    private static final int DIGIT = 11;
    private static final int MASK = (1 << DIGIT) - 1;
    /** From how many times as many elements as are wanted a heap is faster than a sort. */
    private static final int FEW = 8;
    /** What is sorted at a time: some ten milliseconds' work. */
    private static final int PIECE = 1 << 19;

    private Sorting() {}

    /** Sorts {@code array[from … from+n−1]} in place. */
    public static void sort(Object array, int from, int n, boolean descending) {
        int to = from + n;
        switch (array) {
            //@ for T in double, float
            case $T[] a -> {
                $T[] mixed = hasBothZeros(a, from, to) ? Arrays.copyOfRange(a, from, to) : new $T[0];
                rising(a, from, to);
                if (mixed.length > 0) {
                    restore(a, from, mixed, descending);
                }
                for (int i = from, j = to - 1; descending && i < j; i++, j--) {
                    $T x = a[i];
                    a[i] = a[j];
                    a[j] = x;
                }
            }
            //@ end
            //@ for T in long, int
            case $T[] a -> {
                rising(a, from, to);
                for (int i = from, j = to - 1; descending && i < j; i++, j--) {
                    $T x = a[i];
                    a[i] = a[j];
                    a[j] = x;
                }
            }
            //@ end
            case Object other -> throw new IllegalStateException("no order on " + other.getClass());
        }
    }
    //@ for T in double, float, long, int

    /** Sorts by the library, a long stretch piece by piece, which are then merged: so that it can be interrupted between. */
    private static void rising($T[] a, int from, int to) {
        int n = to - from;
        for (int start = 0; start < n; start += PIECE) {
            Interruption.check();
            Arrays.sort(a, from + start, from + Math.min(n, start + PIECE));
        }
        $T[] source = a;
        $T[] target = new $T[n > PIECE ? to : 0];
        for (int width = PIECE; width < n; width = (int) Math.min(n, 2L * width)) {
            for (long start = 0; start < n; start += 2L * width) {
                merge(source, target, (int) (from + start), (int) Math.min(to, from + start + width),
                        (int) Math.min(to, from + start + 2L * width));
            }
            $T[] swap = source;
            source = target;
            target = swap;
        }
        if (source != a) {
            System.arraycopy(source, from, a, from, n);
        }
    }
    //@ end
    //@ for T, C in double Double, float Float

    private static void merge($T[] source, $T[] target, int from, int middle, int to) {
        int i = from;
        int j = middle;
        for (int at = from; at < to; at++) {
            Interruption.check(at);
            boolean left = j == to || i < middle && $C.compare(source[i], source[j]) <= 0;
            target[at] = left ? source[i++] : source[j++];
        }
    }
    //@ end
    //@ for T in long, int

    private static void merge($T[] source, $T[] target, int from, int middle, int to) {
        int i = from;
        int j = middle;
        for (int at = from; at < to; at++) {
            Interruption.check(at);
            boolean left = j == to || i < middle && source[i] <= source[j];
            target[at] = left ? source[i++] : source[j++];
        }
    }
    //@ end
    //@ for T, B in double Double.doubleToRawLongBits, float Float.floatToRawIntBits

    private static boolean hasBothZeros($T[] a, int from, int to) {
        boolean plus = false;
        boolean minus = false;
        for (int i = from; i < to; i++) {
            if (a[i] == 0) {
                boolean negative = $B(a[i]) < 0;
                minus |= negative;
                plus |= !negative;
            }
        }
        return plus && minus;
    }
    //@ end
    //@ for T in double, float

    /** Puts the zeros of a risen stretch into the order they had, or into its reverse where it is reversed next. */
    private static void restore($T[] a, int from, $T[] before, boolean reverse) {
        int at = from;
        while (a[at] != 0) {
            at++;
        }
        for (int i = 0; i < before.length; i++) {
            $T x = before[reverse ? before.length - 1 - i : i];
            if (x == 0) {
                a[at++] = x;
            }
        }
    }
    //@ end

    /** The positions, counted from {@code from}, of the first {@code count} elements in order, to {@code out[to …]}. */
    public static void argsort(Object array, int from, int n, boolean descending, int count, int[] out, int to) {
        positions(Keys.of(array, from, n, descending), Keys.areShort(array), count, out, to);
    }

    /** The positions of the smallest keys in order; of equal ones the earlier first. Keys may change. */
    static void positions(long[] keys, boolean isShort, int count, int[] out, int to) {
        int n = keys.length;
        if (count > 0 && count < n / FEW) {
            smallest(keys, count, out, to);
        } else {
            int[] positions = new int[n];
            for (int i = 0; i < n; i++) {
                positions[i] = i;
            }
            System.arraycopy(n < MANY ? merged(keys, positions) : byDigits(keys, positions, isShort), 0, out, to, count);
        }
    }

    /** The positions in the order of their keys: stable passes over digits of 11 bits, but for those that all keys share. */
    private static int[] byDigits(long[] keys, int[] positions, boolean isShort) {
        int n = keys.length;
        long sign = isShort ? Integer.MIN_VALUE : Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            keys[i] = isShort ? keys[i] - sign : keys[i] ^ sign;
        }
        long[][] ks = {keys, new long[n]};
        int[][] ps = {positions, new int[n]};
        int now = 0;
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
            long[] k = ks[now], otherKeys = ks[1 - now];
            int[] p = ps[now], others = ps[1 - now];
            int[] starts = new int[(1 << DIGIT) + 1];
            for (int i = 0; i < n; i++) {
                Interruption.check(i);
                starts[(int) (k[i] >>> shift & MASK) + 1]++;
            }
            if (starts[(int) (k[0] >>> shift & MASK) + 1] == n) {
                continue;
            }
            for (int d = 1; d < starts.length; d++) {
                starts[d] += starts[d - 1];
            }
            for (int i = 0; i < n; i++) {
                Interruption.check(i);
                int at = starts[(int) (k[i] >>> shift & MASK)]++;
                otherKeys[at] = k[i];
                others[at] = p[i];
            }
            now = 1 - now;
        }
        return ps[now];
    }

    /** The positions in the order of their keys: runs by insertion, then merged pair by pair. */
    private static int[] merged(long[] keys, int[] positions) {
        int n = keys.length;
        for (int start = 0; start < n; start += RUN) {
            insertion(keys, positions, start, Math.min(n, start + RUN));
        }
        long[][] ks = {keys, new long[n > RUN ? n : 0]};
        int[][] ps = {positions, new int[ks[1].length]};
        int now = 0;
        for (int width = RUN; width < n && width > 0; width *= 2, now = 1 - now) {
            for (long start = 0; start < n; start += 2L * width) {
                merge(ks[now], ps[now], ks[1 - now], ps[1 - now], (int) start, (int) Math.min(n, start + width),
                        (int) Math.min(n, start + 2L * width));
            }
        }
        return ps[now];
    }

    private static void insertion(long[] keys, int[] positions, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int position = positions[i];
            int j = i - 1;
            for (; j >= from && keys[j] > key; j--) {
                keys[j + 1] = keys[j];
                positions[j + 1] = positions[j];
            }
            keys[j + 1] = key;
            positions[j + 1] = position;
        }
    }

    private static void merge(long[] k, int[] p, long[] keys, int[] positions, int from, int middle, int to) {
        if (middle >= to || k[middle - 1] <= k[middle]) {
            System.arraycopy(k, from, keys, from, to - from);
            System.arraycopy(p, from, positions, from, to - from);
            return;
        }
        int i = from;
        int j = middle;
        for (int at = from; at < to; at++) {
            if (j == to || i < middle && k[i] <= k[j]) {
                keys[at] = k[i];
                positions[at] = p[i++];
            } else {
                keys[at] = k[j];
                positions[at] = p[j++];
            }
        }
    }

    /** The positions of the smallest keys in order, kept in a heap whose root is the largest of them. */
    private static void smallest(long[] keys, int count, int[] out, int to) {
        int[] heap = new int[count];
        for (int i = 0; i < count; i++) {
            heap[i] = i;
        }
        for (int i = count / 2 - 1; i >= 0; i--) {
            sink(keys, heap, i, count);
        }
        for (int i = count; i < keys.length; i++) {
            Interruption.check(i);
            // of equal keys the earlier position stays
            if (keys[i] < keys[heap[0]]) {
                heap[0] = i;
                sink(keys, heap, 0, count);
            }
        }
        for (int size = count; size > 0; size--) {
            out[to + size - 1] = heap[0];
            heap[0] = heap[size - 1];
            sink(keys, heap, 0, size - 1);
        }
    }

    private static void sink(long[] keys, int[] heap, int root, int size) {
        int moving = size == 0 ? 0 : heap[root];
        int at = root;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && follows(keys, heap[child + 1], heap[child])) {
                child++;
            }
            if (!follows(keys, heap[child], moving)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moving;
    }

    private static boolean follows(long[] keys, int one, int other) {
        return keys[one] > keys[other] || keys[one] == keys[other] && one > other;
    }
}
