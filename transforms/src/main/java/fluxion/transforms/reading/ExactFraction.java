package fluxion.transforms.reading;

import io.vavr.control.Option;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A fraction of whole numbers in lowest terms.
 *
 * @param over the numerator
 * @param under the denominator, positive
 */
record ExactFraction(BigInteger over, BigInteger under) implements Comparable<ExactFraction> {
    static final ExactFraction ZERO = of(0);
    static final ExactFraction ONE = of(1);
    static final ExactFraction HALF = of(1).over(of(2));
    /** Numbers with more digits are no fractions that anyone wrote. */
    private static final int DIGITS = 7;
    private static final int DENOMINATOR = 1000;

    static ExactFraction of(long whole) {
        return new ExactFraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** The fraction that a number was written as: a short decimal, or one with a small denominator that rounds to it. */
    static Option<ExactFraction> of(double number) {
        if (!Double.isFinite(number)) {
            return Option.none();
        }
        for (int under = 1; under <= DENOMINATOR && Math.abs(number) < 1e9; under++) {
            double over = Math.rint(number * under);
            if (over / under == number && (under <= 2 || Math.abs(over) > 0)) {
                return Option.of(of((long) over).over(of(under)));
            }
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return decimal.precision() > DIGITS ? Option.none() : Option.of(decimal.scale() <= 0
                ? new ExactFraction(decimal.toBigIntegerExact(), BigInteger.ONE)
                : reduced(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale())));
    }

    private static ExactFraction reduced(BigInteger over, BigInteger under) {
        BigInteger divisor = over.gcd(under).multiply(BigInteger.valueOf(under.signum()));
        return new ExactFraction(over.divide(divisor), under.divide(divisor));
    }

    ExactFraction plus(ExactFraction other) {
        return reduced(over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    ExactFraction times(ExactFraction other) {
        return reduced(over.multiply(other.over), under.multiply(other.under));
    }

    ExactFraction over(ExactFraction other) {
        return reduced(over.multiply(other.under), under.multiply(other.over));
    }

    ExactFraction negate() {
        return new ExactFraction(over.negate(), under);
    }

    ExactFraction abs() {
        return new ExactFraction(over.abs(), under);
    }

    /** The largest fraction of which both are whole multiples. */
    ExactFraction common(ExactFraction other) {
        return reduced(over.multiply(other.under).gcd(other.over.multiply(under)), under.multiply(other.under));
    }

    /** The number whose square it is, where that is a fraction. */
    Option<ExactFraction> root() {
        if (over.signum() <= 0) {
            return Option.none();
        }
        BigInteger a = over.sqrt();
        BigInteger b = under.sqrt();
        return Option.when(a.multiply(a).equals(over) && b.multiply(b).equals(under), () -> new ExactFraction(a, b));
    }

    /** To a whole power. */
    ExactFraction power(int n) {
        return n >= 0 ? new ExactFraction(over.pow(n), under.pow(n)) : ONE.over(power(-n));
    }

    int sign() {
        return over.signum();
    }

    boolean isZero() {
        return over.signum() == 0;
    }

    boolean isOne() {
        return equals(ONE);
    }

    boolean isWhole() {
        return under.equals(BigInteger.ONE);
    }

    /** Whether it is a small whole number. */
    boolean isInt() {
        return isWhole() && over.bitLength() < Integer.SIZE;
    }

    double value() {
        return over.doubleValue() / under.doubleValue();
    }

    @Override
    public int compareTo(ExactFraction other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }

    @Override
    public String toString() {
        return isWhole() ? over.toString() : over + "/" + under;
    }
}
