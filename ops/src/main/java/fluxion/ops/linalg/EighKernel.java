package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * Eigenvalues and eigenvectors of symmetric matrices: Householder's reduction to tridiagonal form, then the implicit QL
 * method with Wilkinson's shift (Golub and Van Loan, 8.3; Bowdler, Martin, Reinsch and Wilkinson 1968). Vectors are kept as
 * rows while they are rotated.
 */
public final class EighKernel {
    private static final int MOST_STEPS = 60;
    /** Smaller matrices take too few rotations to lose orthogonality. */
    private static final int REFINED = 4;

    private EighKernel() {}

    /**
     * n eigenvalues, ascending, and the n×n eigenvectors, as columns, into {@code to}; all NaN where an element is not finite.
     *
     * @param vectors whether eigenvectors are wanted
     */
    public static void factor(double[] a, int ao, int n, double[] to, int o, boolean vectors, Workers workers) {
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value = i == j ? a[ao + i * n + i] : 0.5 * a[ao + i * n + j] + 0.5 * a[ao + j * n + i];
                s[i * n + j] = value;
                s[j * n + i] = value;
            }
        }
        double largest = Rows.largest(s, 0, n * n);
        if (!Double.isFinite(largest)) {
            Rows.fill(to, o, n + n * n, Double.NaN);
            return;
        }
        double unit = Rows.scaling(largest);
        if (unit != 1) {
            Rows.scale(s, 0, unit, n * n);
        }
        double[] symmetric = vectors && n >= REFINED ? s.clone() : s;
        double[] d = new double[n];
        double[] e = new double[n];
        double[] v = tridiagonal(s, n, d, e, vectors);
        if (Math.abs(d[0]) > Math.abs(d[n - 1])) {
            // the method wants small elements first
            for (int i = 0; i < n / 2; i++) {
                Rows.swap(d, i, n - 1 - i, 1);
                if (vectors) {
                    Rows.swap(v, i * n, (n - 1 - i) * n, n);
                }
            }
            for (int i = 0; i < (n - 1) / 2; i++) {
                Rows.swap(e, i, n - 2 - i, 1);
            }
        }
        if (!ql(d, e, v, n, vectors)) {
            Rows.fill(to, o, n + n * n, Double.NaN);
            return;
        }
        if (vectors && n >= REFINED) {
            refine(symmetric, d, v, n, workers);
        }
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, (i, j) -> Double.compare(d[i], d[j]));
        for (int i = 0; i < n; i++) {
            int from = order[i];
            to[o + i] = d[from] / unit;
            double sign = sign(v, from * n, vectors ? n : 0);
            for (int j = 0; vectors && j < n; j++) {
                to[o + n + j * n + i] = sign * v[from * n + j];
            }
        }
    }

    /**
     * Takes the rounding errors of the many rotations out of the vectors, the rows of v, with R = I − V·Vᵀ and T = V·S·Vᵀ (Ogita
     * and Aishima, "Iterative refinement for symmetric eigenvalue decomposition", 2018); within clusters of eigenvalues it
     * only makes
     * them orthonormal.
     */
    private static void refine(double[] s, double[] d, double[] v, int n, Workers workers) {
        Part rows = Part.of(v, 0, n);
        double[] gram = Products.of(rows, rows.transposed(), n, n, n, workers);
        double[] sv = Products.of(rows, Part.of(s, 0, n), n, n, n, workers);
        double[] t = Products.of(Part.of(sv, 0, n), rows.transposed(), n, n, n, workers);
        double[] e = new double[n * n];
        for (int i = 0; i < n; i++) {
            e[i * (n + 1)] = 0.5 * (1 - Rows.dot(v, i * n, v, i * n, n));
            for (int j = 0; j < i; j++) {
                double r = -gram[i * n + j];
                double off = 0.5 * (t[i * n + j] + t[j * n + i]);
                double gap = d[j] - d[i];
                double turn = off + 0.5 * (d[i] + d[j]) * r;
                boolean apart = Math.abs(turn) < 0x1p-28 * Math.abs(gap);
                double x = apart ? turn / gap : 0;
                e[j * n + i] = 0.5 * r + x;
                e[i * n + j] = 0.5 * r - x;
            }
        }
        Rows.add(v, 0, 1, Products.of(Part.of(e, 0, n), rows, n, n, n, workers), 0, n * n);
    }

    /** The sign of the entry of largest magnitude, the first of several. */
    static double sign(double[] v, int vo, int n) {
        double most = 0;
        for (int i = 0; i < n; i++) {
            if (Math.abs(v[vo + i]) > Math.abs(most)) {
                most = v[vo + i];
            }
        }
        return most < 0 ? -1 : 1;
    }

    /**
     * The diagonal and what stands beside it, e[i] between i and i + 1; returns the transposed orthogonal matrix where
     * vectors are wanted.
     */
    private static double[] tridiagonal(double[] s, int n, double[] d, double[] e, boolean vectors) {
        double[] q = new double[vectors ? n * n : 0];
        for (int i = 0; vectors && i < n; i++) {
            q[i * (n + 1)] = 1;
        }
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n; k++) {
            d[k] = s[k * n + k];
            if (k + 1 == n) {
                break;
            }
            int from = k + 1;
            int count = n - from;
            double top = s[k * n + from];
            double square = Rows.dot(s, k * n + from + 1, s, k * n + from + 1, count - 1);
            if (square == 0) {
                e[k] = top;
                continue;
            }
            double norm = Math.sqrt(Math.fma(top, top, square));
            double scale = 1 / Math.sqrt(norm * (norm + Math.abs(top)));
            e[k] = -Math.copySign(norm, top);
            v[from] = (top + Math.copySign(norm, top)) * scale;
            for (int i = from + 1; i < n; i++) {
                v[i] = s[k * n + i] * scale;
            }
            // with H = I − v·vᵀ: H·S·H = S − v·wᵀ − w·vᵀ
            Rows.fill(p, from, count, 0);
            for (int i = from; i < n; i++) {
                Rows.add(p, from, v[i], s, i * n + from, count);
            }
            Rows.add(p, from, -0.5 * Rows.dot(p, from, v, from, count), v, from, count);
            for (int i = from; i < n; i++) {
                Rows.add(s, i * n + from, -v[i], p, from, -p[i], v, from, count);
            }
            if (vectors) {
                reflect(q, n, v, from);
            }
        }
        return q;
    }

    /** q = H·q. */
    private static void reflect(double[] q, int n, double[] v, int from) {
        double[] sum = new double[n];
        for (int i = from; i < n; i++) {
            Rows.add(sum, 0, v[i], q, i * n, n);
        }
        for (int i = from; i < n; i++) {
            Rows.add(q, i * n, -v[i], sum, 0, n);
        }
    }

    /** Diagonalises the tridiagonal matrix, rotating the rows of v along; false where that takes too long. */
    private static boolean ql(double[] d, double[] e, double[] v, int n, boolean vectors) {
        double floor = 0;
        for (int i = 0; i < n; i++) {
            floor = Math.max(floor, Math.abs(d[i]) + Math.abs(e[i]));
        }
        // what is so small beside the largest is rounding of the reduction
        floor *= 0x1p-10;
        for (int l = 0; l < n; l++) {
            for (int step = 0; ; step++) {
                int m = l;
                while (m < n - 1 && Math.abs(e[m]) > Math.ulp(1.0) * 0.5 * Math.max(floor, Math.abs(d[m]) + Math.abs(d[m + 1]))) {
                    m++;
                }
                if (m == l) {
                    break;
                }
                if (step == MOST_STEPS) {
                    return false;
                }
                double g = (d[l + 1] - d[l]) / (2 * e[l]);
                double r = Math.hypot(g, 1);
                g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
                double s = 1;
                double c = 1;
                double p = 0;
                boolean split = false;
                for (int i = m - 1; i >= l; i--) {
                    double f = s * e[i];
                    double b = c * e[i];
                    r = Math.hypot(f, g);
                    e[i + 1] = r;
                    if (r == 0) {
                        d[i + 1] -= p;
                        e[m] = 0;
                        split = true;
                        break;
                    }
                    s = f / r;
                    c = g / r;
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + 2 * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    if (vectors) {
                        Rows.rotate(v, i * n, v, (i + 1) * n, c, s, n);
                    }
                }
                if (!split) {
                    d[l] -= p;
                    e[l] = g;
                    e[m] = 0;
                }
            }
        }
        return true;
    }
}
