package fluxion.ops.linalg;

import fluxion.ops.functions.LogarithmsF64;
import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * Gaussian elimination with partial pivoting (Golub and Van Loan, "Matrix Computations", 3.4), by halves of columns (Toledo
 * 1997), so that most of the work is products; and what follows from the factors. Factors are L below and U on and above the
 * diagonal of one matrix, and behind it the rows of A in the order that elimination took them.
 */
public final class LuKernel {
    /** Columns that are eliminated one by one. */
    private static final int PANEL = 16;

    private LuKernel() {}

    /** Factors A, m×n, into {@code to}: m·n elements and the m rows. */
    public static void factor(double[] a, int ao, double[] to, int o, int m, int n, Workers workers) {
        System.arraycopy(a, ao, to, o, m * n);
        int rows = o + m * n;
        for (int i = 0; i < m; i++) {
            to[rows + i] = i;
        }
        columns(to, o, rows, m, n, 0, Math.min(m, n), workers);
        if (n > m) {
            Triangular.solve(to, o, n, true, false, true, m, to, o + m, n, n - m, workers);
        }
    }

    /** Eliminates columns from … end − 1 of rows from … m − 1; exchanges whole rows. */
    private static void columns(double[] a, int o, int rows, int m, int n, int from, int end, Workers workers) {
        int width = end - from;
        if (width <= PANEL) {
            panel(a, o, rows, m, n, from, end);
            return;
        }
        int middle = from + Math.max(PANEL, width / 2 / PANEL * PANEL);
        columns(a, o, rows, m, n, from, middle, workers);
        Triangular.solve(a, o + from * (n + 1), n, true, false, true, middle - from, a, o + from * n + middle, n, end - middle,
                workers);
        Products.subtract(a, o + middle * n + middle, n, Part.of(a, o + middle * n + from, n),
                Part.of(a, o + from * n + middle, n),
                m - middle, middle - from, end - middle, workers);
        columns(a, o, rows, m, n, middle, end, workers);
    }

    private static void panel(double[] a, int o, int rows, int m, int n, int from, int end) {
        for (int j = from; j < end; j++) {
            int pivot = j;
            double most = Math.abs(a[o + j * n + j]);
            for (int i = j + 1; i < m; i++) {
                double size = Math.abs(a[o + i * n + j]);
                if (size > most) {
                    most = size;
                    pivot = i;
                }
            }
            if (pivot != j) {
                Rows.swap(a, o + j * n, o + pivot * n, n);
                Rows.swap(a, rows + j, rows + pivot, 1);
            }
            double diagonal = a[o + j * n + j];
            if (diagonal == 0) {
                continue;
            }
            int behind = end - j - 1;
            for (int i = j + 1; i < m; i++) {
                double factor = a[o + i * n + j] / diagonal;
                a[o + i * n + j] = factor;
                Rows.add(a, o + i * n + j + 1, -factor, a, o + j * n + j + 1, behind);
            }
        }
    }

    private static boolean isSingular(double[] lu, int o, int n) {
        for (int i = 0; i < n; i++) {
            if (lu[o + i * (n + 1)] == 0) {
                return true;
            }
        }
        return false;
    }

    /** A⁻¹ from the factors; NaN where A is exactly singular. */
    public static void inverse(double[] lu, int o, double[] to, int z, int n, Workers workers) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * (n + 1)] = 1;
        }
        solve(lu, o, n, false, identity, 0, n, to, z, workers);
    }

    /** X with A·X = B or Aᵀ·X = B, B being n×k; NaN where A is exactly singular. */
    public static void solve(double[] lu, int o, int n, boolean transposed, double[] b, int bo, int k, double[] to, int z,
            Workers workers) {
        if (isSingular(lu, o, n)) {
            Rows.fill(to, z, n * k, Double.NaN);
            return;
        }
        int rows = o + n * n;
        if (transposed) {
            // Aᵀ = Uᵀ·Lᵀ·P
            double[] x = java.util.Arrays.copyOfRange(b, bo, bo + n * k);
            Triangular.solve(lu, o, n, false, true, false, n, x, 0, k, k, workers);
            Triangular.solve(lu, o, n, true, true, true, n, x, 0, k, k, workers);
            for (int i = 0; i < n; i++) {
                System.arraycopy(x, i * k, to, z + (int) lu[rows + i] * k, k);
            }
        } else {
            for (int i = 0; i < n; i++) {
                System.arraycopy(b, bo + (int) lu[rows + i] * k, to, z + i * k, k);
            }
            Triangular.solve(lu, o, n, true, false, true, n, to, z, k, k, workers);
            Triangular.solve(lu, o, n, false, false, false, n, to, z, k, k, workers);
        }
    }

    /** The determinant. */
    public static double determinant(double[] lu, int o, int n) {
        double product = parity(lu, o + n * n, n);
        for (int i = 0; i < n; i++) {
            product *= lu[o + i * (n + 1)];
        }
        return product;
    }

    /** The sign of the determinant. */
    public static double sign(double[] lu, int o, int n) {
        double sign = parity(lu, o + n * n, n);
        for (int i = 0; i < n; i++) {
            sign *= Math.signum(lu[o + i * (n + 1)]);
        }
        return sign;
    }

    /** The logarithm of the determinant's magnitude, −∞ where it is 0. */
    public static double logAbsDeterminant(double[] lu, int o, int n) {
        double logarithm = 0;
        for (int i = 0; i < n; i++) {
            logarithm += LogarithmsF64.log(Math.abs(lu[o + i * (n + 1)]));
        }
        return logarithm;
    }

    /** 1 for an even number of exchanges, −1 for an odd one. */
    private static double parity(double[] lu, int rows, int n) {
        boolean[] seen = new boolean[n];
        double sign = 1;
        for (int i = 0; i < n; i++) {
            int length = 0;
            for (int at = i; !seen[at]; at = (int) lu[rows + at]) {
                seen[at] = true;
                length++;
            }
            sign = length > 0 && length % 2 == 0 ? -sign : sign;
        }
        return sign;
    }
}
