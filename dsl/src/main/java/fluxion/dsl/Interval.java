package fluxion.dsl;

import fluxion.core.op.Compare;
import java.util.function.DoubleUnaryOperator;

/**
 * An interval that certainly contains a real number, or NaN bounds where the number may not exist. An infinite bound says that
 * nothing is known on that side. Every operation rounds outwards.
 *
 * @param low the lower bound, never +∞
 * @param high the upper bound, never −∞
 */
record Interval(double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);
    static final Interval TRUE = new Interval(1, 1);
    static final Interval FALSE = new Interval(0, 0);
    static final Interval EITHER = new Interval(0, 1);

    Interval {
        boolean known = low <= high;
        low = known ? low == Double.POSITIVE_INFINITY ? Double.MAX_VALUE : low : Double.NaN;
        high = known ? high == Double.NEGATIVE_INFINITY ? -Double.MAX_VALUE : high : Double.NaN;
    }

    /** A number as it is; only finite ones are real. */
    static Interval exact(double value) {
        return Double.isFinite(value) ? new Interval(value, value) : UNKNOWN;
    }

    boolean exists() {
        return !Double.isNaN(low);
    }

    boolean isPoint() {
        return low == high;
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Whether the two numbers are certainly different. */
    boolean apart(Interval other) {
        return high < other.low || other.high < low;
    }

    /** Wider by so many units in the last place at each end. */
    Interval outward(double ulps) {
        return new Interval(down(low, ulps), up(high, ulps));
    }

    private static double down(double bound, double ulps) {
        return Double.isInfinite(bound) ? Math.nextDown(bound) : bound - ulps * Math.ulp(bound);
    }

    private static double up(double bound, double ulps) {
        return -down(-bound, ulps);
    }

    /** What of it lies in a range that the number is known to lie in. */
    Interval within(double least, double greatest) {
        return new Interval(Math.clamp(low, least, greatest), Math.clamp(high, least, greatest));
    }

    Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    Interval negate() {
        return new Interval(-high, -low);
    }

    Interval abs() {
        double least = contains(0) ? 0 : Math.min(Math.abs(low), Math.abs(high));
        return new Interval(least, Math.max(Math.abs(low), Math.abs(high)));
    }

    Interval plus(Interval other) {
        Interval sum = new Interval(low + other.low, high + other.high).outward(1);
        return low >= 0 && other.low >= 0 ? sum.within(0, Double.POSITIVE_INFINITY) : sum;
    }

    Interval minus(Interval other) {
        return plus(other.negate());
    }

    Interval times(Interval other) {
        Interval product = corners(product(low, other.low), product(low, other.high), product(high, other.low),
                product(high, other.high)).outward(1);
        return low >= 0 && other.low >= 0 ? product.within(0, Double.POSITIVE_INFINITY) : product;
    }

    /** Numbers are finite, whatever their bounds: zero times any of them is zero. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    Interval over(Interval other) {
        if (!other.exists() || other.contains(0)) {
            return UNKNOWN;
        }
        Interval quotient = corners(quotient(low, other.low), quotient(low, other.high), quotient(high, other.low),
                quotient(high, other.high)).outward(1);
        return low >= 0 && other.low > 0 ? quotient.within(0, Double.POSITIVE_INFINITY) : quotient;
    }

    /** ∞/∞ stands for quotients of any size. */
    private static double quotient(double a, double b) {
        return Double.isInfinite(a) && Double.isInfinite(b) ? a * Math.signum(b) : a / b;
    }

    private static Interval corners(double a, double b, double c, double d) {
        return new Interval(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** xⁿ. */
    Interval power(int n) {
        if (!exists() || n == 0) {
            return n == 0 ? TRUE : UNKNOWN;
        }
        if (n < 0 && contains(0)) {
            return UNKNOWN;
        }
        Interval base = n % 2 == 0 ? abs() : this;
        double a = Math.pow(base.low, n);
        double b = Math.pow(base.high, n);
        Interval power = new Interval(Math.min(a, b), Math.max(a, b)).outward(4);
        return base.low >= 0 ? power.within(0, Double.POSITIVE_INFINITY) : power;
    }

    /** xʸ for positive x, or for numbers that are known exactly. */
    Interval pow(Interval y) {
        if (!exists() || !y.exists() || low <= 0 && !(isPoint() && y.isPoint()) || low == 0 && y.low <= 0) {
            return UNKNOWN;
        }
        return corners(Math.pow(low, y.low), Math.pow(low, y.high), Math.pow(high, y.low), Math.pow(high, y.high)).outward(8)
                .within(low >= 0 ? 0 : Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    Interval max(Interval other) {
        return new Interval(Math.max(low, other.low), Math.max(high, other.high));
    }

    Interval min(Interval other) {
        return new Interval(Math.min(low, other.low), Math.min(high, other.high));
    }

    /** The value of a function that changes no faster than its argument: f at the middle, give or take the radius. */
    Interval slow(DoubleUnaryOperator f) {
        double middle = low / 2 + high / 2;
        double radius = (high - low) * 0.5000001 + Math.ulp(middle);
        double value = f.applyAsDouble(middle);
        return new Interval(value - radius, value + radius).outward(4);
    }

    Interval compare(Compare compare, Interval other) {
        if (!exists() || !other.exists()) {
            return UNKNOWN;
        }
        return switch (compare) {
            case LT -> high < other.low ? TRUE : low >= other.high ? FALSE : EITHER;
            case LE -> high <= other.low ? TRUE : low > other.high ? FALSE : EITHER;
            case GT -> other.compare(Compare.LT, this);
            case GE -> other.compare(Compare.LE, this);
            case EQ -> apart(other) ? FALSE : isPoint() && other.isPoint() ? TRUE : EITHER;
            case NE -> compare(Compare.EQ, other).not();
        };
    }

    /** Of a condition, 0 or 1: the other. */
    Interval not() {
        return new Interval(1 - high, 1 - low);
    }

    /** Where a condition, 0 or 1, is known, the one or the other. */
    static Interval select(Interval condition, Interval yes, Interval no) {
        return !condition.exists() ? UNKNOWN : condition.low == 1 ? yes : condition.high == 0 ? no : yes.hull(no);
    }
}
