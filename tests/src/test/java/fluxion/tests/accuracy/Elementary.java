package fluxion.tests.accuracy;

import java.math.BigInteger;

/**
 * The elementary functions of {@link Real}, with more than 130 correct digits relative to the value: Taylor's series after
 * reduction of the argument, and Newton's method from a double for the inverses. Arguments are finite and in the domain.
 */
final class Elementary {
    private Elementary() {}

    /** Digits behind the point in series. */
    private static final int FIXED = 260;
    /** π with so many digits that the largest double can be reduced. */
    private static final int PI_BITS = 1600;
    private static final BigInteger PI_FIXED = pi();
    static final Real PI = Real.of(PI_FIXED, -PI_BITS);
    /** Of ln 2 = 2 artanh(1/3). */
    private static final BigInteger LN2_FIXED = inverse(3, FIXED, false).shiftLeft(1);
    static final Real LN2 = Real.of(LN2_FIXED, -FIXED);
    static final Real LN10 = log(Real.of(10));

    /** Machin's formula: π = 16 arctan(1/5) − 4 arctan(1/239). */
    private static BigInteger pi() {
        int bits = PI_BITS + 20;
        return inverse(5, bits, true).shiftLeft(4).subtract(inverse(239, bits, true).shiftLeft(2)).shiftRight(20);
    }

