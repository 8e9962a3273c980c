package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;
import java.util.Arrays;

/**
 * The singular value decomposition by one-sided Jacobi rotations of the triangular factor R of a pivoted QR (Hestenes 1958;
 * Drmač and Veselić 2008), which finds small singular values to high relative accuracy. Rotations start from the eigenvectors
 * of RᵀR, so that few are left, and after many start anew from what they found, made orthonormal: what rotates often loses
 * orthogonality. R·V is exact row by row, so that this does not spoil small values. What is rotated are rows.
 */
public final class SvdKernel {
    private static final int MOST_SWEEPS = 60;
    /** Fewer columns than this are rotated as they are. */
    private static final int SMALL = 16;
    /** More rotations than so many for each column are followed by a new start. */
    private static final int RESTART = 8;

    private SvdKernel() {}

    /** The factors of a matrix with at least as many rows as columns: U by rows, m×n; s; Vᵀ, n×n. */
    record Factors(double[] u, double[] s, double[] vt) {}

    /**
     * U, m×k, the k singular values, descending, and Vᵀ, k×n, into {@code to}; all NaN where an element is not finite.
     *
     * @param vectors whether U and Vᵀ are wanted
     */
    public static void factor(double[] a, int ao, int m, int n, double[] to, int o, boolean vectors, Workers workers) {
        int k = Math.min(m, n);
        Factors f = m >= n ? tall(a, ao, m, n, n, 1, vectors, workers) : tall(a, ao, n, m, 1, n, vectors, workers);
        if (!vectors) {
            System.arraycopy(f.s, 0, to, o + m * k, k);
            return;
        }
        boolean turned = m < n;
        for (int c = 0; c < k; c++) {
            to[o + m * k + c] = f.s[c];
            double sign = turned ? EighKernel.sign(f.vt, c * k, k) : sign(f.u, c, m, k);
            for (int i = 0; i < m; i++) {
                to[o + i * k + c] = sign * (turned ? f.vt[c * k + i] : f.u[i * k + c]);
            }
            for (int j = 0; j < n; j++) {
                to[o + m * k + k + c * n + j] = sign * (turned ? f.u[j * k + c] : f.vt[c * k + j]);
            }
        }
    }

    private static double sign(double[] u, int column, int rows, int ld) {
        double most = 0;
        for (int i = 0; i < rows; i++) {
            if (Math.abs(u[i * ld + column]) > Math.abs(most)) {
                most = u[i * ld + column];
            }
        }
        return most < 0 ? -1 : 1;
    }

    /** A⁺ = V·S⁺·Uᵀ, n×m; singular values up to rcond times the largest count as zero. */
    public static void pseudoInverse(double[] a, int ao, int m, int n, double rcond, double[] to, int o, Workers workers) {
        int k = Math.min(m, n);
        double[] f = new double[m * k + k + k * n];
        factor(a, ao, m, n, f, 0, true, workers);
        for (int c = 0; c < k; c++) {
            double s = f[m * k + c];
            Rows.scale(f, m * k + k + c * n, s > rcond * f[m * k] || Double.isNaN(s) ? 1 / s : 0, n);
        }
        Products.multiply(Part.of(f, m * k + k, n).transposed(), Part.of(f, 0, k).transposed(), to, o, m, n, k, m, workers);
    }

