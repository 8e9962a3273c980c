package fluxion.ops.linalg;

import fluxion.ops.eval.Workers;

/**
 * Householder's QR (Golub and Van Loan, 5.2), with or without exchange of columns (Businger and Golub 1965). Reflections are
 * applied to whole rows.
 */
public final class QrKernel {
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
     * Reduces r, m×n, to upper triangular form. The reflections I − v·vᵀ are returned, k rows of m elements. Where
     * {@code columns} has n places, columns are exchanged so that the largest remaining one comes first; it says which came.
     */
    static double[] reduce(double[] r, int m, int n, int[] columns) {
        int k = Math.min(m, n);
        double[] v = new double[k * m];
        double[] w = new double[n];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = j;
        }
        for (int j = 0; j < k; j++) {
            if (columns.length > 0) {
                exchange(r, m, n, j, largestColumn(r, m, n, j), columns);
            }
            double square = 0;
            for (int i = j + 1; i < m; i++) {
                square = Math.fma(r[i * n + j], r[i * n + j], square);
            }
            double top = r[j * n + j];
            double norm = Math.sqrt(Math.fma(top, top, square));
            if (square == 0 || norm == 0) {
                continue;
            }
            // v = (x ∓ norm·e)/√(norm·(norm + |top|)), so that H = I − v·vᵀ
            double first = top + Math.copySign(norm, top);
            double scale = 1 / Math.sqrt(norm * (norm + Math.abs(top)));
            int row = j * m;
            v[row + j] = first * scale;
            for (int i = j + 1; i < m; i++) {
                v[row + i] = r[i * n + j] * scale;
            }
            Rows.fill(w, j, n - j, 0);
            for (int i = j; i < m; i++) {
                Rows.add(w, j, v[row + i], r, i * n + j, n - j);
            }
            for (int i = j; i < m; i++) {
                Rows.add(r, i * n + j, -v[row + i], w, j, n - j);
            }
            for (int i = j + 1; i < m; i++) {
                r[i * n + j] = 0;
            }
        }
        return v;
    }

    /** The first k columns of the product of the reflections, last one first. */
    static void form(double[] v, int m, int k, double[] q, int o) {
        Rows.fill(q, o, m * k, 0);
        for (int i = 0; i < k; i++) {
            q[o + i * k + i] = 1;
        }
        double[] w = new double[k];
        for (int j = k - 1; j >= 0; j--) {
            int row = j * m;
            Rows.fill(w, j, k - j, 0);
            for (int i = j; i < m; i++) {
                Rows.add(w, j, v[row + i], q, o + i * k + j, k - j);
            }
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
            Rows.fill(w, 0, k, 0);
            for (int i = j; i < m; i++) {
                Rows.add(w, 0, v[row + i], x, i * k, k);
            }
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
