package fluxion.ops.special;


/** The complementary error function and the inverses of the error function and of the normal distribution function. */
final class ErrorFunctions {
    private ErrorFunctions() {}

    /** The point that the map t = (x − K)/(x + K) of [0, ∞] to [−1, 1] takes to 0. */
    static final double K = 3.75;

    /**
     * (1 + 2x)·e^(x²)·erfc x as a Chebyshev series in t, for all x ≥ 0 (the form is that of J. L. Schonfelder, Chebyshev
     * expansions for the error and related functions, Math. Comp. 32, 1978). Fitted to 40 digits; the rest is below 1e−18.
     */
    static final double[] SCALED = {
        1.177578934567401754, -0.004590054580646477331, -0.08424913336651791558, 0.05920993999819189050, -0.02665866843530575228,
        0.009074997670705265094, -0.002413163540417608191, 0.0004907758365258086323, -0.00006916973302501206367,
        4.139027986073010168e-6, 7.740383066198490669e-7, -2.188640104923439566e-7, 1.076499946567091038e-8,
        4.521959811218286898e-9, -7.754400208831351106e-10, -6.318088340886684494e-11, 2.868795010930669898e-11,
        1.945586854577734723e-13, -9.654696748433438906e-13, 3.252548148148739842e-14, 3.347811948286805388e-14,
        -1.864562880419313102e-15, -1.250795053068864709e-15, 7.418235256624043463e-17, 5.068148904796111317e-17,
        -2.237056659435999597e-18, -2.187342944303017665e-18};

    static final double SQRT_HALF = Math.sqrt(0.5);
    /** What √½ has beyond that. */
    private static final double SQRT_HALF_REST = -4.8336466567264565e-17;
    static final double ONE_OVER_SQRT_PI = 1 / Math.sqrt(Math.PI);
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    /** 2/√π·(−1)ᵏ/(k! (2k + 1)): erf x is x times the polynomial of x² with these coefficients. */
    static final double[] AROUND_ZERO = {
        1.128379167095512574, -0.3761263890318375246, 0.1128379167095512574, -0.02686617064513125176, 0.005223977625442187842,
        -0.0008548327023450852833, 0.0001205533298178966425, -0.00001492565035840625098, 1.64621143658892474e-6,
        -1.636584469123492432e-7,
        1.480719281587921724e-8, -1.229055530171792735e-9, 9.422759064650410971e-11};

    /** erf x for |x| &lt; ½. */
    private static double small(double x) {
        return x * SpecialKernels.polynomial(AROUND_ZERO, x * x);
    }

    /** erfc x to a few units in the last place for every x, also where it is tiny. */
    static double erfc(double x) {
        if (Math.abs(x) < 0.5) {
            return 1 - small(x);
        }
        if (x < 0) {
            return 2 - erfc(-x);
        }
        if (!(x < 27.3)) {
            return Double.isNaN(x) ? x : 0; // less than the least positive number
        }
        return bell(x) * SpecialKernels.chebyshev(SCALED, (x - K) / (x + K)) / (1 + 2 * x);
    }

    /** e^(x²)·erfc x. */
    static double erfcx(double x) {
        if (Math.abs(x) < 0.5) {
            return StrictMath.exp(x * x) * (1 - small(x));
        }
        if (x < 0) {
            double square = x * x;
            double rest = Math.fma(x, x, -square);
            double bell = StrictMath.exp(square);
            return (bell < Double.POSITIVE_INFINITY ? 2 * Math.fma(bell, rest, bell) : bell) - erfcx(-x);
        }
        return Double.isNaN(x) ? x : x > 1e9 ? ONE_OVER_SQRT_PI / x
                : SpecialKernels.chebyshev(SCALED, (x - K) / (x + K)) / (1 + 2 * x);
    }

    /**
     * The n-th derivative of e^(x²)·erfc x for n ≥ 1: yₙ = 2x·yₙ₋₁ + 2(n − 1)·yₙ₋₂ from y₋₁ ∝ 1/√π on where nothing cancels;
     * for x
     * beyond 0.3 backward from far above (W. Gautschi, Recursive computation of the repeated integrals of the error function,
     * Math.
     * Comp. 15, 1961) with fₙ = e^(x²) iⁿerfc x = yₙ/(n! (−2)ⁿ), fₙ₋₂ = 2n·fₙ + 2x·fₙ₋₁, f₋₁ = 2/√π.
     */
    static double erfcx(int n, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return n % 2 == 0 ? 0.0 : -0.0;
        }
        if (x == Double.NEGATIVE_INFINITY) {
            return n % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        if (!(x > 0.3)) {
            double before = 2 * ONE_OVER_SQRT_PI;
            double at = erfcx(x);
            for (int k = 1; k <= n; k++) {
                double next = 2 * x * at + (k == 1 ? -before : 2 * (k - 1) * before);
                before = at;
                at = next;
            }
            return at;
        }
        // in ratios nothing overflows: rₖ = fₖ/fₖ₋₁ = 1/(2x + 2(k + 1)·rₖ₊₁)
        double ratio = 0;
        double product = 1;
        for (int k = n + 20 + (int) (400 / (x * x)); k >= 0; k--) {
            ratio = 1 / (2 * x + 2 * (k + 1) * ratio);
            if (k <= n) {
                product *= k == 0 ? ratio : -2 * k * ratio;
            }
        }
        return product * 2 * ONE_OVER_SQRT_PI;
    }

    /** ln Φ(x): by erfcx in the lower tail, where e^(−x²/2) is taken out, by the upper tail above 0. */
    static double logNdtr(double x) {
        return x < -5 ? StrictMath.log(0.5 * erfcx(-x * SQRT_HALF)) - 0.5 * x * x : x <= 0 ? StrictMath.log(ndtr(x))
                : StrictMath.log1p(-ndtr(-x));
    }

    /** e^(−x²), the rounding error of x² taken into account. */
    private static double bell(double x) {
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        return StrictMath.exp(-square) * (1 - rest);
    }

    /** By the normal quantile: erf x = 2Φ(x√2) − 1. */
    static double erfinv(double y) {
        double a = Math.abs(y);
        return a < 1 ? NormalQuantile.of(0.5 * y) * SQRT_HALF : a == 1 ? y * Double.POSITIVE_INFINITY : Double.NaN;
    }

    /** Φ(x): erfc(z)/2 at the rounded z = −x/√2, and what is missing to the exact one along the derivative. */
    static double ndtr(double x) {
        double z = -x * SQRT_HALF;
        if (Math.abs(z) < 0.5) {
            return 0.5 - 0.5 * small(z);
        }
        double rest = Math.fma(-x, SQRT_HALF, -z) - x * SQRT_HALF_REST;
        double value = erfc(z);
        return 0.5 * (Double.isInfinite(z) || value == 0 ? value : value - TWO_OVER_SQRT_PI * bell(z) * rest);
    }

    /** Φ⁻¹(p); small p keep their digits. */
    static double ndtri(double p) {
        return p > 0 && p < 0.5 ? NormalQuantile.lower(p) : p >= 0.5 && p < 1 ? NormalQuantile.of(p - 0.5)
                : p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
}
