package fluxion.transforms.algebra;

/**
 * A number in front of a product, as a fraction, so that thirds stay thirds.
 *
 * @param over the numerator
 * @param under the denominator, positive
 */
record Coefficient(double over, double under) {
    static final Coefficient ONE = new Coefficient(1, 1);

    static Coefficient of(double number) {
        return new Coefficient(number, 1);
    }

    double value() {
        return over / under;
    }

    boolean isZero() {
        return over == 0;
    }

    boolean isOne() {
        return over == 1 && under == 1;
    }

    boolean isFinite() {
        return Double.isFinite(over) && Double.isFinite(under) && under != 0;
    }

    Coefficient negate() {
        return new Coefficient(-over, under);
    }

    Coefficient abs() {
        return new Coefficient(Math.abs(over), under);
    }

    Coefficient plus(Coefficient other) {
        return under == other.under ? reduced(over + other.over, under)
                : reduced(over * other.under + other.over * under, under * other.under);
    }

    Coefficient times(Coefficient other) {
        return reduced(kept(over * other.over, over != 0 && other.over != 0), under * other.under);
    }

    Coefficient inverse() {
        return over < 0 ? new Coefficient(-under, -over) : new Coefficient(under, over);
    }

    private static Coefficient reduced(double over, double under) {
        if (under == 1) {
            return new Coefficient(over, 1);
        }
        if (Coefficients.whole(over) && Coefficients.whole(under) && over != 0) {
            double divisor = gcd(Math.abs(over), under);
            return new Coefficient(over / divisor, under / divisor);
        }
        return new Coefficient(over / under, 1);
    }

    /** To a power, at least 1. */
    Coefficient raised(int n) {
        return n == 1 ? this : reduced(kept(Math.pow(over, n), over != 0), Math.pow(under, n));
    }

    /** A product, no number where it vanished though its factors are not 0. */
    private static double kept(double product, boolean factors) {
        return product == 0 && factors ? Double.NaN : product;
    }

    private static double gcd(double a, double b) {
        while (b != 0) {
            double rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
