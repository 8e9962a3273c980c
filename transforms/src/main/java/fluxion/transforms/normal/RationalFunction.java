package fluxion.transforms.normal;

import io.vavr.control.Option;

/**
 * A quotient of polynomials in lowest terms, which is a normal form: equal ones have equal numerators and denominators.
 *
 * @param numerator any polynomial without negative powers
 * @param denominator primitive, not 0, without a factor in common with the numerator
 */
public record RationalFunction(SparsePolynomial numerator, SparsePolynomial denominator) {
    /** 0. */
    public static final RationalFunction ZERO = of(SparsePolynomial.ZERO);
    /** 1. */
    public static final RationalFunction ONE = of(SparsePolynomial.ONE);

    /** A polynomial, of negative powers too. */
    public static RationalFunction of(SparsePolynomial p) {
        PowerProduct powers = p.commonPowers();
        PowerProduct under = powers.map(i -> Math.max(0, -powers.exponent(i)));
        return new RationalFunction(p.times(under), SparsePolynomial.ONE.times(under));
    }

    /** A number. */
    public static RationalFunction of(Rational value) {
        return of(SparsePolynomial.of(value));
    }

    /** A variable. */
    public static RationalFunction variable(int variable) {
        return of(SparsePolynomial.variable(variable));
    }

    /** The quotient in lowest terms; none where the divisor is 0 or the way too long. */
    public static Option<RationalFunction> quotient(SparsePolynomial over, SparsePolynomial under) {
        if (under.isZero()) {
            return Option.none();
        }
        RationalFunction a = of(over);
        RationalFunction b = of(under);
        return a.numerator.times(b.denominator).flatMap(n -> a.denominator.times(b.numerator).flatMap(d -> reduced(n, d)));
    }

    private static Option<RationalFunction> reduced(SparsePolynomial n, SparsePolynomial d) {
        return PolynomialGcd.of(n, d).flatMap(common -> n.divideExact(common).flatMap(p -> d.divideExact(common).map(q -> {
            Rational number = q.content();
            return new RationalFunction(p.times(number.inverse()), q.times(number.inverse()));
        })));
    }

    /** Whether it is 0. */
    public boolean isZero() {
        return numerator.isZero();
    }

    /** The sum; none where the way to it is too long. */
    public Option<RationalFunction> plus(RationalFunction other) {
        return denominator.equals(other.denominator) ? reduced(numerator.plus(other.numerator), denominator)
                : numerator.times(other.denominator).flatMap(a -> other.numerator.times(denominator).flatMap(b ->
                        denominator.times(other.denominator).flatMap(d -> reduced(a.plus(b), d))));
    }

    /** The difference. */
    public Option<RationalFunction> minus(RationalFunction other) {
        return plus(other.negate());
    }

    /** The product. */
    public Option<RationalFunction> times(RationalFunction other) {
        return numerator.times(other.numerator).flatMap(n -> denominator.times(other.denominator).flatMap(d -> reduced(n, d)));
    }

    /** The quotient; none where the divisor is 0. */
    public Option<RationalFunction> over(RationalFunction other) {
        return other.isZero() ? Option.none()
                : numerator.times(other.denominator).flatMap(n -> denominator.times(other.numerator).flatMap(d -> reduced(n, d)));
    }

    /** The negative. */
    public RationalFunction negate() {
        return new RationalFunction(numerator.negate(), denominator);
    }

    /** A whole power; none of 0 to a negative one. */
    public Option<RationalFunction> raised(int exponent) {
        if (exponent < 0) {
            return ONE.over(this).flatMap(inverse -> inverse.raised(-exponent));
        }
        return numerator.raised(exponent).flatMap(n -> denominator.raised(exponent).map(d -> new RationalFunction(n, d)));
    }

    @Override
    public String toString() {
        return denominator.isOne() ? numerator.toString() : "(" + numerator + ")/(" + denominator + ")";
    }
}
