package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Hyperbolic functions and their inverses. */
final class TrigonometricF64 {
    private TrigonometricF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final double HALF = 0.5;
    private static final double LN2 = ScalarF64.LN2;
    /** Beyond, x² + 1 rounds to x²; ln x is then log1p(x − 1), so that one call serves all. */
    private static final double HUGE = 0x1p28;

    static void sinh(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.SINH).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.SINH).intoArray(y, yo + i, m);
        }
    }

    static void cosh(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.COSH).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.COSH).intoArray(y, yo + i, m);
        }
    }

    /**
     * 1 − 2/(e^(2a) + 1), a = |x|; below 0.9 a + a·N(a²)/D(a²), nine levels of Lambert's continued fraction
     * a/(1 + a²/(3 + a²/(5 + …))). Both share one division. The exponential stands here, as {@link Tanh} has it: a call would
     * empty all registers.
     */
    static void tanh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector t = a.add(a).min(Tanh.ONE_FROM);
            DoubleVector shifted = t.fma(DoubleVector.broadcast(S, ScalarF64.LOG2E), DoubleVector.broadcast(S, Tanh.SHIFT));
            DoubleVector k = shifted.sub(Tanh.SHIFT);
            DoubleVector r = k.fma(DoubleVector.broadcast(S, -Tanh.LN2_HIGH), t);
            r = k.fma(DoubleVector.broadcast(S, -Tanh.LN2_LOW), r);
            DoubleVector p = DoubleVector.broadcast(S, Tanh.E11);
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E10));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E9));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E8));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E7));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E6));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E5));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E4));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E3));
            p = p.fma(r, DoubleVector.broadcast(S, Tanh.E2));
            p = p.fma(r, DoubleVector.broadcast(S, 1));
            p = p.fma(r, DoubleVector.broadcast(S, 1));
            DoubleVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(Tanh.ONE_BITS).reinterpretAsDoubles();
            DoubleVector z = a.mul(a);
            DoubleVector num = DoubleVector.broadcast(S, -44);
            num = num.fma(z, DoubleVector.broadcast(S, -12870));
            num = num.fma(z, DoubleVector.broadcast(S, -810810));
            num = num.fma(z, DoubleVector.broadcast(S, -11486475)).mul(z);
            DoubleVector den = DoubleVector.broadcast(S, 45);
            den = den.fma(z, DoubleVector.broadcast(S, 13860));
            den = den.fma(z, DoubleVector.broadcast(S, 945945));
            den = den.fma(z, DoubleVector.broadcast(S, 16216200));
            den = den.fma(z, DoubleVector.broadcast(S, 34459425));
            VectorMask<Double> small = a.compare(VectorOperators.LT, 0.9);
            DoubleVector one = DoubleVector.broadcast(S, 1);
            DoubleVector q = DoubleVector.broadcast(S, -2).blend(num, small).div(p.fma(scale, one).blend(den, small));
            DoubleVector base = one.blend(a, small);
            q.fma(base, base).reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles().intoArray(y, yo + i, m);
        }
    }

    /** sign(x) · log1p(a + a²/(1 + √(a² + 1))), a = |x|; ln a + ln 2 where a² + 1 rounds to a². */
    static void asinh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector square = a.mul(a);
            DoubleVector rest = a.add(square.div(square.add(1).sqrt().add(1)));
            VectorMask<Double> huge = a.compare(VectorOperators.GT, HUGE);
            DoubleVector r = rest.blend(a.sub(1), huge).lanewise(VectorOperators.LOG1P);
            r = r.blend(r.add(LN2), huge);
            r.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles().intoArray(y, yo + i, m);
        }
    }

    /** log1p(t + √(2t + t²)), t = x − 1; ln x + ln 2 for huge x; NaN below 1. */
    static void acosh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector t = v.sub(1);
            DoubleVector rest = t.add(t.mul(t).add(t).add(t).sqrt());
            VectorMask<Double> huge = v.compare(VectorOperators.GT, HUGE);
            DoubleVector r = rest.blend(t, huge).lanewise(VectorOperators.LOG1P);
            r = r.blend(r.add(LN2), huge);
            r.blend(Double.NaN, v.compare(VectorOperators.LT, 1)).intoArray(y, yo + i, m);
        }
    }

    /** sign(x) · ½ log1p(2a/(1 − a)), a = |x|. */
    static void atanh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs();
            DoubleVector r = a.add(a).div(DoubleVector.broadcast(S, 1).sub(a)).lanewise(VectorOperators.LOG1P).mul(HALF);
            r.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles().intoArray(y, yo + i, m);
        }
    }
}
