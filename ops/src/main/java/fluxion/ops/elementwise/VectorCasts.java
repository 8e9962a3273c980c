package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Conversions from and to bool by vectors; the compiler makes its own of the loops between numbers. Reached only where
 * {@code jdk.incubator.vector} is present.
 */
final class VectorCasts {
    private VectorCasts() {}

    private static final VectorSpecies<Double> F64 = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F32 = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> I64 = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I32 = IntVector.SPECIES_PREFERRED;

    static void cast(boolean[] x, int xo, double[] y, int yo, int n) {
        DoubleVector zero = DoubleVector.zero(F64);
        int i = 0;
        for (; i <= n - F64.length(); i += F64.length()) {
            VectorMask<Double> m = VectorMask.fromArray(F64, x, xo + i);
            zero.blend(1, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    static void cast(double[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - F64.length(); i += F64.length()) {
            DoubleVector.fromArray(F64, x, xo + i).compare(VectorOperators.NE, 0).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    static void cast(boolean[] x, int xo, float[] y, int yo, int n) {
        FloatVector zero = FloatVector.zero(F32);
        int i = 0;
        for (; i <= n - F32.length(); i += F32.length()) {
            VectorMask<Float> m = VectorMask.fromArray(F32, x, xo + i);
            zero.blend(1, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    static void cast(float[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - F32.length(); i += F32.length()) {
            FloatVector.fromArray(F32, x, xo + i).compare(VectorOperators.NE, 0).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    static void cast(boolean[] x, int xo, long[] y, int yo, int n) {
        LongVector zero = LongVector.zero(I64);
        int i = 0;
        for (; i <= n - I64.length(); i += I64.length()) {
            VectorMask<Long> m = VectorMask.fromArray(I64, x, xo + i);
            zero.blend(1, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    static void cast(long[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - I64.length(); i += I64.length()) {
            LongVector.fromArray(I64, x, xo + i).compare(VectorOperators.NE, 0).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    static void cast(boolean[] x, int xo, int[] y, int yo, int n) {
        IntVector zero = IntVector.zero(I32);
        int i = 0;
        for (; i <= n - I32.length(); i += I32.length()) {
            VectorMask<Integer> m = VectorMask.fromArray(I32, x, xo + i);
            zero.blend(1, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    static void cast(int[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - I32.length(); i += I32.length()) {
            IntVector.fromArray(I32, x, xo + i).compare(VectorOperators.NE, 0).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }
}
