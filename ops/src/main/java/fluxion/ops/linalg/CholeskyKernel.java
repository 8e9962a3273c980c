package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/** The Cholesky factor, row by row within blocks of columns (Golub and Van Loan, 4.2); stable without pivoting. */
public final class CholeskyKernel {
    private static final int BLOCK = 48;

    private CholeskyKernel() {}

    /** L with L·Lᵀ = (A + Aᵀ)/2, zeros above the diagonal; all NaN where there is none. */
    public static void factor(double[] a, int ao, double[] l, int o, int n, Workers workers) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                l[o + i * n + j] = i == j ? a[ao + i * n + i] : 0.5 * a[ao + i * n + j] + 0.5 * a[ao + j * n + i];
            }
            Rows.fill(l, o + i * n + i + 1, n - i - 1, 0);
        }
        for (int from = 0; from < n; from += BLOCK) {
            int end = Math.min(n, from + BLOCK);
            if (from > 0) {
                Products.subtract(l, o + from * n + from, n, Part.of(l, o + from * n, n),
                        Part.of(l, o + from * n, n).transposed(),
                        n - from, from, end - from, workers);
            }
            if (!block(l, o, n, from, end)) {
                Rows.fill(l, o, n * n, Double.NaN);
                return;
            }
            for (int i = from; i < end; i++) {
                Rows.fill(l, o + i * n + i + 1, end - i - 1, 0);
            }
        }
    }

    private static boolean block(double[] l, int o, int n, int from, int end) {
        for (int i = from; i < n; i++) {
            int row = o + i * n;
            for (int j = from; j < Math.min(i + 1, end); j++) {
                int other = o + j * n;
                double rest = l[row + j] - Rows.dot(l, row + from, l, other + from, j - from);
                if (j < i) {
                    l[row + j] = rest / l[other + j];
                } else if (rest > 0 && rest < Double.POSITIVE_INFINITY) {
                    l[row + i] = Math.sqrt(rest);
                } else {
                    return false;
                }
            }
        }
        return true;
    }
}
