package fluxion.ops.special;

/**
 * The regularised incomplete beta function by its continued fraction (DLMF 8.17.22), on the side of the mean where it
 * converges fast, the other side by I(a, b, x) = 1 − I(b, a, 1 − x). Derivatives in a and b run the same formulas on jets.
 */
final class IncompleteBeta {
    private IncompleteBeta() {}

    private static final double TINY = 1e-300;
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
        return beyond(a, b, x) ? 1 - value(b, a, y, x) : value(a, b, x, y);
    }

    private static double value(double a, double b, double x, double y) {
        return density(a, b, x, y) / a * lentz(a, b, x)[0];
    }

    /** xᵃ yᵇ/B(a, b), where y = 1 − x. */
    static double density(double a, double b, double x, double y) {
        return StrictMath.exp(a * log(x, y) + b * log(y, x) - lbeta(a, b));
    }

    /** ln x, where y = 1 − x. */
    private static double log(double x, double y) {
        return x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
    }

    /** ln B(a, b), the larger parts of ln Γ taken together where they would cancel. */
    private static double lbeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        double sum = small + large;
        if (large < GammaFunctions.LARGE) {
            return GammaFunctions.lgamma(small) + GammaFunctions.lgamma(large) - GammaFunctions.lgamma(sum);
        }
        double correction = GammaFunctions.correction(large) - GammaFunctions.correction(sum);
        if (small < GammaFunctions.LARGE) {
            return GammaFunctions.lgamma(small) - small * StrictMath.log(sum) - ((large - 0.5) * StrictMath.log1p(small / large) - small) + correction;
        }
        return (small - 0.5) * StrictMath.log(small / sum) - large * StrictMath.log1p(small / large)
                + 0.5 * StrictMath.log(2 * Math.PI / large) + GammaFunctions.correction(small) + correction;
    }

    /** 1/(1 + d₁/(1 + d₂/(1 + …))) by Lentz's method, and how many terms it took. */
    private static double[] lentz(double a, double b, double x) {
        double c = 1;
        double d = 1 / IncompleteGamma.away(1 - (a + b) * x / (a + 1));
        double h = d;
        double change = 0;
        int m = 0;
        while (Math.abs(change - 1) > 3e-16 && m < LONGEST) {
            m++;
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / IncompleteGamma.away(1 + even * d);
            c = IncompleteGamma.away(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / IncompleteGamma.away(1 + odd * d);
            c = IncompleteGamma.away(1 + odd / c);
            change = d * c;
            h *= change;
        }
        return new double[] {h, 2 * m + 1};
    }

    private static double jets(int i, int j, double a, double b, double x, double y) {
        Jet first = Jet.first(a, i, j);
        Jet second = Jet.second(b, i, j);
        Jet both = first.plus(second);
        Jet logarithm = first.times(log(x, y)).plus(second.times(log(y, x)))
                .minus(first.lgamma().plus(second.lgamma()).minus(both.lgamma()));
        Jet rest = Jet.constant(1, i, j);
        for (int k = 20 + (int) lentz(a, b, x)[1]; k >= 1; k--) {
            int m = k / 2;
            Jet top = k % 2 == 0 ? second.plus(-m).times(m * x).over(first.plus(k - 1).times(first.plus(k)))
                    : first.plus(m).times(both.plus(m)).times(-x).over(first.plus(k - 1).times(first.plus(k)));
            rest = top.over(rest).plus(1);
        }
        return logarithm.exp().over(first).over(rest).derivative();
    }
}
