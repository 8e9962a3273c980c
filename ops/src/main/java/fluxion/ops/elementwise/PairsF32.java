package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on two operands, exactly as the scalar definitions: each on two runs, a number and a run, a run and a number. */
final class PairsF32 {
    private PairsF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).add(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b[bo + i];
        }
    }

    static void add(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.add(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a + b[bo + i];
        }
    }

    static void add(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).add(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b;
        }
    }

    static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).sub(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b[bo + i];
        }
    }

    static void subtract(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.sub(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a - b[bo + i];
        }
    }

    static void subtract(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).sub(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b;
        }
    }

    static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).mul(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b[bo + i];
        }
    }

    static void multiply(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.mul(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a * b[bo + i];
        }
    }

    static void multiply(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).mul(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b;
        }
    }

    static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).div(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] / b[bo + i];
        }
    }

    static void divide(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.div(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a / b[bo + i];
        }
    }

    static void divide(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).div(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] / b;
        }
    }

    static void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).max(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    static void maximum(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.max(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a, b[bo + i]);
        }
    }

    static void maximum(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).max(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b);
        }
    }

    static void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).min(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b[bo + i]);
        }
    }

    static void minimum(float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.min(FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a, b[bo + i]);
        }
    }

    static void minimum(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).min(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b);
        }
    }
}
