package fluxion.dsl.equality;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Elementary functions of decimal numbers, to more digits than {@link DecimalInterval} keeps: series where they converge fast,
 * identities that lead there.
 */
final class DecimalFunctions {
    static final MathContext WORK = new MathContext(DecimalInterval.DIGITS + 24, RoundingMode.HALF_EVEN);
    private static final BigDecimal TINY = BigDecimal.ONE.movePointLeft(DecimalInterval.DIGITS + 22);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(100_000);
    /** 16·arctan(1/5) − 4·arctan(1/239). */
    static final BigDecimal PI = reciprocalArctan(5).multiply(BigDecimal.valueOf(16))
            .subtract(reciprocalArctan(239).multiply(BigDecimal.valueOf(4)), WORK);
    private static final BigDecimal LN_2 = logarithmOfTwo();

    private DecimalFunctions() {}

    private static BigDecimal reciprocalArctan(int n) {
        BigDecimal square = BigDecimal.valueOf((long) n * n);
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), WORK);
        BigDecimal sum = power;
        for (int k = 1; power.compareTo(TINY.movePointLeft(6)) > 0; k++) {
            power = power.divide(square, WORK);
            BigDecimal term = power.divide(BigDecimal.valueOf(2L * k + 1), WORK);
            sum = k % 2 == 1 ? sum.subtract(term, WORK) : sum.add(term, WORK);
        }
        return sum;
    }

    /** Σ 2/((2k + 1)·3^(2k+1)). */
    private static BigDecimal logarithmOfTwo() {
        BigDecimal power = TWO.divide(BigDecimal.valueOf(3), WORK);
        BigDecimal sum = power;
        for (int k = 1; power.compareTo(TINY.movePointLeft(6)) > 0; k++) {
            power = power.divide(BigDecimal.valueOf(9), WORK);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), WORK), WORK);
        }
        return sum;
    }

    static BigDecimal exp(BigDecimal x) {
        if (x.abs().compareTo(LARGEST) > 0) {
            throw new BeyondReach("exponentials of large numbers");
        }
        BigInteger k = x.divide(LN_2, WORK).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal r = x.subtract(LN_2.multiply(new BigDecimal(k)), WORK).divide(BigDecimal.valueOf(256), WORK);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && term.abs().compareTo(TINY) > 0; n++) {
            term = term.multiply(r, WORK).divide(BigDecimal.valueOf(n), WORK);
            sum = sum.add(term, WORK);
        }
        for (int i = 0; i < 8; i++) {
            sum = sum.multiply(sum, WORK);
        }
        int n = k.intValueExact();
        return n >= 0 ? sum.multiply(TWO.pow(n, WORK), WORK) : sum.divide(TWO.pow(-n, WORK), WORK);
    }

    /** From a first guess y, twice y + 2(x − eʸ)/(x + eʸ). */
    static BigDecimal log(BigDecimal x) {
        int scale = x.precision() - x.scale();
        BigDecimal y = BigDecimal.valueOf(Math.log(x.movePointLeft(scale).doubleValue()) + scale * Math.log(10));
        for (int i = 0; i < 2; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(x.subtract(e, WORK)).divide(x.add(e, WORK), WORK), WORK);
        }
        return y;
    }

    static BigDecimal sin(BigDecimal x) {
        return turned(x, 0);
    }

    static BigDecimal cos(BigDecimal x) {
        return turned(x, 1);
    }

    /** sin(x + quarter·π/2), by the remainder of quarter turns. */
    private static BigDecimal turned(BigDecimal x, int quarter) {
        if (x.abs().compareTo(BigDecimal.valueOf(1e12)) > 0) {
            throw new BeyondReach("angles of large numbers");
        }
        BigDecimal right = PI.divide(TWO, WORK);
        BigInteger k = x.divide(right, WORK).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal r = x.subtract(right.multiply(new BigDecimal(k)), WORK);
        int turn = k.add(BigInteger.valueOf(quarter)).mod(BigInteger.valueOf(4)).intValue();
        BigDecimal value = series(r, turn % 2);
        return turn < 2 ? value : value.negate();
    }

    private static BigDecimal series(BigDecimal r, int even) {
        BigDecimal square = r.multiply(r, WORK);
        BigDecimal term = even == 1 ? BigDecimal.ONE : r;
        BigDecimal sum = term;
        for (int n = even == 1 ? 1 : 2; term.signum() != 0 && term.abs().compareTo(TINY) > 0; n += 2) {
            term = term.multiply(square, WORK).divide(BigDecimal.valueOf((long) n * (n + 1)), WORK).negate();
            sum = sum.add(term, WORK);
        }
        return sum;
    }

    /** From a first guess y, y + arctan((x − tan y)/(1 + x·tan y)), whose argument is small. */
    static BigDecimal arctan(BigDecimal x) {
        if (x.signum() < 0) {
            return arctan(x.negate()).negate();
        }
        if (x.compareTo(BigDecimal.ONE) > 0) {
            return PI.divide(TWO, WORK).subtract(arctan(BigDecimal.ONE.divide(x, WORK)), WORK);
        }
        BigDecimal y = BigDecimal.valueOf(Math.atan(x.doubleValue()));
        BigDecimal t = sin(y).divide(cos(y), WORK);
        BigDecimal d = x.subtract(t, WORK).divide(BigDecimal.ONE.add(x.multiply(t, WORK), WORK), WORK);
        BigDecimal square = d.multiply(d, WORK);
        BigDecimal power = d;
        BigDecimal sum = d;
        for (int k = 1; k <= 4; k++) {
            power = power.multiply(square, WORK).negate();
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), WORK), WORK);
        }
        return y.add(sum, WORK);
    }
}
