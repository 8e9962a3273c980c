package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on two operands, exactly as the scalar definitions: each on two runs, a number and a run, a run and a number. */
final class PairsF64 {
    private PairsF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void add(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).add(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b[bo + i];
        }
    }

    static void add(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.add(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a + b[bo + i];
        }
    }

    static void add(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).add(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b;
        }
    }

    static void subtract(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).sub(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b[bo + i];
        }
    }

    static void subtract(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.sub(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a - b[bo + i];
        }
    }

    static void subtract(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).sub(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b;
        }
    }

    static void multiply(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).mul(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b[bo + i];
        }
    }

    static void multiply(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.mul(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a * b[bo + i];
        }
    }

    static void multiply(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).mul(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b;
        }
    }

    static void divide(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).div(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] / b[bo + i];
        }
    }

    static void divide(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.div(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a / b[bo + i];
        }
    }

    static void divide(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).div(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] / b;
        }
    }

    static void maximum(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).max(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    static void maximum(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.max(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a, b[bo + i]);
        }
    }

    static void maximum(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).max(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b);
        }
    }

    static void minimum(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).min(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b[bo + i]);
        }
    }

    static void minimum(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.min(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a, b[bo + i]);
        }
    }

    static void minimum(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).min(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b);
        }
    }
}
