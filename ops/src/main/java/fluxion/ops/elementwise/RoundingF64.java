package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Rounding to whole numbers, and division that rounds, exactly as the scalar definitions. */
final class RoundingF64 {
    private RoundingF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** From here on every number is whole. */
    private static final double WHOLE = 1L << Double.PRECISION - 1;

    /** Adding 2⁵² (f32: 2²³) rounds to a whole number, half to even; the sign is put back for −0. */
    static void round(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            DoubleVector r = near.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles();
            v.blend(r, a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void floor(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            DoubleVector r = near.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles();
            r = r.blend(r.sub(1), r.compare(VectorOperators.GT, v));
            v.blend(r, a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void ceil(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            DoubleVector r = near.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles();
            r = r.blend(r.add(1), r.compare(VectorOperators.LT, v));
            v.blend(r.abs().reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles(),
                    a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void trunc(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            near = near.blend(near.sub(1), near.compare(VectorOperators.GT, a));
            v.blend(near.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles(),
                    a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    /** |a| with the sign of b. */
    static void copySign(double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, a, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, b, bo + bs * i, m);
            u.abs().reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles()
                    .intoArray(y, yo + i, m);
        }
    }

    /** 
     * x − y⌊x/y⌋ by one fused multiplication, which is exact while the quotient has no more bits than the mantissa; vectors
     * with a
     * lane beyond that take the scalar definition. A quotient that was rounded up leaves a rest of the wrong sign.
     */
    static void remainder(double[] left, int ao, int as, double[] right, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, left, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, right, bo + bs * i, m);
            DoubleVector quotient = u.div(v);
            DoubleVector a = quotient.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            DoubleVector q = near.reinterpretAsLongs().or(quotient.reinterpretAsLongs().and(Long.MIN_VALUE))
                    .reinterpretAsDoubles();
            q = q.blend(q.sub(1), q.compare(VectorOperators.GT, quotient));
            DoubleVector r = q.neg().fma(v, u);
            VectorMask<Double> hard = a.compare(VectorOperators.LT, WHOLE)
                    .and(r.abs().compare(VectorOperators.LT, Double.POSITIVE_INFINITY)).not().and(m);
            if (hard.anyTrue()) {
                for (int k = i; k < Math.min(n, i + LANES); k++) {
                    y[yo + k] = ScalarF64.remainder(left[ao + as * k], right[bo + bs * k]);
                }
                continue;
            }
            VectorMask<Double> past = r.compare(VectorOperators.LT, 0).and(v.compare(VectorOperators.GT, 0))
                    .or(r.compare(VectorOperators.GT, 0).and(v.compare(VectorOperators.LT, 0)));
            r = r.blend(r.add(v), past);
            r.blend(DoubleVector.zero(S).reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE))
                    .reinterpretAsDoubles(), r.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i, m);
        }
    }

    /** ⌊x/y⌋, see {@code remainder}. */
    static void floorDivide(double[] left, int ao, int as, double[] right, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, left, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, right, bo + bs * i, m);
            DoubleVector quotient = u.div(v);
            DoubleVector a = quotient.abs();
            DoubleVector near = a.add(WHOLE).sub(WHOLE);
            DoubleVector q = near.reinterpretAsLongs().or(quotient.reinterpretAsLongs().and(Long.MIN_VALUE))
                    .reinterpretAsDoubles();
            q = q.blend(q.sub(1), q.compare(VectorOperators.GT, quotient));
            DoubleVector r = q.neg().fma(v, u);
            VectorMask<Double> hard = a.compare(VectorOperators.LT, WHOLE)
                    .and(r.abs().compare(VectorOperators.LT, Double.POSITIVE_INFINITY)).not().and(m);
            if (hard.anyTrue()) {
                for (int k = i; k < Math.min(n, i + LANES); k++) {
                    y[yo + k] = ScalarF64.floorDivide(left[ao + as * k], right[bo + bs * k]);
                }
                continue;
            }
            VectorMask<Double> past = r.compare(VectorOperators.LT, 0).and(v.compare(VectorOperators.GT, 0))
                    .or(r.compare(VectorOperators.GT, 0).and(v.compare(VectorOperators.LT, 0)));
            q.blend(q.sub(1), past).intoArray(y, yo + i, m);
        }
    }
}
