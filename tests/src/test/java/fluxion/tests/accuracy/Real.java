package fluxion.tests.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number with 200 binary digits and an unbounded exponent: what floating-point results are measured against. Nothing here
 * comes from the kernels: arithmetic is that of integers.
 */
final class Real {
    private static final int BITS = 200;
    /** The least exponent of a double's last place, and the number of its places. */
    private static final int LEAST = -1074;
    private static final int PLACES = 53;

    static final Real ZERO = new Real(BigInteger.ZERO, 0);
    static final Real ONE = of(1);
    static final Real TWO = of(2);

    /** The value is mantissa · 2^exponent. */
    final BigInteger mantissa;
    final int exponent;

    private Real(BigInteger mantissa, int exponent) {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    /** m·2ᵉ, rounded to the number of digits kept. */
    static Real of(BigInteger m, int e) {
        int excess = m.bitLength() - BITS;
        return m.signum() == 0 ? ZERO : excess <= 0 ? new Real(m, e)
                : new Real(m.shiftRight(excess - 1).add(BigInteger.ONE).shiftRight(1), e + excess);
    }

    /** A finite number, exactly. */
    static Real of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int field = (int) (bits >> 52 & 0x7FF);
        long m = bits & 0xFFFFFFFFFFFFFL | (field == 0 ? 0 : 1L << 52);
        return of(BigInteger.valueOf(bits < 0 ? -m : m), Math.max(field, 1) + LEAST - 1);
    }

    /** A decimal number. */
    static Real of(String decimal) {
        BigDecimal x = new BigDecimal(decimal);
        Real ten = of(BigInteger.TEN.pow(Math.abs(x.scale())), 0);
        return x.scale() > 0 ? of(x.unscaledValue(), 0).over(ten) : of(x.unscaledValue(), 0).times(ten);
    }

    Real plus(Real y) {
        if (signum() == 0 || y.signum() == 0) {
            return signum() == 0 ? y : this;
        }
        Real high = top() >= y.top() ? this : y;
        Real low = high == this ? y : this;
        if (high.top() - low.top() > 2 * BITS) {
            return high;
        }
        int e = Math.min(exponent, y.exponent);
        return of(mantissa.shiftLeft(exponent - e).add(y.mantissa.shiftLeft(y.exponent - e)), e);
    }

    Real minus(Real y) {
        return plus(y.negate());
    }

    Real negate() {
        return new Real(mantissa.negate(), exponent);
    }

    Real abs() {
        return new Real(mantissa.abs(), exponent);
    }

    Real times(Real y) {
        return of(mantissa.multiply(y.mantissa), exponent + y.exponent);
    }

    Real times(double y) {
        return times(of(y));
    }

    /** This times 2ⁿ. */
    Real scaled(int n) {
        return signum() == 0 ? this : new Real(mantissa, exponent + n);
    }

    Real over(Real y) {
        int shift = Math.max(0, BITS + 8 + y.mantissa.bitLength() - mantissa.bitLength());
        return of(mantissa.shiftLeft(shift).divide(y.mantissa), exponent - shift - y.exponent);
    }

    Real square() {
        return times(this);
    }

    Real sqrt() {
        int shift = Math.max(0, 2 * BITS + 8 - mantissa.bitLength());
        shift += shift + exponent & 1;
        return of(mantissa.shiftLeft(shift).sqrt(), (exponent - shift) / 2);
    }

    int signum() {
        return mantissa.signum();
    }

    int compareTo(Real y) {
        return minus(y).signum();
    }

    /** The exponent of the first digit: 2^top ≤ |x| &lt; 2^(top + 1). */
    int top() {
        return signum() == 0 ? Integer.MIN_VALUE / 2 : exponent + mantissa.bitLength() - 1;
    }

    /** This times 2ᵇ, rounded down to an integer. */
    BigInteger fixed(int b) {
        return mantissa.shiftLeft(exponent + b);
    }

    /** The largest integer that is not larger. */
    BigInteger floor() {
        return fixed(0);
    }

    /** The nearest double, or an infinity. */
    double toDouble() {
        if (signum() == 0) {
            return 0;
        }
        int last = Math.max(top() - PLACES + 1, LEAST);
        BigInteger m = last <= exponent ? mantissa.abs().shiftLeft(exponent - last) : halfEven(mantissa.abs(), last - exponent);
        double value = top() > Double.MAX_EXPONENT ? Double.POSITIVE_INFINITY : scalb(m.doubleValue(), last);
        return signum() < 0 ? -value : value;
    }

    private static double scalb(double m, int e) {
        return e < -1000 ? m * 0x1p-1000 * Math.scalb(1, e + 1000) : m * Math.scalb(1.0, Math.min(e, 900)) * Math.scalb(1.0, Math.max(e - 900, 0));
    }

    private static BigInteger halfEven(BigInteger m, int n) {
        BigInteger down = m.shiftRight(n);
        int half = m.subtract(down.shiftLeft(n)).shiftLeft(1).compareTo(BigInteger.ONE.shiftLeft(n));
        return half > 0 || half == 0 && down.testBit(0) ? down.add(BigInteger.ONE) : down;
    }

    /**
     * How far a result is from this, in units in the last place of a number this large of a format with so many places and so
     * small a least number; an infinite result stands for the first power of two that the format does not have.
     */
    double ulps(double result, int places, int least, int overflow) {
        Real most = ONE.scaled(overflow);
        Real got = Double.isInfinite(result) ? most.times(Math.signum(result)) : of(result);
        Real want = top() >= overflow ? most.times(signum()) : this;
        return got.minus(want).abs().over(ONE.scaled(Math.max(want.top() - places + 1, least))).toDouble();
    }

    @Override
    public String toString() {
        return Double.toString(toDouble());
    }
}
