package fluxion.ops.reduction;

import fluxion.ops.functions.VectorExponentialsF32;
import fluxion.ops.functions.VectorExponentialsF64;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Folds of runs by vectors; of f32 in f64, but for maxima, minima and exponentials. Sums and products keep sixteen partial
 * results, whatever the vectors' length, so that the bits are the same on every machine; they are combined one after the other,
 * not by {@code reduceLanes}, whose order is unspecified and differs between compiled and interpreted code.
 */
final class VectorReductions {
    private VectorReductions() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** Of sums and products: four lanes where there are as many, else two. */
    private static final VectorSpecies<Double> L = LANES < 4 ? DoubleVector.SPECIES_128 : DoubleVector.SPECIES_256;
    /** As many floats as these have doubles. */
    private static final VectorSpecies<Float> FLOATS_OF_S = floats(S), FLOATS_OF_L = floats(L);
    private static final VectorSpecies<Float> WHOLE = FloatVector.SPECIES_PREFERRED;
    private static final int WHOLE_LANES = WHOLE.length();

    /** Exponentials at a time, between their computation and their sum. */
    private static final int BLOCK = 512;

    private static VectorSpecies<Float> floats(VectorSpecies<Double> doubles) {
        return VectorSpecies.of(float.class, VectorShape.forBitSize(doubles.vectorBitSize() / 2));
    }
    //@ for T, P, Q in rows
    //@ double | DoubleVector.fromArray(L, x, | )
    //@ float | (DoubleVector) FloatVector.fromArray(FLOATS_OF_L, x, | ).convertShape(VectorOperators.F2D, L, 0)
    //@ for F, O, A, Z in sum add += 0, prod mul *= 1

    static double $F($T[] x, int xo, int n) {
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
            $v = $v.$O($P xo + i + $o$Q);
            //@ end
        }
        for (; i <= n - 4; i += 4) {
            a = a.$O($P xo + i$Q);
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
    private static double $FInPairs($T[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, $Z);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            //@ for v, o in a 0, b 2, c 4, d 6, e 8, f 10, g 12, h 14
            $v = $v.$O($P xo + i + $o$Q);
            //@ end
        }
        for (; i <= n - 4; i += 4) {
            a = a.$O($P xo + i$Q);
            b = b.$O($P xo + i + 2$Q);
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
    //@ end
    //@ for T, V, B, K, J in double DoubleVector Double S LANES, float FloatVector Float WHOLE WHOLE_LANES
    //@ for F, M, Z in max MAX NEGATIVE, min MIN POSITIVE

    static double $F($T[] x, int xo, int n) {
        $V a = $V.broadcast($K, $B.$Z_INFINITY);
        $V b = a;
        int i = 0;
        for (; i <= n - 2 * $J; i += 2 * $J) {
            a = a.$F($V.fromArray($K, x, xo + i));
            b = b.$F($V.fromArray($K, x, xo + i + $J));
        }
        for (; i <= n - $J; i += $J) {
            a = a.$F($V.fromArray($K, x, xo + i));
        }
        $T result = a.$F(b).reduceLanes(VectorOperators.$M);
        for (; i < n; i++) {
            result = Math.$F(result, x[xo + i]);
        }
        return result;
    }
    //@ end

    /** Where the value is found first; NaN is found too. */
    static int indexOf($T value, $T[] x, int xo, int n) {
        boolean nan = value != value;
        int i = 0;
        for (; i <= n - $J; i += $J) {
            $V v = $V.fromArray($K, x, xo + i);
            VectorMask<$B> found = nan ? v.compare(VectorOperators.NE, v) : v.compare(VectorOperators.EQ, value);
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
    //@ end
    //@ for T, J, N in double LANES F64, float WHOLE_LANES F32

    /** Σ e^(x − shift); the exponentials in the dtype, their sum in f64. */
    static double sumExp($T[] x, int xo, int n, double shift) {
        $T[] e = new $T[Math.min(n, BLOCK)];
        $T[] shifts = new $T[$J];
        Arrays.fill(shifts, ($T) shift);
        double result = 0;
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            VectorExponentials$N.expOfDifference(x, xo + i, 1, shifts, 0, 0, e, 0, count);
            result += Folds.sumInLanes(e, 0, count);
        }
        return result;
    }
    //@ end
    //@ for T, P, Q in rows
    //@ double | DoubleVector.fromArray(S, x, | )
    //@ float | (DoubleVector) FloatVector.fromArray(FLOATS_OF_S, x, | ).convertShape(VectorOperators.F2D, S, 0)
    //@ for F, O, A in rows
    //@ add | add | y[yo + i] + x[xo + i]
    //@ multiply | mul | y[yo + i] * x[xo + i]
    //@ max | max | Math.max(y[yo + i], x[xo + i])
    //@ min | min | Math.min(y[yo + i], x[xo + i])

    static void $FEach($T[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = $P xo + i$Q;
            DoubleVector.fromArray(S, y, yo + i).$O(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = $A;
        }
    }
    //@ end
    //@ end

    /** {@code y += e^(x − shift)}. */
    static void addExpEach(double[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        double[] e = new double[Math.min(n, BLOCK)];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            VectorExponentialsF64.expOfDifference(x, xo + i, 1, shift, so + i, 1, e, 0, count);
            Folds.addEach(e, 0, y, yo + i, count);
        }
    }

    /** {@code y += e^(x − shift)}, the exponentials in f32. */
    static void addExpEach(float[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        float[] e = new float[Math.min(n, BLOCK)];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            for (int k = 0; k < count; k++) {
                e[k] = (float) shift[so + i + k];
            }
            VectorExponentialsF32.expOfDifference(x, xo + i, 1, e, 0, 1, e, 0, count);
            Folds.addEach(e, 0, y, yo + i, count);
        }
    }
}
