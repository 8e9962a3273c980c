package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/** {@code c ? a : b}, of two runs, a run and a number, a number and a run. */
final class VectorSelect {
    private VectorSelect() {}
    //@ for T, V, B in numbers

    static void select(boolean[] c, int co, $T[] a, int ao, $T[] b, int bo, $T[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            VectorMask<$B> m = VectorMask.fromArray($V.SPECIES_PREFERRED, c, co + i);
            $V.fromArray($V.SPECIES_PREFERRED, b, bo + i).blend($V.fromArray($V.SPECIES_PREFERRED, a, ao + i), m)
                    .intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, $T[] a, int ao, $T b, $T[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        $V right = $V.broadcast($V.SPECIES_PREFERRED, b);
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            VectorMask<$B> m = VectorMask.fromArray($V.SPECIES_PREFERRED, c, co + i);
            right.blend($V.fromArray($V.SPECIES_PREFERRED, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, $T a, $T[] b, int bo, $T[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        $V left = $V.broadcast($V.SPECIES_PREFERRED, a);
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            VectorMask<$B> m = VectorMask.fromArray($V.SPECIES_PREFERRED, c, co + i);
            $V.fromArray($V.SPECIES_PREFERRED, b, bo + i).blend(left, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }
    //@ end
}
