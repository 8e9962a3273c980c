package fluxion.ops.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exponentials, logarithms and what is made of them. An operand of two-operand operations moves by its step, 0 or 1: a number is a vector of copies. */
final class ExponentialF32 {
    private ExponentialF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final float LN2 = (float) ScalarF64.LN2;
    private static final float LOG2E = (float) ScalarF64.LOG2E;
    /** Adding it leaves the nearest whole number in the low bits. */
    private static final float SHIFT = 0x1.8p23f;
    private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);
    private static final int MANTISSA = 23;
    private static final int MANTISSA_BITS = (1 << MANTISSA) - 1;
    private static final int BIAS = 127;
    /** Where 2ˣ is 0 and where it is infinite. */
    private static final float LEAST = -160;
    private static final float GREATEST = 129;
    /** The bits of √½. */
    private static final int ROOT_HALF = 0x3F3504F3;
    /** Makes subnormal numbers normal. */
    private static final float SCALE = 0x1p25f;
    private static final float SCALE_EXPONENT = 25;

    static void exp(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXP).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.EXP).intoArray(y, yo + i, m);
        }
    }

    static void expm1(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXPM1).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.EXPM1).intoArray(y, yo + i, m);
        }
    }

    static void log(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG).intoArray(y, yo + i, m);
        }
    }

    static void log1p(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG1P).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG1P).intoArray(y, yo + i, m);
        }
    }

    static void log10(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG10).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG10).intoArray(y, yo + i, m);
        }
    }

    /** 2^k e^(f ln 2), k the nearest integer and f the rest; 2^k in two factors, which reach subnormal results. */
    static void exp2(float[] from, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, from, xo + i, m);
            FloatVector x = v.max(LEAST).min(GREATEST);
            FloatVector shifted = x.add(SHIFT);
            FloatVector fraction = x.sub(shifted.sub(SHIFT));
            IntVector whole = shifted.reinterpretAsInts().sub(SHIFT_BITS);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            FloatVector p = half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector q = whole.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            fraction.mul(LN2).lanewise(VectorOperators.EXP).mul(p).mul(q).intoArray(y, yo + i, m);
        }
    }

    /** Exponent plus log₂ of the mantissa in [√½, √2): exact at powers of two, accurate near 1. */
    static void log2(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
            FloatVector scaled = v.blend(v.mul(SCALE), subnormal);
            IntVector bits = scaled.reinterpretAsInts().sub(ROOT_HALF);
            IntVector exponent = bits.lanewise(VectorOperators.ASHR, MANTISSA);
            FloatVector mantissa = bits.and(MANTISSA_BITS).add(ROOT_HALF).reinterpretAsFloats();
            FloatVector e = exponent.add(SHIFT_BITS).reinterpretAsFloats().sub(SHIFT);
            e = e.blend(e.sub(SCALE_EXPONENT), subnormal);
            FloatVector r = mantissa.lanewise(VectorOperators.LOG).mul(LOG2E).add(e);
            r = r.blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            r = r.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0));
            r.blend(Float.NaN, v.compare(VectorOperators.GE, 0).not()).intoArray(y, yo + i, m);
        }
    }

    /** Through e^(−|x|), which cannot overflow. */
    static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector e = v.abs().neg().lanewise(VectorOperators.EXP);
            e.blend(1, v.compare(VectorOperators.GE, 0)).div(e.add(1)).intoArray(y, yo + i, m);
        }
    }

    /** max(x, 0) + log1p(e^(−|x|)). */
    static void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, xo + i, m);
            FloatVector e = v.abs().neg().lanewise(VectorOperators.EXP);
            v.max(0).add(e.lanewise(VectorOperators.LOG1P)).intoArray(y, yo + i, m);
        }
    }

    /** max + log1p(e^(−|a − b|)); equal operands apart, as ∞ − ∞ is NaN. */
    static void logAddExp(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, a, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, b, bo + bs * i, m);
            FloatVector e = u.sub(v).abs().neg().lanewise(VectorOperators.EXP);
            FloatVector r = u.max(v).add(e.lanewise(VectorOperators.LOG1P));
            r.blend(u.add(LN2), u.compare(VectorOperators.EQ, v)).intoArray(y, yo + i, m);
        }
    }

    /** C's pow: 1 to any power, −1 to ±∞ and anything to 0 are 1. */
    static void pow(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Float> m = S.indexInRange(i, n);
            FloatVector u = FloatVector.fromArray(S, a, ao + as * i, m);
            FloatVector v = FloatVector.fromArray(S, b, bo + bs * i, m);
            FloatVector r = u.lanewise(VectorOperators.POW, v);
            VectorMask<Float> one = u.compare(VectorOperators.EQ, 1).or(v.compare(VectorOperators.EQ, 0))
                    .or(u.compare(VectorOperators.EQ, -1).and(v.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY)));
            r = r.blend(1, one);
            // the vector routine loses the sign of an odd power of a negative number that vanishes
            VectorMask<Float> vanished = u.compare(VectorOperators.LT, 0).and(r.compare(VectorOperators.EQ, 0)).and(v.abs().compare(VectorOperators.LT, 0x1p24f));
            if (vanished.anyTrue()) {
                FloatVector whole = (FloatVector) v.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
                FloatVector half = v.mul(0.5f);
                FloatVector wholeHalf = (FloatVector) half.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
                r = r.blend(-0.0f, vanished.and(whole.eq(v)).and(wholeHalf.eq(half).not()));
            }
            r.intoArray(y, yo + i, m);
        }
    }
}
