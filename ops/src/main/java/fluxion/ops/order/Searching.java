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
            case double[] s -> {
                double[] v = (double[]) values;
                for (int i = 0; i < count; i++) {
                    long key = Keys.of(v[from + i * step]);
                    int low = 0;
                    for (int length = n; length > 0; ) {
                        int half = length >>> 1;
                        long at = Keys.of(s[start + low + half]);
                        boolean below = at < key || right && at == key;
                        low = below ? low + half + 1 : low;
                        length = below ? length - half - 1 : half;
                    }
                    out[to + i] = low;
                }
            }
            case float[] s -> {
                float[] v = (float[]) values;
                for (int i = 0; i < count; i++) {
                    long key = Keys.of(v[from + i * step]);
                    int low = 0;
                    for (int length = n; length > 0; ) {
                        int half = length >>> 1;
                        long at = Keys.of(s[start + low + half]);
                        boolean below = at < key || right && at == key;
                        low = below ? low + half + 1 : low;
                        length = below ? length - half - 1 : half;
                    }
                    out[to + i] = low;
                }
            }
            case long[] s -> {
                long[] v = (long[]) values;
                for (int i = 0; i < count; i++) {
                    long key = v[from + i * step];
                    int low = 0;
                    for (int length = n; length > 0; ) {
                        int half = length >>> 1;
                        long at = s[start + low + half];
                        boolean below = at < key || right && at == key;
                        low = below ? low + half + 1 : low;
                        length = below ? length - half - 1 : half;
                    }
                    out[to + i] = low;
                }
            }
            case int[] s -> {
                int[] v = (int[]) values;
                for (int i = 0; i < count; i++) {
                    int key = v[from + i * step];
                    int low = 0;
                    for (int length = n; length > 0; ) {
                        int half = length >>> 1;
                        int at = s[start + low + half];
                        boolean below = at < key || right && at == key;
                        low = below ? low + half + 1 : low;
                        length = below ? length - half - 1 : half;
                    }
                    out[to + i] = low;
                }
            }
            case Object other -> throw new IllegalStateException("no order on " + other.getClass());
        }
    }
}
