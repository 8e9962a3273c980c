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
        return x < a + 1 ? density(a, x) * series(a, x) : 1 - density(a, x) * a * fraction(a, x);
    }

    /** Q(a, x). */
    static double upper(double a, double x) {
        if (!(a > 0 && x > 0) || Double.isInfinite(a) || Double.isInfinite(x)) {
            return 1 - lower(a, x);
        }
        return x >= a + 1 ? density(a, x) * a * fraction(a, x) : a < 1 ? complement(a, x) : 1 - density(a, x) * series(a, x);
    }

    /** xᵃ e⁻ˣ/Γ(a + 1): from 10 on by Stirling's series, in which the large parts of the exponent cancel exactly. */
    static double density(double a, double x) {
        if (a < GammaFunctions.LARGE) {
            return StrictMath.exp(a * StrictMath.log(x) - x - lgammaNext(a));
        }
        return StrictMath.exp(a * logLess((x - a) / a) - GammaFunctions.correction(a)) / Math.sqrt(2 * Math.PI * a);
    }

    private static double lgammaNext(double a) {
        return a <= 0.5 ? GammaFunctions.lgammaOnePlus(a) : GammaFunctions.lgamma(a + 1);
    }

    /** ln(1 + u) − u, accurate near 0. */
    private static double logLess(double u) {
        if (Math.abs(u) > 0.4) {
            return StrictMath.log1p(u) - u;
        }
        // ln(1 + u) = 2(r + r³/3 + r⁵/5 + …) with r = u/(2 + u), and 2r − u = −r·u
        double r = u / (2 + u);
        double square = r * r;
        double sum = 0;
        for (int k = 25; k >= 3; k -= 2) {
            sum = (sum + 1.0 / k) * square;
        }
        return r * (2 * sum - u);
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
        return lentz(a, x)[0];
    }

    /** The continued fraction by Lentz's method, and how many terms it took. */
    private static double[] lentz(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        double change = 0;
        int k = 0;
        // the product of the changes rounds; two units in the last place are as near to 1 as it comes
        while (Math.abs(change - 1) > 3e-16 && k < LONGEST) {
            k++;
            double top = k * (a - k);
            b += 2;
            d = 1 / away(top * d + b);
            c = away(b + top / c);
            change = d * c;
            h *= change;
        }
        return new double[] {h, k};
    }

    static double away(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** Q for a &lt; 1 and x &lt; 2, where P is near 1 for small a. */
    private static double complement(double a, double x) {
        double exponent = a * StrictMath.log(x) - lgammaNext(a);
        double term = 1;
        double sum = 0;
        for (int n = 1; Math.abs(term) > EPSILON * Math.abs(sum); n++) {
            term *= -x / n;
            sum += term / (a + n);
        }
        return -StrictMath.expm1(exponent) - StrictMath.exp(exponent) * a * sum;
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
        Jet density = variable.times(StrictMath.log(x)).plus(-x).minus(variable.plus(1).lgamma()).exp();
        if (x < a + 1) {
            Jet term = Jet.constant(1, m, 0);
            Jet sum = term;
            for (int n = 1; term.value() > EPSILON * EPSILON * sum.value(); n++) {
                term = term.times(variable.plus(n).reciprocal()).times(x);
                sum = sum.plus(term);
            }
            return density.times(sum).derivative();
        }
        int n = 20 + (int) lentz(a, x)[1];
        Jet rest = variable.times(-1).plus(x + 2 * n + 1);
        for (int k = n; k >= 1; k--) {
            rest = variable.plus(-k).times(k).over(rest).plus(variable.times(-1).plus(x + 2 * k - 1));
        }
        return -density.times(variable).over(rest).derivative();
    }
}
