package fluxion.ops.special;

/**
 * The regularised incomplete gamma functions: the power series (DLMF 8.11.4) below a + 1, the continued fraction (8.9.2)
 * above, so that the smaller of P and Q is never a difference of nearly equal numbers; around a &lt; 1 and small x, where both
 * may be small, Q by 1 − xᵃ/Γ(a + 1) and the alternating series (8.7.1). Derivatives in a run the same formulas on jets.
 */
final class IncompleteGamma {
    private IncompleteGamma() {}

    private static final double EPSILON = 1e-17;
    private static final double TINY = 1e-300;
    /** More terms than any argument below 10¹² needs. */
    private static final int LONGEST = 10_000_000;

    /** P(a, x). */
    static double lower(double a, double x) {
        if (!(a >= 0 && x >= 0) || a == 0 && x == 0 || a == x && Double.isInfinite(a)) {
            return Double.NaN;
        }
        if (a == 0 || Double.isInfinite(x)) {
            return 1;
        }
        if (x == 0 || Double.isInfinite(a)) {
            return 0;
        }
        return below(a, x) ? density(a, x, series(a, x)) : 1 - density(a, x, a * fraction(a, x));
    }

    /** Q(a, x). */
    static double upper(double a, double x) {
        if (!(a > 0 && x > 0) || Double.isInfinite(a) || Double.isInfinite(x)) {
            return 1 - lower(a, x);
        }
        return !below(a, x) ? density(a, x, a * fraction(a, x)) : a < 1 ? complement(a, x) : 1 - density(a, x, series(a, x));
    }

    /** Whether P is the smaller one, or for small a and x given by its series with more digits. */
    private static boolean below(double a, double x) {
        return x < Math.max(a, 0.7);
    }

    /** xᵃ e⁻ˣ/Γ(a + 1). */
    static double density(double a, double x) {
        return density(a, x, 1);
    }

    /**
     * xᵃ e⁻ˣ/Γ(a + 1) times a factor. The exponent is taken in two parts, as its error is the result's relative error: for small
     * a over Γ itself, from 10 on by Stirling's series, (x/a)ᵃ eᵃ⁻ˣ over √(2πa) and a correction.
     */
    private static double density(double a, double x, double factor) {
        Twofold logarithm = Twofold.log(x);
        if (a < GammaFunctions.LARGE) {
            return logarithm.times(a).plus(-x).exp(factor / GammaFunctions.gammaNext(a));
        }
        if (!(a * (logarithm.high - StrictMath.log(a)) + (a - x) > -1200)) {
            return 0;
        }
        return logarithm.minus(Twofold.log(a)).times(a).plus(Twofold.sum(a, -x)).plus(-GammaFunctions.correction(a))
                .exp(factor / Math.sqrt(2 * Math.PI * a));
    }

    static double lgammaNext(double a) {
        return a <= 0.5 ? GammaFunctions.lgammaOnePlus(a) : GammaFunctions.lgamma(a + 1);
    }

    /** Σ xⁿ/((a + 1)…(a + n)). */
    private static double series(double a, double x) {
        double term = 1;
        double sum = 1;
        for (double n = a + 1; term > EPSILON * sum && n < a + LONGEST; n += 1) {
            term *= x / n;
            sum += term;
        }
        return sum;
    }

    /** Γ(a, x) eˣ x⁻ᵃ = 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/…)). */
    private static double fraction(double a, double x) {
        // backward, where errors die out instead of adding up
        int terms = terms(a, x) * 3 / 2 + 10;
        if (x < 3) {
            // here the terms cancel
            Twofold rest = Twofold.sum(x, -a).plus(2.0 * terms + 1);
            for (int k = terms; k >= 1; k--) {
                rest = Twofold.sum(a, -k).times(k).over(rest).plus(Twofold.sum(x, -a)).plus(2.0 * k - 1);
            }
            return 1 / rest.value();
        }
        double rest = x + 2.0 * terms + 1 - a;
        for (int k = terms; k >= 1; k--) {
            rest = x - a + (2.0 * k - 1) + k * (a - k) / rest;
        }
        return 1 / rest;
    }

    /** How many terms the continued fraction takes, by Lentz's method. */
    private static int terms(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double change = 0;
        int k = 0;
        // two units in the last place are as near to 1 as it comes
        while (Math.abs(change - 1) > 3e-16 && k < LONGEST) {
            k++;
            double top = k * (a - k);
            b += 2;
            d = 1 / away(top * d + b);
            c = away(b + top / c);
            change = d * c;
        }
        return k;
    }

    static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** Q for a &lt; 1 and x &lt; 2, where P is near 1 for small a. */
    private static double complement(double a, double x) {
        Twofold exponent = Twofold.log(x).times(a).plus(-lgammaNext(a));
        Twofold term = Twofold.of(1);
        Twofold sum = Twofold.of(0);
        for (int n = 1; Math.abs(term.high) > EPSILON * Math.abs(sum.high); n++) {
            term = term.times(-x).over(Twofold.of(n));
            sum = sum.plus(term.over(Twofold.sum(n, a)));
        }
        // 1 − e^E (1 + aΣ) = −(m + aΣ + m·aΣ) with m = e^E − 1
        double m = StrictMath.expm1(exponent.high);
        Twofold rest = sum.times(a);
        return -rest.plus(m).plus(Math.fma(m, exponent.low, exponent.low)).plus(m * rest.high).value();
    }

    /** ∂ᵐP(a, x)/∂aᵐ for m ≥ 1. */
    static double derivative(int m, double a, double x) {
        if (!(a > 0 && x >= 0) || Double.isInfinite(a)) {
            return Double.NaN;
        }
        if (x == 0 || Double.isInfinite(x)) {
            return 0;
        }
        Jet variable = Jet.first(a, m, 0);
        Jet density = variable.times(StrictMath.log(x)).minus(variable.plus(1).lgamma()).exp(density(a, x));
        if (x < a + 1) {
            Jet term = Jet.constant(1, m, 0);
            Jet sum = term;
            for (int n = 1; term.value() > EPSILON * EPSILON * sum.value(); n++) {
                term = term.times(variable.plus(n).reciprocal()).times(x);
                sum = sum.plus(term);
            }
            return density.times(sum).derivative();
        }
        // of a whole a the fraction ends, its derivatives do not
        int n = 20 + Math.max(terms(a, x), terms(a + 0.5, x));
        Jet rest = variable.times(-1).plus(x + 2 * n + 1);
        for (int k = n; k >= 1; k--) {
            rest = variable.plus(-k).times(k).over(rest).plus(variable.times(-1).plus(x + 2 * k - 1));
        }
        return -density.times(variable).over(rest).derivative();
    }
}
