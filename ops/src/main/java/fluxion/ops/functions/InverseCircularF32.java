package fluxion.ops.functions;

/** Inverse circular functions of one f32, as {@link InverseCircularF64} does them. */
public final class InverseCircularF32 {
    private InverseCircularF32() {}

    private static final float PI = 0x1.921fb6p1f, PI_LOW = -0x1.777a5cp-24f;
    private static final float THREE_QUARTERS_PI = 0x1.2d97c8p1f, THREE_QUARTERS_PI_LOW = -0x1.99bc5cp-28f;
    private static final float HALF_PI = 0x1.921fb6p0f, HALF_PI_LOW = -0x1.777a5cp-25f;
    private static final float QUARTER_PI = 0x1.921fb6p-1f, QUARTER_PI_LOW = -0x1.777a5cp-26f;
    /** Keeps a quotient of zeros from being NaN. */
    private static final float TINY = 0x1p-100f;
    /** From here on arctan rounds to π/2. */
    private static final float STEEP = 0x1p30f;
    /** Bounds of the larger coordinate, and a factor that takes all bits of the smaller one away from the smallest numbers. */
    private static final float SMALLEST = 0x1p-100f, LARGEST = 0x1p60f, SCALE = 0x1p60f;

    /**
     * arcsin x: s + s³·P(s²) up to ½; beyond, π/2 − 2·arcsin s with s² = (1 − |x|)/2, the root with its
     * remainder. At most 0.75 ulp off.
     */
    public static float asin(float x) {
        float a = Math.abs(x);
        boolean far = a > 0.5f;
        float z = far ? Math.fma(a, -0.5f, 0.5f) : a * a;
        float root = (float) Math.sqrt(z);
        float rootLow = Math.fma(-root, root, z) / (root + root + TINY);
        float s = far ? -2 * root : a;
        float base = far ? HALF_PI : 0;
        float low = far ? Math.fma(rootLow, -2, HALF_PI_LOW) : 0;
        float y = base + s;
        return Math.copySign(y + Math.fma(s * z, arcsine(z), base - y + s + low), x);
    }

    /** arccos x: π/2 − arcsin x up to ½; beyond, 2·arcsin s, or π less that, as {@link #asin}. At most 0.7 ulp off. */
    public static float acos(float x) {
        float a = Math.abs(x);
        boolean far = a > 0.5f;
        boolean left = x < 0;
        float z = far ? Math.fma(a, -0.5f, 0.5f) : a * a;
        float root = (float) Math.sqrt(z);
        float rootLow = Math.fma(-root, root, z) / (root + root + TINY);
        float twice = root + root;
        float twiceLow = rootLow + rootLow;
        float s = far ? left ? -twice : twice : -x;
        float base = far ? left ? PI : 0 : HALF_PI;
        float low = far ? left ? PI_LOW - twiceLow : twiceLow : HALF_PI_LOW;
        float y = base + s;
        return y + Math.fma(s * z, arcsine(z), base - y + s + low);
    }

    /** (arcsin s / s − 1)/s², z = s² ≤ ¼; off by 2⁻²⁷·⁶ of arcsin s. */
    private static float arcsine(float z) {
        float p = Math.fma(0.042152863f, z, 0.02418797f);
        p = Math.fma(p, z, 0.045468543f);
        p = Math.fma(p, z, 0.07495313f);
        p = Math.fma(p, z, 0.16666752f);
        return p;
    }

    /** arctan x: the angle of (1, |x|), see {@link #atan2}. At most 0.7 ulp off. */
    public static float atan(float x) {
        float b = Math.abs(x);
        float a = b > STEEP ? STEEP : b;
        boolean steep = a > 1;
        float above = steep ? 1 : a;
        float below = steep ? a : 1;
        boolean middle = above + above > below;
        float base = middle ? QUARTER_PI : steep ? HALF_PI : 0;
        float low = middle ? QUARTER_PI_LOW : steep ? HALF_PI_LOW : 0;
        return Math.copySign(angle(above, below, middle, steep, base, low), x);
    }

    /**
     * The angle of the point (x, y): the arctangent of the smaller coordinate by the larger one, added to a multiple of π/2 or
     * taken from it; where that quotient q is above ½, π/4 + arctan((q − 1)/(q + 1)). At most 0.7 ulp off.
     */
    public static float atan2(float y, float x) {
        float up = Math.abs(y);
        float across = Math.abs(x);
        boolean steep = up > across;
        float larger = steep ? up : across;
        float smaller = steep ? across : up;
        if (!(larger >= SMALLEST & larger <= LARGEST)) {
            return (float) InverseCircularF64.atan2(y, x);
        }
        float above = smaller * SCALE;
        float below = larger * SCALE;
        boolean middle = above + above > below;
        boolean left = x < 0;
        float base = middle ? left ? THREE_QUARTERS_PI : QUARTER_PI : steep ? HALF_PI : left ? PI : 0;
        float low = middle ? left ? THREE_QUARTERS_PI_LOW : QUARTER_PI_LOW : steep ? HALF_PI_LOW : left ? PI_LOW : 0;
        return Math.copySign(angle(above, below, middle, steep ^ left, base, low), y);
    }

    /** base + low ± arctan(above/below), or, in the middle, of (above − below)/(above + below): a quotient and its remainder. */
    private static float angle(float above, float below, boolean middle, boolean down, float base, float low) {
        float sum = below + above;
        float n = middle ? above - below : above;
        float d = middle ? sum : below;
        float dLow = middle ? below - sum + above : 0;
        float inverse = 1 / d;
        float q = n * inverse;
        float rest = Math.fma(-q, dLow, Math.fma(-q, d, n)) * inverse;
        float z = q * q;
        float turn = Math.fma(q * z, arctangent(z), rest * Math.fma(z, -0.85f, 1));
        float s = down ? -q : q;
        float sLow = down ? -turn : turn;
        float y = base + s;
        return y + (base - y + s + (low + sLow));
    }

    /** (arctan t / t − 1)/t², z = t² ≤ ¼; off by 2⁻²⁷·⁴ of arctan t. */
    private static float arctangent(float z) {
        float p = Math.fma(-0.051264692f, z, 0.10156265f);
        p = Math.fma(p, z, -0.14174229f);
        p = Math.fma(p, z, 0.19994165f);
        p = Math.fma(p, z, -0.33333233f);
        return p;
    }
}
