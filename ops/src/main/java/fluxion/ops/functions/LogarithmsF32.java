package fluxion.ops.functions;

/**
 * Logarithms of one f32: x = 2^k·m with m from √½ to √2, and log m = 2·artanh(s) with s = (m − 1)/(m + 1), a series in s².
 * Subnormal numbers, 0, ∞, NaN and what has no logarithm take the rare way out.
 */
public final class LogarithmsF32 {
    private LogarithmsF32() {}

    private static final float LN2_HIGH = ExponentialsF32.LN2_HIGH, LN2_LOW = ExponentialsF32.LN2_LOW;
    private static final float LOG2E_HIGH = 1.442695f, LOG2E_LOW = 1.925963e-08f;
    private static final float LOG10E_HIGH = 0.4342945f, LOG10E_LOW = -1.010305e-08f;
    /** log₁₀ 2; the first part has so few bits that its product with any exponent is exact. */
    private static final float LOG10_2_HIGH = 0x1.344p-2f, LOG10_2_LOW = 4.605039e-06f;
    static final int MANTISSA_BITS = 23;
    static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    /** The bits of √½, and how far they lie below those of 1. */
    static final int ROOT_HALF = 0x3F3504F3, BELOW_ONE = 0x3F800000 - ROOT_HALF, ONE = 0x3F800000;
    /** The bits of 2^23: a whole number below 2^23 put into them is that much more. */
    private static final int WHOLE = 0x4B000000;
    private static final float WHOLE_BIASED = 0x1p23f + 127;
    /** Makes subnormal numbers normal. */
    private static final float SCALE = 0x1p25f;
    private static final float SCALE_EXPONENT = 25;

    /** k·ln 2 + f − f²/2 + f³·(…), f = m − 1, without a division; the fit is 0.12 ulp off, the result below 0.9. */
    public static float log(float x) {
        if (!(x >= Float.MIN_NORMAL & x < Float.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log(x, 0);
    }

    private static float log(float x, float less) {
        float minusK = minusExponent(x) + less;
        float f = mantissa(x) - 1;
        float z = f * f;
        float p = Math.fma(Math.fma(f, -0.16621315f, 0.19999766f), z, Math.fma(f, -0.25000852f, 0.33333355f));
        float q = Math.fma(Math.fma(f, -0.07353803f, 0.12615187f), z, Math.fma(f, -0.13203458f, 0.142281f));
        p = Math.fma(q, z * z, p);
        float low = Math.fma(minusK, -LN2_LOW, z * Math.fma(p, f, -0.5f));
        return Math.fma(minusK, -LN2_HIGH, f + low);
    }

    /** k + log₂ m: exact at powers of two, below 0.6 ulp. */
    public static float log2(float x) {
        if (!(x >= Float.MIN_NORMAL & x < Float.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log2(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log2(x, 0);
    }

    private static float log2(float x, float less) {
        float k = -(minusExponent(x) + less);
        float m = mantissa(x);
        float high = high(m);
        float product = high * LOG2E_HIGH;
        float low = Math.fma(high, LOG2E_HIGH, -product) + Math.fma(high, LOG2E_LOW, low(m) * LOG2E_HIGH);
        float sum = k + product;
        return sum + (product - (sum - k) + low);
    }

    /** k·log₁₀ 2 + log₁₀ m: exact at powers of ten, below 0.6 ulp. */
    public static float log10(float x) {
        if (!(x >= Float.MIN_NORMAL & x < Float.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log10(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log10(x, 0);
    }

    private static float log10(float x, float less) {
        float k = -(minusExponent(x) + less);
        float m = mantissa(x);
        float high = high(m);
        float product = high * LOG10E_HIGH;
        float low = Math.fma(high, LOG10E_HIGH, -product) + Math.fma(high, LOG10E_LOW, low(m) * LOG10E_HIGH);
        float whole = k * LOG10_2_HIGH;
        float sum = whole + product;
        return sum + (product - (sum - whole) + Math.fma(k, LOG10_2_LOW, low));
    }

    /** log(1 + x) below 0.9 ulp: k from the rounded sum, f = 2^(−k)·(1 + x) − 1 from x itself, with what rounding loses. */
    public static float log1p(float x) {
        if (!(x > -1 & x < 0x1p120f)) {
            return x == -1 ? Float.NEGATIVE_INFINITY : log(x);
        }
        return x == 0 ? x : log1p(x, 0);
    }

    /** log(1 + x + rest), the rest below an ulp of x. */
    static float log1p(float x, float rest) {
        float sum = 1 + x;
        float minusK = minusExponent(sum);
        float scale = Float.intBitsToFloat(ONE - (biasedExponent(sum) - 127 << MANTISSA_BITS));
        float f = Math.fma(x, scale, scale - 1);
        float lost = Math.fma(x, scale, scale - 1 - f) + rest * scale;
        float s = f / (2 + f);
        float z = s * s;
        float half = 0.5f * f * f;
        float low = Math.fma(minusK, -LN2_LOW, s * Math.fma(z, series(z), half) + Math.fma(-f, lost, lost));
        return Math.fma(minusK, -LN2_HIGH, f - (half - low));
    }

    /** The logarithm of what is no positive number below ∞. */
    static float atEdge(float x) {
        return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
    }

    private static int biasedExponent(float x) {
        return Float.floatToRawIntBits(x) + BELOW_ONE >>> MANTISSA_BITS;
    }

    /** −k. */
    static float minusExponent(float x) {
        return WHOLE_BIASED - Float.intBitsToFloat(biasedExponent(x) | WHOLE);
    }

    /** m. */
    static float mantissa(float x) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(x) + BELOW_ONE & MANTISSA) + ROOT_HALF);
    }

    /** log m = high + low, 2^−29 of it off: high is 2s rounded. */
    static float high(float m) {
        return 2 * ((m - 1) * (1 / (m + 1)));
    }

    static float low(float m) {
        float f = m - 1;
        float under = m + 1;
        float inverse = 1 / under;
        float s = f * inverse;
        float z = s * s;
        float error = Math.fma(-s, under, f) - s * (m - (under - 1));
        return Math.fma(s * z, series(z), 2 * (error * inverse));
    }

    /** (2·artanh(s) − 2s)/s³ of s² for |s| ≤ 0.1716; the logarithm is 0.03 ulp off. */
    private static float series(float z) {
        float p = Math.fma(z, 0.29870573f, 0.3997759f);
        return Math.fma(p, z, 0.66666776f);
    }
}
