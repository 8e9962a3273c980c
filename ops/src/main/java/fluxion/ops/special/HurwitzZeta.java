package fluxion.ops.special;

/**
 * The Hurwitz zeta function and its derivatives in s by Euler and Maclaurin's formula (Johansson, Rigorous high-precision
 * computation of the Hurwitz zeta function and its derivatives, Numer. Algorithms 69, 2015, section 2): terms one by one
 * up to a point A, then the integral, half a term, and corrections with Bernoulli numbers. Derivatives come from the same
 * formula on truncated power series in s.
 */
final class HurwitzZeta {
    private HurwitzZeta() {}

    /** B₂ₖ/(2k)! from k = 1 on. */
    static final double[] BERNOULLI = {
        0.08333333333333333333, -0.001388888888888888889, 0.00003306878306878306878, -8.267195767195767196e-7,
                2.087675698786809898e-8,
        -5.284190138687493185e-10, 1.338253653068467883e-11, -3.389680296322582867e-13, 8.586062056277844564e-15,
        -2.174868698558061873e-16, 5.509002828360229515e-18, -1.395446468581252334e-19};

    /** ∂ᵐζ(s, q)/∂sᵐ. */
    static double zeta(int m, double s, double q) {
        if (Double.isNaN(s) || Double.isNaN(q) || s < 1) {
            return Double.NaN;
        }
        boolean pole = q <= 0 && q == Math.rint(q);
        if (s == 1 || pole) {
            return q == Double.NEGATIVE_INFINITY ? Double.NaN
                    : (m % 2 == 0 || !pole && s != 1 ? 1 : -1) * Double.POSITIVE_INFINITY;
        }
        if (q > 0) {
            return q == Double.POSITIVE_INFINITY || s == Double.POSITIVE_INFINITY ? limit(m, q) : positive(m, s, q);
        }
        return m == 0 && s == Math.rint(s) && s < Double.POSITIVE_INFINITY ? negative(s, q) : Double.NaN;
    }

    private static double limit(int m, double q) {
        return q > 1 || m > 0 ? 0 : q == 1 ? 1 : Double.POSITIVE_INFINITY;
    }

    /** So many terms are added one by one below 0. */
    static final int NEGATIVE = 50;

    /**
     * For q &lt; 0 and an integer s, with g = q minus the nearest integer, which is exact: the terms below g, which nothing
     * cancels for even s, the one of g, which may be huge, and ζ(s, 1 + g). Far below 0 the first are the sum over all integers
     * less than g, (−1)ˢ ζ(s, 1 − g), without those below q, (−1)ˢ ζ(s, 1 − q).
     */
    private static double negative(double s, double q) {
        double whole = Math.rint(q);
        double g = q - whole;
        double below = 0;
        if (q > -NEGATIVE) {
            for (double k = whole; k < 0; k += 1) {
                below += StrictMath.pow(g + k, -s);
            }
        } else {
            below = (s % 2 == 0 ? 1 : -1) * (positive(s, 1 - g) - positive(s, 1 - q));
        }
        return below + positive(s, 1 + g) + StrictMath.pow(g, -s);
    }

    private static double positive(int m, double s, double q) {
        return m == 0 ? positive(s, q) : positive(m, 0, s, q);
    }

    private static double positive(double s, double q) {
        double from = 12 + s;
        double sum = 0;
        double at = q;
        while (at < from) {
            double term = StrictMath.pow(at, -s);
            sum += term;
            if (term * (1 + at / (s - 1)) < 1e-18 * sum) {
                return sum;
            }
            at += 1;
        }
        double power = StrictMath.pow(at, -s);
        double tail = power * (at / (s - 1) + 0.5);
        double factor = power * s / at;
        for (int k = 0; k < BERNOULLI.length; k++) {
            tail += BERNOULLI[k] * factor;
            factor *= (s + 2 * k + 1) / at * ((s + 2 * k + 2) / at);
        }
        return sum + tail;
    }

    /** As above, s a variable of jets. */
    private static double positive(int m, int none, double s, double q) {
        Jet variable = Jet.first(s, m, none);
        double from = 12 + s;
        Jet sum = Jet.constant(0, m, none);
        double at = q;
        while (at < from) {
            sum = sum.plus(power(at, variable));
            at += 1;
        }
        Jet power = power(at, variable);
        sum = sum.plus(power.times(variable.plus(-1).reciprocal().times(at).plus(0.5)));
        Jet factor = power.times(variable).times(1 / at);
        for (int k = 0; k < BERNOULLI.length; k++) {
            sum = sum.plus(factor.times(BERNOULLI[k]));
            factor = factor.times(variable.plus(2 * k + 1).times(1 / at)).times(variable.plus(2 * k + 2).times(1 / at));
        }
        return sum.derivative();
    }

    /** a^(−s). */
    private static Jet power(double a, Jet s) {
        return s.times(-StrictMath.log(a)).exp(StrictMath.pow(a, -s.value()));
    }
}
