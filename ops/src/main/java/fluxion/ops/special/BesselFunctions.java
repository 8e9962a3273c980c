package fluxion.ops.special;

/**
 * Bessel functions of integer order: the power series where its terms do not cancel, Miller's backward recurrence (Gautschi,
 * Computational aspects of three-term recurrence relations, SIAM Review 9, 1967) in the middle, Hankel's asymptotic series
 * (Abramowitz and Stegun, 9.2, 9.7) for large arguments with the forward recurrence where it is stable. Near zeros of J and j
 * the error is small absolutely.
 */
final class BesselFunctions {
    private BesselFunctions() {}

    /** From here on Hankel's series has its digits. */
    private static final double LARGE = 25;
    private static final double HUGE = 1e100;

    /** Jₙ(x). */
    static double j(int n, double x) {
        double a = Math.abs(x);
        double value = Double.isInfinite(x) ? 0 : Double.isNaN(x) ? x : a * a < n + 1 ? seriesJ(n, a)
                : a < LARGE || n > a ? miller(n, a) : forward(n, a);
        return x < 0 && n % 2 == 1 ? -value : value;
    }

    /** (x/2)ⁿ/n! Σ (−x²/4)ᵏ/(k! (n + 1)…(n + k)). */
    private static double seriesJ(int n, double x) {
        return halfPower(n, x) * powers(n, x, -1);
    }

    /** (x/2)ⁿ/n!, underflowing late. */
    private static double halfPower(int n, double x) {
        double product = 1;
        for (int k = 1; k <= n; k++) {
            product *= 0.5 * x / k;
        }
        return product;
    }

    /** Σ (±x²/4)ᵏ/(k! (n + 1)…(n + k)) by Horner's rule in two parts. */
    private static double powers(int n, double x, int sign) {
        Twofold square = Twofold.product(x, 0.25 * sign * x);
        int k = 0;
        for (double term = 1; Math.abs(term) > 1e-18; ) {
            k++;
            term *= square.high / (k * (double) (n + k));
        }
        Twofold sum = Twofold.of(1);
        for (; k > 0; k--) {
            sum = sum.times(square).over(Twofold.of(k * (double) (n + k))).plus(1);
        }
        return sum.value();
    }

    /**
     * Backward from far above n and x, normalised by J₀² + 2J₁² + 2J₂² + … = 1, in which nothing cancels, with the sign of
     * J₀ + 2J₂ + 2J₄ + … = 1; or for large x by J₀ or J₁.
     */
    private static double miller(int n, double x) {
        int start = 2 * ((int) (Math.max(n, x) + 20 + 4 * StrictMath.cbrt(Math.max(n, x)) + Math.sqrt(40.0 * n)) / 2);
        double above = 0;
        double at = 1e-100;
        double sum = 0;
        double squares = 0;
        double wanted = 0;
        for (int k = start; k > 0; k--) {
            double below = 2 * k / x * at - above;
            above = at;
            at = below;
            if (k - 1 == n) {
                wanted = at;
            }
            squares += k == 1 ? at * at : 2 * at * at;
            if (k % 2 == 1) {
                sum += k == 1 ? at : 2 * at;
            }
            if (Math.abs(at) > HUGE) {
                at /= HUGE;
                above /= HUGE;
                sum /= HUGE;
                squares /= HUGE;
                squares /= HUGE;
                wanted /= HUGE;
            }
        }
        if (x < LARGE) {
            return wanted / Math.copySign(Math.sqrt(squares), sum);
        }
        double zero = hankel(0, x);
        double one = hankel(1, x);
        return Math.abs(zero) > Math.abs(one) ? wanted / at * zero : wanted / above * one;
    }

    /** Forward from J₀ and J₁, for n ≤ x. */
    private static double forward(int n, double x) {
        double at = hankel(0, x);
        double next = hankel(1, x);
        for (int k = 1; k <= n; k++) {
            double above = 2 * k / x * next - at;
            at = next;
            next = above;
        }
        return at;
    }

    /** √(2/πx) (P cos χ − Q sin χ), χ = x − (2n + 1)π/4, for n = 0 or 1; the sine and cosine of χ from those of x. */
    private static double hankel(int n, double x) {
        double p = 0; // without the leading 1, to which many small terms would each be rounded
        double q = 0;
        double term = 1;
        for (int k = 1; k <= 60; k++) {
            double odd = 2 * k - 1;
            double next = term * (4.0 * n * n - odd * odd) / (k * 8 * x);
            if (Math.abs(next) >= Math.abs(term) || Math.abs(next) < 1e-18) {
                break;
            }
            term = next;
            switch (k % 4) {
                case 1 -> q += term;
                case 2 -> p -= term;
                case 3 -> q -= term;
                default -> p += term;
            }
        }
        double sine = StrictMath.sin(x);
        double cosine = StrictMath.cos(x);
        // cos(x − π/4) = (cos x + sin x)/√2, sin(x − π/4) = (sin x − cos x)/√2; a further −π/2 turns (cos, sin) into (sin, −cos)
        double c = n == 0 ? cosine + sine : sine - cosine;
        double s = n == 0 ? sine - cosine : -(cosine + sine);
        return (c + (p * c - q * s)) / Math.sqrt(Math.PI * x);
    }

