package fluxion.ops.reduction;

import fluxion.ops.functions.VectorExponentialsF64;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Folds of runs of f64 by vectors. Sums and products keep sixteen partial
 * results, whatever the vectors' length, so that the bits are the same on every machine; they are combined one after the other,
 * not by {@code reduceLanes}, whose order is unspecified and differs between compiled and interpreted code.
 */
final class VectorReductionsF64 {
    private VectorReductionsF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** Of sums and products: four lanes where there are as many, else two. */
    private static final VectorSpecies<Double> L = LANES < 4 ? DoubleVector.SPECIES_128 : DoubleVector.SPECIES_256;

    /** Exponentials at a time, between their computation and their sum. */
    private static final int BLOCK = 512;

    static double sum(double[] x, int xo, int n) {
        if (LANES == 2) {
            return sumInPairs(x, xo, n);
        }
        DoubleVector a = DoubleVector.broadcast(L, 0);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.add(DoubleVector.fromArray(L, x, xo + i));
            b = b.add(DoubleVector.fromArray(L, x, xo + i + 4));
            c = c.add(DoubleVector.fromArray(L, x, xo + i + 8));
            d = d.add(DoubleVector.fromArray(L, x, xo + i + 12));
        }
        for (; i <= n - 4; i += 4) {
            a = a.add(DoubleVector.fromArray(L, x, xo + i));
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
    private static double sumInPairs(double[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, 0);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.add(DoubleVector.fromArray(L, x, xo + i));
            b = b.add(DoubleVector.fromArray(L, x, xo + i + 2));
            c = c.add(DoubleVector.fromArray(L, x, xo + i + 4));
            d = d.add(DoubleVector.fromArray(L, x, xo + i + 6));
            e = e.add(DoubleVector.fromArray(L, x, xo + i + 8));
            f = f.add(DoubleVector.fromArray(L, x, xo + i + 10));
            g = g.add(DoubleVector.fromArray(L, x, xo + i + 12));
            h = h.add(DoubleVector.fromArray(L, x, xo + i + 14));
        }
        for (; i <= n - 4; i += 4) {
            a = a.add(DoubleVector.fromArray(L, x, xo + i));
            b = b.add(DoubleVector.fromArray(L, x, xo + i + 2));
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

    static double prod(double[] x, int xo, int n) {
        if (LANES == 2) {
            return prodInPairs(x, xo, n);
        }
        DoubleVector a = DoubleVector.broadcast(L, 1);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.mul(DoubleVector.fromArray(L, x, xo + i));
            b = b.mul(DoubleVector.fromArray(L, x, xo + i + 4));
            c = c.mul(DoubleVector.fromArray(L, x, xo + i + 8));
            d = d.mul(DoubleVector.fromArray(L, x, xo + i + 12));
        }
        for (; i <= n - 4; i += 4) {
            a = a.mul(DoubleVector.fromArray(L, x, xo + i));
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
    private static double prodInPairs(double[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(L, 1);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        int i = 0;
        for (; i <= n - 16; i += 16) {
            a = a.mul(DoubleVector.fromArray(L, x, xo + i));
            b = b.mul(DoubleVector.fromArray(L, x, xo + i + 2));
            c = c.mul(DoubleVector.fromArray(L, x, xo + i + 4));
            d = d.mul(DoubleVector.fromArray(L, x, xo + i + 6));
            e = e.mul(DoubleVector.fromArray(L, x, xo + i + 8));
            f = f.mul(DoubleVector.fromArray(L, x, xo + i + 10));
            g = g.mul(DoubleVector.fromArray(L, x, xo + i + 12));
            h = h.mul(DoubleVector.fromArray(L, x, xo + i + 14));
        }
        for (; i <= n - 4; i += 4) {
            a = a.mul(DoubleVector.fromArray(L, x, xo + i));
            b = b.mul(DoubleVector.fromArray(L, x, xo + i + 2));
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

    static double max(double[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
        DoubleVector b = a;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            a = a.max(DoubleVector.fromArray(S, x, xo + i));
            b = b.max(DoubleVector.fromArray(S, x, xo + i + LANES));
        }
        for (; i <= n - LANES; i += LANES) {
            a = a.max(DoubleVector.fromArray(S, x, xo + i));
        }
        double result = a.max(b).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            result = Math.max(result, x[xo + i]);
        }
        return result;
    }

    static double min(double[] x, int xo, int n) {
        DoubleVector a = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
        DoubleVector b = a;
        int i = 0;
        for (; i <= n - 2 * LANES; i += 2 * LANES) {
            a = a.min(DoubleVector.fromArray(S, x, xo + i));
            b = b.min(DoubleVector.fromArray(S, x, xo + i + LANES));
        }
        for (; i <= n - LANES; i += LANES) {
            a = a.min(DoubleVector.fromArray(S, x, xo + i));
        }
        double result = a.min(b).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) {
            result = Math.min(result, x[xo + i]);
        }
        return result;
    }

    /** Σ e^(x − shift). */
    static double sumExp(double[] x, int xo, int n, double shift) {
        double[] e = new double[Math.min(n, BLOCK)];
        double[] shifts = new double[LANES];
        Arrays.fill(shifts, shift);
        double result = 0;
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            VectorExponentialsF64.expOfDifference(x, xo + i, 1, shifts, 0, 0, e, 0, count);
            result += sum(e, 0, count);
        }
        return result;
    }

    /** Where the value is found first; NaN is found too. */
    static int indexOf(double value, double[] x, int xo, int n) {
        boolean nan = value != value;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            VectorMask<Double> found = nan ? v.compare(VectorOperators.NE, v) : v.compare(VectorOperators.EQ, value);
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

    static void addEach(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.fromArray(S, y, yo + i).add(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }

    static void multiplyEach(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.fromArray(S, y, yo + i).mul(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] *= x[xo + i];
        }
    }

    static void maxEach(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.fromArray(S, y, yo + i).max(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(y[yo + i], x[xo + i]);
        }
    }

    static void minEach(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.fromArray(S, y, yo + i).min(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(y[yo + i], x[xo + i]);
        }
    }

    /** {@code y += e^(x − shift)}. */
    static void addExpEach(double[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        double[] e = new double[Math.min(n, BLOCK)];
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            VectorExponentialsF64.expOfDifference(x, xo + i, 1, shift, so + i, 1, e, 0, count);
            addEach(e, 0, y, yo + i, count);
        }
    }
}
