package fluxion.dsl.equality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An interval of decimal numbers of sixty digits that certainly contains a real number; every operation rounds outwards.
 *
 * @param low the lower bound
 * @param high the upper bound
 */
record DecimalInterval(BigDecimal low, BigDecimal high) {
    static final int DIGITS = 60;
    private static final MathContext DOWN = new MathContext(DIGITS, RoundingMode.FLOOR);
    private static final MathContext UP = new MathContext(DIGITS, RoundingMode.CEILING);
    private static final int LARGEST_EXPONENT = 100_000;
    static final DecimalInterval ZERO = exact(BigDecimal.ZERO);
    static final DecimalInterval ONE = exact(BigDecimal.ONE);

    static DecimalInterval exact(BigDecimal value) {
        return new DecimalInterval(value, value);
    }

    static DecimalInterval exact(long value) {
        return exact(BigDecimal.valueOf(value));
    }

    boolean contains(BigDecimal value) {
        return low.compareTo(value) <= 0 && value.compareTo(high) <= 0;
    }

    boolean isPoint() {
        return low.compareTo(high) == 0;
    }

    boolean isPositive() {
        return low.signum() > 0;
    }

    boolean isNegative() {
        return high.signum() < 0;
    }

    /** Whether the two numbers are certainly different. */
    boolean apart(DecimalInterval other) {
        return high.compareTo(other.low) < 0 || other.high.compareTo(low) < 0;
    }

    DecimalInterval hull(DecimalInterval other) {
        return new DecimalInterval(low.min(other.low), high.max(other.high));
    }

    DecimalInterval negate() {
        return new DecimalInterval(high.negate(), low.negate());
    }

    DecimalInterval plus(DecimalInterval other) {
        return new DecimalInterval(low.add(other.low, DOWN), high.add(other.high, UP));
    }

    DecimalInterval minus(DecimalInterval other) {
        return plus(other.negate());
    }

    DecimalInterval times(DecimalInterval other) {
        BigDecimal a = low.multiply(other.low);
        BigDecimal b = low.multiply(other.high);
        BigDecimal c = high.multiply(other.low);
        BigDecimal d = high.multiply(other.high);
        return new DecimalInterval(a.min(b).min(c).min(d).round(DOWN), a.max(b).max(c).max(d).round(UP));
    }

    DecimalInterval reciprocal() {
        if (contains(BigDecimal.ZERO)) {
            throw new BeyondReach("division by what may be zero");
        }
        return new DecimalInterval(BigDecimal.ONE.divide(high, DOWN), BigDecimal.ONE.divide(low, UP));
    }

    DecimalInterval power(int n) {
        if (Math.abs((long) n) > LARGEST_EXPONENT) {
            throw new BeyondReach("a power with the exponent " + n);
        }
        if (n < 0) {
            return power(-n).reciprocal();
        }
        DecimalInterval base = n % 2 == 0 ? abs() : this;
        return new DecimalInterval(base.low.pow(n, DOWN), base.high.pow(n, UP)).widened(1e-55);
    }

    DecimalInterval abs() {
        return low.signum() >= 0 ? this : high.signum() <= 0 ? negate()
                : new DecimalInterval(BigDecimal.ZERO, high.max(low.negate()));
    }

    DecimalInterval max(DecimalInterval other) {
        return new DecimalInterval(low.max(other.low), high.max(other.high));
    }

    DecimalInterval min(DecimalInterval other) {
        return new DecimalInterval(low.min(other.low), high.min(other.high));
    }

    /** Wider on both sides by a part of its size. */
    DecimalInterval widened(double part) {
        BigDecimal by = low.abs().max(high.abs()).multiply(BigDecimal.valueOf(part), UP);
        return new DecimalInterval(low.subtract(by, DOWN), high.add(by, UP));
    }

    /** Wider on both sides by a number. */
    DecimalInterval within(BigDecimal by) {
        return new DecimalInterval(low.subtract(by, DOWN), high.add(by, UP));
    }

    DecimalInterval floor() {
        BigDecimal a = low.setScale(0, RoundingMode.FLOOR);
        BigDecimal b = high.setScale(0, RoundingMode.FLOOR);
        return new DecimalInterval(a, b);
    }
}
