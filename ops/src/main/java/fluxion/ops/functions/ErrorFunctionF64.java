package fluxion.ops.functions;

/** The error function of one f64. */
public final class ErrorFunctionF64 {
    private ErrorFunctionF64() {}

    private static final double SHIFT = 0x1.8p52;
    private static final double LOG2E = 1.4426950408889634, LN2 = 0.6931471805599453, LN2_LOW = 2.3190468138462996e-17;
    private static final long ONE = 0x3ff0000000000000L;
    /** Where the two forms meet, and from where erf rounds to 1. */
    private static final double NEAR = 0.9, ONE_FROM = 5.95;

    /** erf x = x + x·P(x²) up to 0.9, then 1 − e^(−Q(x)); at most an ulp off. */
    public static double erf(double x) {
        double b = Math.abs(x);
        double a = b > ONE_FROM ? ONE_FROM : b;
        double u = a * a;
        double near = Math.fma(a, first(u), a);
        double far = complement(-logarithm(a - 1.25));
        return Math.copySign(a < NEAR ? near : far, x);
    }

    /** erf x / x − 1 of u = x² ≤ 0.81; off by 2⁻⁶⁰·⁵ of erf x. */
    private static double first(double u) {
        double u2 = u * u;
        double u4 = u2 * u2;
        double p = Math.fma(-8.481850804344652e-10, u, 1.404604644372934e-08);
        p = Math.fma(p, u4, Math.fma(Math.fma(-1.627547568968988e-07, u, 1.6455213853840516e-06), u2,
                Math.fma(-1.4925299731686713e-05, u, 0.00012055321041719723)));
        p = Math.fma(p, u4, Math.fma(Math.fma(-0.0008548326754901448, u, 0.0052239776216027834), u2,
                Math.fma(-0.02686617064480657, u, 0.11283791670953704)));
        p = Math.fma(p, u, -0.37612638903183726);
        p = Math.fma(p, u, 0.1283791670955126);
        return p;
    }

    /** −ln erfc(v + 1.25) on [0.9, 5.95]; erf from it is off by 2⁻⁵⁵·⁷. */
    private static double logarithm(double v) {
        double v2 = v * v;
        double v4 = v2 * v2;
        double p = Math.fma(Math.fma(6.953479742464866e-12, v, -1.3427855290640939e-10), v2,
                Math.fma(1.1476236072713516e-09, v, -5.535822502741907e-09));
        p = Math.fma(p, v4, Math.fma(Math.fma(1.4214803208796446e-08, v, 5.469001078124004e-09), v2,
                Math.fma(-2.522649125221699e-07, v, 1.445188047322931e-06)));
        p = Math.fma(p, v4, Math.fma(Math.fma(-5.1657758087537705e-06, v, 1.0830732959923456e-05), v2,
                Math.fma(1.0041590768117288e-05, v, -0.00024678395927427306)));
        p = Math.fma(p, v4, Math.fma(Math.fma(0.00160695096710914, v, -0.007791961614017065), v2,
                Math.fma(0.03268700868246365, v, 0.8708101640588332)));
        p = Math.fma(p, v, 3.067723941669242);
        p = Math.fma(p, v, 2.5626536619221256);
        return p;
    }

    /** 1 − eᵗ for t between −40 and −2; the exponential is off by 2⁻⁵⁸·². */
    private static double complement(double t) {
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2, t));
        double r2 = r * r;
        double r4 = r2 * r2;
        double p = Math.fma(2.4994236937613937e-08, r, 2.7632444485757205e-07);
        p = Math.fma(p, r4, Math.fma(Math.fma(2.7557623569916483e-06, r, 2.480148611403455e-05), r2,
                Math.fma(0.00019841269430462784, r, 0.0013888888951603029)));
        p = Math.fma(p, r4, Math.fma(Math.fma(0.008333333333560938, r, 0.04166666666649135), r2,
                Math.fma(0.16666666666666163, r, 0.5000000000000018)));
        p = Math.fma(p, r, 1.0);
        p = Math.fma(p, r, 1.0);
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + ONE);
        return Math.fma(-p, scale, 1);
    }
}
