package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on two operands, exactly as the scalar definitions: each on two runs, a number and a run, a run and a number. */
final class PairsF64 {
    private PairsF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    //@ for F, O, A in add add +, subtract sub -, multiply mul *, divide div /

    static void $F(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).$O(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b[bo + i];
        }
    }

    static void $F(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.$O(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a $A b[bo + i];
        }
    }

    static void $F(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).$O(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b;
        }
    }
    //@ end
    //@ for F, O in maximum max, minimum min

    static void $F(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).$O(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$O(a[ao + i], b[bo + i]);
        }
    }

    static void $F(double a, double[] b, int bo, double[] y, int yo, int n) {
        DoubleVector left = DoubleVector.broadcast(S, a);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            left.$O(DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$O(a, b[bo + i]);
        }
    }

    static void $F(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = DoubleVector.broadcast(S, b);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, a, ao + i).$O(right).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$O(a[ao + i], b);
        }
    }
    //@ end
}
