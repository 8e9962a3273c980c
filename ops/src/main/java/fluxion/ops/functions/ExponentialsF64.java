package fluxion.ops.functions;

/** Exponential functions of one f64. */
public final class ExponentialsF64 {
    private ExponentialsF64() {}

    /** Adding it leaves the nearest whole number in the low bits. */
    static final double SHIFT = 0x1.8p52;
    static final double LOG2E = 1.4426950408889634;
    /** ln 2 in two parts; the first has so few bits that its product with any exponent is exact. */
    static final double LN2_HIGH = 0x1.62e42fefp-1, LN2_LOW = 7.440617110012397e-11;
    static final int MANTISSA_BITS = 52, BIAS = 1023;

    /** e^x = 2^k·e^r, k the nearest integer to x/ln 2 and |r| ≤ ½ ln 2; below 0.9 ulp. */
    public static double exp(double x) {
        double t = x > 710 ? 710 : x;
        t = t < -746 ? -746 : t;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        return scaled(nearZero(rest(t, k)), shifted);
    }

    /** e^(x − y), the difference rounded. */
    public static double expOfDifference(double x, double y) {
        return exp(x - y);
    }

    /** 2^x = 2^k·2^r, k the nearest integer to x: exact at integers, below 0.8 ulp. */
    public static double exp2(double x) {
        double t = x > 1025 ? 1025 : x;
        t = t < -1080 ? -1080 : t;
        double shifted = t + SHIFT;
        return scaled(power2(t - (shifted - SHIFT)), shifted);
    }

    /** e^x − 1 = (2^k − 1) + 2^k·(e^r − 1), added with what rounding loses; below 0.8 ulp. */
    public static double expm1(double x) {
        if (!(x <= 709)) {
            return exp(x);
        }
        double t = x < -40 ? -40 : x;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double scale = powerOf2(shifted);
        double r = rest(t, k);
        double high = Math.fma(scale, r, scale - 1);
        double result = high + Math.fma(scale, beyondLinear(t, k), lessOneLost(scale, r));
        return x == 0 ? x : result;
    }

    /** t − k·ln 2. */
    static double rest(double t, double k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t));
    }

    /** What {@link #rest} lost to rounding. */
    static double lost(double t, double k) {
        return Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t) - rest(t, k));
    }

    /** e^r, r = t − k·ln 2 with what its rounding loses: below 0.6 ulp. */
    static double close(double t, double k) {
        double r = rest(t, k);
        double linear = 1 + r;
        return linear + (r - (linear - 1) + beyondLinear(t, k));
    }

    /** What rounding loses of (scale − 1) + scale·r. */
    static double lessOneLost(double scale, double r) {
        double whole = scale - 1;
        return Math.fma(scale, r, whole - Math.fma(scale, r, whole)) + (scale - whole - 1);
    }

    /** e^s − 1 − r with r = {@link #rest} and s the same before rounding. */
    static double beyondLinear(double t, double k) {
        double r = rest(t, k);
        return Math.fma(r * r, quadraticClose(r), Math.fma(lost(t, k), r, lost(t, k)));
    }

    /** e^r for |r| ≤ ½ ln 2, the fit 0.04 ulp off. */
    static double nearZero(double r) {
        double z = r * r;
        double p = Math.fma(Math.fma(r, 0.008333333333445603, 0.04166666666651215), z,
                Math.fma(r, 0.1666666666666649, 0.5000000000000013));
        double q = Math.fma(Math.fma(r, 2.7557494816438805e-06, 2.480148942451215e-05), z,
                Math.fma(r, 0.00019841269610468499, 0.0013888888947649982));
        q = Math.fma(Math.fma(r, 2.5028743300104997e-08, 2.763143310281207e-07), z * z, q);
        return Math.fma(Math.fma(Math.fma(q, z * z, p), r, 1), r, 1);
    }

    /** (e^r − 1 − r)/r² for |r| ≤ ½ ln 2; e^r − 1 is 0.003 ulp off. */
    static double quadraticClose(double r) {
        double z = r * r;
        double p = Math.fma(Math.fma(r, 0.008333333333321457, 0.0416666666666666), z, Math.fma(r, 0.16666666666666677, 0.5));
        double q = Math.fma(Math.fma(r, 2.7557243859914046e-06, 2.4801587227582338e-05), z,
                Math.fma(r, 0.0001984126988650898, 0.0013888888888928335));
        q = Math.fma(Math.fma(z, 2.0886628566207795e-09, Math.fma(r, 2.5109150342499663e-08, 2.755736187845215e-07)), z * z, q);
        return Math.fma(q, z * z, p);
    }

    /** 2^r for |r| ≤ ½, 0.05 ulp off. */
    static double power2(double r) {
        double z = r * r;
        double p = Math.fma(Math.fma(r, 0.00961812910759342, 0.05550410866482224), z,
                Math.fma(r, 0.24022650695910133, 0.6931471805599453));
        double q = Math.fma(Math.fma(r, 1.3215434889759888e-06, 1.5252733799361265e-05), z,
                Math.fma(r, 0.00015403530457933613, 0.001333355814638685));
        q = Math.fma(Math.fma(z, 4.449599916703581e-10, Math.fma(r, 7.073849042726992e-09, 1.0178089267371554e-07)), z * z, q);
        return Math.fma(Math.fma(q, z * z, p), r, 1);
    }

    /** 2^k, k in the low bits of the shifted number, from −1022 to 1023. */
    static double powerOf2(double shifted) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) + BIAS << MANTISSA_BITS);
    }

    /** p·2^k, k in the low bits of the shifted number, from −2044 to 2046; two steps reach subnormal results and infinity. */
    static double scaled(double p, double shifted) {
        long k = Double.doubleToRawLongBits(shifted);
        long half = k >>> 1;
        double first = Double.longBitsToDouble(half + BIAS << MANTISSA_BITS);
        double second = Double.longBitsToDouble(k - half + BIAS << MANTISSA_BITS);
        return p * first * second;
    }
}
