package fluxion.ops.special;

/** The inverses of distribution functions that have no formula. */
final class Quantiles {
    private Quantiles() {}

    private static final int STEPS = 60;

    /**
     * ln of the x with P(a, x) = p. Both ln P and ln Q are concave in y = ln x (the density of ln x is log-concave), so Newton's
     * method in y on the smaller of the two converges from everywhere; Halley's term makes it cubic. The first guess is
     * Wilson and Hilferty's (1931), or the leading term of P for small x.
     */
    static double logGamma(double a, double p) {
        double y = search(a, p);
        // around x = 1 the quantile itself has more digits than its logarithm
        return Math.abs(y) < 2 ? StrictMath.log(refined(a, p, StrictMath.exp(y))) : y;
    }

    private static double search(double a, double p) {
        if (!(a >= 0 && p >= 0 && p <= 1) || Double.isInfinite(a)) {
            return Double.NaN;
        }
        if (p == 0 || p == 1 || a == 0) {
            return p == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double y = guess(a, p);
        if (y < -700) {
            return y; // the leading term is all there is
        }
        boolean upper = p > 0.5;
        double target = upper ? 1 - p : p;
        for (int step = 0; step < STEPS; step++) {
            double x = StrictMath.exp(y);
            double value = upper ? IncompleteGamma.upper(a, x) : IncompleteGamma.lower(a, x);
            if (value == 0) {
                y += upper ? -0.1 : 0.1;
                continue;
            }
            double slope = (upper ? -1 : 1) * a * IncompleteGamma.density(a, x) / value;
            double newton = StrictMath.log(value / target) / slope;
            double change = newton / Math.max(0.5, 1 - 0.5 * newton * (a - x - slope));
            change = Math.max(-2, Math.min(2, change));
            y -= change;
            if (!(Math.abs(change) > 1e-6)) {
                break;
            }
        }
        return y;
    }

    /** P⁻¹(a, p). */
    static double gamma(double a, double p) {
        double x = StrictMath.exp(search(a, p));
        return x > 1e-300 && x < Double.POSITIVE_INFINITY ? refined(a, p, x) : x;
    }

    /**
     * One more of Newton's steps, at the number itself: the exponential of a rounded logarithm is off by as much as that is
     * large.
     */
    private static double refined(double a, double p, double x) {
        boolean upper = p > 0.5;
        double value = upper ? IncompleteGamma.upper(a, x) : IncompleteGamma.lower(a, x);
        double step = StrictMath.log(value / (upper ? 1 - p : p)) * value / (a * IncompleteGamma.density(a, x));
        return Math.abs(step) < 1e-6 ? x - (upper ? -step : step) * x : x;
    }

    /** About ln of the quantile. */
    private static double guess(double a, double p) {
        double small = (StrictMath.log(p) + GammaFunctions.lgamma(a + 1)) / a;
        double third = 1 / (9 * a);
        double root = 1 - third + ErrorFunctions.ndtri(p) * Math.sqrt(third);
        return a < 0.2 || root < 0.3 ? Math.min(small, StrictMath.log(20 + 2 * a)) : StrictMath.log(a) + 3 * StrictMath.log(root);
    }

    /**
     * The x with I(a, b, x) = p, in the same way with y = ln(x/(1 − x)), whose density is log-concave, too. The first guess is
     * normal with the mean and variance of y.
     */
    static double beta(double a, double b, double p) {
        if (!(a > 0 && b > 0 && p >= 0 && p <= 1) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.NaN;
        }
        if (p == 0 || p == 1) {
            return p;
        }
        double y = GammaFunctions.digamma(a) - GammaFunctions.digamma(b)
                + ErrorFunctions.ndtri(p) * Math.sqrt(GammaFunctions.polygamma(1, a) + GammaFunctions.polygamma(1, b));
        boolean upper = p > 0.5;
        double target = upper ? 1 - p : p;
        for (int step = 0; step < STEPS && Math.abs(y) < 700; step++) {
            double x = logistic(y);
            double rest = logistic(-y);
            double value = upper ? IncompleteBeta.lower(b, a, rest, x) : IncompleteBeta.lower(a, b, x, rest);
            if (value <= 0) {
                y += upper ? -0.1 : 0.1;
                continue;
            }
            double slope = (upper ? -1 : 1) * IncompleteBeta.density(a, b, x, rest) / value;
            double newton = StrictMath.log(value / target) / slope;
            double change = newton / Math.max(0.5, 1 - 0.5 * newton * (a * rest - b * x - slope));
            y -= change;
            if (!(Math.abs(change) > 1e-6)) {
                break;
            }
        }
        return logistic(y);
    }

    private static double logistic(double y) {
        double e = StrictMath.exp(-Math.abs(y));
        return (y >= 0 ? 1 : e) / (1 + e);
    }

    /** The least k with Q(k + 1, λ) ≥ p: summed from 0 for small λ, else from the normal approximation in steps of one. */
    static double poisson(double lambda, double p) {
        if (!(lambda >= 0 && p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        if (p == 1 || Double.isInfinite(lambda)) {
            return Double.POSITIVE_INFINITY;
        }
        if (lambda < 30) {
            return upwards(0, StrictMath.exp(-lambda), StrictMath.exp(-lambda), lambda, p);
        }
        double z = p == 0 ? -40 : ErrorFunctions.ndtri(p);
        double k = Math.max(0, Math.floor(lambda + Math.sqrt(lambda) * z + (z * z - 1) / 6));
        double sum = IncompleteGamma.upper(k + 1, lambda);
        double probability = k == 0 ? StrictMath.exp(-lambda) : IncompleteGamma.density(k, lambda);
        if (sum < p) {
            return upwards(k, sum, probability, lambda, p);
        }
        while (k > 0 && sum - probability >= p) {
            sum -= probability;
            probability *= k / lambda;
            k -= 1;
        }
        return k;
    }

    /** From k, where the distribution function is {@code sum} and has just risen by {@code probability}. */
    private static double upwards(double from, double sum, double probability, double lambda, double p) {
        double k = from;
        // p may lie above the rounded sum of everything
        while (sum < p && (probability > 1e-20 || k < lambda)) {
            k += 1;
            probability *= lambda / k;
            sum += probability;
        }
        return k;
    }
}
