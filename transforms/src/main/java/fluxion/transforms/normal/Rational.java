package fluxion.transforms.normal;

import io.vavr.control.Option;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A rational number in lowest terms.
 *
 * @param numerator any integer
 * @param denominator greater than 0
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    /** 0. */
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    /** 1. */
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
    /** ½. */
    public static final Rational HALF = of(1, 2);
    /** The greatest exponent of a number's decimal or binary form. */
    private static final int EXPONENT = 400;

    /** Reduces the fraction to lowest terms; refuses a denominator 0. */
    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("a denominator must not be 0");
        }
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** A whole number. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /** p/q. */
    public static Rational of(long p, long q) {
        return new Rational(BigInteger.valueOf(p), BigInteger.valueOf(q));
    }

    /** What a floating-point number is exactly, a whole number times a power of 2; none where it is not finite or too small. */
    public static Option<Rational> exactly(double value) {
        return Double.isFinite(value) && (value == 0 || Math.abs(Math.getExponent(value)) <= EXPONENT)
                ? Option.of(of(new BigDecimal(value))) : Option.none();
    }

    /** What the shortest decimal that reads as the floating-point number says: 0.1 is 1/10; none where it is not finite. */
    public static Option<Rational> decimal(double value) {
        return Double.isFinite(value) && (value == 0 || Math.abs(Math.getExponent(value)) <= EXPONENT)
                ? Option.of(of(new BigDecimal(Double.toString(value)))) : Option.none();
    }

    /** What a decimal says. */
    public static Rational of(BigDecimal decimal) {
        return decimal.scale() > 0 ? new Rational(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                : new Rational(decimal.toBigInteger(), BigInteger.ONE);
    }

    /** The sum. */
    public Rational plus(Rational other) {
        return new Rational(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The difference. */
    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    /** The product. */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The quotient; the divisor must not be 0. */
    public Rational over(Rational other) {
        return times(other.inverse());
    }

    /** The negative. */
    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** The reciprocal of a number that is not 0. */
    public Rational inverse() {
        return new Rational(denominator, numerator);
    }

    /** The magnitude. */
    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    /** A whole power; of 0 only one that is not negative. */
    public Rational raised(int exponent) {
        return exponent < 0 ? inverse().raised(-exponent) : new Rational(numerator.pow(exponent), denominator.pow(exponent));
    }

    /** The positive number whose square it is, where that is rational. */
    public Option<Rational> root() {
        if (signum() <= 0) {
            return Option.none();
        }
        BigInteger over = numerator.sqrt();
        BigInteger under = denominator.sqrt();
        return Option.when(over.multiply(over).equals(numerator) && under.multiply(under).equals(denominator),
                () -> new Rational(over, under));
    }

    /** The greatest number of which both are whole multiples; 0 for zeros. */
    public Rational gcd(Rational other) {
        BigInteger over = numerator.multiply(other.denominator).gcd(other.numerator.multiply(denominator));
        return new Rational(over, denominator.multiply(other.denominator));
    }

    /** −1, 0 or 1. */
    public int signum() {
        return numerator.signum();
    }

    /** Whether it is 0. */
    public boolean isZero() {
        return numerator.signum() == 0;
    }

    /** Whether it is 1. */
    public boolean isOne() {
        return equals(ONE);
    }

    /** Whether it is a whole number. */
    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /** The whole number that it is, where that is one of 32 bits. */
    public Option<Integer> whole() {
        return Option.when(isWhole() && numerator.bitLength() < Integer.SIZE, () -> numerator.intValue());
    }

    /** How many bits it is written with. */
    public int bits() {
        return numerator.bitLength() + denominator.bitLength();
    }

    /** The nearest floating-point number. */
    public double toDouble() {
        return isWhole() && numerator.bitLength() < Long.SIZE - 12 ? numerator.longValue()
                : new BigDecimal(numerator).divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL128).doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return isWhole() ? numerator.toString() : numerator + "/" + denominator;
    }
}
