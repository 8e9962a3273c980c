package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Rounding to whole numbers, and division that rounds, exactly as the scalar definitions. */
final class RoundingF32 {
    private RoundingF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** From here on every number is whole. */
    private static final float WHOLE = 0x1p23f;

    /** Adding 2⁵² (f32: 2²³) rounds to a whole number, half to even; the sign is put back for −0. */
    static void round(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            FloatVector r = near.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            v.blend(r, a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void floor(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            FloatVector r = near.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            r = r.blend(r.sub(1), r.compare(VectorOperators.GT, v));
            v.blend(r, a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void ceil(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            FloatVector r = near.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            r = r.blend(r.add(1), r.compare(VectorOperators.LT, v));
            v.blend(r.abs().reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats(), a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    static void trunc(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            near = near.blend(near.sub(1), near.compare(VectorOperators.GT, a));
            v.blend(near.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats(), a.compare(VectorOperators.LT, WHOLE)).intoArray(y, yo + i, m);
        }
    }

    /** |a| with the sign of b. */
    static void copySign(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, a, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, b, bo + bs * i, m);
            u.abs().reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats().intoArray(y, yo + i, m);
        }
    }

    /** 
     * x − y⌊x/y⌋ by one fused multiplication, which is exact while the quotient has no more bits than the mantissa; vectors with a
     * lane beyond that take the scalar definition. A quotient that was rounded up leaves a rest of the wrong sign.
     */
    static void remainder(float[] left, int ao, int as, float[] right, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, left, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, right, bo + bs * i, m);
            FloatVector quotient = u.div(v);
            FloatVector a = quotient.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            FloatVector q = near.reinterpretAsInts().or(quotient.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            q = q.blend(q.sub(1), q.compare(VectorOperators.GT, quotient));
            FloatVector r = q.neg().fma(v, u);
            VectorMask<Float> hard = a.compare(VectorOperators.LT, WHOLE).and(r.abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).not().and(m);
            if (hard.anyTrue()) {
                for (int k = i; k < Math.min(n, i + LANES); k++) {
                    y[yo + k] = ScalarF32.remainder(left[ao + as * k], right[bo + bs * k]);
                }
                continue;
            }
            VectorMask<Float> past = r.compare(VectorOperators.LT, 0).and(v.compare(VectorOperators.GT, 0)).or(r.compare(VectorOperators.GT, 0).and(v.compare(VectorOperators.LT, 0)));
            r = r.blend(r.add(v), past);
            r.blend(FloatVector.zero(S).reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats(), r.compare(VectorOperators.EQ, 0)).intoArray(y, yo + i, m);
        }
    }

    /** ⌊x/y⌋, see {@code remainder}. */
    static void floorDivide(float[] left, int ao, int as, float[] right, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, left, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, right, bo + bs * i, m);
            FloatVector quotient = u.div(v);
            FloatVector a = quotient.abs();
            FloatVector near = a.add(WHOLE).sub(WHOLE);
            FloatVector q = near.reinterpretAsInts().or(quotient.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
            q = q.blend(q.sub(1), q.compare(VectorOperators.GT, quotient));
            FloatVector r = q.neg().fma(v, u);
            VectorMask<Float> hard = a.compare(VectorOperators.LT, WHOLE).and(r.abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).not().and(m);
            if (hard.anyTrue()) {
                for (int k = i; k < Math.min(n, i + LANES); k++) {
                    y[yo + k] = ScalarF32.floorDivide(left[ao + as * k], right[bo + bs * k]);
                }
                continue;
            }
            VectorMask<Float> past = r.compare(VectorOperators.LT, 0).and(v.compare(VectorOperators.GT, 0)).or(r.compare(VectorOperators.GT, 0).and(v.compare(VectorOperators.LT, 0)));
            q.blend(q.sub(1), past).intoArray(y, yo + i, m);
        }
    }
}
