package fluxion.ops.functions;

/**
 * Hyperbolic functions of one f32. With |x| = k·ln 2 + r, A = 2^(k−1) and B = 2^(−k−1), sinh is
 * (A − B)·cosh r + (A + B)·sinh r and cosh is (A + B)·cosh r + (A − B)·sinh r: no division, and for k = 0 a series.
 */
public final class HyperbolicF32 {
    private HyperbolicF32() {}

    private static final float SHIFT = ExponentialsF32.SHIFT;
    private static final float LOG2E = ExponentialsF32.LOG2E;
    /** From here on one exponential is all. */
    private static final float LARGE = 86;

    /** Below 0.8 ulp. */
    public static float sinh(float x) {
        float a = Math.abs(x);
        if (!(a < LARGE)) {
            return Math.copySign(halfExp(a), x);
        }
        float shifted = Math.fma(a, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float r = ExponentialsF32.rest(a, k);
        float z = r * r;
        float c = z * coshSeries(z);
        float s = Math.fma(r * z, sinhSeries(z), ExponentialsF32.lost(a, k));
        float up = up(shifted);
        float down = down(shifted);
        float sum = up + down;
        float difference = up - down;
        float high = Math.fma(sum, r, difference);
        float low = Math.fma(sum, r, difference - high) + (up - difference - down);
        return Math.copySign(high + (low + Math.fma(difference, c, sum * s)), x);
    }

    /** Below 0.7 ulp. */
    public static float cosh(float x) {
        float a = Math.abs(x);
        if (!(a < LARGE)) {
            return halfExp(a);
        }
        float shifted = Math.fma(a, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float r = ExponentialsF32.rest(a, k);
        float z = r * r;
        float c = z * coshSeries(z);
        float s = Math.fma(r * z, sinhSeries(z), ExponentialsF32.lost(a, k));
        float up = up(shifted);
        float down = down(shifted);
        float sum = up + down;
        float difference = up - down;
        float high = Math.fma(difference, r, sum);
        float low = Math.fma(difference, r, sum - high) + (up - sum + down);
        return high + (low + Math.fma(sum, c, difference * s));
    }

    /** (e^(2a) − 1)/(e^(2a) + 1), a = |x|, both with what their rounding lost; below 0.7 ulp. */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float t = a > 10 ? 20 : a + a;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float scale = ExponentialsF32.powerOf2(shifted);
        float r = ExponentialsF32.rest(t, k);
        float high = Math.fma(scale, r, scale - 1);
        float low = Math.fma(scale, ExponentialsF32.beyondLinear(t, k), ExponentialsF32.lessOneLost(scale, r));
        float over = high + low;
        float overLost = low - (over - high);
        float under = over + 2;
        float underLost = (over > 2 ? 2 - (under - over) : over - (under - 2)) + overLost;
        float inverse = 1 / under;
        float quotient = over * inverse;
        float error = Math.fma(-quotient, under, over) + Math.fma(-quotient, underLost, overLost);
        return Math.copySign(Math.fma(error, inverse, quotient), x);
    }

    /** e^a/2, infinite only where that is. */
    private static float halfExp(float a) {
        float t = a > 90 ? 90 : a;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float r = ExponentialsF32.rest(t, shifted - SHIFT);
        return ExponentialsF32.scaled(Math.fma(r, Math.fma(r, ExponentialsF32.quadraticClose(r), 1), 1), shifted - 1);
    }

    /** 2^(k−1), k in the low bits of the shifted number. */
    private static float up(float shifted) {
        int k = Float.floatToRawIntBits(shifted);
        return Float.intBitsToFloat(k + (ExponentialsF32.BIAS - 1) << ExponentialsF32.MANTISSA_BITS);
    }

    /** 2^(−k−1). */
    private static float down(float shifted) {
        int k = Float.floatToRawIntBits(shifted);
        return Float.intBitsToFloat(ExponentialsF32.BIAS - 1 - k << ExponentialsF32.MANTISSA_BITS);
    }

    /** (cosh r − 1)/r² of r² for |r| ≤ ½ ln 2; cosh r is 0.002 ulp off. */
    private static float coshSeries(float z) {
        float p = Math.fma(z, 0.0013935767f, 0.041666456f);
        return Math.fma(p, z, 0.5f);
    }

    /** (sinh r − r)/r³ of r² for |r| ≤ ½ ln 2; sinh r is 0.001 ulp off. */
    private static float sinhSeries(float z) {
        float p = Math.fma(z, 0.00019958467f, 0.008333192f);
        return Math.fma(p, z, 0.16666667f);
    }
}
