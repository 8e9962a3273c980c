package fluxion.ops.contraction;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Products in plain loops with the same bits as the tiles of {@link VectorGemmF32}, for as long as those are not compiled: an
 * element is the same sum, from the first to the last product, however C is cut. The innermost loop runs along a row of C and
 * a row of B, both in arrays of their own, which the compiler turns into vectors by itself within milliseconds.
 */
final class PlainProduct {
    private PlainProduct() {}

    /** With fewer columns such a loop ends before it gains anything. */
    private static final int NARROW = 24;
    /** Multiplications between two looks at whether the tiles are compiled, and elements of B that are copied at a time. */
    private static final int LOOK = 1 << 22, COPIED = 1 << 21;

    /** Whether these loops are the better ones while the tiles are not compiled. */
    static boolean isWorthIt(Product p) { return p.cols() >= NARROW; }
    //@ for T, N in double F64, float F32

    /** What is left of a product for the tiles. */
    interface Rest$N {
        void multiply($T[] a, $T[] b, $T[] c, Product rest);
    }

    /** Matrix e of C, until the tiles are compiled; from then on the rest of it is theirs. */
    static void multiply($T[] a, $T[] b, $T[] c, Product p, int e, BooleanSupplier compiled, Workers workers, Rest$N tiles) {
        Product one = p.alone(e);
        int m = p.rows(), n = p.cols(), k = p.depth(), most = Math.max(NARROW, COPIED / k);
        for (int j0 = 0; j0 < n; ) {
            if (compiled.getAsBoolean()) {
                tiles.multiply(a, b, c, one.part(0, m, j0, n));
                return;
            }
            // no narrow rest
            int j1 = n - j0 < most + NARROW ? n : j0 + most, width = j1 - j0;
            $T[][] rows = rowsOf(b, one.b(), j0, width);
            int each = (int) Math.max(1, LOOK / ((long) width * k));
            for (int i0 = 0; i0 < m; ) {
                if (compiled.getAsBoolean()) {
                    tiles.multiply(a, b, c, one.part(i0, m, j0, j1));
                    break;
                }
                Interruption.check();
                int i1 = Math.min(m, i0 + each), from = i0, to = j0;
                int tasks = Math.min(workers.threads(), i1 - i0), share = Blocking.count(i1 - i0, tasks);
                workers.run(tasks, t -> rows(a, one.a(), rows, c, one.c(), from + t * share, Math.min(i1, from + (t + 1) * share), to,
                    width));
                i0 = i1;
            }
            j0 = j1;
        }
    }

    /** So many columns of B, row by row. */
    private static $T[][] rowsOf($T[] b, Offsets at, int j0, int width) {
        $T[][] rows = new $T[at.row().length][width];
        int[] col = at.col();
        int base = at.base()[0];
        boolean unit = Offsets.unit(col, j0, j0 + width);
        for (int p = 0; p < rows.length; p++) {
            int o = base + at.row()[p];
            if (unit) System.arraycopy(b, o + col[j0], rows[p], 0, width);
            else gather(b, o, col, j0, rows[p]);
        }
        return rows;
    }

    private static void gather($T[] b, int o, int[] col, int j0, $T[] row) {
        for (int j = 0; j < row.length; j++) row[j] = b[o + col[j0 + j]];
    }

    private static void rows($T[] a, Offsets left, $T[][] b, $T[] c, Offsets at, int i0, int i1, int j0, int width) {
        $T[] sum = new $T[width];
        int[] across = left.col(), col = at.col();
        boolean unit = Offsets.unit(col, j0, j0 + width);
        for (int i = i0; i < i1; i++) {
            int ao = left.base()[0] + left.row()[i], co = at.base()[0] + at.row()[i];
            Arrays.fill(sum, 0);
            for (int p = 0; p < b.length; p++) add(a[ao + across[p]], b[p], sum);
            if (unit) System.arraycopy(sum, 0, c, co + col[j0], width);
            else for (int j = 0; j < width; j++) c[co + col[j0 + j]] = sum[j];
        }
    }

    /** sum + x·b. */
    private static void add($T x, $T[] b, $T[] sum) {
        for (int j = 0; j < sum.length; j++) sum[j] = Math.fma(x, b[j], sum[j]);
    }
    //@ end
}
