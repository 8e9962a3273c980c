package fluxion.ops.functions;

/** The general power of one f64. */
public final class PowersF64 {
    private PowersF64() {}

    private static final double SHIFT = ExponentialsF64.SHIFT;
    private static final double LOG2E_HIGH = 1.4426950408889634, LOG2E_LOW = 2.0355273740931033e-17;
    private static final double TWO_THIRDS_LOW = 3.700743415417188e-17, TWO_FIFTHS_LOW = -2.2204460492503132e-17;

    /**
     * C's pow: x^y = ±2^(y·log₂|x|), the logarithm to 2^−68 of itself as a sum of two doubles; below 0.8 ulp. 1 to any power, −1
     * to ±∞ and anything to 0 are 1; a negative number to a power that is no integer is NaN.
     */
    public static double pow(double x, double y) {
        double a = Math.abs(x);
        if (!(a >= Double.MIN_NORMAL & a < Double.POSITIVE_INFINITY & Math.abs(y) < 0x1p51)) {
            return atEdge(x, y);
        }
        return pow(x, y, 0);
    }

    /** The power of x·2^(−less). */
    private static double pow(double x, double y, double less) {
        double a = Math.abs(x);
        double k = -(LogarithmsF64.minusExponent(a) + less);
        double m = LogarithmsF64.mantissa(a);
        // log m = 2s + s³·(2/3 + s²·(2/5 + …)), s = high + low
        double f = m - 1;
        double under = m + 1;
        double inverse = 1 / under;
        double s = f * inverse;
        double sLow = inverse * (Math.fma(-s, under, f) - s * (m - (under - 1)));
        double z = s * s;
        double zLow = Math.fma(s, s, -z) + 2 * s * sLow;
        double p = z * series(z);
        double fifth = 0.4 + p;
        double fifthLow = p - (fifth - 0.4) + TWO_FIFTHS_LOW;
        double q = z * fifth;
        double qLow = Math.fma(z, fifth, -q) + Math.fma(zLow, fifth, z * fifthLow);
        double third = 0.6666666666666666 + q;
        double thirdLow = q - (third - 0.6666666666666666) + (TWO_THIRDS_LOW + qLow);
        double cube = s * z;
        double cubeLow = Math.fma(s, z, -cube) + Math.fma(s, zLow, sLow * z);
        double c = cube * third;
        double cLow = Math.fma(cube, third, -c) + Math.fma(cube, thirdLow, cubeLow * third);
        double log = 2 * s + c;
        double logLow = c - (log - 2 * s) + (2 * sLow + cLow);
        // log₂|x|
        double binary = log * LOG2E_HIGH;
        double binaryLow = Math.fma(log, LOG2E_HIGH, -binary) + Math.fma(log, LOG2E_LOW, logLow * LOG2E_HIGH);
        double sum = k + binary;
        double sumLow = binary - (sum - k) + binaryLow;
        // times y
        double product = y * sum;
        boolean far = Math.abs(product) > 1100;
        double low = far ? 0 : Math.fma(y, sum, -product) + y * sumLow;
        double t = far ? product > 0 ? 1100.0 : -1100.0 : product;
        double shifted = t + SHIFT;
        double exact = t - (shifted - SHIFT);
        double r = exact + low;
        double power = ExponentialsF64.power2(r);
        double rest = exact - r + low;
        double result = ExponentialsF64.scaled(Math.fma(rest * 0.6931471805599453, power, power), shifted);
        // the sign, and whether there is any
        double whole = y + SHIFT;
        long odd = Double.doubleToRawLongBits(whole) << 63;
        double signed = Double.longBitsToDouble(Double.doubleToRawLongBits(result) ^ Double.doubleToRawLongBits(x) & odd);
        return x < 0 & whole - SHIFT != y ? Double.NaN : signed;
    }

    /** Subnormal, zero, infinite and NaN bases, and exponents so large that every power but that of ±1 is 0, ±∞ or NaN. */
    private static double atEdge(double x, double y) {
        double a = Math.abs(x);
        if (y == 0 || x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        boolean odd = Math.abs(y) < 0x1p53 && y == Math.rint(y) && 0.5 * y != Math.rint(0.5 * y);
        if (a == 0 || a == Double.POSITIVE_INFINITY) {
            double result = a == 0 == y > 0 ? 0 : Double.POSITIVE_INFINITY;
            return odd ? Math.copySign(result, x) : result;
        }
        if (Math.abs(y) < 0x1p51) {
            return pow(x * 0x1p54, y, 54);
        }
        if (x < 0 && y != Math.rint(y)) {
            return Double.NaN;
        }
        if (a == 1 || Double.isInfinite(y)) {
            return a == 1 ? odd ? x : 1 : a > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double power = pow(a, y, 0);
        return odd ? Math.copySign(power, x) : power;
    }

    /** Of s² the terms from 2/7 on of 2·artanh(s)/s, for |s| ≤ 0.1716; the logarithm is 2^−71 off. */
    private static double series(double z) {
        double p = Math.fma(z, 0.11916690911959342, 0.11684336081271275);
        p = Math.fma(p, z, 0.13335798487147746);
        p = Math.fma(p, z, 0.15384571981387507);
        p = Math.fma(p, z, 0.18181818618369616);
        p = Math.fma(p, z, 0.22222222219919233);
        return Math.fma(p, z, 0.28571428571433427);
    }
}
