package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.functions.CircularF32;
import fluxion.ops.functions.ErrorFunctionF32;
import fluxion.ops.functions.ExponentialsF32;
import fluxion.ops.functions.HyperbolicF32;
import fluxion.ops.functions.InverseCircularF32;
import fluxion.ops.functions.InverseHyperbolicF32;
import fluxion.ops.functions.LogarithmsF32;
import fluxion.ops.functions.LogisticF32;
import fluxion.ops.functions.PowersF32;
import fluxion.ops.functions.PowersF64;
import fluxion.ops.functions.RootsF32;

/**
 * What each elementwise operation means on one f32, and one plain loop per family. Arithmetic is float arithmetic; the
 * transcendental functions are those of {@link fluxion.ops.functions}.
 */
public final class ScalarF32 {
    private ScalarF32() {}

    public static void unary(Unary op, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = unary(op, x[xo + i]);
        }
    }

    public static void test(Unary op, float[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = test(op, x[xo + i]);
        }
    }

    public static void power(int exponent, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = power(exponent, x[xo + i]);
        }
    }

    public static void binary(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = binary(op, a[ao + i], b[bo + i]);
        }
    }

    public static void binary(Binary op, float a, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = binary(op, a, b[bo + i]);
        }
    }

    public static void binary(Binary op, float[] a, int ao, float b, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = binary(op, a[ao + i], b);
        }
    }

    public static void compare(Compare op, float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = compare(op, a[ao + i], b[bo + i]);
        }
    }

    public static void compare(Compare op, float[] a, int ao, float b, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = compare(op, a[ao + i], b);
        }
    }

    public static void select(boolean[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    public static void select(boolean[] c, int co, float[] a, int ao, float b, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    public static void select(boolean[] c, int co, float a, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }

    /** One element of a unary operation from floats to floats. */
    public static float unary(Unary op, float x) {
        return switch (op) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case SQRT -> (float) Math.sqrt(x);
            case RSQRT -> 1 / (float) Math.sqrt(x);
            case RELU -> x <= 0 ? 0 : x;
            case CBRT -> RootsF32.cbrt(x);
            case EXP -> ExponentialsF32.exp(x);
            case SIN -> CircularF32.sin(x);
            case COS -> CircularF32.cos(x);
            case TAN -> CircularF32.tan(x);
            case ASIN -> InverseCircularF32.asin(x);
            case ACOS -> InverseCircularF32.acos(x);
            case ATAN -> InverseCircularF32.atan(x);
            case ERF -> ErrorFunctionF32.erf(x);
            case EXP2 -> ExponentialsF32.exp2(x);
            case EXPM1 -> ExponentialsF32.expm1(x);
            case LOG -> LogarithmsF32.log(x);
            case LOG1P -> LogarithmsF32.log1p(x);
            case LOG2 -> LogarithmsF32.log2(x);
            case LOG10 -> LogarithmsF32.log10(x);
            case SINH -> HyperbolicF32.sinh(x);
            case COSH -> HyperbolicF32.cosh(x);
            case TANH -> HyperbolicF32.tanh(x);
            case ASINH -> InverseHyperbolicF32.asinh(x);
            case ACOSH -> InverseHyperbolicF32.acosh(x);
            case ATANH -> InverseHyperbolicF32.atanh(x);
            case SIGMOID -> LogisticF32.sigmoid(x);
            case SOFTPLUS -> LogisticF32.softplus(x);
            case FLOOR, CEIL, ROUND, TRUNC -> (float) ScalarF64.unary(op, x);
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw Refused.unary(op, "f32 to f32");
        };
    }

    /** One element of a unary operation from floats to truth values. */
    public static boolean test(Unary op, float x) {
        return switch (op) {
            case IS_NAN -> Float.isNaN(x);
            case IS_INF -> Float.isInfinite(x);
            case IS_FINITE -> Float.isFinite(x);
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, SQRT, RSQRT, CBRT, EXP, EXP2, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS,
                    TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID, SOFTPLUS, RELU, LOGICAL_NOT ->
                    throw Refused.unary(op, "f32 to bool");
        };
    }

    /** One element of a binary operation. */
    public static float binary(Binary op, float a, float b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> PowersF32.pow(a, b);
            case REMAINDER -> remainder(a, b);
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case ATAN2 -> InverseCircularF32.atan2(a, b);
            case HYPOT -> RootsF32.hypot(a, b);
            case LOGADDEXP -> LogisticF32.logAddExp(a, b);
            case COPYSIGN -> Math.copySign(a, b);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f32");
        };
    }

    /** One element of a comparison. */
    public static boolean compare(Compare op, float a, float b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }

    /** xⁿ as {@link ScalarF64#power}, in float arithmetic. */
    public static float power(int exponent, float x) {
        if (exponent > Power.SQUARINGS || exponent < -Power.SQUARINGS) {
            return (double) (float) exponent == exponent ? PowersF32.pow(x, exponent) : (float) PowersF64.pow(x, exponent);
        }
        float result = 1;
        float square = x;
        for (int e = Math.abs(exponent); e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return exponent < 0 ? 1 / result : result;
    }

    static float remainder(float x, float y) {
        return (float) ScalarF64.remainder(x, y);
    }

    /** ⌊x/y⌋ as {@link ScalarF64#floorDivide}, in float arithmetic. */
    static float floorDivide(float x, float y) {
        float quotient = x / y;
        float q = (float) Math.floor(quotient);
        return q == quotient && Math.abs(q) < 0x1p24f && Math.fma(-q, y, x) * Math.signum(y) < 0 ? q - 1 : q;
    }
}
