package fluxion.ops.contraction;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import java.util.Arrays;

/**
 * The product in plain loops: for integers, where vectors are not available, and as the reference in tests. A row of C
 * is summed in a local buffer, block of columns by block of columns, with B read in the order it is stored where that
 * is along columns.
 */
public final class ScalarGemm {
    private ScalarGemm() {}

    /** Columns summed at a time. */
    private static final int COLS = 256;

    /** A task per row of C, or per several of them where rows are short. */
    private static Workers team(Product p, Workers workers) {
        return (long) p.batch() * p.rows() * p.cols() * p.depth() < Blocking.WORTH_A_THREAD ? Workers.SERIAL : workers;
    }

    private static int rowsEach(Product p) {
        long each = (Blocking.WORTH_A_THREAD >> 4) / Math.max(1, (long) p.cols() * p.depth());
        return (int) Math.max(1, Math.min(p.rows(), each));
    }
    //@ for T, N in float f32, double f64, int i32, long i64

    /** {@code C = A·B}, as {@link Gemm#$N}. */
    public static void $N($T[] a, Offsets aAt, $T[] b, Offsets bAt, $T[] c, Offsets cAt, Workers workers) {
        Product p = Product.of(aAt, bAt, cAt);
        if (p.isEmpty()) return;
        if (p.swapped()) multiply(b, a, c, p, workers);
        else multiply(a, b, c, p, workers);
    }

    private static void multiply($T[] a, $T[] b, $T[] c, Product p, Workers workers) {
        int each = rowsEach(p), blocks = Blocking.count(p.rows(), each);
        team(p, workers).run(p.batch() * blocks, t -> {
            int e = t / blocks, i0 = t % blocks * each;
            rows(a, b, c, p, e, i0, Math.min(p.rows(), i0 + each));
        });
    }

    private static void rows($T[] a, $T[] b, $T[] c, Product p, int e, int i0, int i1) {
        int n = p.cols(), k = p.depth();
        int[] ac = p.a().col(), br = p.b().row(), bc = p.b().col(), cc = p.c().col();
        int bb = p.b().base()[e];
        $T[] sum = new $T[Math.min(n, COLS)];
        for (int i = i0; i < i1; i++) {
            Interruption.check();
            int ao = p.a().base()[e] + p.a().row()[i], co = p.c().base()[e] + p.c().row()[i];
            for (int j0 = 0; j0 < n; j0 += COLS) {
                int w = Math.min(COLS, n - j0);
                Arrays.fill(sum, 0, w, 0);
                for (int q = 0; q < k; q++) {
                    $T x = a[ao + ac[q]];
                    int bo = bb + br[q];
                    for (int j = 0; j < w; j++) sum[j] += x * b[bo + bc[j0 + j]];
                }
                for (int j = 0; j < w; j++) c[co + cc[j0 + j]] = sum[j];
            }
        }
    }
    //@ end
}
