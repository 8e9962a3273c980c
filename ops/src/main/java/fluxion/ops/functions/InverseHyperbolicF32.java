package fluxion.ops.functions;

/** Inverse hyperbolic functions of one f32, as logarithms of 1 + z, z with what its rounding lost. */
public final class InverseHyperbolicF32 {
    private InverseHyperbolicF32() {}

    private static final float LN2 = 0.6931472f;
    /** From here on x² + 1 rounds to x². */
    private static final float HUGE = 0x1p12f;

    /** sign(x)·log1p(a + a²/(1 + √(a² + 1))), a = |x|; ln a + ln 2 where a² + 1 rounds to a². */
    public static float asinh(float x) {
        float a = Math.abs(x);
        if (!(a < HUGE)) {
            return Math.copySign(LogarithmsF32.log(a) + LN2, x);
        }
        float t = a * a / (1 + (float) Math.sqrt(Math.fma(a, a, 1)));
        float z = a + t;
        return Math.copySign(LogarithmsF32.log1p(z, t - (z - a)), x);
    }

    /** log1p(t + √(2t + t²)), t = x − 1; ln x + ln 2 for huge x; NaN below 1. */
    public static float acosh(float x) {
        if (!(x < HUGE)) {
            return LogarithmsF32.log(x) + LN2;
        }
        float t = x - 1;
        float root = (float) Math.sqrt(Math.fma(t, t, t + t));
        float z = t + root;
        float lost = root > t ? t - (z - root) : root - (z - t);
        return x >= 1 ? LogarithmsF32.log1p(z, lost) : Float.NaN;
    }

    /** sign(x)·½ log1p(2a/(1 − a)), a = |x|. */
    public static float atanh(float x) {
        float a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Float.POSITIVE_INFINITY, x) : Float.NaN;
        }
        float under = 1 - a;
        float lost = 1 - under - a;
        float inverse = 1 / under;
        float z = (a + a) * inverse;
        float error = Math.fma(-z, under, a + a) - z * lost;
        return Math.copySign(0.5f * LogarithmsF32.log1p(z, error * inverse), x);
    }
}
