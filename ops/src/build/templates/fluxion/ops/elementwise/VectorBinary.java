package fluxion.ops.elementwise;

import fluxion.core.op.Compare;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Arithmetic and comparisons of two operands, exactly as the scalar definitions: each on two runs, a number and a run, a run
 * and a number.
 */
final class VectorBinary {
    private VectorBinary() {}
    //@ for T in double, float, long, int

    static void compare(Compare op, $T[] a, int ao, $T[] b, int bo, boolean[] y, int yo, int n) {
        switch (op) {
            //@ for O, F in EQ equal, NE unequal, LT less, LE lessOrEqual, GT greater, GE greaterOrEqual
            case $O -> $F(a, ao, b, bo, y, yo, n);
            //@ end
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, $T[] a, int ao, $T b, boolean[] y, int yo, int n) {
        switch (op) {
            //@ for O, F in EQ equal, NE unequal, LT less, LE lessOrEqual, GT greater, GE greaterOrEqual
            case $O -> $F(a, ao, b, y, yo, n);
            //@ end
            default -> throw new IllegalStateException("no case for " + op);
        }
    }
    //@ end
    //@ for F, U, D, X, Y in rows
    //@ add | $T | numbers | u.add(v) | p + q
    //@ subtract | $T | numbers | u.sub(v) | p - q
    //@ multiply | $T | numbers | u.mul(v) | p * q
    //@ divide | $T | floats | u.div(v) | p / q
    //@ maximum | $T | numbers | u.max(v) | Math.max(p, q)
    //@ minimum | $T | numbers | u.min(v) | Math.min(p, q)
    //@ equal | boolean | numbers | u.compare(VectorOperators.EQ, v) | p == q
    //@ unequal | boolean | numbers | u.compare(VectorOperators.NE, v) | p != q
    //@ less | boolean | numbers | u.compare(VectorOperators.LT, v) | p < q
    //@ lessOrEqual | boolean | numbers | u.compare(VectorOperators.LE, v) | p <= q
    //@ greater | boolean | numbers | u.compare(VectorOperators.GT, v) | p > q
    //@ greaterOrEqual | boolean | numbers | u.compare(VectorOperators.GE, v) | p >= q
    //@ for T, V, B in $D

    static void $F($T[] a, int ao, $T[] b, int bo, $U[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V u = $V.fromArray($V.SPECIES_PREFERRED, a, ao + i);
            $V v = $V.fromArray($V.SPECIES_PREFERRED, b, bo + i);
            $X.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            $T p = a[ao + i];
            $T q = b[bo + i];
            y[yo + i] = $Y;
        }
    }

    static void $F($T p, $T[] b, int bo, $U[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        $V u = $V.broadcast($V.SPECIES_PREFERRED, p);
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V v = $V.fromArray($V.SPECIES_PREFERRED, b, bo + i);
            $X.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            $T q = b[bo + i];
            y[yo + i] = $Y;
        }
    }

    static void $F($T[] a, int ao, $T q, $U[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        $V v = $V.broadcast($V.SPECIES_PREFERRED, q);
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V u = $V.fromArray($V.SPECIES_PREFERRED, a, ao + i);
            $X.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            $T p = a[ao + i];
            y[yo + i] = $Y;
        }
    }
    //@ end
    //@ end
}
