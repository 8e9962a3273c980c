package fluxion.ops.contraction;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * The float64 product on vectors. Large products are blocked as Goto and van de Geijn describe ("Anatomy of
 * high-performance matrix multiplication", 2008): a block of B is packed into panels that pass through the first-level
 * cache, panels of A stream from the second, and a tile of C stays in registers. An operand that is used too little to
 * repay its packing is read where it lies.
 */
final class VectorGemmF64 {
    private VectorGemmF64() {}

    private static final int L = DoubleVector.SPECIES_PREFERRED.length();
    private static final int WIDE = 2 * L;

    /** Depth of a block: deep, since each block reads and writes all of C once more. */
    private static final int KC = 512;
    /** Rows packed at a time, and columns: as many as fill most of the second-level cache. */
    private static final int ROWS_PACKED = 4096, COLS_PACKED = (3 << 19) / (KC * Double.BYTES);
    /** Up to this size A is packed once, as a whole. */
    private static final int PACK_A_ONCE = 1 << 19;
    /** Up to this many multiplications, cutting into blocks costs more than it saves. */
    private static final int SMALL = 4096;
    /** Packing B pays with more rows than this. */
    private static final int ROWS_IN_PLACE = 30;

    static void multiply(double[] a, double[] b, double[] c, Product p, Workers workers) {
        int m = p.rows(), n = p.cols(), k = p.depth(), batch = p.batch();
        if (k == 0) {
            zero(c, p.c());
        } else if (k == 1) {
            VectorThinF64.outer(a, b, c, p, workers);
        } else if (m == 1) {
            VectorThinF64.vectorMatrix(a, b, c, p, workers);
        } else if ((long) m * n * k <= SMALL) {
            VectorThinF64.small(a, b, c, p, workers);
        } else {
            var way = new Way(p);
            if (batch == 1) matrix(a, b, c, p, way, 0, workers);
            else Blocking.worthIt(p, workers).run(batch, e -> matrix(a, b, c, p, way, e, Workers.SERIAL));
        }
    }

    /** Matrix e of the batch, in plain loops until the tiles are compiled. */
    private static void matrix(double[] a, double[] b, double[] c, Product p, Way way, int e, Workers team) {
        if (tilesCompiled(p, way) || !PlainProduct.isWorthIt(p)) {
            blocked(a, b, c, p, way, e, team);
        } else {
            Workers workers = (long) p.rows() * p.cols() * p.depth() < Blocking.WORTH_A_THREAD ? Workers.SERIAL : team;
            PlainProduct.multiply(a, b, c, p, e, () -> tilesCompiled(p, way), workers,
                (left, right, to, rest) -> blocked(left, right, to, rest, new Way(rest), 0, team));
        }
    }

    /** Whether the tiles that most of a product passes through are compiled; all that it passes through are asked for. */
    private static boolean tilesCompiled(Product p, Way way) {
        boolean first = isReady(Blocking.firstHeight(p.rows()), p, way);
        for (int left = first ? 0 : p.rows(); left > 0; left = Blocking.afterFirst(left)) {
            isReady(Blocking.firstHeight(left), p, way);
        }
        return first;
    }

    private static boolean isReady(int height, Product p, Way way) {
        return p.cols() <= L ? VectorStripNarrowF64.isReady(height)
            : way.aInPlace || way.bInPlace ? VectorStripWideF64.isReady(height) : VectorTileF64.isReady(height);
    }

    private static void zero(double[] c, Offsets at) {
        for (int base : at.base()) for (int row : at.row()) for (int col : at.col()) c[base + row + col] = 0;
    }

    /** What holds for every product of a batch: constant strides, and which operands are read in place. */
    private record Way(int aRow, int aCol, int bRow, int cRow, boolean aInPlace, boolean bInPlace) {
        Way(Product p) {
            this(Offsets.step(p.a().row()), Offsets.step(p.a().col()), Offsets.step(p.b().row()), Offsets.step(p.c().row()), p);
        }

        private Way(int aRow, int aCol, int bRow, int cRow, Product p) {
            this(aRow, aCol, bRow, cRow,
                aRow != Offsets.NONE && aCol != Offsets.NONE && p.cols() <= Blocking.colsInPlace(WIDE),
                bRow != Offsets.NONE && Offsets.unit(p.b().col())
                    && (p.rows() <= ROWS_IN_PLACE || p.depth() <= Blocking.rowsInCache(bRow, Double.BYTES)));
        }
    }

    private static void blocked(double[] a, double[] b, double[] c, Product p, Way way, int e, Workers team) {
        int m = p.rows(), n = p.cols(), k = p.depth();
        Workers workers = (long) m * n * k < Blocking.WORTH_A_THREAD ? Workers.SERIAL : team;
        int kc = Blocking.even(k, KC);
        boolean once = (long) m * k <= PACK_A_ONCE;
        int nc = Math.min(n, COLS_PACKED);
        int[] heights = Blocking.heights(Math.min(m, ROWS_PACKED));
        Workspace space = Workspace.get();
        double[] aPack = way.aInPlace ? a : space.f64(Workspace.LEFT, once ? m * k : Math.min(m, ROWS_PACKED) * kc);
        double[] bPack = space.f64(Workspace.RIGHT, (way.bInPlace ? WIDE : nc + WIDE) * kc);
        for (int i0 = 0; i0 < m; i0 += ROWS_PACKED) {
            int mc = Math.min(ROWS_PACKED, m - i0);
            int[] rows = mc == Math.min(m, ROWS_PACKED) ? heights : Blocking.heights(mc);
            for (int j0 = 0; j0 < n; j0 += nc) {
                int[] cols = Blocking.equal(Math.min(nc, n - j0), WIDE);
                boolean[] direct = direct(p.c(), way, j0, cols);
                for (int p0 = 0; p0 < k; p0 += kc) {
                    int depth = Math.min(kc, k - p0), aFrom = once ? m * p0 : 0;
                    if (!way.aInPlace && (!once || j0 == 0)) packA(a, p.a(), e, i0, rows, p0, depth, aPack, aFrom, workers);
                    packB(b, p.b(), e, j0, cols, p0, depth, bPack, way, workers);
                    tiles(new Block(aPack, aFrom, rows, b, bPack, cols, direct, c, p, way, e, i0, j0, p0, depth), workers);
                }
            }
        }
    }

    private static void packA(double[] a, Offsets at, int e, int i0, int[] rows, int p0, int depth,
                              double[] pack, int from, Workers workers) {
        int panels = rows.length - 1, each = Blocking.each(panels, workers);
        workers.run(Blocking.count(panels, each), t -> VectorPackF64.panels(a, at.base()[e], at.row(), i0, rows,
            t * each, Math.min(panels, (t + 1) * each), 1, at.col(), p0, depth, pack, from));
    }

    /** Where B is read in place, a last panel that does not fill its vectors is packed all the same, alone. */
    private static void packB(double[] b, Offsets at, int e, int j0, int[] cols, int p0, int depth,
                              double[] pack, Way way, Workers workers) {
        int panels = cols.length - 1;
        if (way.bInPlace) {
            int from = cols[panels - 1], w = cols[panels] - from;
            if (w % L != 0) {
                VectorPackF64.panel(b, at.base()[e], at.col(), j0 + from, w, at.row(), p0, depth, pack, 0, w < L ? L : WIDE);
            }
            return;
        }
        int each = Blocking.each(panels, workers);
        workers.run(Blocking.count(panels, each), t -> VectorPackF64.panels(b, at.base()[e], at.col(), j0, cols,
            t * each, Math.min(panels, (t + 1) * each), L, at.row(), p0, depth, pack, 0));
    }

    /** Which panels of columns the tiles can write to C itself: full vectors, contiguous, rows a constant stride apart. */
    private static boolean[] direct(Offsets c, Way way, int j0, int[] cols) {
        boolean[] direct = new boolean[cols.length - 1];
        for (int s = 0; s < direct.length; s++) {
            int w = cols[s + 1] - cols[s];
            direct[s] = w % L == 0 && way.cRow != Offsets.NONE && Offsets.unit(c.col(), j0 + cols[s], j0 + cols[s + 1]);
        }
        return direct;
    }

    /** A block of C: rows from {@code i0}, columns from {@code j0}, with depth {@code p0 … p0+depth−1} to be added. */
    private record Block(double[] a, int aFrom, int[] rows, double[] b, double[] bPack, int[] cols, boolean[] direct,
                         double[] c, Product p, Way way, int e, int i0, int j0, int p0, int depth) {}

    /** Every tile of a block; a task is a group of panels of A times a group of panels of B. */
    private static void tiles(Block x, Workers workers) {
        int rowPanels = x.rows.length - 1, colPanels = x.cols.length - 1;
        int rowEach = Blocking.each(rowPanels, workers), rowGroups = Blocking.count(rowPanels, rowEach);
        int colEach = Blocking.rest(colPanels, rowGroups, workers), colGroups = Blocking.count(colPanels, colEach);
        workers.run(rowGroups * colGroups, t -> {
            int r0 = t / colGroups * rowEach, r1 = Math.min(rowPanels, r0 + rowEach);
            int s0 = t % colGroups * colEach, s1 = Math.min(colPanels, s0 + colEach);
            double[] scratch = Workspace.get().f64(Workspace.TILE, Blocking.MAX_HEIGHT * WIDE);
            // along the rows of C, whose next columns the processor then fetches ahead
            for (int r = r0; r < r1; r++) {
                Interruption.check();
                for (int s = s0; s < s1; s++) tile(x, r, s, scratch);
            }
        });
    }

    private static void tile(Block x, int r, int s, double[] scratch) {
        Product p = x.p;
        Way way = x.way;
        int h = x.rows[r + 1] - x.rows[r], i = x.i0 + x.rows[r];
        int w = x.cols[s + 1] - x.cols[s], j = x.j0 + x.cols[s], width = w <= L ? L : WIDE;
        int ap = way.aInPlace ? p.a().base()[x.e] + p.a().row()[i] + p.a().col()[x.p0] : x.aFrom + x.rows[r] * x.depth;
        int ar = way.aInPlace ? way.aRow : 1, as = way.aInPlace ? way.aCol : h;
        boolean there = way.bInPlace && w == width;
        double[] b = there ? x.b : x.bPack;
        int bp = there ? p.b().base()[x.e] + p.b().row()[x.p0] + p.b().col()[j] : way.bInPlace ? 0 : x.cols[s] * x.depth;
        int bs = there ? way.bRow : width;
        int[] row = p.c().row(), col = p.c().col();
        int base = p.c().base()[x.e];
        boolean add = x.p0 > 0, direct = x.direct[s];
        double[] out = direct ? x.c : scratch;
        int cp = direct ? base + row[i] + col[j] : 0, cs = direct ? way.cRow : width;
        if (!direct && add) gather(x.c, base, row, i, h, col, j, w, out, width);
        if (width < WIDE) VectorStripNarrowF64.tile(h, x.depth, x.a, ap, ar, as, b, bp, bs, out, cp, cs, add);
        else if (way.aInPlace || there) VectorStripWideF64.tile(h, x.depth, x.a, ap, ar, as, b, bp, bs, out, cp, cs, add);
        else VectorTileF64.tile(h, x.depth, x.a, ap, b, bp, out, cp, cs, add);
        if (!direct) scatter(out, width, x.c, base, row, i, h, col, j, w);
    }

    private static void gather(double[] c, int base, int[] row, int i, int h, int[] col, int j, int w,
                               double[] tile, int width) {
        Arrays.fill(tile, 0, h * width, 0.0);
        for (int y = 0; y < h; y++) {
            int o = base + row[i + y];
            for (int x = 0; x < w; x++) tile[y * width + x] = c[o + col[j + x]];
        }
    }

    private static void scatter(double[] tile, int width, double[] c, int base, int[] row, int i, int h,
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
