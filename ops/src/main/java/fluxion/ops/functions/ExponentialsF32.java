package fluxion.ops.functions;

/** Exponential functions of one f32. */
public final class ExponentialsF32 {
    private ExponentialsF32() {}

    /** Adding it leaves the nearest whole number in the low bits. */
    static final float SHIFT = 0x1.8p23f;
    static final float LOG2E = 1.442695f;
    /** ln 2 in two parts; the first has so few bits that its product with any exponent is exact. */
    static final float LN2_HIGH = 0x1.62ep-1f, LN2_LOW = 3.1946183e-05f;
    static final int MANTISSA_BITS = 23, BIAS = 127;

    /** e^x = 2^k·e^r, k the nearest integer to x/ln 2 and |r| ≤ ½ ln 2; below 0.9 ulp. */
    public static float exp(float x) {
        float t = x > 89 ? 89 : x;
        t = t < -104 ? -104 : t;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t));
        return scaled(nearZero(r), shifted);
    }

    /** e^r for |r| ≤ ½ ln 2: the fit is of (e^r − 1 − r)/r², 0.06 ulp off. */
    static float nearZero(float r) {
        float p = Math.fma(r, 0.001374506f, 0.008368953f);
        p = Math.fma(p, r, 0.041669652f);
        p = Math.fma(p, r, 0.16666518f);
        p = Math.fma(p, r, 0.49999988f);
        p = Math.fma(p, r, 1);
        return Math.fma(p, r, 1);
    }

    /** p·2^k, k in the low bits of the shifted number, from −252 to 254; in two steps, which reach subnormal results and infinity. */
    static float scaled(float p, float shifted) {
        int k = Float.floatToRawIntBits(shifted);
        int half = k >>> 1;
        float first = Float.intBitsToFloat(half + BIAS << MANTISSA_BITS);
        float second = Float.intBitsToFloat(k - half + BIAS << MANTISSA_BITS);
        return p * first * second;
    }
}
