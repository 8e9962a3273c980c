package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The error function, the cube root and the hypotenuse. */
final class SpecialF32 {
    private SpecialF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** See {@link Erf}: both pieces, then the right one. */
    static void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector a = v.abs().min(Erf.ONE_FROM_F32);
            FloatVector u = a.mul(a);
            FloatVector small = FloatVector.broadcast(S, Erf.p0);
            small = small.fma(u, FloatVector.broadcast(S, Erf.p1));
            small = small.fma(u, FloatVector.broadcast(S, Erf.p2));
            small = small.fma(u, FloatVector.broadcast(S, Erf.p3));
            small = small.fma(u, FloatVector.broadcast(S, Erf.p4));
            small = small.fma(u, FloatVector.broadcast(S, Erf.p5));
            small = small.fma(u, FloatVector.broadcast(S, Erf.p6));
            FloatVector s = FloatVector.broadcast(S, 1).div(a.add(Erf.c)).sub(Erf.m);
            FloatVector large = FloatVector.broadcast(S, Erf.q0);
            large = large.fma(s, FloatVector.broadcast(S, Erf.q1));
            large = large.fma(s, FloatVector.broadcast(S, Erf.q2));
            large = large.fma(s, FloatVector.broadcast(S, Erf.q3));
            large = large.fma(s, FloatVector.broadcast(S, Erf.q4));
            large = large.fma(s, FloatVector.broadcast(S, Erf.q5));
            large = large.fma(s, FloatVector.broadcast(S, Erf.q6));
            large = u.neg().lanewise(VectorOperators.EXP).mul(large).neg().add(1);
            FloatVector r = large.blend(a.mul(small), a.compare(VectorOperators.LT, 1));
            r.reinterpretAsInts().or(v.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats().intoArray(y, yo + i, m);
        }
    }

    static void cbrt(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.CBRT).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.CBRT).intoArray(y, yo + i, m);
        }
    }

    /** √(a² + b²) without overflow inside. */
    static void hypot(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, a, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, b, bo + bs * i, m);
            u.lanewise(VectorOperators.HYPOT, v).intoArray(y, yo + i, m);
        }
    }
}
