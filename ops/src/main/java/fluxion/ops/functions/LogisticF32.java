package fluxion.ops.functions;

/** Functions made of 1 + e^x, on f32. */
public final class LogisticF32 {
    private LogisticF32() {}

    private static final float SHIFT = ExponentialsF32.SHIFT;
    private static final float LOG2E = ExponentialsF32.LOG2E;
    /** Where e^x rounds to 0. */
    private static final float LEAST = -104;

    /** 1/(1 + e^(−x)) through e^(−|x|), which cannot overflow; below 2 ulp. */
    public static float sigmoid(float x) {
        float a = -Math.abs(x);
        float t = a < LEAST ? LEAST : a;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float e = ExponentialsF32.scaled(ExponentialsF32.close(t, shifted - SHIFT), shifted);
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /** log(1 + e^x) = max(x, 0) + log1p(e^(−|x|)), below 1.5 ulp. */
    public static float softplus(float x) {
        float a = -Math.abs(x);
        float t = a < LEAST ? LEAST : a;
        float shifted = Math.fma(t, LOG2E, SHIFT);
        float e = ExponentialsF32.scaled(ExponentialsF32.close(t, shifted - SHIFT), shifted);
        return (x > 0 ? x : 0) + LogarithmsF32.log1p(e, 0);
    }

    /** log(e^x + e^y) = max + log1p(e^(−|x − y|)), in f64; near its zeros as f64 has it. */
    public static float logAddExp(float x, float y) {
        double most = x > y ? x : y;
        double least = x > y ? y : x;
        double more = logOnePlusExp(x == y ? 0 : least - most);
        double sum = most + more;
        if (Math.abs(sum) < 0x1p-7 * more) {
            return (float) LogisticF64.logAddExp(x, y);
        }
        return (float) sum;
    }

    /** log1p(e^t) for t ≤ 0, to 2^−31 of itself. */
    private static double logOnePlusExp(double t) {
        double least = t < -150 ? -150 : t;
        double shifted = Math.fma(least, ExponentialsF64.LOG2E, ExponentialsF64.SHIFT);
        double r = Math.fma(shifted - ExponentialsF64.SHIFT, -0.6931471805599453, least);
        double p = Math.fma(r, 0.00019851600649605454, 0.0013941031841787012);
        p = Math.fma(p, r, 0.00833337865729029);
        p = Math.fma(p, r, 0.041666354203772855);
        p = Math.fma(p, r, 0.16666666418291318);
        p = Math.fma(p, r, 0.5000000046678613);
        p = Math.fma(p, r, 1);
        double e = Math.fma(p, r, 1) * ExponentialsF64.powerOf2(shifted);
        boolean big = e > 0.5;
        double f = big ? 0.5 * e - 0.5 : e;
        double s = f / (2 + f);
        double z = s * s;
        double q = Math.fma(z, 0.2410758188248507, 0.2850644720357337);
        q = Math.fma(q, z, 0.4000087666194793);
        q = Math.fma(q, z, 0.666666629843372);
        return (big ? 0.6931471805599453 : 0) + Math.fma(s * z, q, 2 * s);
    }
}
