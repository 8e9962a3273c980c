package fluxion.dsl.equality;

import fluxion.core.DType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a literal stands for. A double is the nearest to many real numbers; that which is meant is the decimal it was written as,
 * a fraction of small whole numbers, or a small multiple of a number such as π, √2 or ln 10. One of sixteen digits or more that
 * is none of these is taken for rounded: no more is known than that the number is near.
 *
 * @param over numerator
 * @param under denominator, positive
 * @param times what the fraction is multiplied with
 * @param rounded whether only the neighbourhood is known
 */
record Numeral(BigInteger over, BigInteger under, Constant times, boolean rounded) {
    /** Decimals of more digits are looked at twice. */
    private static final int DIGITS = 15;
    private static final int DENOMINATORS = 4096;
    private static final int FACTORS = 24;

    /**
     * A product of named numbers: π to half a power, the root of a whole number, the logarithm of a whole number.
     *
     * @param pi twice the exponent of π
     * @param root what stands under a root
     * @param log of what a logarithm is taken
     * @param logPower the exponent of that logarithm
     * @param e the exponent of e
     */
    record Constant(int pi, int root, int log, int logPower, int e) {
        static final Constant ONE = new Constant(0, 1, 1, 0, 0);

        double value() {
            double value = pi % 2 == 0 ? Math.pow(Math.PI, pi / 2) : pi > 0 ? Math.sqrt(Math.PI) * Math.pow(Math.PI, pi / 2)
                    : Math.pow(Math.PI, (pi + 1) / 2) / Math.sqrt(Math.PI);
            return value * Math.sqrt(root) * Math.pow(log == 1 ? 1 : Math.log(log), logPower) * Math.exp(e);
        }
    }

    private static final Seq<Constant> CONSTANTS = Array.of(1, 2, -1, -2, 4, -4).map(p -> new Constant(p, 1, 1, 0, 0))
            .appendAll(Array.of(2, 3, 5, 6, 7, 10).map(r -> new Constant(0, r, 1, 0, 0)))
            .appendAll(Array.of(1, -1, 2, -2).map(p -> new Constant(p, 2, 1, 0, 0)))
            .appendAll(Array.of(2, 3, 5, 7, 10).flatMap(n -> Array.of(new Constant(0, 1, n, 1, 0), new Constant(0, 1, n, -1, 0))))
            .appendAll(Array.of(1, -1, 2).map(p -> new Constant(0, 1, 1, 0, p)));

    static Numeral of(double literal, DType dtype) {
        if (!Double.isFinite(literal)) {
            throw new BeyondReach("numbers that are not finite");
        }
        BigDecimal decimal = new BigDecimal(dtype == DType.F32 ? Float.toString((float) literal) : Double.toString(literal))
                .stripTrailingZeros();
        if (decimal.precision() <= (dtype == DType.F32 ? 6 : DIGITS) || literal == Math.rint(literal)) {
            return exact(decimal);
        }
        return fraction(literal, literal, dtype, DENOMINATORS, Constant.ONE).orElse(() -> named(literal, dtype))
                .getOrElse(() -> {
                    Numeral near = exact(decimal);
                    return new Numeral(near.over, near.under, Constant.ONE, true);
                });
    }

    private static Numeral exact(BigDecimal decimal) {
        BigInteger unscaled = decimal.unscaledValue();
        BigInteger power = BigInteger.TEN.pow(Math.abs(decimal.scale()));
        return decimal.scale() <= 0 ? new Numeral(unscaled.multiply(power), BigInteger.ONE, Constant.ONE, false)
                : reduced(unscaled, power, Constant.ONE);
    }

    private static Numeral reduced(BigInteger over, BigInteger under, Constant times) {
        BigInteger common = over.gcd(under).max(BigInteger.ONE);
        return new Numeral(over.divide(common), under.divide(common), times, false);
    }

    private static Option<Numeral> named(double literal, DType dtype) {
        return CONSTANTS.toStream().flatMap(c -> fraction(literal / c.value(), literal, dtype, FACTORS, c)).headOption();
    }

    /** The fraction of small numbers near a value that, multiplied with a constant, is nearest to the literal. */
    private static Option<Numeral> fraction(double value, double literal, DType dtype, int denominators, Constant times) {
        if (Math.abs(value) < 1e-4 || Math.abs(value) > 1e4) {
            return Option.none();
        }
        double within = 4 * (dtype == DType.F32 ? Math.ulp((float) value) : Math.ulp(value));
        for (int q = 1; q <= denominators; q++) {
            double p = Math.rint(value * q);
            if (p != 0 && Math.abs(p) < 10.0 * denominators && Math.abs(p / q - value) <= within) {
                Numeral found = reduced(BigInteger.valueOf((long) p), BigInteger.valueOf(q), times);
                BigDecimal exact = DecimalScalars.value(found).low();
                double nearest = dtype == DType.F32 ? exact.floatValue() : exact.doubleValue();
                return Option.when(nearest == literal, found);
            }
        }
        return Option.none();
    }
}
