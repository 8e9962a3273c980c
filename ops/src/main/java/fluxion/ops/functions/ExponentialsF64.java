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
        double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t));
        return scaled(nearZero(r), shifted);
    }

    /** e^r for |r| ≤ ½ ln 2: the fit is of (e^r − 1 − r)/r², 0.04 ulp off. */
    static double nearZero(double r) {
        double p = Math.fma(r, 2.5028743300104997e-08, 2.763143310281207e-07);
        p = Math.fma(p, r, 2.7557494816438805e-06);
        p = Math.fma(p, r, 2.480148942451215e-05);
        p = Math.fma(p, r, 0.00019841269610468499);
        p = Math.fma(p, r, 0.0013888888947649982);
        p = Math.fma(p, r, 0.008333333333445603);
        p = Math.fma(p, r, 0.04166666666651215);
        p = Math.fma(p, r, 0.1666666666666649);
        p = Math.fma(p, r, 0.5000000000000013);
        p = Math.fma(p, r, 1);
        return Math.fma(p, r, 1);
    }

    /** p·2^k, k in the low bits of the shifted number, from −2044 to 2046; in two steps, which reach subnormal results and infinity. */
    static double scaled(double p, double shifted) {
        long k = Double.doubleToRawLongBits(shifted);
        long half = k >>> 1;
        double first = Double.longBitsToDouble(half + BIAS << MANTISSA_BITS);
        double second = Double.longBitsToDouble(k - half + BIAS << MANTISSA_BITS);
        return p * first * second;
    }
}
