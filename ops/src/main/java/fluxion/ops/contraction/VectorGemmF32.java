package fluxion.ops.contraction;

import fluxion.ops.eval.Workers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The float32 product on vectors. Large products are blocked as Goto and van de Geijn describe ("Anatomy of
 * high-performance matrix multiplication", 2008): a block of B is packed into panels that pass through the first-level
 * cache, panels of A stream from the second, and a tile of C stays in registers. An operand that is used too little to
 * repay its packing is read where it lies.
 */
final class VectorGemmF32 {
    private VectorGemmF32() {}

    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int WIDE = 2 * L;

    /** Depth of a block: a panel of B, {@code KC·WIDE} elements, shares the first-level cache with one of A. */
    private static final int KC = Integer.getInteger("kc", 256);
    /** Rows of A in the second-level cache at a time. */
    private static final int MC = 480;
    /** Rows and columns packed at a time. */
    private static final int ROWS_PACKED = 4096, COLS_PACKED = 2048, COLS_PACKED_SMALL = 1024;
    /** Up to this size A is packed once, as a whole. */
    private static final int PACK_A_ONCE = 1 << 19;
    /** Up to this many multiplications, cutting into blocks costs more than it saves. */
    private static final int SMALL = Integer.getInteger("small", 4096);
    /** Packing A pays with more columns than this, packing B with more rows. */
    private static final int COLS_IN_PLACE = Integer.getInteger("cip", 256), ROWS_IN_PLACE = Integer.getInteger("rip", 30);

    static void multiply(float[] a, float[] b, float[] c, Product p, Workers workers) {
        int m = p.rows(), n = p.cols(), k = p.depth(), batch = p.batch();
        if (k == 0) {
            zero(c, p.c());
        } else if (k == 1) {
            VectorThinF32.outer(a, b, c, p, workers);
        } else if (m == 1) {
            VectorThinF32.vectorMatrix(a, b, c, p, workers);
        } else if ((long) m * n * k <= SMALL) {
            VectorThinF32.small(a, b, c, p, workers);
        } else {
            var way = new Way(p);
            if (batch == 1) blocked(a, b, c, p, way, 0, workers);
            else Blocks.worthIt(p, workers).run(batch, e -> blocked(a, b, c, p, way, e, Workers.SERIAL));
        }
    }

    private static void zero(float[] c, Offsets at) {
        for (int base : at.base()) for (int row : at.row()) for (int col : at.col()) c[base + row + col] = 0;
    }

    /** What holds for every product of a batch: constant strides, and which operands are read in place. */
    private record Way(int aRow, int aCol, int bRow, int cRow, boolean aInPlace, boolean bInPlace) {
        Way(Product p) {
            this(Offsets.step(p.a().row()), Offsets.step(p.a().col()), Offsets.step(p.b().row()), Offsets.step(p.c().row()), p);
        }

        private Way(int aRow, int aCol, int bRow, int cRow, Product p) {
            this(aRow, aCol, bRow, cRow,
                aRow != Offsets.NONE && aCol != Offsets.NONE && p.cols() <= COLS_IN_PLACE,
                bRow != Offsets.NONE && Offsets.unit(p.b().col())
                    && (p.rows() <= ROWS_IN_PLACE || p.depth() <= Blocks.rowsInCache(bRow, Float.BYTES)));
        }
    }

    private static void blocked(float[] a, float[] b, float[] c, Product p, Way way, int e, Workers team) {
        int m = p.rows(), n = p.cols(), k = p.depth();
        Workers workers = (long) m * n * k < Blocks.WORTH_A_THREAD ? Workers.SERIAL : team;
        int kc = Blocks.even(k, KC);
        boolean once = (long) m * k <= PACK_A_ONCE;
        int nc = Math.min(n, once ? COLS_PACKED_SMALL : COLS_PACKED);
        int[] heights = Blocks.heights(Math.min(m, ROWS_PACKED));
        Workspace space = Workspace.get();
        float[] aPack = way.aInPlace ? a : space.f32(Workspace.LEFT, once ? m * k : Math.min(m, ROWS_PACKED) * kc);
        float[] bPack = space.f32(Workspace.RIGHT, (way.bInPlace ? WIDE : nc + WIDE) * kc);
        for (int i0 = 0; i0 < m; i0 += ROWS_PACKED) {
            int mc = Math.min(ROWS_PACKED, m - i0);
            int[] rows = mc == Math.min(m, ROWS_PACKED) ? heights : Blocks.heights(mc);
            for (int j0 = 0; j0 < n; j0 += nc) {
                int[] cols = Blocks.equal(Math.min(nc, n - j0), WIDE);
                for (int p0 = 0; p0 < k; p0 += kc) {
                    int depth = Math.min(kc, k - p0), aFrom = once ? m * p0 : 0;
                    if (!way.aInPlace && (!once || j0 == 0)) packA(a, p.a(), e, i0, rows, p0, depth, aPack, aFrom, workers);
                    packB(b, p.b(), e, j0, cols, p0, depth, bPack, way, workers);
                    tiles(aPack, aFrom, rows, b, bPack, cols, c, p, way, e, i0, j0, p0, depth, workers);
                }
            }
        }
    }

    private static void packA(float[] a, Offsets at, int e, int i0, int[] rows, int p0, int depth,
                              float[] pack, int from, Workers workers) {
        int panels = rows.length - 1, each = Blocks.each(panels, workers);
        workers.run(Blocks.count(panels, each), t -> VectorPackF32.panels(a, at.base()[e], at.row(), i0, rows,
            t * each, Math.min(panels, (t + 1) * each), 1, at.col(), p0, depth, pack, from));
    }

    /** Where B is read in place, a last panel that does not fill its vectors is packed all the same, alone. */
    private static void packB(float[] b, Offsets at, int e, int j0, int[] cols, int p0, int depth,
                              float[] pack, Way way, Workers workers) {
        int panels = cols.length - 1;
        if (way.bInPlace) {
            int from = cols[panels - 1], w = cols[panels] - from;
            if (w % L != 0) {
                VectorPackF32.panel(b, at.base()[e], at.col(), j0 + from, w, at.row(), p0, depth, pack, 0, w < L ? L : WIDE);
            }
            return;
        }
        int each = Blocks.each(panels, workers);
        workers.run(Blocks.count(panels, each), t -> VectorPackF32.panels(b, at.base()[e], at.col(), j0, cols,
            t * each, Math.min(panels, (t + 1) * each), L, at.row(), p0, depth, pack, 0));
    }

    /** Every tile of a block of C; a task is a group of panels of A times a group of panels of B. */
    private static void tiles(float[] a, int aFrom, int[] rows, float[] b, float[] bPack, int[] cols, float[] c, Product p,
                              Way way, int e, int i0, int j0, int p0, int depth, Workers workers) {
        int rowPanels = rows.length - 1, colPanels = cols.length - 1;
        int rowEach = Blocks.each(rowPanels, MC / Blocks.MAX_HEIGHT, workers);
        int rowGroups = Blocks.count(rowPanels, rowEach);
        int colEach = Blocks.rest(colPanels, rowGroups, workers);
        int colGroups = Blocks.count(colPanels, colEach);
        workers.run(rowGroups * colGroups, t -> {
            int r0 = t / colGroups * rowEach, r1 = Math.min(rowPanels, r0 + rowEach);
            int s0 = t % colGroups * colEach, s1 = Math.min(colPanels, s0 + colEach);
            for (int s = s0; s < s1; s++) {
                int w = cols[s + 1] - cols[s], width = w <= L ? L : WIDE, j = j0 + cols[s];
                boolean there = way.bInPlace && w == width;
                int bp = there ? p.b().base()[e] + p.b().row()[p0] + p.b().col()[j] : way.bInPlace ? 0 : cols[s] * depth;
                column(a, aFrom, rows, r0, r1, there ? b : bPack, bp, there ? way.bRow : width, w, width,
                    c, p, way, e, i0, j, p0, depth);
            }
        });
    }

    /** The tiles of one panel of B. */
    private static void column(float[] a, int aFrom, int[] rows, int r0, int r1, float[] b, int bp, int bs, int w, int width,
                               float[] c, Product p, Way way, int e, int i0, int j, int p0, int depth) {
        int[] row = p.c().row(), col = p.c().col();
        int base = p.c().base()[e];
        boolean add = p0 > 0;
        boolean direct = w == width && way.cRow != Offsets.NONE && Offsets.unit(col, j, j + w);
        float[] out = direct ? c : Workspace.get().f32(Workspace.TILE, Blocks.MAX_HEIGHT * WIDE);
        int ar = way.aInPlace ? way.aRow : 1;
        int aBase = way.aInPlace ? p.a().base()[e] + p.a().col()[p0] : aFrom;
        for (int r = r0; r < r1; r++) {
            int h = rows[r + 1] - rows[r], i = i0 + rows[r];
            int ap = aBase + (way.aInPlace ? p.a().row()[i] : rows[r] * depth), as = way.aInPlace ? way.aCol : h;
            int cp = direct ? base + row[i] + col[j] : 0, cs = direct ? way.cRow : width;
            if (!direct && add) gather(c, base, row, i, h, col, j, w, out, width);
            if (width < WIDE) VectorStripNarrowF32.tile(h, depth, a, ap, ar, as, b, bp, bs, out, cp, cs, add);
            else if (way.aInPlace) VectorStripWideF32.tile(h, depth, a, ap, ar, as, b, bp, bs, out, cp, cs, add);
            else VectorTileF32.tile(h, depth, a, ap, as, b, bp, bs, out, cp, cs, add);
            if (!direct) scatter(out, width, c, base, row, i, h, col, j, w);
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
