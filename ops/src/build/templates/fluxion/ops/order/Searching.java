package fluxion.ops.order;

/** Binary search in rising numbers, NaN above all. */
public final class Searching {
    private Searching() {}

    /**
     * For values at {@code from, from + step, …} how many of {@code sorted[start … start+n−1]} are smaller, or also equal.
     *
     * @param right whether equal numbers count
     */
    public static void search(Object sorted, int start, int n, Object values, int from, int step, int count, boolean right,
            int[] out, int to) {
        switch (sorted) {
            //@ for T in double, float, long, int
            case $T[] s -> search(s, start, n, ($T[]) values, from, step, count, right, out, to);
            //@ end
            case Object other -> throw new IllegalStateException("no order on " + other.getClass());
        }
    }
    //@ for T, K, X, Y in rows
    //@ double | long | Keys.of(v[from + i * step]) | Keys.of(s[start + low + half])
    //@ float | long | Keys.of(v[from + i * step]) | Keys.of(s[start + low + half])
    //@ long | long | v[from + i * step] | s[start + low + half]
    //@ int | int | v[from + i * step] | s[start + low + half]

    private static void search($T[] s, int start, int n, $T[] v, int from, int step, int count, boolean right, int[] out,
            int to) {
        for (int i = 0; i < count; i++) {
            $K key = $X;
            int low = 0;
            for (int length = n; length > 0; ) {
                int half = length >>> 1;
                $K at = $Y;
                boolean below = at < key || right && at == key;
                low = below ? low + half + 1 : low;
                length = below ? length - half - 1 : half;
            }
            out[to + i] = low;
        }
    }
    //@ end
}
