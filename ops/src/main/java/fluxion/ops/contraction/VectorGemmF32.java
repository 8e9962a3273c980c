package fluxion.ops.contraction;

import fluxion.ops.eval.Workers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The float32 product on vectors. Large products are blocked as Goto and van de Geijn describe ("Anatomy of
 * high-performance matrix multiplication", 2008): a block of B is packed into panels that pass through the first-level
 * cache, panels of A stream from the second, and a tile of C stays in registers.
 */
final class VectorGemmF32 {
    private VectorGemmF32() {}

    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int WIDE = 2 * L;

    /** Depth of a block: a panel of B, {@code KC·WIDE} elements, fills two thirds of the first-level cache. */
    private static final int KC = Integer.getInteger("kc", 320);
    /** Rows of A in the second-level cache at a time. */
    private static final int MC = Integer.getInteger("mc", 480);
    /** Rows and columns packed at a time. */
    private static final int ROWS_PACKED = 4096, COLS_PACKED = 2048, COLS_PACKED_SMALL = Integer.getInteger("nc", 1024);
    /** Up to this size A is packed once, as a whole. */
    private static final int PACK_A_ONCE = 1 << 19;
    /** Up to this many multiplications, packing and blocking cost more than they save. */
    private static final int DIRECT = 32 * 32 * 32;

    static void multiply(float[] a, float[] b, float[] c, Product p, Workers workers) {
        int m = p.rows(), n = p.cols(), k = p.depth(), batch = p.batch();
        long work = (long) m * n * k;
        boolean packed = m > 1 && k > 1 && work > DIRECT;
        if (batch == 1 && packed) {
            packed(a, p.a(), b, p.b(), c, p.c(), 0, workers);
            return;
        }
        if (packed) {
            spread(batch, work, workers, e -> packed(a, p.a(), b, p.b(), c, p.c(), e, Workers.SERIAL));
        } else if (m == 1 && k > 1) {
            VectorThinF32.vectorMatrix(a, b, c, p, workers);
        } else if (k == 1) {
            VectorThinF32.outer(a, b, c, p, workers);
        } else {
            VectorThinF32.small(a, b, c, p, workers);
        }
    }

    private static void spread(int batch, long work, Workers workers, java.util.function.IntConsumer product) {
        if (work * batch < Blocks.WORTH_A_THREAD) Workers.SERIAL.run(batch, product);
        else workers.run(batch, product);
    }

    private static void packed(float[] a, Offsets aAt, float[] b, Offsets bAt, float[] c, Offsets cAt, int e,
                               Workers team) {
        int m = cAt.row().length, n = cAt.col().length, k = aAt.col().length;
        Workers workers = (long) m * n * k < Blocks.WORTH_A_THREAD ? Workers.SERIAL : team;
        int kc = Blocks.even(k, KC);
        boolean once = (long) m * k <= PACK_A_ONCE;
        int nc = Math.min(n, once ? COLS_PACKED_SMALL : COLS_PACKED);
        int[] heights = Blocks.heights(Math.min(m, ROWS_PACKED));
        Workspace space = Workspace.get();
        float[] aPack = space.f32(Workspace.LEFT, (once ? m * k : Math.min(m, ROWS_PACKED) * kc));
        float[] bPack = space.f32(Workspace.RIGHT, (nc + WIDE) * kc);
        for (int i0 = 0; i0 < m; i0 += ROWS_PACKED) {
            int mc = Math.min(ROWS_PACKED, m - i0);
            int[] starts = mc == Math.min(m, ROWS_PACKED) ? heights : Blocks.heights(mc);
            for (int j0 = 0; j0 < n; j0 += nc) {
                int cols = Math.min(nc, n - j0);
                int[] columns = Blocks.equal(cols, WIDE);
                for (int p0 = 0; p0 < k; p0 += kc) {
                    int depth = Math.min(kc, k - p0);
                    int aFrom = once ? m * p0 : 0;
                    if (!once || j0 == 0) packA(a, aAt, e, i0, starts, p0, depth, aPack, aFrom, workers);
                    packB(b, bAt, e, j0, columns, p0, depth, bPack, workers);
                    tiles(aPack, aFrom, starts, bPack, depth, c, cAt, e, i0, j0, cols, p0 > 0, workers);
                }
            }
        }
    }

    private static void packA(float[] a, Offsets at, int e, int i0, int[] starts, int p0, int depth,
                              float[] pack, int from, Workers workers) {
        int panels = starts.length - 1, each = Blocks.each(panels, workers);
        workers.run(Blocks.count(panels, each), t -> VectorPackF32.panels(a, at.base()[e], at.row(), i0, starts,
            t * each, Math.min(panels, (t + 1) * each), 1, at.col(), p0, depth, pack, from));
    }

    private static void packB(float[] b, Offsets at, int e, int j0, int[] starts, int p0, int depth,
                              float[] pack, Workers workers) {
        int panels = starts.length - 1, each = Blocks.each(panels, workers);
        workers.run(Blocks.count(panels, each), t -> VectorPackF32.panels(b, at.base()[e], at.col(), j0, starts,
            t * each, Math.min(panels, (t + 1) * each), L, at.row(), p0, depth, pack, 0));
    }

    /** Every tile of a block of C; a task is a group of panels of A times a group of panels of B. */
    private static void tiles(float[] aPack, int aFrom, int[] starts, float[] bPack, int depth,
                              float[] c, Offsets at, int e, int i0, int j0, int cols, boolean add, Workers workers) {
        int rowPanels = starts.length - 1, colPanels = Blocks.count(cols, WIDE);
        int rowEach = Blocks.each(rowPanels, MC / Blocks.MAX_HEIGHT, workers);
        int rowGroups = Blocks.count(rowPanels, rowEach);
        int colEach = Blocks.rest(colPanels, rowGroups, workers);
        int colGroups = Blocks.count(colPanels, colEach);
        workers.run(rowGroups * colGroups, t -> {
            int r = t / colGroups * rowEach, s = t % colGroups * colEach;
            tiles(aPack, aFrom, starts, r, Math.min(rowPanels, r + rowEach), bPack, s, Math.min(colPanels, s + colEach),
                depth, c, at, e, i0, j0, cols, add);
        });
    }

    private static void tiles(float[] aPack, int aFrom, int[] starts, int r0, int r1, float[] bPack, int s0, int s1,
                              int depth, float[] c, Offsets at, int e, int i0, int j0, int cols, boolean add) {
        int[] row = at.row(), col = at.col();
        int base = at.base()[e], ldc = Offsets.step(row);
        for (int s = s0; s < s1; s++) {
            int j = j0 + s * WIDE, w = Math.min(WIDE, cols - s * WIDE), width = w <= L ? L : WIDE;
            boolean direct = w == width && ldc != Offsets.NONE && Offsets.unit(col, j, j + w);
            float[] scratch = direct ? c : Workspace.get().f32(Workspace.TILE, Blocks.MAX_HEIGHT * WIDE);
            for (int r = r0; r < r1; r++) {
                int h = starts[r + 1] - starts[r], i = i0 + starts[r];
                int ap = aFrom + starts[r] * depth, bp = s * WIDE * depth;
                int cp = direct ? base + row[i] + col[j] : 0, cs = direct ? ldc : width;
                if (!direct && add) gather(c, base, row, i, h, col, j, w, scratch, width);
                if (width == WIDE) VectorTileWideF32.tile(h, depth, aPack, ap, h, bPack, bp, width, scratch, cp, cs, add);
                else VectorTileNarrowF32.tile(h, depth, aPack, ap, h, bPack, bp, width, scratch, cp, cs, add);
                if (!direct) scatter(scratch, width, c, base, row, i, h, col, j, w);
            }
        }
    }

    private static void gather(float[] c, int base, int[] row, int i, int h, int[] col, int j, int w,
                               float[] tile, int width) {
        Arrays.fill(tile, 0, h * width, 0f);
        for (int y = 0; y < h; y++) {
            int o = base + row[i + y];
            for (int x = 0; x < w; x++) tile[y * width + x] = c[o + col[j + x]];
        }
    }

    private static void scatter(float[] tile, int width, float[] c, int base, int[] row, int i, int h,
                                int[] col, int j, int w) {
        for (int y = 0; y < h; y++) {
            int o = base + row[i + y];
            for (int x = 0; x < w; ) {
                int end = Offsets.runEnd(col, j + x, j + w) - j;
                System.arraycopy(tile, y * width + x, c, o + col[j + x], end - x);
                x = end;
            }
        }
    }
}
