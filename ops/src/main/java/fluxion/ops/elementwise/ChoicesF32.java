package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Selections, comparisons and tests, exactly as the scalar definitions. */
final class ChoicesF32 {
    private ChoicesF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** c ? a : b. */
    static void select(boolean[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> m = VectorMask.fromArray(S, c, co + i);
            FloatVector.fromArray(S, b, bo + i).blend(FloatVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> m = VectorMask.fromArray(S, c, co + i);
            right.blend(FloatVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, float a, float[] b, int bo, float[] y, int yo, int n) {
        FloatVector left = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> m = VectorMask.fromArray(S, c, co + i);
            FloatVector.fromArray(S, b, bo + i).blend(left, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }

    static void equal(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.EQ, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] == b[bo + i];
        }
    }

    static void equal(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.EQ, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] == b;
        }
    }

    static void unequal(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.NE, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] != b[bo + i];
        }
    }

    static void unequal(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.NE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] != b;
        }
    }

    static void less(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.LT, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] < b[bo + i];
        }
    }

    static void less(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.LT, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] < b;
        }
    }

    static void lessOrEqual(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.LE, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] <= b[bo + i];
        }
    }

    static void lessOrEqual(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.LE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] <= b;
        }
    }

    static void greater(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.GT, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] > b[bo + i];
        }
    }

    static void greater(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.GT, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] > b;
        }
    }

    static void greaterOrEqual(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.GE, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] >= b[bo + i];
        }
    }

    static void greaterOrEqual(float[] a, int ao, float b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, a, ao + i).compare(VectorOperators.GE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] >= b;
        }
    }

    static void isNaN(float[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.compare(VectorOperators.NE, v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != x[xo + i];
        }
    }

    static void isInfinite(float[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Float.isInfinite(x[xo + i]);
        }
    }

    static void isFinite(float[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Float.isFinite(x[xo + i]);
        }
    }
}
