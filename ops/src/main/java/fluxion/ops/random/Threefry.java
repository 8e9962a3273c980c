package fluxion.ops.random;

/**
 * The counter-based generator Threefry-2x32 with 20 rounds: a keyed bijection of 64-bit blocks whose values at the counters
 * 0, 1, 2, … pass every known statistical battery (Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as
 * 1, 2, 3, SC 2011).
 */
public final class Threefry {
    /** The constant that makes the third key word, so that no key schedule is all zeros (Skein's C240, 32 bits). */
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /** The block of one counter: the first word in the upper half, the second in the lower. */
    public static long block(int key0, int key1, int counter0, int counter1) {
        int[] first = new int[1];
        int[] second = new int[1];
        blocks(key0, key1, counter0, counter1, first, second, 1);
        return (long) first[0] << 32 | second[0] & 0xFFFF_FFFFL;
    }

    /**
     * The blocks of the counters (counter0, counter1), (counter0, counter1 + 1), …
     *
     * @param first receives the first word of each block
     * @param second receives the second word of each block
     */
    static void blocks(int key0, int key1, int counter0, int counter1, int[] first, int[] second, int count) {
        int key2 = PARITY ^ key0 ^ key1;
        for (int i = 0; i < count; i++) {
            first[i] = counter0 + key0;
            second[i] = counter1 + key1 + i;
        }
        even(first, second, key1, key2 + 1, count);
        odd(first, second, key2, key0 + 2, count);
        even(first, second, key0, key1 + 3, count);
        odd(first, second, key1, key2 + 4, count);
        even(first, second, key2, key0 + 5, count);
    }

    // Four rounds and a key at a time: a loop over all twenty is too long a body for the compiler to turn into SIMD.

    private static void even(int[] first, int[] second, int key0, int key1, int count) {
        for (int i = 0; i < count; i++) {
            int a = first[i];
            int b = second[i];
            a += b;
            b = (b << 13 | b >>> 19) ^ a;
            a += b;
            b = (b << 15 | b >>> 17) ^ a;
            a += b;
            b = (b << 26 | b >>> 6) ^ a;
            a += b;
            b = (b << 6 | b >>> 26) ^ a;
            first[i] = a + key0;
            second[i] = b + key1;
        }
    }

    private static void odd(int[] first, int[] second, int key0, int key1, int count) {
        for (int i = 0; i < count; i++) {
            int a = first[i];
            int b = second[i];
            a += b;
            b = (b << 17 | b >>> 15) ^ a;
            a += b;
            b = (b << 29 | b >>> 3) ^ a;
            a += b;
            b = (b << 16 | b >>> 16) ^ a;
            a += b;
            b = (b << 24 | b >>> 8) ^ a;
            first[i] = a + key0;
            second[i] = b + key1;
        }
    }
}
