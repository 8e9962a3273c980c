package fluxion.ops.reduction;

import fluxion.ops.functions.VectorExponentialsF32;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Folds of runs of f32 by vectors, in f64 but for maxima and minima. Sums and products keep sixteen partial
 * results, whatever the vectors' length, so that the bits are the same on every machine; they are combined one after the other,
 * not by {@code reduceLanes}, whose order is unspecified and differs between compiled and interpreted code.
 */
final class VectorReductionsF32 {
    private VectorReductionsF32() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** Of sums and products: four lanes where there are as many, else two. */
    private static final VectorSpecies<Double> L = LANES < 4 ? DoubleVector.SPECIES_128 : DoubleVector.SPECIES_256;
    /** As many floats as that has doubles. */
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class, VectorShape.forBitSize(L.vectorBitSize() / 2));
    private static final VectorSpecies<Float> WHOLE = FloatVector.SPECIES_PREFERRED;
    private static final int WHOLE_LANES = WHOLE.length();

    /** Exponentials at a time, between their computation and their sum. */
    private static final int BLOCK = 512;
    //@ for F, O, A, Z in sum add += 0, prod mul *= 1

    static double $F(float[] x, int xo, int n) {
        if (LANES == 2) {
            return $FInPairs(x, xo, n);
        }
        DoubleVector a = DoubleVector.broadcast(L, $Z);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            //@ for v, o in a 0, b 4, c 8, d 12
            $v = $v.$O((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + $o).convertShape(VectorOperators.F2D, L, 0));
            //@ end
        }
        for (; i <= n - 4; i += 4) {
            a = a.$O((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] lanes = a.$O(b).$O(c.$O(d)).toArray();
        double result = $Z;
        for (; i < n; i++) {
            result $A x[xo + i];
        }
        for (double lane : lanes) {
            result $A lane;
        }
        return result;
    }

    /** The same with two lanes. */
    private static double $FInPairs(float[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, $Z);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            //@ for v, o in a 0, b 2, c 4, d 6, e 8, f 10, g 12, h 14
            $v = $v.$O((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + $o).convertShape(VectorOperators.F2D, L, 0));
            //@ end
        }
        for (; i <= n - 4; i += 4) {
            a = a.$O((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.$O((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 2).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] low = a.$O(c).$O(e.$O(g)).toArray();
        double[] high = b.$O(d).$O(f.$O(h)).toArray();
        double result = $Z;
        for (; i < n; i++) {
            result $A x[xo + i];
        }
        result $A low[0];
        result $A low[1];
        result $A high[0];
        result $A high[1];
        return result;
    }
    //@ end
    //@ for F, M, Z in max MAX NEGATIVE, min MIN POSITIVE

    static double $F(float[] x, int xo, int n) {
        FloatVector a = FloatVector.broadcast(WHOLE, Float.$Z_INFINITY);
        FloatVector b = a;
        int i = 0;
        for (; i <= n - 2 * WHOLE_LANES; i += 2 * WHOLE_LANES) {
            a = a.$F(FloatVector.fromArray(WHOLE, x, xo + i));
            b = b.$F(FloatVector.fromArray(WHOLE, x, xo + i + WHOLE_LANES));
        }
        for (; i <= n - WHOLE_LANES; i += WHOLE_LANES) {
            a = a.$F(FloatVector.fromArray(WHOLE, x, xo + i));
        }
        float result = a.$F(b).reduceLanes(VectorOperators.$M);
        for (; i < n; i++) {
            result = Math.$F(result, x[xo + i]);
        }
        return result;
    }
    //@ end

    /** Σ e^(x − shift); the exponentials in f32, their sum in f64. */
    static double sumExp(float[] x, int xo, int n, double shift) {
        float[] e = new float[Math.min(n, BLOCK)];
        float[] shifts = new float[WHOLE_LANES];
        Arrays.fill(shifts, (float) shift);
        double result = 0;
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            VectorExponentialsF32.expOfDifference(x, xo + i, 1, shifts, 0, 0, e, 0, count);
            result += sum(e, 0, count);
        }
        return result;
    }

    /** Where the value is found first; NaN is found too. */
    static int indexOf(float value, float[] x, int xo, int n) {
        boolean nan = value != value;
        int i = 0;
        for (; i <= n - WHOLE_LANES; i += WHOLE_LANES) {
            FloatVector v = FloatVector.fromArray(WHOLE, x, xo + i);
            VectorMask<Float> found = nan ? v.compare(VectorOperators.NE, v) : v.compare(VectorOperators.EQ, value);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        for (; i < n; i++) {
            if (x[xo + i] == value || nan && x[xo + i] != x[xo + i]) {
                return i;
            }
        }
        return n;
    }
    //@ for F, O, A in add add +=, multiply mul *=

    static void $FEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).$O(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] $A x[xo + i];
        }
    }
    //@ end
    //@ for F in max, min

    static void $FEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).$F(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$F(y[yo + i], x[xo + i]);
        }
    }
    //@ end

    /** {@code y += e^(x − shift)}, the exponentials in f32. */
    static void addExpEach(float[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        float[] e = new float[Math.min(n, BLOCK)];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            for (int k = 0; k < count; k++) {
                e[k] = (float) shift[so + i + k];
            }
            VectorExponentialsF32.expOfDifference(x, xo + i, 1, e, 0, 1, e, 0, count);
            addEach(e, 0, y, yo + i, count);
        }
    }
}