    /** Iₙ(x). */
    static double i(int n, double x) {
        double half = StrictMath.exp(0.5 * Math.abs(x));
        return Double.isInfinite(x) ? (x < 0 && n % 2 == 1 ? -1 : 1) * Double.POSITIVE_INFINITY
                : Math.abs(x) <= 30 ? signed(n, x, halfPower(n, Math.abs(x)) * powers(n, x, 1)) : scaledI(n, x) * half * half;
    }

    private static double signed(int n, double x, double value) {
        return x < 0 && n % 2 == 1 ? -value : value;
    }

    /** e^(−|x|) Iₙ(x). */
    static double scaledI(int n, double x) {
        double a = Math.abs(x);
        if (a <= 30) {
            return signed(n, x, halfPower(n, a) * powers(n, a, 1) * StrictMath.exp(-a));
        }
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            return Double.isNaN(x) ? x : 0;
        }
        return signed(n, x, (double) n * n < a ? asymptoticI(n, a) : asymptoticI(0, a) * ratioI(n, a));
    }

    /** 1/√(2πx) Σ (−1)ᵏ (4n² − 1²)…(4n² − (2k − 1)²)/(k! (8x)ᵏ). */
    private static double asymptoticI(int n, double x) {
        double term = 1;
        double sum = 0;
        for (int k = 1; k <= 60; k++) {
            double odd = 2 * k - 1;
            double next = -term * (4.0 * n * n - odd * odd) / (k * 8 * x);
            if (k > n && Math.abs(next) >= Math.abs(term)) {
                break;
            }
            term = next;
            sum += term;
            if (Math.abs(term) < 1e-18) {
                break;
            }
        }
        return (1 + sum) / Math.sqrt(2 * Math.PI * x);
    }

    /** Iₙ/I₀ backward from far above. */
    private static double ratioI(int n, double x) {
        int start = n + 20 + (int) Math.sqrt(80 * Math.max(n, x));
        double above = 0;
        double at = 1e-100;
        double wanted = 0;
        for (int k = start; k > 0; k--) {
            double below = 2 * k / x * at + above;
            above = at;
            at = below;
            if (k - 1 == n) {
                wanted = at;
            }
            if (at > HUGE) {
                at /= HUGE;
                above /= HUGE;
                wanted /= HUGE;
            }
        }
        return wanted / at;
    }

    /** jₙ(x): the series for small x, forward from j₀ and j₁ for n ≤ x, backward in between. */
    static double sphericalJ(int n, double x) {
        double a = Math.abs(x);
        double value = a * a < 2 * n + 2 || a < 0.5 ? sphericalSeries(n, a) : n <= a || Double.isNaN(a) ? sphericalForward(n, a)
                : sphericalMiller(n, a);
        return signed(n, x, value);
    }

    /** xⁿ/(2n + 1)!! Σ (−x²/2)ᵏ/(k! (2n + 3)(2n + 5)…(2n + 2k + 1)). */
    private static double sphericalSeries(int n, double x) {
        double first = 1;
        for (int k = 1; k <= n; k++) {
            first *= x / (2 * k + 1);
        }
        double term = 1;
        double sum = 1;
        for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= -0.5 * x * x / (k * (2.0 * n + 2 * k + 1));
            sum += term;
        }
        return first * sum;
    }

    private static double sphericalForward(int n, double x) {
        double at = StrictMath.sin(x) / x;
        double next = (at - StrictMath.cos(x)) / x;
        for (int k = 1; k <= n; k++) {
            double above = (2 * k + 1) / x * next - at;
            at = next;
            next = above;
        }
        return at;
    }

    private static double sphericalMiller(int n, double x) {
        int start = n + 20 + (int) Math.sqrt(40.0 * n);
        double above = 0;
        double at = 1e-100;
        double wanted = 0;
        for (int k = start; k > 0; k--) {
            double below = (2 * k + 1) / x * at - above;
            above = at;
            at = below;
            if (k - 1 == n) {
                wanted = at;
            }
            if (Math.abs(at) > HUGE) {
                at /= HUGE;
                above /= HUGE;
                wanted /= HUGE;
            }
        }
        double zero = StrictMath.sin(x) / x;
        double one = (zero - StrictMath.cos(x)) / x;
        return Math.abs(zero) > Math.abs(one) ? wanted / at * zero : wanted / above * one;
    }
}
