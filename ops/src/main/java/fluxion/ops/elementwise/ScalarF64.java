package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.functions.CircularF64;
import fluxion.ops.functions.ErrorFunctionF64;
import fluxion.ops.functions.ExponentialsF64;
import fluxion.ops.functions.HyperbolicF64;
import fluxion.ops.functions.InverseCircularF64;
import fluxion.ops.functions.InverseHyperbolicF64;
import fluxion.ops.functions.LogarithmsF64;
import fluxion.ops.functions.LogisticF64;
import fluxion.ops.functions.PowersF64;
import fluxion.ops.functions.RootsF64;

/**
 * What each elementwise operation means on one f64. Arithmetic is that of the dtype; the
 * transcendental functions are those of {@link fluxion.ops.functions}.
 */
public final class ScalarF64 {
    private ScalarF64() {}

    /** 2⁵³ (f32: 2²⁴), up to which every whole number is exact. */
    private static final double WHOLES = 2 / Math.ulp(1.0);

    /** One element of a unary operation from floats to floats. */
    public static double unary(Unary op, double x) {
        return switch (op) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case TRUNC -> trunc(x);
            case SQRT -> Math.sqrt(x);
            case RSQRT -> 1 / Math.sqrt(x);
            case CBRT -> RootsF64.cbrt(x);
            case EXP -> ExponentialsF64.exp(x);
            case EXP2 -> ExponentialsF64.exp2(x);
            case EXPM1 -> ExponentialsF64.expm1(x);
            case LOG -> LogarithmsF64.log(x);
            case LOG1P -> LogarithmsF64.log1p(x);
            case LOG2 -> LogarithmsF64.log2(x);
            case LOG10 -> LogarithmsF64.log10(x);
            case SIN -> CircularF64.sin(x);
            case COS -> CircularF64.cos(x);
            case TAN -> CircularF64.tan(x);
            case ASIN -> InverseCircularF64.asin(x);
            case ACOS -> InverseCircularF64.acos(x);
            case ATAN -> InverseCircularF64.atan(x);
            case SINH -> HyperbolicF64.sinh(x);
            case COSH -> HyperbolicF64.cosh(x);
            case TANH -> HyperbolicF64.tanh(x);
            case ASINH -> InverseHyperbolicF64.asinh(x);
            case ACOSH -> InverseHyperbolicF64.acosh(x);
            case ATANH -> InverseHyperbolicF64.atanh(x);
            case ERF -> ErrorFunctionF64.erf(x);
            case SIGMOID -> LogisticF64.sigmoid(x);
            case SOFTPLUS -> LogisticF64.softplus(x);
            case RELU -> x <= 0 ? 0 : x;
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw Refused.unary(op, "f64 to f64");
        };
    }

    /** One element of a unary operation from floats to truth values. */
    public static boolean test(Unary op, double x) {
        return switch (op) {
            case IS_NAN -> Double.isNaN(x);
            case IS_INF -> Double.isInfinite(x);
            case IS_FINITE -> Double.isFinite(x);
            default -> throw Refused.unary(op, "f64 to bool");
        };
    }

    /** One element of a binary operation. */
    public static double binary(Binary op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> PowersF64.pow(a, b);
            case REMAINDER -> remainder(a, b);
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case ATAN2 -> InverseCircularF64.atan2(a, b);
            case HYPOT -> RootsF64.hypot(a, b);
            case LOGADDEXP -> LogisticF64.logAddExp(a, b);
            case COPYSIGN -> Math.copySign(a, b);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f64");
        };
    }

    /** One element of a comparison. */
    public static boolean compare(Compare op, double a, double b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }

    /**
     * xⁿ: by squaring for small n, which is what a person would write and rounds at most a few times; else by the general
     * power.
     */
    public static double power(int exponent, double x) {
        if (exponent > IntegerPower.SQUARINGS || exponent < -IntegerPower.SQUARINGS) {
            return IntegerPower.generalF64(x, exponent);
        }
        double result = 1;
        double square = x;
        for (int e = Math.abs(exponent); e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return exponent < 0 ? 1 / result : result;
    }

    static double trunc(double x) {
        return Math.copySign(Math.floor(Math.abs(x)), x);
    }

    /** x − y⌊x/y⌋ without rounding but the last: C's fmod, moved into the divisor's sign. */
    static double remainder(double x, double y) {
        double r = x % y;
        if (r == 0) {
            return Math.copySign(r, y);
        }
        return (r < 0) != (y < 0) ? r + y : r;
    }

    /** ⌊x/y⌋ of the exact quotient where it can be known, not of the rounded one: 1 // 0.1 is 9. */
    static double floorDivide(double x, double y) {
        double quotient = x / y;
        double q = Math.floor(quotient);
        return q == quotient && Math.abs(q) < WHOLES && Math.fma(-q, y, x) * Math.signum(y) < 0 ? q - 1 : q;
    }
}
