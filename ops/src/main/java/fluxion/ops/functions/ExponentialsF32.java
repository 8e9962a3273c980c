package fluxion.ops.functions;

/** Exponential functions of one f32, as in {@link ExponentialsF64}. */
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
        return scaled(nearZero(rest(t, shifted - SHIFT)), shifted);
    }

    /** e^(x − y), the difference rounded. */
    public static float expOfDifference(float x, float y) {
        return exp(x - y);
    }

    /** 2^x = 2^k·2^r, k the nearest integer to x: exact at integers, below 0.9 ulp. */
    public static float exp2(float x) {
        float t = x > 129 ? 129 : x;
        t = t < -151 ? -151 : t;
        float shifted = t + SHIFT;
        return scaled(power2(t - (shifted - SHIFT)), shifted);
    }

    /** e^x − 1 = (2^k − 1) + 2^k·(e^r − 1), added with what rounding loses; below 0.9 ulp. */
    public static float expm1(float x) {
        if (!(x <= 88)) {
            return exp(x);
        }
        float t = x < -20 ? -20 : x;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float scale = powerOf2(shifted);
        float r = rest(t, k);
        float high = Math.fma(scale, r, scale - 1);
        float result = high + Math.fma(scale, beyondLinear(t, k), lessOneLost(scale, r));
        return x == 0 ? x : result;
    }

    /** t − k·ln 2. */
    static float rest(float t, float k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t));
    }

    /** What {@link #rest} lost to rounding. */
    static float lost(float t, float k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t) - rest(t, k));
    }

    /** e^r, r = t − k·ln 2 with what its rounding loses: below 0.6 ulp. */
    static float close(float t, float k) {
        float r = rest(t, k);
        float linear = 1 + r;
        return linear + (r - (linear - 1) + beyondLinear(t, k));
    }

    /** What rounding loses of (scale − 1) + scale·r. */
    static float lessOneLost(float scale, float r) {
        float whole = scale - 1;
        return Math.fma(scale, r, whole - Math.fma(scale, r, whole)) + (scale - whole - 1);
    }

    /** e^s − 1 − r with r = {@link #rest} and s the same before rounding. */
    static float beyondLinear(float t, float k) {
        float r = rest(t, k);
        return Math.fma(r * r, quadraticClose(r), Math.fma(lost(t, k), r, lost(t, k)));
    }

    /** e^r for |r| ≤ ½ ln 2, the fit 0.06 ulp off. */
    static float nearZero(float r) {
        float p = Math.fma(r, 0.16666518f, 0.49999988f);
        float q = Math.fma(r, 0.008368953f, 0.041669652f);
        q = Math.fma(r * r, 0.0013745059f, q);
        return Math.fma(Math.fma(Math.fma(q, r * r, p), r, 1), r, 1);
    }

    /** (e^r − 1 − r)/r² for |r| ≤ ½ ln 2; e^r − 1 is 0.008 ulp off. */
    static float quadraticClose(float r) {
        float p = Math.fma(r, 0.00019742487f, 0.0013933697f);
        p = Math.fma(p, r, 0.0083335675f);
        p = Math.fma(p, r, 0.041666478f);
        p = Math.fma(p, r, 0.16666666f);
        return Math.fma(p, r, 0.5f);
    }

    /** 2^r for |r| ≤ ½, 0.06 ulp off. */
    private static float power2(float r) {
        float p = Math.fma(r, 0.00015239863f, 0.0013391328f);
        p = Math.fma(p, r, 0.009618837f);
        p = Math.fma(p, r, 0.05550359f);
        p = Math.fma(p, r, 0.24022645f);
        p = Math.fma(p, r, 0.6931472f);
        return Math.fma(p, r, 1);
    }

    /** 2^k, k in the low bits of the shifted number, from −126 to 127. */
    static float powerOf2(float shifted) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(shifted) + BIAS << MANTISSA_BITS);
    }

    /** p·2^k, k in the low bits of the shifted number, from −252 to 254; two steps reach subnormal results and infinity. */
    static float scaled(float p, float shifted) {
        int k = Float.floatToRawIntBits(shifted);
        int half = k >>> 1;
        float first = Float.intBitsToFloat(half + BIAS << MANTISSA_BITS);
        float second = Float.intBitsToFloat(k - half + BIAS << MANTISSA_BITS);
        return p * first * second;
    }
}
