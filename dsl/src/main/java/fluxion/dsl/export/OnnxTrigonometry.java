package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.op.Unary;

/**
 * Elementary functions in double precision for runtimes that know them in single precision only: from e^x, ln, √ and the
 * sine, and for the arcus tangent and the error function their power series after the argument has been made small.
 */
final class OnnxTrigonometry {
    private static final DType F64 = DType.F64;
    /** With an argument up to tan(π/32) the term after these is below one unit in the last place. */
    private static final int ARC_TERMS = 8;
    /** What π/2 has beyond its digits. */
    private static final double HALF_PI_REST = 6.123233995736766e-17;
    private static final int ERF_TERMS = 16;
    /** Where erf rounds to 1. */
    private static final double ERF_ONE = 6;
    private static final int FRACTION_TERMS = 60;

    private final OnnxElementwise e;

    OnnxTrigonometry(OnnxElementwise elementwise) {
        e = elementwise;
    }

    private String number(double value) {
        return e.number(F64, value);
    }

    private String root(String x) {
        return e.op("Sqrt", x);
    }

    String unary(Unary op, String x) {
        return switch (op) {
            case COS -> cos(x);
            case TAN -> e.div(e.op("Sin", x), cos(x));
            case ATAN -> atan(x);
            // through the half angle, exact also where |x| is near 1
            case ASIN -> e.mul(number(2),
                    atan(e.div(x, e.add(number(1), root(e.mul(e.sub(number(1), x), e.add(number(1), x)))))));
            case ACOS -> e.mul(number(2), atan(e.div(root(e.sub(number(1), x)), root(e.add(number(1), x)))));
            case SINH -> {
                String m = e.expm1(F64, e.abs(x));
                String half = e.op("Exp", e.mul(number(0.5), e.abs(x)));
                String small = e.mul(number(0.5), e.add(m, e.div(m, e.add(m, number(1)))));
                String large = e.mul(e.mul(number(0.5), half), half);
                yield withSign(x, e.where(F64, e.less(e.abs(x), number(22)), small, large));
            }
            case COSH -> {
                String half = e.op("Exp", e.mul(number(0.5), e.abs(x)));
                String large = e.mul(e.mul(number(0.5), half), half);
                yield e.add(large, e.mul(number(0.5), e.op("Exp", e.neg(e.abs(x)))));
            }
            case ASINH -> {
                String a = e.abs(x);
                String square = e.mul(a, a);
                String near = e.log1p(F64, e.add(a, e.div(square, e.add(number(1), root(e.add(square, number(1)))))));
                String far = e.add(e.op("Log", a), number(Math.log(2)));
                yield withSign(x, e.where(F64, e.less(a, number(1e8)), near, far));
            }
            case ACOSH -> {
                String t = e.sub(x, number(1));
                String near = e.log1p(F64, e.add(t, root(e.mul(t, e.add(t, number(2))))));
                String far = e.add(e.op("Log", x), number(Math.log(2)));
                yield e.where(F64, e.less(x, number(1)), number(Double.NaN), e.where(F64, e.less(x, number(1e8)), near, far));
            }
            case ATANH -> {
                String a = e.abs(x);
                yield withSign(x, e.mul(number(0.5), e.log1p(F64, e.div(e.mul(number(2), a), e.sub(number(1), a)))));
            }
            default -> throw new IllegalArgumentException(op.label() + " is no trigonometric function");
        };
    }

    /** By the sine of what is missing to π/2, to its digits near the first zeros; far away by the half angle's sine. */
    private String cos(String x) {
        String a = e.abs(x);
        String near = e.op("Sin", e.add(e.sub(number(Math.PI / 2), a), number(HALF_PI_REST)));
        String half = e.op("Sin", e.mul(number(0.5), x));
        return e.where(F64, e.less(a, number(6)), near, e.sub(number(1), e.mul(number(2), e.mul(half, half))));
    }

    /** An odd function's value from that at |x|; zeros keep their sign. */
    private String withSign(String x, String value) {
        return e.where(F64, e.less(x, number(0)), e.neg(value), e.where(F64, e.equal(x, number(0)), x, value));
    }

    /** arctan of |x| or of its reciprocal, the angle halved three times, and then the series. */
    private String atan(String x) {
        String a = e.abs(x);
        String beyond = e.op("Greater", a, number(1));
        String t = e.where(F64, beyond, e.div(number(1), a), a);
        for (int i = 0; i < 3; i++) {
            t = e.div(t, e.add(number(1), root(e.add(number(1), e.mul(t, t)))));
        }
        String square = e.mul(t, t);
        String sum = number(0);
        for (int k = ARC_TERMS; k >= 0; k--) {
            sum = e.add(e.mul(sum, square), number((k % 2 == 0 ? 1.0 : -1.0) / (2 * k + 1)));
        }
        String angle = e.mul(number(8), e.mul(t, sum));
        return withSign(x, e.where(F64, beyond, e.sub(number(Math.PI / 2), angle), angle));
    }

    /** The angle of (y, x), the first operand y, in any quadrant, zeros and infinities included. */
    String atan2(DType dtype, String y, String x) {
        if (dtype != F64) {
            return e.cast(F64, dtype, atan2(F64, e.cast(dtype, F64, y), e.cast(dtype, F64, x)));
        }
        String a = e.abs(x);
        String b = e.abs(y);
        String zero = number(0);
        String infinite = e.and(e.op("IsInf", x), e.op("IsInf", y));
        String both = e.or(infinite, e.and(e.equal(a, zero), e.equal(b, zero)));
        String ratio = e.div(e.where(F64, both, e.where(F64, infinite, number(1), zero), b), e.where(F64, both, number(1), a));
        String angle = atan(ratio);
        String turned = e.where(F64, e.negative(F64, x), e.sub(number(Math.PI), angle), angle);
        return e.where(F64, e.negative(F64, y), e.neg(turned), turned);
    }

    /** The series of erf below 2, from there on 1 − erfc by its continued fraction. */
    String erf(String x) {
        String a = e.abs(x);
        String near = e.less(a, number(2));
        String s = e.where(F64, near, a, number(0));
        String square = e.mul(s, s);
        // e^(−x²) Σ (2x²)ᵏ/(1·3·5·…·(2k + 1)): all terms positive
        String sum = number(1);
        for (int k = 3 * ERF_TERMS; k >= 1; k--) {
            sum = e.add(e.mul(sum, e.mul(square, number(2.0 / (2 * k + 1)))), number(1));
        }
        String small = e.mul(e.mul(s, number(2 / Math.sqrt(Math.PI))), e.mul(e.op("Exp", e.neg(square)), sum));
        String f = e.where(F64, near, number(2), e.op("Min", a, number(ERF_ONE)));
        String rest = f;
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            rest = e.add(f, e.div(number(0.5 * k), rest));
        }
        String large = e.sub(number(1), e.div(e.mul(e.op("Exp", e.neg(e.mul(f, f))), number(1 / Math.sqrt(Math.PI))), rest));
        return e.where(F64, e.op("IsNaN", x), x, withSign(x, e.where(F64, near, small, large)));
    }
}
