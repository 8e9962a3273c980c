package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Selections, comparisons and tests, exactly as the scalar definitions. */
final class ChoicesF64 {
    private ChoicesF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** c ? a : b. */
    static void select(boolean[] c, int co, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> m = VectorMask.fromArray(S, c, co + i);
            DoubleVector.fromArray(S, b, bo + i).blend(DoubleVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> m = VectorMask.fromArray(S, c, co + i);
            right.blend(DoubleVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> m = VectorMask.fromArray(S, c, co + i);
            DoubleVector.fromArray(S, b, bo + i).blend(left, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }
    //@ for F, O, A in equal EQ ==, unequal NE !=, less LT <, lessOrEqual LE <=, greater GT >, greaterOrEqual GE >=

    static void $F(double[] a, int ao, double[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i)
                    .compare(VectorOperators.$O, DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b[bo + i];
        }
    }

    static void $F(double[] a, int ao, double b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).compare(VectorOperators.$O, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b;
        }
    }
    //@ end

    static void isNaN(double[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.compare(VectorOperators.NE, v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != x[xo + i];
        }
    }

    static void isInfinite(double[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Double.isInfinite(x[xo + i]);
        }
    }

    static void isFinite(double[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.abs().compare(VectorOperators.LT, Double.POSITIVE_INFINITY).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Double.isFinite(x[xo + i]);
        }
    }
}
