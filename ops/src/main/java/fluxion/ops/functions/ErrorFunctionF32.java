package fluxion.ops.functions;

/** The error function of one f32. */
public final class ErrorFunctionF32 {
    private ErrorFunctionF32() {}

    private static final float SHIFT = 0x1.8p23f;
    private static final float LOG2E = 1.442695f, LN2 = 0x1.62e43p-1f, LN2_LOW = -0x1.05c61p-29f;
    private static final int ONE = 0x3f800000;
    /** Where the two forms meet, and from where erf rounds to 1. */
    private static final float NEAR = 0.9f, ONE_FROM = 3.93f;

    /** A point where −ln erfc is nearly a float, and its slope. */
    private static final float CENTER = 1.2177734375f;

    /** erf x = x + x·P(x²) up to 0.9, then 1 − e^(−Q(x)); at most an ulp off. */
    public static float erf(float x) {
        float b = Math.abs(x);
        float a = b > ONE_FROM ? ONE_FROM : b;
        float u = a * a;
        float near = Math.fma(a, first(u), a);
        float far = complement(-logarithm(a - CENTER));
        return Math.copySign(a < NEAR ? near : far, x);
    }

    /** erf x / x − 1 of u = x² ≤ 0.81; off by 2⁻³⁰ of erf x. */
    private static float first(float u) {
        float p = Math.fma(8.702281e-05f, u, -0.00082128146f);
        p = Math.fma(p, u, 0.005206133f);
        p = Math.fma(p, u, -0.026860787f);
        p = Math.fma(p, u, 0.11283701f);
        p = Math.fma(p, u, -0.37612632f);
        p = Math.fma(p, u, 0.12837917f);
        return p;
    }

    /** −ln erfc(v + {@link #CENTER}) on [0.9, 3.93]; erf from it is off by 2⁻²⁹·¹. */
    private static float logarithm(float v) {
        float p = Math.fma(4.719149e-06f, v, -0.0002126278f);
        p = Math.fma(p, v, 0.0016257477f);
        p = Math.fma(p, v, -0.008055323f);
        p = Math.fma(p, v, 0.033713665f);
        p = Math.fma(p, v, 0.8676007f);
        p = Math.fma(p, v, 3.0117002f);
        p = Math.fma(p, v, 2.4646947f);
        return p;
    }

    /** 1 − eᵗ for t between −18 and −1.5; the exponential is off by 2⁻²⁸. */
    private static float complement(float t) {
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float k = shifted - SHIFT;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2, t));
        float p = Math.fma(0.0013824424f, r, 0.008369918f);
        p = Math.fma(p, r, 0.04166824f);
        p = Math.fma(p, r, 0.16666509f);
        p = Math.fma(p, r, 0.49999994f);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        float scale = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE);
        return Math.fma(-p, scale, 1);
    }
}
