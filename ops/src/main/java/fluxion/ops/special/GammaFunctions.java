package fluxion.ops.special;

/**
 * ln Γ, ψ and its derivatives (Abramowitz and Stegun, chapter 6): power series around 2 (6.1.33), Stirling's series (6.1.41)
 * and its derivative (6.3.18) from 10 on, recurrences between (6.1.15, 6.3.6), reflection below 0 (6.1.17, 6.3.7).
 */
final class GammaFunctions {
    private GammaFunctions() {}

    static final double HALF_LN_TWO_PI = 0.91893853320467274178;
    static final double LN_PI = 1.1447298858494001741;
    /** 1 − γ. */
    static final double ONE_LESS_EULER = 0.42278433509846713939;

    /** (−1)ᵏ (ζ(k) − 1)/k from k = 2 on. */
    static final double[] AROUND_TWO = {
        0.3224670334241132182, -0.06735230105319809513, 0.02058080842778454788, -0.007385551028673985266, 0.002890510330741523286,
        -0.001192753911703260977, 0.0005096695247430424223, -0.0002231547584535793798, 0.00009945751278180853371,
        -0.00004492623673813314170, 0.00002050721277567069155, -9.439488275268395904e-6, 4.374866789907487804e-6,
        -2.039215753801366237e-6, 9.551412130407419833e-7, -4.492469198764566043e-7, 2.120718480555466587e-7,
        -1.004322482396809961e-7, 4.769810169363980566e-8, -2.271109460894316491e-8, 1.083865921489695409e-8,
        -5.183475041970046655e-9, 2.483674543802478317e-9, -1.192140140586091207e-9, 5.731367241678862013e-10,
        -2.759522885124233145e-10, 1.330476437424448948e-10};

    /** B₂ₖ/(2k(2k − 1)) from k = 1 on. */
    static final double[] STIRLING = {
        0.08333333333333333333, -0.002777777777777777778, 0.0007936507936507936508, -0.0005952380952380952381,
        0.0008417508417508417508, -0.001917526917526917527, 0.006410256410256410256, -0.02955065359477124183};

    /** B₂ₖ/(2k) from k = 1 on. */
    static final double[] PSI = {
        0.08333333333333333333, -0.008333333333333333333, 0.003968253968253968254, -0.004166666666666666667,
        0.007575757575757575758, -0.02109279609279609280, 0.08333333333333333333, -0.4432598039215686275};

    /** The positive zero of ψ, in two parts. */
    static final double ROOT = 1.4616321449683622;
    static final double ROOT_REST = 9.5499954299656977e-17;

    /** ψ(x)/(x − root) on [1, 2] as a Chebyshev series in 2x − 3, fitted to 40 digits. */
    static final double[] PSI_NEAR_ROOT = {
        0.9835702604415669880, -0.2270640863346443967, 0.03336889902393010897, -0.005320077271596547444, 0.0008788656937820505333,
        -0.0001477349265060604328, 0.00002506054346835914444, -4.272103402999332207e-6, 7.302769272465923049e-7,
        -1.250288681355959552e-7, 2.142500932235947373e-8, -3.673295918565179039e-9, 6.299717236108930907e-10,
        -1.080593028883266011e-10, 1.853735192053637890e-11, -3.180235365825530010e-12, 5.456147570322794185e-13,
        -9.360993131036438156e-14, 1.606064636295075010e-14, -2.755543137743881311e-15, 4.727736178601911391e-16,
        -8.111484203465090033e-17, 1.391707769474154065e-17, -2.387790108218862700e-18};

    /** From here on Stirling's series is exact to the last digit. */
    static final double LARGE = 10;

    /** ln |Γ(x)|, to a few units in the last place but near its negative zeros, where the error is absolute. */
    static double lgamma(double x) {
        if (x >= LARGE) {
            return x == Double.POSITIVE_INFINITY ? x : (x - 0.5) * (StrictMath.log(x) - 1)
                    + (HALF_LN_TWO_PI - 0.5 + correction(x));
        }
        if (x > 2.5) {
            double product = 1;
            double at = x;
            while (at > 2.5) {
                at -= 1;
                product *= at;
            }
            return aroundTwo(at - 2) + StrictMath.log(product);
        }
        if (x > 0) {
            return x >= 1.5 ? aroundTwo(x - 2) : x >= 0.5 ? lgammaOnePlus(x - 1) : lgammaOnePlus(x) - StrictMath.log(x);
        }
        double sine = Math.abs(sinPi(x));
        return Double.isNaN(x) ? x : sine == 0 || Double.isInfinite(x) ? Double.POSITIVE_INFINITY
                : x > -0.5 ? lgammaOnePlus(x) - StrictMath.log(-x)
                : x > -18 ? StrictMath.log(Math.PI / (sine * gamma(1 - x))) : LN_PI - StrictMath.log(sine) - lgamma(1 - x);
    }

    /** ln Γ(1 + z) for |z| ≤ ½, accurate near 0. */
    static double lgammaOnePlus(double z) {
        return aroundTwo(z) - StrictMath.log1p(z);
    }

    /** ln Γ(2 + z) for |z| ≤ ½. */
    private static double aroundTwo(double z) {
        return z * Math.fma(z, SpecialKernels.polynomial(AROUND_TWO, z), ONE_LESS_EULER);
    }

