package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * The least squares solution of least norm, A⁺·B (Golub and Van Loan, 5.3 and 5.5). A pivoted QR of A, or of Aᵀ where A is
 * wide, solves where its triangle proves full rank: σ_min(R) ≥ 1/‖R⁻¹‖ and σ_max(R) ≤ ‖R‖ in Frobenius' norm. Else the
 * singular value decomposition tells which values count as zero. No product A⁺·B is formed, which would square the condition
 * number in the error.
 */
public final class LeastSquaresKernel {
    private LeastSquaresKernel() {}

    /**
     * A, m×n, and B, m×k, to X, n×k; singular values up to rcond times the largest count as zero; all NaN where A is not
     * finite.
     */
    public static void solve(double[] a, int ao, int m, int n, double rcond, double[] b, int bo, int k, double[] to, int z,
            Workers workers) {
        Rows.fill(to, z, n * k, 0);
        int small = Math.min(m, n);
        double largest = Rows.largest(a, ao, m * n);
        if (small == 0 || k == 0 || largest == 0) {
            return;
        }
        if (!Double.isFinite(largest)) {
            Rows.fill(to, z, n * k, Double.NaN);
            return;
        }
        int large = Math.max(m, n);
        double unit = Rows.scaling(largest);
        double[] r = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                r[m >= n ? i * n + j : j * m + i] = a[ao + i * n + j] * unit;
            }
        }
        int[] columns = new int[small];
        double[] reflections = QrKernel.reduce(r, large, small, columns);
        if (!isFullRank(r, small, rcond, workers)) {
            byValues(a, ao, m, n, rcond, b, bo, k, to, z, workers);
        } else if (m >= n) {
            // X = P·R⁻¹·Qᵀ·B
            double[] x = java.util.Arrays.copyOfRange(b, bo, bo + m * k);
            QrKernel.reflect(reflections, m, n, true, x, k);
            Triangular.solve(r, 0, n, false, false, false, n, x, 0, k, k, workers);
            for (int i = 0; i < n; i++) {
                copy(x, i * k, unit, to, z + columns[i] * k, k);
            }
        } else {
            // Aᵀ·P = Q·R: X = Q·R⁻ᵀ·Pᵀ·B
            double[] x = new double[n * k];
            for (int i = 0; i < m; i++) {
                copy(b, bo + columns[i] * k, 1, x, i * k, k);
            }
            Triangular.solve(r, 0, m, false, true, false, m, x, 0, k, k, workers);
            QrKernel.reflect(reflections, n, m, false, x, k);
            copy(x, 0, unit, to, z, n * k);
        }
    }

    private static void copy(double[] x, int xo, double factor, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = factor * x[xo + i];
        }
    }

    private static boolean isFullRank(double[] r, int n, double rcond, Workers workers) {
        double[] inverse = new double[n * n];
        double size = 0;
        for (int i = 0; i < n; i++) {
            if (r[i * (n + 1)] == 0) {
                return false;
            }
            inverse[i * (n + 1)] = 1;
            size += Rows.dot(r, i * n + i, r, i * n + i, n - i);
        }
        Triangular.solve(r, 0, n, false, false, false, n, inverse, 0, n, n, workers);
        return Math.sqrt(size) * Math.sqrt(Rows.dot(inverse, 0, inverse, 0, n * n)) * rcond < 1;
    }

    /** V·S⁺·(Uᵀ·B). */
    private static void byValues(double[] a, int ao, int m, int n, double rcond, double[] b, int bo, int k, double[] to, int z,
            Workers workers) {
        int small = Math.min(m, n);
        double[] f = new double[m * small + small + small * n];
        SvdKernel.factor(a, ao, m, n, f, 0, true, workers);
        double[] x = Products.of(Part.of(f, 0, small).transposed(), Part.of(b, bo, k), small, m, k, workers);
        int values = m * small;
        for (int c = 0; c < small; c++) {
            boolean counts = f[values + c] > rcond * f[values];
            for (int i = 0; i < k; i++) {
                x[c * k + i] = counts ? x[c * k + i] / f[values + c] : 0;
            }
        }
        Products.multiply(Part.of(f, values + small, n).transposed(), Part.of(x, 0, k), to, z, k, n, small, k, workers);
    }
}
