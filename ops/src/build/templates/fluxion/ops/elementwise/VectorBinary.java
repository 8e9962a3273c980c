package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic and comparisons of two operands, exactly as the scalar definitions: each on two runs, a number and a run, a run
 * and a number.
 */
final class VectorBinary {
    private VectorBinary() {}
    //@ for P, A in rows
    //@ $T[] a, int ao, $T[] b, int bo | a, ao, b, bo
    //@ $T a, $T[] b, int bo | a, b, bo
    //@ $T[] a, int ao, $T b | a, ao, b
    //@ for T in double, float, long, int

    /** Sums, differences, products and extrema; false of other operations, which it leaves alone. */
    static boolean arithmetic(Binary op, $P, $T[] y, int yo, int n) {
        switch (op) {
            //@ for O, F in ADD add, SUB subtract, MUL multiply, MAXIMUM maximum, MINIMUM minimum
            case $O -> $F($A, y, yo, n);
            //@ end
            case DIV, POW, REMAINDER, FLOOR_DIVIDE, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> {
                return false;
            }
            default -> throw new IllegalStateException("no case for " + op);
        }
        return true;
    }

    static void compare(Compare op, $P, boolean[] y, int yo, int n) {
        switch (op) {
            //@ for O, F in EQ equal, NE unequal, LT less, LE lessOrEqual, GT greater, GE greaterOrEqual
            case $O -> $F($A, y, yo, n);
            //@ end
            default -> throw new IllegalStateException("no case for " + op);
        }
    }
    //@ end
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
    //@ for P, L, R, p, q in rows
    //@ $T[] a, int ao, $T[] b, int bo | fromArray(s, a, ao + i) | fromArray(s, b, bo + i) | a[ao + i] | b[bo + i]
    //@ $T a, $T[] b, int bo | broadcast(s, a) | fromArray(s, b, bo + i) | a | b[bo + i]
    //@ $T[] a, int ao, $T b | fromArray(s, a, ao + i) | broadcast(s, b) | a[ao + i] | b

    static void $F($P, $U[] y, int yo, int n) {
        VectorSpecies<$B> s = $V.SPECIES_PREFERRED;
        int lanes = s.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V u = $V.$L;
            $V v = $V.$R;
            $X.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            $T p = $p;
            $T q = $q;
            y[yo + i] = $Y;
        }
    }
    //@ end
    //@ end
    //@ end
}
