package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * Triangular systems by substitution, which is backward stable row by row (Higham, "Accuracy and Stability of Numerical
 * Algorithms", ch. 8); by blocks, so that most of the work is products.
 */
public final class Triangular {
    private static final int BLOCK = 48;

    private Triangular() {}

    /**
     * Replaces B by op(A)⁻¹·B.
     *
     * @param a holds A, n×n, its rows {@code lda} apart, of which one triangle is read
     * @param lower which triangle
     * @param transposed whether op(A) = Aᵀ
     * @param unit whether the diagonal counts as ones
     * @param b holds B, n×k, its rows {@code ldb} apart
     */
    public static void solve(double[] a, int ao, int lda, boolean lower, boolean transposed, boolean unit, int n, double[] b,
            int bo, int ldb, int k,
            Workers workers) {
        boolean forward = lower != transposed;
        if (n <= BLOCK + BLOCK / 2 || k < 4) {
            small(a, ao, lda, forward, transposed, unit, n, b, bo, ldb, k);
            return;
        }
        int row = transposed ? 1 : lda;
        int column = transposed ? lda : 1;
        int blocks = (n + BLOCK - 1) / BLOCK;
        for (int step = 0; step < blocks; step++) {
            int from = (forward ? step : blocks - 1 - step) * BLOCK;
            int end = Math.min(n, from + BLOCK);
            int known = forward ? 0 : end;
            int count = forward ? from : n - end;
            if (count > 0) {
                Products.subtract(b, bo + from * ldb, ldb, new Part(a, ao + from * row + known * column, row, column),
                        Part.of(b, bo + known * ldb, ldb),
                        end - from, count, k, workers);
            }
            small(a, ao + from * (lda + 1), lda, forward, transposed, unit, end - from, b, bo + from * ldb, ldb, k);
        }
    }

    private static void small(double[] a, int ao, int lda, boolean forward, boolean transposed, boolean unit, int n, double[] b,
            int bo, int ldb, int k) {
        if (k == 1) {
            vector(a, ao, lda, forward, transposed, unit, n, b, bo, ldb);
            return;
        }
        int row = transposed ? 1 : lda;
        int column = transposed ? lda : 1;
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            int known = forward ? 0 : i + 1;
            Rows.subtract(b, bo + i * ldb, a, ao + i * row + known * column, column, b, bo + known * ldb, ldb, forward ? i
                    : n - 1 - i, k);
            if (!unit) {
                divide(b, bo + i * ldb, a[ao + i * (lda + 1)], k);
            }
        }
    }

    private static void divide(double[] x, int xo, double by, int n) {
        for (int i = 0; i < n; i++) {
            x[xo + i] /= by;
        }
    }

    /** One right-hand side; A is read along its rows, which serve as op(A)'s columns where it is transposed. */
    private static void vector(double[] a, int ao, int lda, boolean forward, boolean transposed, boolean unit, int n, double[] b,
            int bo, int ldb) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = b[bo + i * ldb];
        }
        for (int step = 0; step < n; step++) {
            int i = forward ? step : n - 1 - step;
            int known = forward ? 0 : i + 1;
            int count = forward ? i : n - 1 - i;
            if (!transposed) {
                x[i] -= Rows.dot(a, ao + i * lda + known, x, known, count);
            }
            if (!unit) {
                x[i] /= a[ao + i * (lda + 1)];
            }
            if (transposed) {
                int open = forward ? i + 1 : 0;
                Rows.add(x, open, -x[i], a, ao + i * lda + open, n - 1 - count);
            }
        }
        for (int i = 0; i < n; i++) {
            b[bo + i * ldb] = x[i];
        }
    }
}
