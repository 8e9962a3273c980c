package fluxion.ops.functions;

/** Inverse hyperbolic functions of one f64, as logarithms of 1 + z, z with what its rounding lost. */
public final class InverseHyperbolicF64 {
    private InverseHyperbolicF64() {}

    private static final double LN2 = 0.6931471805599453;
    /** From here on x² + 1 rounds to x². */
    private static final double HUGE = 0x1p28;

    /** sign(x)·log1p(a + a²/(1 + √(a² + 1))), a = |x|; ln a + ln 2 where a² + 1 rounds to a². */
    public static double asinh(double x) {
        double a = Math.abs(x);
        if (!(a < HUGE)) {
            return Math.copySign(LogarithmsF64.log(a) + LN2, x);
        }
        double t = a * a / (1 + Math.sqrt(Math.fma(a, a, 1)));
        double z = a + t;
        return Math.copySign(LogarithmsF64.log1p(z, t - (z - a)), x);
    }

    /** log1p(t + √(2t + t²)), t = x − 1; ln x + ln 2 for huge x; NaN below 1. */
    public static double acosh(double x) {
        if (!(x < HUGE)) {
            return LogarithmsF64.log(x) + LN2;
        }
        double t = x - 1;
        double root = Math.sqrt(Math.fma(t, t, t + t));
        double z = t + root;
        double lost = root > t ? t - (z - root) : root - (z - t);
        return x >= 1 ? LogarithmsF64.log1p(z, lost) : Double.NaN;
    }

    /** sign(x)·½ log1p(2a/(1 − a)), a = |x|. */
    public static double atanh(double x) {
        double a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        double under = 1 - a;
        double lost = 1 - under - a;
        double inverse = 1 / under;
        double z = (a + a) * inverse;
        double error = Math.fma(-z, under, a + a) - z * lost;
        return Math.copySign(0.5 * LogarithmsF64.log1p(z, error * inverse), x);
    }
}
