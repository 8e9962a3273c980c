package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * The exponential of a matrix by scaling and squaring with Padé approximants (Higham, "The scaling and squaring method for
 * the matrix exponential revisited", 2005), and its Fréchet derivative as a block of the exponential of [A T; 0 A].
 */
public final class ExponentialKernel {
    private static final int[] DEGREES = {3, 5, 7, 9, 13};
    /** The 1-norms up to which the approximant of each degree is accurate to double precision. */
    private static final double[] NORMS = {1.495585217958292e-2, 2.539398330063230e-1, 9.504178996162932e-1, 2.097847961257068,
            5.371920351148152};
    /** e to a larger norm overflows in any case. */
    private static final int MOST_SQUARINGS = 1060;

    private ExponentialKernel() {}

    public static void exponential(double[] a, int ao, int n, double[] to, int o, Workers workers) {
        double norm = norm(a, ao, n);
        if (!Double.isFinite(norm)) {
            Rows.fill(to, o, n * n, Double.NaN);
            return;
        }
        int choice = 0;
        while (choice < DEGREES.length - 1 && norm > NORMS[choice]) {
            choice++;
        }
        int squarings = Math.max(0, Math.min(MOST_SQUARINGS, Math.getExponent(norm / NORMS[choice]) + 1));
        double[] x = java.util.Arrays.copyOfRange(a, ao, ao + n * n);
        Rows.scale(x, 0, Math.scalb(1.0, -squarings), n * n);
        double[] y = approximant(x, n, DEGREES[choice], workers);
        for (int i = 0; i < squarings; i++) {
            y = product(y, y, n, workers);
        }
        System.arraycopy(y, 0, to, o, n * n);
    }

    /** The derivative of the exponential of A along T. */
    public static void tangent(double[] a, int ao, double[] t, int t0, int n, double[] to, int o, Workers workers) {
        int w = 2 * n;
        double[] block = new double[w * w];
        // the derivative is linear in T: of the size of A the T that enters does not add squarings
        double size = norm(t, t0, n);
        double unit = size > 0 && Double.isFinite(size)
                ? Math.scalb(1.0, Math.getExponent(Math.max(norm(a, ao, n), 0x1p-20)) - Math.getExponent(size)) : 1;
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, ao + i * n, block, i * w, n);
            System.arraycopy(a, ao + i * n, block, (n + i) * w + n, n);
            System.arraycopy(t, t0 + i * n, block, i * w + n, n);
            Rows.scale(block, i * w + n, unit, n);
        }
        double[] y = new double[w * w];
        exponential(block, 0, w, y, 0, workers);
        for (int i = 0; i < n; i++) {
            System.arraycopy(y, i * w + n, to, o + i * n, n);
            Rows.scale(to, o + i * n, 1 / unit, n);
        }
    }

    private static double norm(double[] a, int ao, int n) {
        double most = 0;
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.abs(a[ao + i * n + j]);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private static double[] product(double[] a, double[] b, int n, Workers workers) {
        return Products.of(Part.of(a, 0, n), Part.of(b, 0, n), n, n, n, workers);
    }

    /** q(−X)⁻¹·q(X), q being the numerator of the diagonal approximant of the degree. */
    private static double[] approximant(double[] x, int n, int degree, Workers workers) {
        double[] c = new double[degree + 1];
        c[0] = 1;
        for (int j = 1; j <= degree; j++) {
            c[j] = c[j - 1] * (degree - j + 1) / ((2.0 * degree - j + 1) * j);
        }
        double[] x2 = product(x, x, n, workers);
        double[] even = new double[n * n];
        double[] odd = new double[n * n];
        if (degree < 13) {
            double[] power = identity(n);
            for (int j = 0; j < degree; j += 2) {
                Rows.add(even, 0, c[j], power, 0, n * n);
                Rows.add(odd, 0, c[j + 1], power, 0, n * n);
                power = j + 2 < degree ? product(power, x2, n, workers) : power;
            }
        } else {
            double[] x4 = product(x2, x2, n, workers);
            double[] x6 = product(x4, x2, n, workers);
            double[] one = identity(n);
            even = product(x6, combined(n, c[8], x2, c[10], x4, c[12], x6), n, workers);
            odd = product(x6, combined(n, c[9], x2, c[11], x4, c[13], x6), n, workers);
            Rows.add(even, 0, 1, combined(n, c[2], x2, c[4], x4, c[6], x6), 0, n * n);
            Rows.add(odd, 0, 1, combined(n, c[3], x2, c[5], x4, c[7], x6), 0, n * n);
            Rows.add(even, 0, c[0], one, 0, n * n);
            Rows.add(odd, 0, c[1], one, 0, n * n);
        }
        odd = product(x, odd, n, workers);
        double[] below = even.clone();
        Rows.add(below, 0, -1, odd, 0, n * n);
        Rows.add(even, 0, 1, odd, 0, n * n);
        double[] lu = new double[n * n + n];
        LuKernel.factor(below, 0, lu, 0, n, n, workers);
        double[] result = new double[n * n];
        LuKernel.solve(lu, 0, n, false, even, 0, n, result, 0, workers);
        return result;
    }

    private static double[] combined(int n, double f, double[] x, double g, double[] y, double h, double[] z) {
        double[] sum = new double[n * n];
        Rows.add(sum, 0, f, x, 0, g, y, 0, n * n);
        Rows.add(sum, 0, h, z, 0, n * n);
        return sum;
    }

    private static double[] identity(int n) {
        double[] one = new double[n * n];
        for (int i = 0; i < n; i++) {
            one[i * (n + 1)] = 1;
        }
        return one;
    }
}