    /** The factors of A, m×n with m ≥ n, its elements {@code row} and {@code column} apart; without vectors only s is. */
    static Factors tall(double[] a, int ao, int m, int n, int row, int column, boolean vectors, Workers workers) {
        double[] r = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                r[i * n + j] = a[ao + i * row + j * column];
            }
        }
        double largest = Rows.largest(r, 0, m * n);
        if (!Double.isFinite(largest)) {
            return new Factors(nan(m * n), nan(n), nan(n * n));
        }
        double unit = Rows.scaling(largest);
        if (unit != 1) {
            Rows.scale(r, 0, unit, m * n);
        }
        int[] columns = new int[n];
        double[] reflections = QrKernel.reduce(r, m, n, columns);
        // A·P = Q·R and R·V = G with orthogonal columns: A = (Q·G·S⁻¹)·S·(P·V)ᵀ; rows of g and v are columns of G and V
        double[] v = directions(r, n, workers);
        double[] g = Products.of(Part.of(v, 0, n), Part.of(r, 0, n).transposed(), n, n, n, workers);
        if (rotate(g, v, n) > RESTART * n) {
            orthonormalise(v, n, n, workers);
            Products.multiply(Part.of(v, 0, n), Part.of(r, 0, n).transposed(), g, 0, n, n, n, n, workers);
            rotate(g, v, n);
        }
        double[] norms = new double[n];
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            norms[i] = Math.sqrt(Rows.dot(g, i * n, g, i * n, n));
            order[i] = i;
        }
        Arrays.sort(order, (x, y) -> Double.compare(norms[y], norms[x]));
        double[] s = new double[n];
        if (!vectors) {
            for (int i = 0; i < n; i++) {
                s[i] = norms[order[i]] / unit;
            }
            return new Factors(r, s, r);
        }
        double[] vt = new double[n * n];
        double[] w = new double[n * n];
        for (int i = 0; i < n; i++) {
            int from = order[i];
            for (int c = 0; c < n; c++) {
                vt[i * n + columns[c]] = v[from * n + c];
            }
            System.arraycopy(g, from * n, w, i * n, n);
            direction(w, i, n, norms[from]);
            s[i] = norms[from] / unit;
        }
        orthonormalise(w, n, n, workers);
        double[] q = new double[m * n];
        QrKernel.form(reflections, m, n, q, 0);
        double[] ut = Products.of(Part.of(w, 0, n), Part.of(q, 0, n).transposed(), n, n, m, workers);
        orthonormalise(ut, n, m, workers);
        double[] u = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int c = 0; c < n; c++) {
                u[i * n + c] = ut[c * m + i];
            }
        }
        return new Factors(u, s, vt);
    }

    /** Approximate right singular vectors of R as rows: eigenvectors of RᵀR, which make rotations few. */
    private static double[] directions(double[] r, int n, Workers workers) {
        double[] v = new double[n * n];
        if (n < SMALL) {
            return identity(v, n);
        }
        double[] gram = Products.of(Part.of(r, 0, n).transposed(), Part.of(r, 0, n), n, n, n, workers);
        double[] f = new double[n + n * n];
        EighKernel.factor(gram, 0, n, f, 0, true, workers);
        if (Double.isNaN(f[0])) {
            return identity(v, n);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v[i * n + j] = f[n + j * n + n - 1 - i];
            }
        }
        orthonormalise(v, n, n, workers);
        return v;
    }

    private static double[] identity(double[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i * (n + 1)] = 1;
        }
        return v;
    }

    /**
     * Takes rounding errors out of orthonormal rows, a step of Newton's method (Björck and Bowie 1971). Of two rows that are not
     * quite orthogonal the later one gives way, whose singular value is smaller.
     */
    static void orthonormalise(double[] q, int n, int m, Workers workers) {
        double[] e = Products.of(Part.of(q, 0, m), Part.of(q, 0, m).transposed(), n, m, n, workers);
        for (int i = 0; i < n * n; i++) {
            int row = i / n;
            int column = i % n;
            e[i] = row == column ? 0.5 * (1 - Rows.dot(q, row * m, q, row * m, m)) : column > row ? 0 : -e[i];
        }
        double[] more = Products.of(Part.of(e, 0, n), Part.of(q, 0, m), n, n, m, workers);
        Rows.add(q, 0, 1, more, 0, n * m);
    }

    private static double[] nan(int n) {
        double[] result = new double[n];
        Arrays.fill(result, Double.NaN);
        return result;
    }

    /** Row i scaled to length 1; where it is zero, any direction orthogonal to the rows before. */
    private static void direction(double[] w, int i, int n, double norm) {
        if (norm > 0) {
            for (int c = 0; c < n; c++) {
                w[i * n + c] /= norm;
            }
            return;
        }
        for (int axis = 0; axis < n; axis++) {
            Rows.fill(w, i * n, n, 0);
            w[i * n + axis] = 1;
            // twice is enough (Kahan)
            for (int pass = 0; pass < 2; pass++) {
                for (int p = 0; p < i; p++) {
                    Rows.add(w, i * n, -Rows.dot(w, i * n, w, p * n, n), w, p * n, n);
                }
            }
            double left = Math.sqrt(Rows.dot(w, i * n, w, i * n, n));
            if (left > 0.5 / Math.sqrt(n)) {
                Rows.scale(w, i * n, 1 / left, n);
                return;
            }
        }
    }

    /** Rotates the rows of g until they are orthogonal, and those of v along; how many rotations that took. */
    private static int rotate(double[] g, double[] v, int n) {
        double bound = Math.ulp(1.0) * Math.sqrt(n);
        double[] square = new double[n];
        int rotations = 0;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            for (int i = 0; i < n; i++) {
                square[i] = Rows.dot(g, i * n, g, i * n, n);
            }
            int turned = 0;
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    double inner = Rows.dot(g, p * n, g, q * n, n);
                    double limit = bound * Math.sqrt(square[p]) * Math.sqrt(square[q]);
                    if (!(Math.abs(inner) > limit)) {
                        continue;
                    }
                    turned++;
                    double zeta = (square[q] - square[p]) / (2 * inner);
                    double t = Math.signum(zeta == 0 ? 1 : zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
                    double c = 1 / Math.sqrt(1 + t * t);
                    double s = c * t;
                    Rows.rotate(g, p * n, g, q * n, c, s, n);
                    Rows.rotate(v, p * n, v, q * n, c, s, n);
                    square[p] = Math.max(0, square[p] - t * inner);
                    square[q] += t * inner;
                }
            }
            rotations += turned;
            if (turned == 0) {
                break;
            }
        }
        return rotations;
    }
}
