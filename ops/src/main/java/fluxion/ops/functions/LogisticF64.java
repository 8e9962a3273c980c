package fluxion.ops.functions;

/** Functions made of 1 + e^x, on f64. */
public final class LogisticF64 {
    private LogisticF64() {}

    private static final double SHIFT = ExponentialsF64.SHIFT;
    private static final double LOG2E = ExponentialsF64.LOG2E;
    /** Where e^x rounds to 0. */
    private static final double LEAST = -746;
    /** ln 2 rounded, and what that lost. */
    private static final double LN2 = 0.6931471805599453, LN2_LOST = 2.3190468138462996e-17;

    /** 1/(1 + e^(−x)) through e^(−|x|), which cannot overflow; below 2 ulp. */
    public static double sigmoid(double x) {
        double a = -Math.abs(x);
        double t = a < LEAST ? LEAST : a;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double e = ExponentialsF64.scaled(ExponentialsF64.close(t, shifted - SHIFT), shifted);
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /** log(1 + e^x) = max(x, 0) + log1p(e^(−|x|)), below 1.5 ulp. */
    public static double softplus(double x) {
        double a = -Math.abs(x);
        double t = a < LEAST ? LEAST : a;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double e = ExponentialsF64.scaled(ExponentialsF64.close(t, shifted - SHIFT), shifted);
        return (x > 0 ? x : 0) + LogarithmsF64.log1p(e, 0);
    }

    /** log(e^x + e^y) = max + log1p(e^(−|x − y|)), below 2 ulp; near its zeros {@link LogSum}. */
    public static double logAddExp(double x, double y) {
        double most = x > y ? x : y;
        double least = x > y ? y : x;
        double apart = x == y ? 0 : least - most;
        double lost = apart > LEAST & apart < 0 ? least - apart - most : 0;
        double high = high(apart, lost);
        if (Math.abs(most + high) < 0x1p-6 * high) {
            return LogSum.nearZero(x, y);
        }
        return sum(most, high, low(apart, lost));
    }

    /** a + (high + low), infinities kept. */
    static double sum(double a, double high, double low) {
        double sum = a + high;
        double of = sum - a;
        double lost = a - (sum - of) + (high - of);
        return Math.abs(sum) < Double.POSITIVE_INFINITY ? sum + (lost + low) : sum;
    }

    /** log1p(e^(x + lost)), x ≤ 0: the leading part, 2^−52 of it off. */
    static double high(double x, double lost) {
        double e = power(x, lost);
        boolean big = e > 0.5;
        double f = big ? 0.5 * e - 0.5 : e;
        double s = f * (1 / (2 + f));
        return (big ? LN2 : 0) + 2 * s;
    }

    /** What {@link #high} lacks, to 2^−58 of the whole. */
    static double low(double x, double lost) {
        double e = power(x, lost);
        double eLost = powerLost(x, lost);
        boolean big = e > 0.5;
        double f = big ? 0.5 * e - 0.5 : e;
        double fLost = big ? 0.5 * eLost : eLost;
        double under = 2 + f;
        double underLost = f - (under - 2) + fLost;
        double inverse = 1 / under;
        double s = f * inverse;
        double z = s * s;
        double error = Math.fma(-s, under, f) + (fLost - s * underLost);
        double whole = big ? LN2 : 0;
        double rounded = 2 * s - (whole + 2 * s - whole) + (big ? LN2_LOST : 0);
        return rounded + Math.fma(s * z, series(z), 2 * (error * inverse));
    }

    /** e^(x + lost). */
    private static double power(double x, double lost) {
        double t = x < LEAST ? LEAST : x;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        return ExponentialsF64.scaled(unscaled(t, shifted - SHIFT, lost), shifted);
    }

    private static double powerLost(double x, double lost) {
        double t = x < LEAST ? LEAST : x;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double r = ExponentialsF64.rest(t, k);
        double linear = 1 + r;
        double rest = r - (linear - 1) + beyond(t, k, lost);
        return ExponentialsF64.scaled(rest - (linear + rest - linear), shifted);
    }

    private static double unscaled(double t, double k, double lost) {
        double r = ExponentialsF64.rest(t, k);
        double linear = 1 + r;
        return linear + (r - (linear - 1) + beyond(t, k, lost));
    }

    private static double beyond(double t, double k, double lost) {
        double r = ExponentialsF64.rest(t, k);
        double rest = ExponentialsF64.lost(t, k) + lost;
        return Math.fma(r * r, ExponentialsF64.quadraticClose(r), Math.fma(rest, r, rest));
    }

    /** (2·artanh(s) − 2s)/s³ of s² for |s| ≤ 0.2; the logarithm is 0.003 ulp off. */
    private static double series(double z) {
        double p = Math.fma(Math.fma(z, 0.22222224296516227, 0.2857142855582956), z * z,
                Math.fma(z, 0.4000000000005667, 0.666666666666666));
        double q = Math.fma(Math.fma(z, 0.138432390054763, 0.1317357638500592), z * z,
                Math.fma(z, 0.15391112895803089, 0.18181665859844565));
        return Math.fma(q, z * z * (z * z), p);
    }
}
