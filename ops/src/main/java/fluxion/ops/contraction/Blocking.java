package fluxion.ops.contraction;

import fluxion.ops.simd.Simd;
import fluxion.ops.simd.Workers;

/** How a product is cut into blocks, panels and tasks. */
final class Blocking {
    private Blocking() {}

    /** Below this many multiplications, some fifty microseconds, waking a thread costs more than it may save. */
    static final long WORTH_A_THREAD = 1 << 21;

    /** The same for products that read each element once, and so wait for memory. */
    static final long READS_WORTH_A_THREAD = 1 << 19;

    private static final boolean FEW = Simd.AVAILABLE && Registers.areFew();

    /**
     * Rows of the tallest tile. With sixteen vector registers six rows of two vectors would fit, but the compiler loads several
     * numbers of A ahead and then keeps a sum in memory: six rows run at less than half the speed of four.
     */
    static final int MAX_HEIGHT = FEW ? 4 : 12;

    /** Packing A pays with more columns than this, for panels of {@code width}: so often is what was packed read. */
    static int colsInPlace(int width) { return FEW ? 8 * width : 256; }

    /** Apart, so that no vector class is touched where there is none. */
    private static final class Registers {
        static boolean areFew() {
            return System.getProperty("os.arch", "").matches("amd64|x86_64|x86")
                && jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.vectorBitSize() < 512;
        }
    }

    /** Time of a tile by its height: a low tile loads as many vectors of B for less arithmetic. */
    private static final int[] HEIGHT = {12, 10, 8, 6, 4, 2, 1}, COST = {53, 45, 37, 31, 25, 20, 19};

    /** The workers, or the caller alone where the whole batch is too little to share. */
    static Workers worthIt(Product p, Workers workers) {
        return (long) p.batch() * p.rows() * p.cols() * p.depth() < WORTH_A_THREAD ? Workers.SERIAL : workers;
    }

    /**
     * How many rows of two cache lines, {@code stride} elements apart, stay in the first-level cache together: rows a
     * multiple of 4096 bytes apart compete for the same few places.
     */
    static int rowsInCache(int stride, int bytes) {
        int apart = Math.abs(stride * bytes) % 4096;
        int shared = apart == 0 ? 4096 : Integer.lowestOneBit(apart);
        return 8 * Math.min(32, 4096 / Math.max(64, shared));
    }

    /** Best first height for each small number of rows, by dynamic programming over {@link #COST}. */
    private static final int[] FIRST = first(4 * 12);

    private static int[] first(int upTo) {
        int[] best = new int[upTo + 1], first = new int[upTo + 1];
        for (int m = 1; m <= upTo; m++) {
            best[m] = Integer.MAX_VALUE;
            for (int h = 0; h < HEIGHT.length; h++) {
                if (HEIGHT[h] > m || HEIGHT[h] > MAX_HEIGHT) continue;
                int cost = COST[h] + best[m - HEIGHT[h]];
                if (cost < best[m]) {
                    best[m] = cost;
                    first[m] = HEIGHT[h];
                }
            }
        }
        return first;
    }

    /** The height of the first of the panels of m rows. */
    static int firstHeight(int m) { return m < FIRST.length ? FIRST[m] : MAX_HEIGHT; }

    /** Rows that are left when the first panel is gone, and all that are like it but the last few. */
    static int afterFirst(int m) {
        return m < FIRST.length ? m - FIRST[m] : FIRST.length - MAX_HEIGHT + (m - FIRST.length) % MAX_HEIGHT;
    }

    /** The first row of every panel of m rows, and m at the end. */
    static int[] heights(int m) {
        int[] starts = new int[m + 1];
        int count = 0;
        for (int i = 0; i < m; ) {
            starts[count++] = i;
            i += firstHeight(m - i);
        }
        starts[count] = m;
        return java.util.Arrays.copyOf(starts, count + 1);
    }

    /** The first line of every panel of {@code width} lines, the last perhaps of fewer, and {@code size} at the end. */
    static int[] equal(int size, int width) {
        int[] starts = new int[count(size, width) + 1];
        for (int q = 0; q < starts.length; q++) starts[q] = Math.min(size, q * width);
        return starts;
    }

    /** The size of equal blocks of at most {@code limit}, so that no thin block is left over. */
    static int even(int size, int limit) {
        int blocks = count(size, limit);
        return count(size, blocks);
    }

    /** ⌈size / each⌉. */
    static int count(int size, int each) { return (size + each - 1) / each; }

    /** Panels per task, about four tasks a thread. */
    static int each(int panels, Workers workers) {
        return workers.threads() == 1 ? panels : count(panels, 4 * workers.threads());
    }

    /** Panels of the second axis per task, when the first gives {@code groups} tasks already. */
    static int rest(int panels, int groups, Workers workers) {
        if (workers.threads() == 1) return panels;
        return count(panels, Math.min(panels, Math.max(1, count(4 * workers.threads(), groups))));
    }
}