    /** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 10. */
    static double correction(double x) {
        double r = 1 / x;
        return r * SpecialKernels.polynomial(STIRLING, r * r);
    }

    /** Γ(a) for 0 &lt; a &lt; 20. */
    static double gamma(double a) {
        return a < 1 ? gammaNext(a) / a : gammaNext(a - 1);
    }

    /** Γ(a + 1) for 0 ≤ a &lt; 20: down to [1½, 2½] by its recurrence, the product in two parts. */
    static double gammaNext(double a) {
        if (a < 0.5) {
            return StrictMath.exp(aroundTwo(a)) / (1 + a);
        }
        Twofold product = Twofold.of(1);
        double at = a;
        while (at > 1.5) {
            product = product.times(at);
            at -= 1;
        }
        return StrictMath.exp(aroundTwo(at - 1)) * product.value();
    }

    /** B(a, b) for 0 &lt; a ≤ b &lt; 10, the rounding error of a + b taken into account. */
    static double beta(double a, double b) {
        Twofold sum = Twofold.sum(b, a);
        double gamma = gamma(sum.high);
        return gamma(a) * (gamma(b) / (sum.low == 0 ? gamma : Math.fma(gamma * sum.low, digamma(sum.high), gamma)));
    }

    /** ln B(a, b): large parts of ln Γ are taken together, so that they do not cancel. */
    static double lbeta(double a, double b) {
        double small = Math.min(a, b);
        double large = Math.max(a, b);
        if (!(small > 0)) {
            return small == 0 && large < Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (large == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = small + large;
        if (large < LARGE) {
            return small < 1e-100 ? lgamma(small) + lgamma(large) - lgamma(sum) : StrictMath.log(beta(small, large));
        }
        double correction = correction(large) - correction(sum);
        double ratio = StrictMath.log1p(small / large);
        if (small < LARGE) {
            // ln Γ(b) − ln Γ(a + b) = −a ln b − (a + b − ½) ln(1 + a/b) + a + …
            return (lgamma(small) - small * StrictMath.log(large)) - ((sum - 0.5) * ratio - small) + correction;
        }
        return -(small - 0.5) * StrictMath.log1p(large / small) - large * ratio + 0.5 * StrictMath.log(2 * Math.PI / large)
                + correction(small) + correction;
    }

    /** sin πx, exact at integers and halves. */
    static double sinPi(double x) {
        double whole = Math.rint(x);
        double sine = StrictMath.sin(Math.PI * (x - whole));
        return whole % 2 == 0 ? sine : -sine;
    }

    static double digamma(double x) {
        if (x >= LARGE) {
            double r = 1 / x;
            return x == Double.POSITIVE_INFINITY ? x
                    : StrictMath.log(x) - 0.5 * r - r * r * SpecialKernels.polynomial(PSI, r * r);
        }
        if (x >= 1) {
            double at = x;
            double sum = 0;
            while (at > 2) {
                at -= 1;
                sum += 1 / at;
            }
            return ((at - ROOT) - ROOT_REST) * SpecialKernels.chebyshev(PSI_NEAR_ROOT, 2 * at - 3) + sum;
        }
        if (x > 0) {
            return digamma(1 + x) - 1 / x;
        }
        if (x == 0) {
            return -1 / x;
        }
        double fraction = x - Math.rint(x);
        return fraction == 0 || !(x > Double.NEGATIVE_INFINITY) ? Double.NaN
                : digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * fraction);
    }

    /** ψ⁽ⁿ⁾(x), by the Hurwitz zeta function for n ≥ 1. */
    static double polygamma(int n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        boolean even = n % 2 == 0;
        if (x <= 0 && x == Math.rint(x) && x > Double.NEGATIVE_INFINITY) {
            return !even ? Double.POSITIVE_INFINITY : x == 0 ? -1 / x : Double.NaN;
        }
        if (x > n + 20) {
            return even ? -asymptotic(n, x) : asymptotic(n, x);
        }
        double zeta = HurwitzZeta.zeta(0, n + 1.0, x);
        double factorial = factorial(n);
        // zeta underflows before n! overflows only for huge x
        return (even ? -1 : 1) * (Double.isInfinite(factorial) ? StrictMath.exp(lgamma(n + 1.0) + StrictMath.log(zeta))
                : factorial * zeta);
    }

    /** (n − 1)!/xⁿ (1 + n/(2x) + Σ B₂ₖ (n)(n + 1)…(n + 2k − 1)/((2k)! x²ᵏ)), without an early over- or underflow. */
    private static double asymptotic(int n, double x) {
        double sum = 0;
        double factor = n / x * ((n + 1) / x);
        for (int k = 0; k < HurwitzZeta.BERNOULLI.length; k++) {
            sum += HurwitzZeta.BERNOULLI[k] * factor;
            factor *= (n + 2 * k + 2) / x * ((n + 2 * k + 3) / x);
        }
        double value = (1 + (0.5 * n / x + sum)) / x;
        for (int k = 1; k < n; k++) {
            value *= k / x;
        }
        return value;
    }

    static double factorial(int n) {
        double product = 1;
        for (int k = 2; k <= n && product < Double.POSITIVE_INFINITY; k++) {
            product *= k;
        }
        return product;
    }
}
