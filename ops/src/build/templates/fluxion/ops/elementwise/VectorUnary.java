package fluxion.ops.elementwise;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** Arithmetic on one operand and tests of it, exactly as the scalar definitions, and small integer powers. */
final class VectorUnary {
    private VectorUnary() {}
    //@ for F, U, D, X, Y in rows
    //@ neg | $T | numbers | v.neg() | -p
    //@ abs | $T | numbers | v.abs() | Math.abs(p)
    //@ sign | $T | integers | v.min(1).max(-1) | $B.signum(p)
    //@ sign | $T | floats | v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)) | Math.signum(p)
    //@ sqrt | $T | floats | v.sqrt() | ($T) Math.sqrt(p)
    //@ rsqrt | $T | floats | $V.broadcast($V.SPECIES_PREFERRED, 1).div(v.sqrt()) | 1 / ($T) Math.sqrt(p)
    //@ relu | $T | floats | v.blend(0, v.compare(LE, 0)) | p <= 0 ? 0 : p
    //@ square | $T | floats | v.mul(v) | p * p
    //@ cube | $T | floats | v.mul(v.mul(v)) | p * (p * p)
    //@ fourth | $T | floats | v.mul(v).mul(v.mul(v)) | p * p * (p * p)
    //@ reciprocal | $T | floats | $V.broadcast($V.SPECIES_PREFERRED, 1).div(v) | 1 / p
    //@ inverseSquare | $T | floats | $V.broadcast($V.SPECIES_PREFERRED, 1).div(v.mul(v)) | 1 / (p * p)
    //@ isNaN | boolean | floats | v.compare(NE, v) | p != p
    //@ isInfinite | boolean | floats | v.abs().compare(EQ, $B.POSITIVE_INFINITY) | $B.isInfinite(p)
    //@ isFinite | boolean | floats | v.abs().compare(LT, $B.POSITIVE_INFINITY) | $B.isFinite(p)
    //@ for T, V, B in $D

    static void $F($T[] x, int xo, $U[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V v = $V.fromArray($V.SPECIES_PREFERRED, x, xo + i);
            $X.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            $T p = x[xo + i];
            y[yo + i] = $Y;
        }
    }
    //@ end
    //@ end
    //@ for T, V, N in double DoubleVector F64, float FloatVector F32

    /** xⁿ, |n| ≤ {@link IntegerPower#SQUARINGS}, by squaring. */
    static void power(int exponent, $T[] x, int xo, $T[] y, int yo, int n) {
        int lanes = $V.SPECIES_PREFERRED.length();
        int i = 0;
        for (; i <= n - lanes; i += lanes) {
            $V square = $V.fromArray($V.SPECIES_PREFERRED, x, xo + i);
            $V result = $V.broadcast($V.SPECIES_PREFERRED, 1);
            for (int e = Math.abs(exponent); e > 0; e >>= 1) {
                if ((e & 1) == 1) {
                    result = result.mul(square);
                }
                square = square.mul(square);
            }
            if (exponent < 0) {
                result = $V.broadcast($V.SPECIES_PREFERRED, 1).div(result);
            }
            result.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Scalar$N.power(exponent, x[xo + i]);
        }
    }
    //@ end
}
