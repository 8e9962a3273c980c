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

    static double sum(float[] x, int xo, int n) {
        if (LANES == 2) {
            return sumInPairs(x, xo, n);
        }
        DoubleVector a = DoubleVector.broadcast(L, 0);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 4).convertShape(VectorOperators.F2D, L, 0));
            c = c.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 8).convertShape(VectorOperators.F2D, L, 0));
            d = d.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 12).convertShape(VectorOperators.F2D, L, 0));
        }
        for (; i <= n - 4; i += 4) {
            a = a.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] lanes = a.add(b).add(c.add(d)).toArray();
        double result = 0;
        for (; i < n; i++) {
            result += x[xo + i];
        }
        for (double lane : lanes) {
            result += lane;
        }
        return result;
    }

    /** The same with two lanes. */
    private static double sumInPairs(float[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, 0);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 2).convertShape(VectorOperators.F2D, L, 0));
            c = c.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 4).convertShape(VectorOperators.F2D, L, 0));
            d = d.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 6).convertShape(VectorOperators.F2D, L, 0));
            e = e.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 8).convertShape(VectorOperators.F2D, L, 0));
            f = f.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 10).convertShape(VectorOperators.F2D, L, 0));
            g = g.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 12).convertShape(VectorOperators.F2D, L, 0));
            h = h.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 14).convertShape(VectorOperators.F2D, L, 0));
        }
        for (; i <= n - 4; i += 4) {
            a = a.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.add((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 2).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] low = a.add(c).add(e.add(g)).toArray();
        double[] high = b.add(d).add(f.add(h)).toArray();
        double result = 0;
        for (; i < n; i++) {
            result += x[xo + i];
        }
        result += low[0];
        result += low[1];
        result += high[0];
        result += high[1];
        return result;
    }

    static double prod(float[] x, int xo, int n) {
        if (LANES == 2) {
            return prodInPairs(x, xo, n);
        }
        DoubleVector a = DoubleVector.broadcast(L, 1);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 4).convertShape(VectorOperators.F2D, L, 0));
            c = c.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 8).convertShape(VectorOperators.F2D, L, 0));
            d = d.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 12).convertShape(VectorOperators.F2D, L, 0));
        }
        for (; i <= n - 4; i += 4) {
            a = a.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] lanes = a.mul(b).mul(c.mul(d)).toArray();
        double result = 1;
        for (; i < n; i++) {
            result *= x[xo + i];
        }
        for (double lane : lanes) {
            result *= lane;
        }
        return result;
    }

    /** The same with two lanes. */
    private static double prodInPairs(float[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, 1);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 2).convertShape(VectorOperators.F2D, L, 0));
            c = c.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 4).convertShape(VectorOperators.F2D, L, 0));
            d = d.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 6).convertShape(VectorOperators.F2D, L, 0));
            e = e.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 8).convertShape(VectorOperators.F2D, L, 0));
            f = f.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 10).convertShape(VectorOperators.F2D, L, 0));
            g = g.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 12).convertShape(VectorOperators.F2D, L, 0));
            h = h.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 14).convertShape(VectorOperators.F2D, L, 0));
        }
        for (; i <= n - 4; i += 4) {
            a = a.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, L, 0));
            b = b.mul((DoubleVector) FloatVector.fromArray(HALF, x, xo + i + 2).convertShape(VectorOperators.F2D, L, 0));
        }
        double[] low = a.mul(c).mul(e.mul(g)).toArray();
        double[] high = b.mul(d).mul(f.mul(h)).toArray();
        double result = 1;
        for (; i < n; i++) {
            result *= x[xo + i];
        }
        result *= low[0];
        result *= low[1];
        result *= high[0];
        result *= high[1];
        return result;
    }

    static double max(float[] x, int xo, int n) {
        FloatVector a = FloatVector.broadcast(WHOLE, Float.NEGATIVE_INFINITY);
        FloatVector b = a;
        int i = 0;
        for (; i <= n - 2 * WHOLE_LANES; i += 2 * WHOLE_LANES) {
            a = a.max(FloatVector.fromArray(WHOLE, x, xo + i));
            b = b.max(FloatVector.fromArray(WHOLE, x, xo + i + WHOLE_LANES));
        }
        for (; i <= n - WHOLE_LANES; i += WHOLE_LANES) {
            a = a.max(FloatVector.fromArray(WHOLE, x, xo + i));
        }
        float result = a.max(b).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            result = Math.max(result, x[xo + i]);
        }
        return result;
    }

    static double min(float[] x, int xo, int n) {
        FloatVector a = FloatVector.broadcast(WHOLE, Float.POSITIVE_INFINITY);
        FloatVector b = a;
        int i = 0;
        for (; i <= n - 2 * WHOLE_LANES; i += 2 * WHOLE_LANES) {
            a = a.min(FloatVector.fromArray(WHOLE, x, xo + i));
            b = b.min(FloatVector.fromArray(WHOLE, x, xo + i + WHOLE_LANES));
        }
        for (; i <= n - WHOLE_LANES; i += WHOLE_LANES) {
            a = a.min(FloatVector.fromArray(WHOLE, x, xo + i));
        }
        float result = a.min(b).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) {
            result = Math.min(result, x[xo + i]);
        }
        return result;
    }

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

    static void addEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).add(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    static void multiplyEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).mul(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] *= x[xo + i];
        }
    }

    static void maxEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).max(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(y[yo + i], x[xo + i]);
        }
    }

    static void minEach(float[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = (DoubleVector) FloatVector.fromArray(HALF, x, xo + i).convertShape(VectorOperators.F2D, S, 0);
            DoubleVector.fromArray(S, y, yo + i).min(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(y[yo + i], x[xo + i]);
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
            addEach(e, 0, y, yo + i, count);
        }
    }
}
