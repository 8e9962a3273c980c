package fluxion.ops.linalg;

import fluxion.ops.simd.Workers;

/**
 * Householder's QR (Golub and Van Loan, 5.2), with or without exchange of columns (Businger and Golub 1965). Reflections are
 * applied to whole rows.
 */
public final class QrKernel {
    /** Rows whose sum is added to the rest. */
    private static final int BLOCK = 8;

    private QrKernel() {}

    /** Q, m×k, and R, k×n with diagonal ≥ 0, into {@code to}. */
    public static void factor(double[] a, int ao, int m, int n, double[] to, int o, Workers workers) {
        int k = Math.min(m, n);
        double[] r = java.util.Arrays.copyOfRange(a, ao, ao + m * n);
        double unit = Rows.scaling(Rows.largest(r, 0, m * n));
        if (unit != 1) {
            Rows.scale(r, 0, unit, m * n);
        }
        double[] reflections = reduce(r, m, n, new int[0]);
        form(reflections, m, k, to, o);
        for (int i = 0; i < k; i++) {
            boolean turn = r[i * n + i] < 0;
            for (int j = 0; j < n; j++) {
                double value = j < i ? 0 : r[i * n + j] / unit;
                to[o + m * k + i * n + j] = turn && j >= i ? -value : value;
            }
            for (int row = 0; turn && row < m; row++) {
                to[o + row * k + i] = -to[o + row * k + i];
            }
        }
    }

    /**
     * Reduces r, m×n, to upper triangular form. The reflections I − f·v·vᵀ are returned, k rows of m elements, then the k factors
     * f, which are about 1 and take up the rounding errors of |v|² = 2. Where
     * {@code columns} has n places, columns are exchanged so that the largest remaining one comes first; it says which came.
     */
    static double[] reduce(double[] r, int m, int n, int[] columns) {
        int k = Math.min(m, n);
        double[] v = new double[k * m + k];
        double[] w = new double[n];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = j;
        }
        for (int j = 0; j < k; j++) {
            if (columns.length > 0) {
                exchange(r, m, n, j, largestColumn(r, m, n, j), columns);
            }
            int row = j * m;
            for (int i = j + 1; i < m; i++) {
                v[row + i] = r[i * n + j];
            }
            double square = Rows.dot(v, row + j + 1, v, row + j + 1, m - j - 1);
            double top = r[j * n + j];
            double norm = Math.sqrt(Math.fma(top, top, square));
            if (square == 0 || norm == 0) {
                Rows.fill(v, row, m, 0);
                continue;
            }
            // v = (x ∓ norm·e)/√(norm·(norm + |top|)), so that H = I − v·vᵀ
            double first = top + Math.copySign(norm, top);
            double scale = 1 / Math.sqrt(norm * (norm + Math.abs(top)));
            v[row + j] = first * scale;
            Rows.scale(v, row + j + 1, scale, m - j - 1);
            v[k * m + j] = 2 / Rows.dot(v, row + j, v, row + j, m - j);
            combine(w, j, v, row, j, m, r, 0, n, n - j);
            Rows.scale(w, j, v[k * m + j], n - j);
            for (int i = j; i < m; i++) {
                Rows.add(r, i * n + j, -v[row + i], w, j, n - j);
            }
            for (int i = j + 1; i < m; i++) {
                r[i * n + j] = 0;
            }
        }
        return v;
    }

    /**
     * w = Σ vᵢ·(row i of x) for i from j to m, from column {@code from} on; by blocks of rows, last ones first, so that rounding
     * errors stay small for long sums and for rows that fall in size.
     */
    private static void combine(double[] w, int from, double[] v, int row, int j, int m, double[] x, int xo, int ld, int count) {
        double[] part = new double[count];
        Rows.fill(w, from, count, 0);
        int end = m;
        for (; end > j + BLOCK; end -= BLOCK) {
            Rows.fill(part, 0, count, 0);
            for (int i = end - 1; i >= end - BLOCK; i--) {
                Rows.add(part, 0, v[row + i], x, xo + i * ld + from, count);
            }
            Rows.add(w, from, 1, part, 0, count);
        }
        for (int i = end - 1; i >= j; i--) {
            Rows.add(w, from, v[row + i], x, xo + i * ld + from, count);
        }
    }

    /** The first k columns of the product of the reflections, last one first. */
    static void form(double[] v, int m, int k, double[] q, int o) {
        int reflections = v.length / (m + 1);
        Rows.fill(q, o, m * k, 0);
        for (int i = 0; i < k; i++) {
            q[o + i * k + i] = 1;
        }
        double[] w = new double[k];
        for (int j = k - 1; j >= 0; j--) {
            int row = j * m;
            combine(w, j, v, row, j, m, q, o, k, k - j);
            Rows.scale(w, j, v[reflections * m + j], k - j);
            for (int i = j; i < m; i++) {
                Rows.add(q, o + i * k + j, -v[row + i], w, j, k - j);
            }
        }
    }

    /** X, m×k, becomes Q·X or Qᵀ·X for the product Q of the n reflections, first one leftmost. */
    static void reflect(double[] v, int m, int n, boolean transposed, double[] x, int k) {
        double[] w = new double[k];
        for (int step = 0; step < n; step++) {
            int j = transposed ? step : n - 1 - step;
            int row = j * m;
            combine(w, 0, v, row, j, m, x, 0, k, k);
            Rows.scale(w, 0, v[n * m + j], k);
            for (int i = j; i < m; i++) {
                Rows.add(x, i * k, -v[row + i], w, 0, k);
            }
        }
    }

    private static int largestColumn(double[] r, int m, int n, int from) {
        double[] squares = new double[n];
        for (int i = from; i < m; i++) {
            for (int j = from; j < n; j++) {
                squares[j] = Math.fma(r[i * n + j], r[i * n + j], squares[j]);
            }
        }
        int best = from;
        for (int j = from + 1; j < n; j++) {
            best = squares[j] > squares[best] ? j : best;
        }
        return best;
    }

    private static void exchange(double[] r, int m, int n, int a, int b, int[] columns) {
        if (a == b) {
            return;
        }
        for (int i = 0; i < m; i++) {
            double t = r[i * n + a];
            r[i * n + a] = r[i * n + b];
            r[i * n + b] = t;
        }
        int t = columns[a];
        columns[a] = columns[b];
        columns[b] = t;
    }
}
