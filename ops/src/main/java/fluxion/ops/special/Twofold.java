package fluxion.ops.special;

/**
 * A number in two parts, the second beyond the first's last place: about 105 bits, for exponents and sums whose error would be
 * multiplied. Sums and products are those of T. J. Dekker, A floating-point technique for extending the available precision,
 * Numer. Math. 18, 1971.
 */
final class Twofold {
    final double high;
    final double low;

    private Twofold(double high, double low) {
        this.high = high;
        this.low = low;
    }

    static Twofold of(double x) {
        return new Twofold(x, 0);
    }

    /** a + b, exactly. */
    static Twofold sum(double a, double b) {
        double s = a + b;
        double t = s - a;
        return new Twofold(s, (a - (s - t)) + (b - t));
    }

    /** a·b, exactly where it does not underflow. */
    static Twofold product(double a, double b) {
        double p = a * b;
        return new Twofold(p, Math.fma(a, b, -p));
    }

    /** a + b for parts of which the second is the smaller one. */
    private static Twofold joined(double a, double b) {
        double s = a + b;
        return new Twofold(s, b - (s - a));
    }

    Twofold plus(double x) {
        Twofold s = sum(high, x);
        return joined(s.high, s.low + low);
    }

    Twofold plus(Twofold x) {
        Twofold s = sum(high, x.high);
        Twofold t = sum(low, x.low);
        Twofold u = joined(s.high, s.low + t.high);
        return joined(u.high, u.low + t.low);
    }

    Twofold minus(Twofold x) {
        return plus(x.negate());
    }

    Twofold negate() {
        return new Twofold(-high, -low);
    }

    Twofold times(double x) {
        Twofold p = product(high, x);
        return joined(p.high, Math.fma(low, x, p.low));
    }

    Twofold times(Twofold x) {
        Twofold p = product(high, x.high);
        return joined(p.high, p.low + Math.fma(high, x.low, low * x.high));
    }

    Twofold over(Twofold x) {
        double first = high / x.high;
        Twofold rest = minus(x.times(first));
        double second = rest.high / x.high;
        rest = rest.minus(x.times(second));
        return joined(first, second).plus(rest.high / x.high);
    }

    double value() {
        return high + low;
    }

    /** ln 2 = 2 artanh(1/3), by its series. */
    private static final Twofold LN2 = logarithm(sum(2, 0), 80);
    private static final int ENTRIES = 64;
    /** 1/(1 + (i + ½)/64) in nine bits, and minus its logarithm. */
    private static final double[] RECIPROCALS = new double[ENTRIES];
    private static final Twofold[] LOGARITHMS = new Twofold[ENTRIES];

    static {
        for (int i = 0; i < ENTRIES; i++) {
            RECIPROCALS[i] = Math.rint(512 / (1 + (i + 0.5) / ENTRIES)) / 512;
            LOGARITHMS[i] = logarithm(of(RECIPROCALS[i]), 80).negate();
        }
    }

    /** ln x = 2 artanh((x − 1)/(x + 1)) with so many terms. */
    private static Twofold logarithm(Twofold x, int terms) {
        Twofold s = x.plus(-1).over(x.plus(1));
        Twofold square = s.times(s);
        Twofold sum = of(0);
        for (int k = terms; k > 0; k--) {
            sum = sum.plus(of(1).over(of(2 * k + 1))).times(square);
        }
        return sum.plus(1).times(s).times(2);
    }

    private static final Twofold THIRD = of(1).over(of(3));
    private static final Twofold FIFTH = of(1).over(of(5));

    /** ln x for a positive finite x, to about 100 bits: a table to 1/64, then the series of artanh. */
    static Twofold log(double x) {
        double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int k = Math.getExponent(normal);
        double m = Double.longBitsToDouble(Double.doubleToRawLongBits(normal) & 0xFFFFFFFFFFFFFL | 0x3FF0000000000000L);
        if (m > 1.4142135623730951 && k == -1) {
            return nearOne(sum(normal, -1)); // numbers just below 1 keep their digits
        }
        int i = (int) ((m - 1) * ENTRIES);
        int exponent = x < Double.MIN_NORMAL ? k - 54 : k;
        if (exponent == 0 && i == 0) {
            return nearOne(sum(m, -1));
        }
        Twofold p = product(m, RECIPROCALS[i]);
        return nearOne(sum(p.high - 1, p.low)).plus(LOGARITHMS[i]).plus(LN2.times(exponent));
    }

    /** ln of a positive number in two parts. */
    Twofold log() {
        return log(high).plus(low / high);
    }

    /** ln(1 + u). */
    private static Twofold nearOne(Twofold u) {
        Twofold s = u.over(u.plus(2));
        double v = s.high * s.high;
        if (v > 0.001) {
            return logarithm(u.plus(1), 30);
        }
        Twofold square = s.times(s);
        double rest = v * v * v * (1.0 / 7 + v * (1.0 / 9 + v * (1.0 / 11 + v * (1.0 / 13 + v * (1.0 / 15 + v / 17)))));
        return square.times(square.times(FIFTH).plus(THIRD)).plus(rest).plus(1).times(s).times(2);
    }

    /** e to the power of it, times a factor: about as exact as one exponential, also where the power alone would underflow. */
    double exp(double factor) {
        if (!(high > -1200)) {
            return Double.isNaN(high) ? high : 0;
        }
        if (high < -650) {
            return plus(LN2.times(200)).exp(factor) * 0x1p-200;
        }
        double e = StrictMath.exp(high);
        return Math.fma(e, low, e) * factor;
    }
}
