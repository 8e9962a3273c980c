package fluxion.core.op;

/** Gauss–Legendre quadrature on [0, 1]. */
final class Gauss {
    private static final int STEPS = 8;

    private Gauss() {}

    /** The points, (1 + z)/2 for the zeros z of Legendre's polynomial of degree n. */
    static double[] points(int n) {
        double[] points = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = (1 + zero(n, i)) / 2;
        }
        return points;
    }

    /** The weights for integrals of f(u)·(1 − u)ᵏ. */
    static double[] weights(int n, int k) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double z = zero(n, i);
            double[] p = legendre(n, z);
            weights[i] = Math.pow((1 - z) / 2, k) / ((1 - z * z) * p[1] * p[1]);
        }
        return weights;
    }

    /** By Newton's method. */
    private static double zero(int n, int i) {
        double z = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
        for (int step = 0; step < STEPS; step++) {
            double[] p = legendre(n, z);
            z -= p[0] / p[1];
        }
        return z;
    }

    /** The polynomial's value and slope. */
    private static double[] legendre(int n, double z) {
        double before = 1;
        double p = z;
        for (int k = 2; k <= n; k++) {
            double next = ((2 * k - 1) * z * p - (k - 1) * before) / k;
            before = p;
            p = next;
        }
        return new double[] {p, n * (z * p - before) / (z * z - 1)};
    }
}
