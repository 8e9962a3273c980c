package fluxion.ops.order;

/** Numbers as longs that compare as the numbers do: NaN above all, −0 and 0 the same. Falling orders compare the complement. */
final class Keys {
    private static final long FALLING = -1;

    private Keys() {}

    static long of(double x) {
        long bits = Double.doubleToLongBits(x + 0.0);
        return bits ^ (bits >> 63) >>> 1;
    }

    static long of(float x) {
        int bits = Float.floatToIntBits(x + 0f);
        return bits ^ (bits >> 31) >>> 1;
    }

    /** The keys of a stretch of an array, complemented where the order falls. */
    static long[] of(Object array, int from, int n, boolean descending) {
        long[] keys = new long[n];
        long flip = descending ? FALLING : 0;
        switch (array) {
            case double[] a -> {
                for (int i = 0; i < n; i++) {
                    keys[i] = of(a[from + i]) ^ flip;
                }
            }
            case float[] a -> {
                for (int i = 0; i < n; i++) {
                    keys[i] = of(a[from + i]) ^ flip;
                }
            }
            case long[] a -> {
                for (int i = 0; i < n; i++) {
                    keys[i] = a[from + i] ^ flip;
                }
            }
            case int[] a -> {
                for (int i = 0; i < n; i++) {
                    keys[i] = a[from + i] ^ flip;
                }
            }
            case Object other -> throw new IllegalStateException("no order on " + other.getClass());
        }
        return keys;
    }

    /** Whether all keys of the array's type fit into 32 bits. */
    static boolean areShort(Object array) {
        return array instanceof float[] || array instanceof int[];
    }
}
