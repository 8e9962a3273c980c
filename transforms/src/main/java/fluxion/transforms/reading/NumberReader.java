package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;

import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Opaque;
import fluxion.transforms.reading.Indeterminate.Prime;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads floating-point numbers as what they stand for: whole numbers, decimals and fractions, and multiples of π, logarithms
 * and roots of small whole numbers.
 */
final class NumberReader {
    private static final int DIGITS = 9;
    private static final int DENOMINATORS = 4096;
    private static final int MULTIPLES = 720;
    private static final double WHOLE = 1e15;
    /** Before matrices numbers are fractions where these are small. */
    private static final int SHORT_DENOMINATOR = 1000;
    private static final double SHORT_NUMBER = 1e9;
    private static final int SHORT_DIGITS = 7;
    /** Multiples of constants may have been rounded a few times. */
    private static final int ROUNDINGS = 4;

    private final Indeterminates table;

    NumberReader(Indeterminates table) {
        this.table = table;
    }

    /** The number as a term. */
    Monomial of(double value) {
        return plain(value).map(r -> new Monomial(r, PowerProduct.ONE)).orElse(() -> named(value))
                .getOrElse(() -> new Monomial(Rational.decimal(value).getOrElse(Rational.ZERO), PowerProduct.ONE));
    }

    /** Whether it has no name, but a decimal. */
    private static Option<Rational> plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE ? Option.of(Rational.of((long) value))
                : decimal(value).orElse(() -> fraction(value, DENOMINATORS, 0));
    }

    private static Option<Rational> decimal(double value) {
        String text = Double.toString(value);
        int digits = (int) text.chars().filter(Character::isDigit).count();
        return digits <= DIGITS ? Rational.decimal(value) : Option.none();
    }

    private static Option<Rational> fraction(double value, int most, double within) {
        for (int q = 1; q <= most; q++) {
            double p = Math.rint(value * q);
            if (p != 0 && Math.abs(p) < 10 * DENOMINATORS && Math.abs(p / q - value) <= within) {
                return Option.of(Rational.of((long) p, q));
            }
        }
        return Option.none();
    }

    /** The fraction that a number was written as: one with a small denominator that rounds to it, or a short decimal. */
    static Option<Rational> shortFraction(double number) {
        if (!Double.isFinite(number)) {
            return Option.none();
        }
        for (int under = 1; under <= SHORT_DENOMINATOR && Math.abs(number) < SHORT_NUMBER; under++) {
            double over = Math.rint(number * under);
            if (over / under == number && (under <= 2 || Math.abs(over) > 0)) {
                return Option.of(Rational.of((long) over, under));
            }
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return decimal.precision() > SHORT_DIGITS ? Option.none() : Option.of(Rational.of(decimal));
    }

    private Option<Monomial> named(double value) {
        for (Name name : Name.ALL) {
            double ratio = value / name.value();
            double within = ROUNDINGS * Math.ulp(ratio);
            Option<Rational> multiple = near(ratio, within).orElse(() -> fraction(ratio, MULTIPLES, within));
            if (multiple.isDefined()) {
                return Option.of(name.term(table).times(new Monomial(multiple.get(), PowerProduct.ONE)));
            }
        }
        return Option.none();
    }

    /** A short decimal near a number. */
    private static Option<Rational> near(double value, double within) {
        for (int digits = 0; digits <= DIGITS - 1; digits++) {
            double scale = Math.pow(10, digits);
            double rounded = Math.rint(value * scale) / scale;
            if (rounded != 0 && Math.abs(rounded - value) <= within) {
                return Rational.decimal(rounded);
            }
        }
        return Option.none();
    }

    /**
     * π to a power times the logarithm of a whole number to a power times a root.
     *
     * @param halves how many halves of π's power
     * @param log of which number, 0 for none
     * @param logs the power of the logarithm
     * @param root the number under a root, 1 for none
     */
    private record Name(double value, int halves, int log, int logs, int root) {
        static final Seq<Name> ALL = all();

        private static Seq<Name> all() {
            Seq<Name> names = Array.empty();
            for (int halves : new int[] {2, -2, 1, -1, 4, -4, 0}) {
                for (int root : new int[] {1, 2, 3, 5, 6, 7, 10}) {
                    if (halves != 0 || root != 1) {
                        names = names.append(new Name(Math.pow(Math.PI, halves / 2.0) * Math.sqrt(root), halves, 0, 0, root));
                    }
                }
            }
            for (int log : new int[] {2, 10, 3, 5, 6, 7}) {
                for (int power : new int[] {1, -1, 2, -2}) {
                    names = names.append(new Name(Math.pow(Math.log(log), power), 0, log, power, 1));
                }
            }
            return names;
        }

        Monomial term(Indeterminates table) {
            Monomial term = new Monomial(Rational.ONE, PowerProduct.ONE);
            if (halves != 0) {
                term = term.times(table.power(new Opaque(Literal.of(table.type(), Math.PI)), halves * UNIT / 2));
            }
            if (log != 0) {
                term = term.times(table.power(new Opaque(Expr.apply(Unary.LOG, Literal.of(table.type(), log))), logs * UNIT));
            }
            return root == 1 ? term : term.times(root(table, root));
        }

        private static Monomial root(Indeterminates table, int number) {
            Monomial term = new Monomial(Rational.ONE, PowerProduct.ONE);
            int left = number;
            for (int p = 2; p <= left; p++) {
                while (left % p == 0) {
                    term = term.times(table.power(new Prime(p), UNIT / 2));
                    left /= p;
                }
            }
            return term;
        }
    }

    /** A positive number to a power, counted in 120ths; none where its prime factors are too big. */
    Option<Monomial> root(Rational number, int exponent) {
        return primes(number.numerator(), exponent)
                .flatMap(a -> primes(number.denominator(), -exponent).map(b -> table.settled(a.times(b))));
    }

    private Option<Monomial> primes(BigInteger number, int exponent) {
        if (number.bitLength() > 40) {
            return Option.none();
        }
        long left = number.longValue();
        Monomial term = new Monomial(Rational.ONE, PowerProduct.ONE);
        for (int p = 2; left > 1 && p < 1000; p++) {
            while (left % p == 0) {
                term = term.times(table.power(new Prime(p), exponent));
                left /= p;
            }
        }
        return left == 1 ? Option.of(term) : Option.none();
    }
}
