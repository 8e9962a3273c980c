package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Conversions from and to bool by vectors; the compiler makes its own of the loops between numbers. Reached only where
 * {@code jdk.incubator.vector} is present.
 */
final class VectorCasts {
    private VectorCasts() {}
    //@ for T, V, B in numbers

    static void cast(boolean[] x, int xo, $T[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        $V zero = $V.zero($V.SPECIES_PREFERRED);
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            VectorMask<$B> m = VectorMask.fromArray($V.SPECIES_PREFERRED, x, xo + i);
            zero.blend(1, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }

    static void cast($T[] x, int xo, boolean[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V.fromArray($V.SPECIES_PREFERRED, x, xo + i).compare(VectorOperators.NE, 0).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }
    //@ end
}