    /** arctan(1/n), or artanh(1/n), times 2^bits. */
    private static BigInteger inverse(int n, int bits, boolean alternating) {
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(n));
        BigInteger sum = power;
        for (int k = 1; power.signum() != 0; k++) {
            power = power.divide(BigInteger.valueOf((long) n * n));
            BigInteger term = power.divide(BigInteger.valueOf(2L * k + 1));
            sum = alternating && k % 2 == 1 ? sum.subtract(term) : sum.add(term);
        }
        return sum;
    }

    static Real exp(Real x) {
        if (x.top() > 20) {
            return Real.ONE.scaled(x.signum() * (1 << 25));
        }
        BigInteger fixed = x.fixed(FIXED);
        BigInteger k = fixed.add(LN2_FIXED.shiftRight(1)).divide(LN2_FIXED);
        int halvings = 8;
        BigInteger r = fixed.subtract(k.multiply(LN2_FIXED)).shiftRight(halvings);
        BigInteger term = BigInteger.ONE.shiftLeft(FIXED);
        BigInteger sum = term;
        for (int n = 1; term.signum() != 0 && term.bitLength() > 1; n++) {
            term = term.multiply(r).shiftRight(FIXED).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum).shiftRight(FIXED);
        }
        return Real.of(sum, -FIXED + k.intValueExact());
    }

    static Real exp2(Real x) {
        return exp(x.times(LN2));
    }

    static Real expm1(Real x) {
        if (x.top() >= -6) {
            return exp(x).minus(Real.ONE);
        }
        Real term = x;
        Real sum = x;
        for (int n = 2; term.signum() != 0 && term.top() > sum.top() - 210; n++) {
            term = term.times(x).over(Real.of(n));
            sum = sum.plus(term);
        }
        return sum;
    }

    /** By Halley's method from a double, which triples its digits; near 1 by its series. */
    static Real log(Real x) {
        Real d = x.minus(Real.ONE);
        if (d.top() < -6) {
            return log1pSmall(d);
        }
        int k = x.top();
        Real m = x.scaled(-k);
        Real guess = Real.of(StrictMath.log(m.toDouble()));
        Real e = exp(guess);
        return guess.plus(m.minus(e).over(m.plus(e)).scaled(1)).plus(LN2.times(k));
    }

    static Real log1p(Real x) {
        return x.top() < -6 ? log1pSmall(x) : log(x.plus(Real.ONE));
    }

    /** 2 artanh(x/(2 + x)). */
    private static Real log1pSmall(Real x) {
        Real r = x.over(x.plus(Real.TWO));
        Real square = r.square();
        Real power = r;
        Real sum = r;
        for (int k = 3; power.signum() != 0 && power.top() > r.top() - 210; k += 2) {
            power = power.times(square);
            sum = sum.plus(power.over(Real.of(k)));
        }
        return sum.scaled(1);
    }

    /** sin(x + quarters·π/2): what is left of x modulo π/2, with the digits that cancelling takes, in a series. */
    private static Real sine(Real x, int quarters) {
        BigInteger half = PI_FIXED.shiftRight(1);
        BigInteger fixed = x.fixed(PI_BITS);
        BigInteger k = fixed.shiftLeft(1).add(half).divide(half.shiftLeft(1));
        if (fixed.shiftLeft(1).add(half).signum() < 0) {
            k = k.subtract(BigInteger.ONE);
        }
        BigInteger rest = fixed.subtract(k.multiply(half));
        boolean tiny = x.top() < -120;
        Real r = tiny ? x : Real.of(rest, -PI_BITS);
        int quadrant = k.add(BigInteger.valueOf(quarters)).and(BigInteger.valueOf(3)).intValue();
        Real value = quadrant % 2 == 0 ? series(r, r, 1) : series(Real.ONE, r, 0);
        return quadrant >= 2 ? value.negate() : value;
    }

    /** first·(1 − r²/((s + 1)(s + 2)) + …). */
    private static Real series(Real first, Real r, int s) {
        if (first.signum() == 0) {
            return first;
        }
        Real square = r.square();
        Real term = first;
        Real sum = first;
        for (int n = s + 1; term.signum() != 0 && term.top() > first.top() - 210; n += 2) {
            term = term.times(square).over(Real.of((double) n * (n + 1))).negate();
            sum = sum.plus(term);
        }
        return sum;
    }

    static Real sin(Real x) {
        return sine(x, 0);
    }

    static Real cos(Real x) {
        return sine(x, 1);
    }

    static Real tan(Real x) {
        return sin(x).over(cos(x));
    }

    /** arctan y + arctan((x − tan y)/(1 + x·tan y)) with a double y near it. */
    static Real atan(Real x) {
        if (x.top() > 300) {
            return PI.scaled(-1).times(x.signum()).minus(Real.ONE.over(x));
        }
        if (x.top() < -100) {
            return x.minus(x.square().times(x).over(Real.of(3)));
        }
        Real y = Real.of(StrictMath.atan(x.toDouble()));
        Real t = tan(y);
        Real d = x.minus(t).over(x.times(t).plus(Real.ONE));
        Real square = d.square();
        return y.plus(d.times(Real.ONE.minus(square.over(Real.of(3))).plus(square.square().over(Real.of(5)))));
    }

    static Real atan2(Real y, Real x) {
        if (x.signum() == 0) {
            return PI.scaled(-1).times(y.signum());
        }
        Real angle = atan(y.over(x));
        return x.signum() > 0 ? angle : y.signum() < 0 ? angle.minus(PI) : angle.plus(PI);
    }

    static Real asin(Real x) {
        Real rest = Real.ONE.minus(x).times(Real.ONE.plus(x));
        return rest.signum() == 0 ? PI.scaled(-1).times(x.signum()) : atan(x.over(rest.sqrt()));
    }

    static Real acos(Real x) {
        Real rest = Real.ONE.minus(x).times(Real.ONE.plus(x));
        return atan2(rest.sqrt(), x);
    }

    static Real sinh(Real x) {
        Real e = expm1(x.abs());
        Real y = e.plus(e.over(e.plus(Real.ONE))).scaled(-1);
        return x.signum() < 0 ? y.negate() : y;
    }

    static Real cosh(Real x) {
        Real e = exp(x.abs());
        return e.plus(Real.ONE.over(e)).scaled(-1);
    }

    static Real tanh(Real x) {
        Real e = expm1(x.scaled(1));
        return x.top() > 6 ? Real.ONE.times(x.signum()) : e.over(e.plus(Real.TWO));
    }

    static Real asinh(Real x) {
        Real a = x.abs();
        Real square = a.square();
        Real y = log1p(a.plus(square.over(Real.ONE.plus(square.plus(Real.ONE).sqrt()))));
        return x.signum() < 0 ? y.negate() : y;
    }

    static Real acosh(Real x) {
        Real t = x.minus(Real.ONE);
        return log1p(t.plus(t.times(t.plus(Real.TWO)).sqrt()));
    }

    static Real atanh(Real x) {
        return log1p(x.scaled(1).over(Real.ONE.minus(x))).scaled(-1);
    }

    /** Newton's method for y³ = x. */
    static Real cbrt(Real x) {
        if (x.signum() == 0) {
            return x;
        }
        int k = Math.floorDiv(x.top(), 3);
        Real m = x.scaled(-3 * k);
        Real y = Real.of(StrictMath.cbrt(m.toDouble()));
        for (int i = 0; i < 2; i++) {
            y = y.minus(y.minus(m.over(y.square())).over(Real.of(3)));
        }
        return y.scaled(k);
    }

    /** 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n + 1)), whose terms are positive; 1 where it differs by less than is measured. */
    static Real erf(Real x) {
        if (x.top() >= 3) {
            return Real.ONE.times(x.signum());
        }
        Real twice = x.square().scaled(1);
        Real term = x;
        Real sum = x;
        for (int n = 1; term.signum() != 0 && term.top() > sum.top() - 210; n++) {
            term = term.times(twice).over(Real.of(2 * n + 1));
            sum = sum.plus(term);
        }
        return sum.times(exp(x.square().negate())).over(PI.sqrt()).scaled(1);
    }

    static Real sigmoid(Real x) {
        Real e = exp(x.abs().negate());
        return (x.signum() < 0 ? e : Real.ONE).over(e.plus(Real.ONE));
    }

    static Real softplus(Real x) {
        Real rest = log1p(exp(x.abs().negate()));
        return x.signum() > 0 ? x.plus(rest) : rest;
    }

    /** xʸ for x &gt; 0, or a whole y. */
    static Real pow(Real x, Real y) {
        if (y.signum() == 0) {
            return Real.ONE;
        }
        if (x.signum() == 0) {
            return Real.ZERO;
        }
        Real size = exp(log(x.abs()).times(y));
        return x.signum() < 0 && y.floor().testBit(0) ? size.negate() : size;
    }

    static Real hypot(Real x, Real y) {
        return x.square().plus(y.square()).sqrt();
    }

    static Real logAddExp(Real x, Real y) {
        Real d = x.minus(y);
        return (d.signum() > 0 ? x : y).plus(log1p(exp(d.abs().negate())));
    }

    /** ⌊x/y⌋. */
    static Real floorDivide(Real x, Real y) {
        int e = Math.min(x.exponent, y.exponent);
        BigInteger a = x.mantissa.shiftLeft(x.exponent - e);
        BigInteger b = y.mantissa.shiftLeft(y.exponent - e);
        BigInteger[] parts = a.divideAndRemainder(b);
        BigInteger q = parts[1].signum() != 0 && parts[1].signum() != b.signum() ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return Real.of(q, 0);
    }

    /** x − y⌊x/y⌋. */
    static Real remainder(Real x, Real y) {
        int e = Math.min(x.exponent, y.exponent);
        BigInteger a = x.mantissa.shiftLeft(x.exponent - e);
        BigInteger b = y.mantissa.shiftLeft(y.exponent - e);
        BigInteger r = a.mod(b.abs());
        return Real.of(b.signum() < 0 && r.signum() != 0 ? r.add(b) : r, e);
    }
}
