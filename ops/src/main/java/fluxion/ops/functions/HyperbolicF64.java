package fluxion.ops.functions;

/**
 * Hyperbolic functions of one f64. With |x| = k·ln 2 + r, A = 2^(k−1) and B = 2^(−k−1), sinh is
 * (A − B)·cosh r + (A + B)·sinh r and cosh is (A + B)·cosh r + (A − B)·sinh r: no division, and for k = 0 a series.
 */
public final class HyperbolicF64 {
    private HyperbolicF64() {}

    private static final double SHIFT = ExponentialsF64.SHIFT;
    private static final double LOG2E = ExponentialsF64.LOG2E;
    /** From here on one exponential is all. */
    private static final double LARGE = 700;

    /** Below 0.8 ulp. */
    public static double sinh(double x) {
        double a = Math.abs(x);
        if (!(a < LARGE)) {
            return Math.copySign(halfExp(a), x);
        }
        double shifted = Math.fma(a, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double r = ExponentialsF64.rest(a, k);
        double z = r * r;
        double c = z * coshSeries(z);
        double s = Math.fma(r * z, sinhSeries(z), ExponentialsF64.lost(a, k));
        double up = up(shifted);
        double down = down(shifted);
        double sum = up + down;
        double difference = up - down;
        double high = Math.fma(sum, r, difference);
        double low = Math.fma(sum, r, difference - high) + (up - difference - down);
        return Math.copySign(high + (low + Math.fma(difference, c, sum * s)), x);
    }

    /** Below 0.7 ulp. */
    public static double cosh(double x) {
        double a = Math.abs(x);
        if (!(a < LARGE)) {
            return halfExp(a);
        }
        double shifted = Math.fma(a, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double r = ExponentialsF64.rest(a, k);
        double z = r * r;
        double c = z * coshSeries(z);
        double s = Math.fma(r * z, sinhSeries(z), ExponentialsF64.lost(a, k));
        double up = up(shifted);
        double down = down(shifted);
        double sum = up + down;
        double difference = up - down;
        double high = Math.fma(difference, r, sum);
        double low = Math.fma(difference, r, sum - high) + (up - sum + down);
        return high + (low + Math.fma(sum, c, difference * s));
    }

    /** (e^(2a) − 1)/(e^(2a) + 1), a = |x|, both with what their rounding lost; below 0.7 ulp. */
    public static double tanh(double x) {
        double a = Math.abs(x);
        double t = a > 20 ? 40 : a + a;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double k = shifted - SHIFT;
        double scale = ExponentialsF64.powerOf2(shifted);
        double r = ExponentialsF64.rest(t, k);
        double high = Math.fma(scale, r, scale - 1);
        double low = Math.fma(scale, ExponentialsF64.beyondLinear(t, k), ExponentialsF64.lessOneLost(scale, r));
        double over = high + low;
        double overLost = low - (over - high);
        double under = over + 2;
        double underLost = (over > 2 ? 2 - (under - over) : over - (under - 2)) + overLost;
        double inverse = 1 / under;
        double quotient = over * inverse;
        double error = Math.fma(-quotient, under, over) + Math.fma(-quotient, underLost, overLost);
        return Math.copySign(Math.fma(error, inverse, quotient), x);
    }

    /** e^a/2, infinite only where that is. */
    private static double halfExp(double a) {
        double t = a > 711 ? 711 : a;
        double shifted = Math.fma(t, LOG2E, SHIFT);
        double r = ExponentialsF64.rest(t, shifted - SHIFT);
        return ExponentialsF64.scaled(Math.fma(r, Math.fma(r, ExponentialsF64.quadraticClose(r), 1), 1), shifted - 1);
    }

    /** 2^(k−1), k in the low bits of the shifted number. */
    private static double up(double shifted) {
        long k = Double.doubleToRawLongBits(shifted);
        return Double.longBitsToDouble(k + (ExponentialsF64.BIAS - 1) << ExponentialsF64.MANTISSA_BITS);
    }

    /** 2^(−k−1). */
    private static double down(double shifted) {
        long k = Double.doubleToRawLongBits(shifted);
        return Double.longBitsToDouble(ExponentialsF64.BIAS - 1 - k << ExponentialsF64.MANTISSA_BITS);
    }

    /** (cosh r − 1)/r² of r² for |r| ≤ ½ ln 2; cosh r is 0.03 ulp off. */
    private static double coshSeries(double z) {
        double p = Math.fma(z, 2.7631562329826844e-07, 2.4801489088133002e-05);
        p = Math.fma(p, z, 0.0013888888947927755);
        p = Math.fma(p, z, 0.041666666666511434);
        return Math.fma(p, z, 0.5000000000000013);
    }

    /** (sinh r − r)/r³ of r² for |r| ≤ ½ ln 2; sinh r is 0.003 ulp off. */
    private static double sinhSeries(double z) {
        double p = Math.fma(z, 2.5109178722745544e-08, 2.7557243786127943e-06);
        p = Math.fma(p, z, 0.00019841269886569808);
        p = Math.fma(p, z, 0.008333333333321442);
        return Math.fma(p, z, 0.16666666666666677);
    }
}
