package fluxion.ops.special;

/**
 * The regularised incomplete beta function by its continued fraction (DLMF 8.17.22), on the side of the mean where it
 * converges fast, the other side by I(a, b, x) = 1 − I(b, a, 1 − x). Derivatives in a and b run the same formulas on jets.
 */
final class IncompleteBeta {
    private IncompleteBeta() {}

    private static final double TINY = 1e-300;
    /** Nearer to 1 the fraction from 0 takes more than ten thousand terms. */
    private static final double SLOW = 1e-6;
    private static final int LONGEST = 1_000_000;

    /** ∂ⁱ∂ʲI(a, b, x)/∂aⁱ∂bʲ. */
    static double derivative(int i, int j, double a, double b, double x) {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.NaN;
        }
        if (x == 0 || x == 1) {
            return i == 0 && j == 0 ? x : 0;
        }
        if (i == 0 && j == 0) {
            return lower(a, b, x, 1 - x);
        }
        return beyond(a, b, x) ? -jets(j, i, b, a, 1 - x, x) : jets(i, j, a, b, x, 1 - x);
    }

    /** Whether x lies so far to the right that the fraction from the other side converges faster. */
    private static boolean beyond(double a, double b, double x) {
        return x > (a + 1) / (a + b + 2);
    }

    /** I(a, b, x), where y = 1 − x. */
    static double lower(double a, double b, double x, double y) {
        if (!beyond(a, b, x)) {
            return value(a, b, x, y);
        }
        double rest = value(b, a, y, x);
        if (a <= 0.5 && b <= 0.5 && y < 0.5) {
            return complement(a, b, y);
        }
        // where little is left the slower fraction has more digits
        return rest < 0.97 || y < SLOW ? 1 - rest : value(a, b, x, y);
    }

    /**
     * 1 − I(b, a, y) for small a and b, where I(b, a, y) = yᵇ/(b·B(a, b)) (1 + b Σ (1 − a)ₙ yⁿ/(n! (b + n))) is near 1 (DLMF
     * 8.17.7).
     */
    private static double complement(double a, double b, double y) {
        double exponent = b * StrictMath.log(y) - (StrictMath.log1p(b / a) + IncompleteGamma.lgammaNext(a)
                + IncompleteGamma.lgammaNext(b)
                - IncompleteGamma.lgammaNext(a + b));
        double term = 1;
        double sum = 0;
        for (int n = 1; term > 1e-17 * sum; n++) {
            term *= (n - a) * y / n;
            sum += term / (b + n);
        }
        double less = StrictMath.expm1(exponent);
        return -(less + (1 + less) * b * sum);
    }

    private static double value(double a, double b, double x, double y) {
        return density(a, b, x, y, fraction(a, b, x) / a);
    }

    /** xᵃ yᵇ/B(a, b), where y = 1 − x. */
    static double density(double a, double b, double x, double y) {
        return density(a, b, x, y, 1);
    }

    /**
     * xᵃ yᵇ/B(a, b) times a factor. The exponent is taken in two parts, as its error is the result's relative error; the gamma
     * functions of parameters below 10 themselves, of larger ones by Stirling's series, their large parts in the exponent.
     */
    private static double density(double a, double b, double x, double y, double factor) {
        // the smaller one of x and 1 − x has all its digits
        Twofold one = x < 0.5 ? Twofold.log(x) : Twofold.sum(1, -y).log();
        Twofold other = x < 0.5 ? Twofold.sum(1, -x).log() : Twofold.log(y);
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        Twofold sum = Twofold.sum(large, small);
        Twofold power = one.times(a).plus(other.times(b));
        if (large < GammaFunctions.LARGE) {
            return power.exp(factor / GammaFunctions.beta(small, large));
        }
        Twofold logarithm = sum.log();
        Twofold beyond = logarithm.minus(Twofold.log(large)).times(Twofold.sum(large, -0.5));
        double correction = GammaFunctions.correction(sum.high) - GammaFunctions.correction(large);
        if (small < GammaFunctions.LARGE) {
            return power.plus(beyond).plus(logarithm.times(small)).plus(-small).plus(correction)
                    .exp(factor / GammaFunctions.gamma(small));
        }
        return power.plus(beyond).plus(logarithm.minus(Twofold.log(small)).times(small))
                .plus(correction - GammaFunctions.correction(small))
                .exp(factor * Math.sqrt(small / (2 * Math.PI)));
    }

    /** ln x, where y = 1 − x. */
    private static double log(double x, double y) {
        return x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
    }

    /** 1/(1 + d₁/(1 + d₂/(1 + …))), backward, where errors die out instead of adding up. */
    private static double fraction(double a, double b, double x) {
        double rest = 1;
        for (int m = terms(a, b, x) / 2 + 1; m >= 1; m--) {
            rest = 1 + odd(a, b, x, m) / rest;
            rest = 1 + even(a, b, x, m) / rest;
        }
        return 1 / (1 + odd(a, b, x, 0) / rest);
    }

    /** d₂ₘ. */
    private static double even(double a, double b, double x, int m) {
        return m * (b - m) * x / ((a + (2.0 * m - 1)) * (a + 2.0 * m));
    }

    /** d₂ₘ₊₁. */
    private static double odd(double a, double b, double x, int m) {
        return -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + (2.0 * m + 1)));
    }

    /** How many terms the continued fraction takes, by Lentz's method. */
    private static int terms(double a, double b, double x) {
        double c = 1;
        double d = 1 / IncompleteGamma.away(1 + odd(a, b, x, 0));
        double change = 0;
        int m = 0;
        while (Math.abs(change - 1) > 3e-16 && m < LONGEST) {
            m++;
            double even = even(a, b, x, m);
            d = 1 / IncompleteGamma.away(1 + even * d);
            c = IncompleteGamma.away(1 + even / c);
            double odd = odd(a, b, x, m);
            d = 1 / IncompleteGamma.away(1 + odd * d);
            c = IncompleteGamma.away(1 + odd / c);
            change = d * c;
        }
        return 2 * m + 1;
    }

    private static double jets(int i, int j, double a, double b, double x, double y) {
        Jet first = Jet.first(a, i, j);
        Jet second = Jet.second(b, i, j);
        Jet both = first.plus(second);
        Jet logarithm = first.times(log(x, y)).plus(second.times(log(y, x)))
                .minus(first.lgamma().plus(second.lgamma()).minus(both.lgamma()));
        Jet rest = Jet.constant(1, i, j);
        for (int k = 20 + terms(a, b, x); k >= 1; k--) {
            int m = k / 2;
            Jet top = k % 2 == 0 ? second.plus(-m).times(m * x).over(first.plus(k - 1).times(first.plus(k)))
                    : first.plus(m).times(both.plus(m)).times(-x).over(first.plus(k - 1).times(first.plus(k)));
            rest = top.over(rest).plus(1);
        }
        return logarithm.exp(density(a, b, x, y)).over(first).over(rest).derivative();
    }
}
