package fluxion.ops.functions;

/** Circular functions of one f32, as {@link CircularF64} does them; angles beyond {@link #LARGEST} are f64's. */
public final class CircularF32 {
    private CircularF32() {}

    /** Adding it leaves the nearest whole number in the low bits. */
    private static final float SHIFT = 0x1.8p23f;
    private static final float TWO_OVER_PI = 0.63661975f;
    /** π/2 in three parts. The first difference is exact because it has no bits below those of x and of {@link #FIRST}. */
    private static final float FIRST = 0x1.921fb6p0f, SECOND = -0x1.777a5cp-25f, THIRD = -0x1.ee59dap-50f;
    /** Up to here the reduction leaves an error below 2⁻⁵⁶, and no float is nearer to a multiple of π/2 than 2⁻²⁸. */
    private static final float LARGEST = 0x1p17f;

    /** sin x, at most 0.8 ulp off. */
    public static float sin(float x) {
        float a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return (float) CircularF64.sin(x);
        }
        float shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        float k = shifted - SHIFT;
        float first = Math.fma(k, -FIRST, a);
        float second = k * SECOND;
        float r = first - second;
        float rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        int quarter = Float.floatToRawIntBits(shifted);
        float y = (quarter & 1) == 0 ? sine(r, rest) : cosine(r, rest);
        int sign = (quarter << 30 ^ Float.floatToRawIntBits(x)) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ sign);
    }

    /** cos x, at most 0.8 ulp off. */
    public static float cos(float x) {
        float a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return (float) CircularF64.cos(x);
        }
        float shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        float k = shifted - SHIFT;
        float first = Math.fma(k, -FIRST, a);
        float second = k * SECOND;
        float r = first - second;
        float rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        int quarter = Float.floatToRawIntBits(shifted);
        float y = (quarter & 1) == 0 ? cosine(r, rest) : sine(r, rest);
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (quarter + 1) << 30 & Integer.MIN_VALUE);
    }

    /** tan x, within an ulp. */
    public static float tan(float x) {
        float a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return (float) CircularF64.tan(x);
        }
        float shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        float k = shifted - SHIFT;
        float first = Math.fma(k, -FIRST, a);
        float second = k * SECOND;
        float r = first - second;
        float rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        int quarter = Float.floatToRawIntBits(shifted);
        float y = tangent(r, rest, (quarter & 1) == 0);
        int sign = (quarter << 31 ^ Float.floatToRawIntBits(x)) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ sign);
    }

    /** sin(r + rest), |r| ≤ π/4. */
    private static float sine(float r, float rest) {
        float z = r * r;
        return r + sineRest(r, rest, z, Math.fma(z, -0.5f, 1));
    }

    /** sin(r + rest) − r; z = r², w = 1 − z/2; the polynomial is off by 2⁻²⁷·⁸ of the sine. */
    private static float sineRest(float r, float rest, float z, float w) {
        float p = Math.fma(-0.0001950797f, z, 0.008332106f);
        p = Math.fma(p, z, -0.16666654f);
        return Math.fma(z * r, p, rest * w);
    }

    /** cos(r + rest), |r| ≤ π/4. */
    private static float cosine(float r, float rest) {
        float z = r * r;
        float w = Math.fma(z, -0.5f, 1);
        return w + cosineRest(r, rest, z, w);
    }

    /** cos(r + rest) − w; z = r², w = 1 − z/2 rounded; the polynomial is off by 2⁻³²·⁷. */
    private static float cosineRest(float r, float rest, float z, float w) {
        float p = Math.fma(2.443009e-05f, z, -0.0013887298f);
        p = Math.fma(p, z, 0.041666646f);
        return Math.fma(z * z, p, Math.fma(-r, rest, Math.fma(z, -0.5f, 1 - w)));
    }

    /** tan(r + rest), or its reciprocal: sine and cosine with their rests, a quotient and its remainder. */
    private static float tangent(float r, float rest, boolean even) {
        float z = r * r;
        float w = Math.fma(z, -0.5f, 1);
        float s = sineRest(r, rest, z, w);
        float sine = r + s;
        float sineLow = r - sine + s;
        float c = cosineRest(r, rest, z, w);
        float cosine = w + c;
        float cosineLow = w - cosine + c;
        float above = even ? sine : cosine;
        float aboveLow = even ? sineLow : cosineLow;
        float below = even ? cosine : sine;
        float belowLow = even ? cosineLow : sineLow;
        float inverse = 1 / below;
        float q = above * inverse;
        return Math.fma(Math.fma(-q, below, above) + Math.fma(-q, belowLow, aboveLow), inverse, q);
    }
}
