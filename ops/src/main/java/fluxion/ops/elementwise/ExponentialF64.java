package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exponentials, logarithms and what is made of them. An operand of two-operand operations moves by its step, 0 or 1: a number is a vector of copies. */
final class ExponentialF64 {
    private ExponentialF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final double LN2 = ScalarF64.LN2;
    private static final double LOG2E = ScalarF64.LOG2E;
    /** Adding it leaves the nearest whole number in the low bits. */
    private static final double SHIFT = 0x1.8p52;
    private static final long SHIFT_BITS = Double.doubleToRawLongBits(SHIFT);
    private static final long MANTISSA = 52;
    private static final long MANTISSA_BITS = (1L << MANTISSA) - 1;
    private static final long BIAS = 1023;
    /** Where 2ˣ is 0 and where it is infinite. */
    private static final double LEAST = -1080;
    private static final double GREATEST = 1025;
    /** The bits of √½. */
    private static final long ROOT_HALF = 0x3FE6A09E667F3BCDL;
    /** Makes subnormal numbers normal. */
    private static final double SCALE = 0x1p54;
    private static final double SCALE_EXPONENT = 54;

    static void exp(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXP).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.EXP).intoArray(y, yo + i, m);
        }
    }

    static void expm1(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXPM1).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.EXPM1).intoArray(y, yo + i, m);
        }
    }

    static void log(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG).intoArray(y, yo + i, m);
        }
    }

    static void log1p(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG1P).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG1P).intoArray(y, yo + i, m);
        }
    }

    static void log10(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG10).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.LOG10).intoArray(y, yo + i, m);
        }
    }

    /** 2^k e^(f ln 2), k the nearest integer and f the rest; 2^k in two factors, which reach subnormal results. */
    static void exp2(double[] from, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, from, xo + i, m);
            DoubleVector x = v.max(LEAST).min(GREATEST);
            DoubleVector shifted = x.add(SHIFT);
            DoubleVector fraction = x.sub(shifted.sub(SHIFT));
            LongVector whole = shifted.reinterpretAsLongs().sub(SHIFT_BITS);
            LongVector half = whole.lanewise(VectorOperators.ASHR, 1);
            DoubleVector p = half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles();
            DoubleVector q = whole.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsDoubles();
            fraction.mul(LN2).lanewise(VectorOperators.EXP).mul(p).mul(q).intoArray(y, yo + i, m);
        }
    }

    /** Exponent plus log₂ of the mantissa in [√½, √2): exact at powers of two, accurate near 1. */
    static void log2(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            VectorMask<Double> subnormal = v.compare(VectorOperators.LT, Double.MIN_NORMAL);
            DoubleVector scaled = v.blend(v.mul(SCALE), subnormal);
            LongVector bits = scaled.reinterpretAsLongs().sub(ROOT_HALF);
            LongVector exponent = bits.lanewise(VectorOperators.ASHR, MANTISSA);
            DoubleVector mantissa = bits.and(MANTISSA_BITS).add(ROOT_HALF).reinterpretAsDoubles();
            DoubleVector e = exponent.add(SHIFT_BITS).reinterpretAsDoubles().sub(SHIFT);
            e = e.blend(e.sub(SCALE_EXPONENT), subnormal);
            DoubleVector r = mantissa.lanewise(VectorOperators.LOG).mul(LOG2E).add(e);
            r = r.blend(v, v.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
            r = r.blend(Double.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0));
            r.blend(Double.NaN, v.compare(VectorOperators.GE, 0).not()).intoArray(y, yo + i, m);
        }
    }

    /** Through e^(−|x|), which cannot overflow. */
    static void sigmoid(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector e = v.abs().neg().lanewise(VectorOperators.EXP);
            e.blend(1, v.compare(VectorOperators.GE, 0)).div(e.add(1)).intoArray(y, yo + i, m);
        }
    }

    /** max(x, 0) + log1p(e^(−|x|)). */
    static void softplus(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector e = v.abs().neg().lanewise(VectorOperators.EXP);
            v.max(0).add(e.lanewise(VectorOperators.LOG1P)).intoArray(y, yo + i, m);
        }
    }

    /** max + log1p(e^(−|a − b|)); equal operands apart, as ∞ − ∞ is NaN. */
    static void logAddExp(double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, a, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, b, bo + bs * i, m);
            DoubleVector e = u.sub(v).abs().neg().lanewise(VectorOperators.EXP);
            DoubleVector r = u.max(v).add(e.lanewise(VectorOperators.LOG1P));
            r.blend(u.add(LN2), u.compare(VectorOperators.EQ, v)).intoArray(y, yo + i, m);
        }
    }

    /** C's pow: 1 to any power, −1 to ±∞ and anything to 0 are 1. */
    static void pow(double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, a, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, b, bo + bs * i, m);
            DoubleVector r = u.lanewise(VectorOperators.POW, v);
            VectorMask<Double> one = u.compare(VectorOperators.EQ, 1).or(v.compare(VectorOperators.EQ, 0))
                    .or(u.compare(VectorOperators.EQ, -1).and(v.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY)));
            r = r.blend(1, one);
            // the vector routine loses the sign of an odd power of a negative number that vanishes
            VectorMask<Double> vanished = u.compare(VectorOperators.LT, 0).and(r.compare(VectorOperators.EQ, 0)).and(v.abs().compare(VectorOperators.LT, 0x1p53));
            if (vanished.anyTrue()) {
                DoubleVector whole = (DoubleVector) v.convert(VectorOperators.D2L, 0).convert(VectorOperators.L2D, 0);
                DoubleVector half = v.mul(0.5);
                DoubleVector wholeHalf = (DoubleVector) half.convert(VectorOperators.D2L, 0).convert(VectorOperators.L2D, 0);
                r = r.blend(-0.0, vanished.and(whole.eq(v)).and(wholeHalf.eq(half).not()));
            }
            r.intoArray(y, yo + i, m);
        }
    }
}
