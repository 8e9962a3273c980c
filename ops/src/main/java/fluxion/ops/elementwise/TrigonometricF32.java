package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Hyperbolic functions and their inverses. */
final class TrigonometricF32 {
    private TrigonometricF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final float HALF = 0.5f;
    private static final float LN2 = (float) ScalarF64.LN2;
    /** Beyond, x² + 1 rounds to x²; ln x is then log1p(x − 1), so that one call serves all. */
    private static final float HUGE = 0x1p14f;

    static void sinh(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.SINH).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.SINH).intoArray(y, yo + i, m);
        }
    }

    static void cosh(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.COSH).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.COSH).intoArray(y, yo + i, m);
        }
    }

    static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.TANH).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.TANH).intoArray(y, yo + i, m);
        }
    }

    /** sign(x) · log1p(a + a²/(1 + √(a² + 1))), a = |x|; ln a + ln 2 where a² + 1 rounds to a². */
    static void asinh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector square = a.mul(a);
            FloatVector rest = a.add(square.div(square.add(1).sqrt().add(1)));
            VectorMask<Float> huge = a.compare(VectorOperators.GT, HUGE);
            FloatVector r = rest.blend(a.sub(1), huge).lanewise(VectorOperators.LOG1P);
            r = r.blend(r.add(LN2), huge);
            r.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats().intoArray(y, yo + i, m);
        }
    }

    /** log1p(t + √(2t + t²)), t = x − 1; ln x + ln 2 for huge x; NaN below 1. */
    static void acosh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector t = v.sub(1);
            FloatVector rest = t.add(t.mul(t).add(t).add(t).sqrt());
            VectorMask<Float> huge = v.compare(VectorOperators.GT, HUGE);
            FloatVector r = rest.blend(t, huge).lanewise(VectorOperators.LOG1P);
            r = r.blend(r.add(LN2), huge);
            r.blend(Float.NaN, v.compare(VectorOperators.LT, 1)).intoArray(y, yo + i, m);
        }
    }

    /** sign(x) · ½ log1p(2a/(1 − a)), a = |x|. */
    static void atanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs();
            FloatVector r = a.add(a).div(FloatVector.broadcast(S, 1).sub(a)).lanewise(VectorOperators.LOG1P).mul(HALF);
            r.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats().intoArray(y, yo + i, m);
        }
    }
}
