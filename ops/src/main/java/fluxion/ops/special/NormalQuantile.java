package fluxion.ops.special;

/**
 * The inverse of the normal distribution function, to about 16 digits: algorithm AS 241, PPND16 (Wichura, The Percentage
 * Points of the Normal Distribution, Applied Statistics 37, 1988). Only + − × ÷, the square root and {@link StrictMath#log}
 * are used, each in a fixed order, so the bits are the same on every machine.
 */
public final class NormalQuantile {
    /** Up to this distance from ½ the centre's rational function holds. */
    private static final double CENTRE = 0.425;

    private NormalQuantile() {}

    /** The x with Φ(x) = ½ + q, for −½ &lt; q &lt; ½. */
    public static double of(double q) {
        return Math.abs(q) <= CENTRE ? centre(q) : tail(q);
    }

    /** The x with Φ(x) = p, for 0 &lt; p &lt; ½; small p keep their digits. */
    public static double lower(double p) {
        return 0.5 - p <= CENTRE ? centre(p - 0.5) : -outer(p);
    }

    private static double centre(double q) {
        double r = 0.180625 - q * q;
        return q * (numerator(r) / denominator(r));
    }

    private static double numerator(double r) {
        double p = 2.5090809287301226727e3;
        p = p * r + 3.3430575583588128105e4;
        p = p * r + 6.7265770927008700853e4;
        p = p * r + 4.5921953931549871457e4;
        p = p * r + 1.3731693765509461125e4;
        p = p * r + 1.9715909503065514427e3;
        p = p * r + 1.3314166789178437745e2;
        return p * r + 3.3871328727963666080;
    }

    private static double denominator(double r) {
        double p = 5.2264952788528545610e3;
        p = p * r + 2.8729085735721942674e4;
        p = p * r + 3.9307895800092710610e4;
        p = p * r + 2.1213794301586595867e4;
        p = p * r + 5.3941960214247511077e3;
        p = p * r + 6.8718700749205790830e2;
        p = p * r + 4.2313330701600911252e1;
        return p * r + 1;
    }

    /** The quantiles of ½ + q[i]: the centre's formula for all, in short loops that become SIMD, then the tails (15 %). */
    public static void of(double[] q, double[] scratch, double[] out, int offset, int n) {
        for (int i = 0; i < n; i++) {
            scratch[i] = denominator(0.180625 - q[i] * q[i]);
        }
        for (int i = 0; i < n; i++) {
            out[offset + i] = q[i] * (numerator(0.180625 - q[i] * q[i]) / scratch[i]);
        }
        for (int i = 0; i < n; i++) {
            if (Math.abs(q[i]) > CENTRE) {
                out[offset + i] = tail(q[i]);
            }
        }
    }

    private static double tail(double q) {
        double x = outer(0.5 - Math.abs(q));
        return q < 0 ? -x : x;
    }

    /** The x &gt; 0 that is exceeded with probability p. */
    private static double outer(double p) {
        double root = Math.sqrt(-StrictMath.log(p));
        return root <= 5 ? near(root - 1.6) : far(root - 5);
    }

    private static double near(double r) {
        double p = 7.74545014278341407640e-4;
        p = p * r + 2.27238449892691845833e-2;
        p = p * r + 2.41780725177450611770e-1;
        p = p * r + 1.27045825245236838258;
        p = p * r + 3.64784832476320460504;
        p = p * r + 5.76949722146069140550;
        p = p * r + 4.63033784615654529590;
        p = p * r + 1.42343711074968357734;
        double d = 1.05075007164441684324e-9;
        d = d * r + 5.47593808499534494600e-4;
        d = d * r + 1.51986665636164571966e-2;
        d = d * r + 1.48103976427480074590e-1;
        d = d * r + 6.89767334985100004550e-1;
        d = d * r + 1.67638483018380384940;
        d = d * r + 2.05319162663775882187;
        d = d * r + 1;
        return p / d;
    }

    private static double far(double r) {
        double p = 2.01033439929228813265e-7;
        p = p * r + 2.71155556874348757815e-5;
        p = p * r + 1.24266094738807843860e-3;
        p = p * r + 2.65321895265761230930e-2;
        p = p * r + 2.96560571828504891230e-1;
        p = p * r + 1.78482653991729133580;
        p = p * r + 5.46378491116411436990;
        p = p * r + 6.65790464350110377720;
        double d = 2.04426310338993978564e-15;
        d = d * r + 1.42151175831644588870e-7;
        d = d * r + 1.84631831751005468180e-5;
        d = d * r + 7.86869131145613259100e-4;
        d = d * r + 1.48753612908506148525e-2;
        d = d * r + 1.36929880922735805310e-1;
        d = d * r + 5.99832206555887937690e-1;
        d = d * r + 1;
        return p / d;
    }
}
