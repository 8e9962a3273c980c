package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.functions.VectorCircularF32;
import fluxion.ops.functions.VectorErrorFunctionF32;
import fluxion.ops.functions.VectorExponentialsF32;
import fluxion.ops.functions.VectorHyperbolicF32;
import fluxion.ops.functions.VectorInverseCircularF32;
import fluxion.ops.functions.VectorInverseHyperbolicF32;
import fluxion.ops.functions.VectorLogarithmsF32;
import fluxion.ops.functions.VectorLogisticF32;
import fluxion.ops.functions.VectorPowersF32;
import fluxion.ops.functions.VectorRootsF32;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The vector kernel of each operation on f32. Reached only where {@code jdk.incubator.vector} is present. */
final class VectorF32 {
    private VectorF32() {}

    static void unary(Unary op, float[] x, int xo, float[] y, int yo, int n) {
        switch (op) {
            case NEG -> ArithmeticF32.neg(x, xo, y, yo, n);
            case ABS -> ArithmeticF32.abs(x, xo, y, yo, n);
            case SIGN -> ArithmeticF32.sign(x, xo, y, yo, n);
            case FLOOR -> RoundingF32.floor(x, xo, y, yo, n);
            case CEIL -> RoundingF32.ceil(x, xo, y, yo, n);
            case ROUND -> RoundingF32.round(x, xo, y, yo, n);
            case TRUNC -> RoundingF32.trunc(x, xo, y, yo, n);
            case SQRT -> ArithmeticF32.sqrt(x, xo, y, yo, n);
            case RSQRT -> ArithmeticF32.rsqrt(x, xo, y, yo, n);
            case CBRT -> VectorRootsF32.cbrt(x, xo, y, yo, n);
            case EXP -> VectorExponentialsF32.exp(x, xo, y, yo, n);
            case EXP2 -> VectorExponentialsF32.exp2(x, xo, y, yo, n);
            case EXPM1 -> VectorExponentialsF32.expm1(x, xo, y, yo, n);
            case LOG -> VectorLogarithmsF32.log(x, xo, y, yo, n);
            case LOG1P -> VectorLogarithmsF32.log1p(x, xo, y, yo, n);
            case LOG2 -> VectorLogarithmsF32.log2(x, xo, y, yo, n);
            case LOG10 -> VectorLogarithmsF32.log10(x, xo, y, yo, n);
            case SIN -> VectorCircularF32.sin(x, xo, y, yo, n);
            case COS -> VectorCircularF32.cos(x, xo, y, yo, n);
            case TAN -> VectorCircularF32.tan(x, xo, y, yo, n);
            case ASIN -> VectorInverseCircularF32.asin(x, xo, y, yo, n);
            case ACOS -> VectorInverseCircularF32.acos(x, xo, y, yo, n);
            case ATAN -> VectorInverseCircularF32.atan(x, xo, y, yo, n);
            case SINH -> VectorHyperbolicF32.sinh(x, xo, y, yo, n);
            case COSH -> VectorHyperbolicF32.cosh(x, xo, y, yo, n);
            case TANH -> VectorHyperbolicF32.tanh(x, xo, y, yo, n);
            case ASINH -> VectorInverseHyperbolicF32.asinh(x, xo, y, yo, n);
            case ACOSH -> VectorInverseHyperbolicF32.acosh(x, xo, y, yo, n);
            case ATANH -> VectorInverseHyperbolicF32.atanh(x, xo, y, yo, n);
            case ERF -> VectorErrorFunctionF32.erf(x, xo, y, yo, n);
            case SIGMOID -> VectorLogisticF32.sigmoid(x, xo, y, yo, n);
            case SOFTPLUS -> VectorLogisticF32.softplus(x, xo, y, yo, n);
            case RELU -> ArithmeticF32.relu(x, xo, y, yo, n);
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw Refused.unary(op, "f32 to f32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void test(Unary op, float[] x, int xo, boolean[] y, int yo, int n) {
        switch (op) {
            case IS_NAN -> ChoicesF32.isNaN(x, xo, y, yo, n);
            case IS_INF -> ChoicesF32.isInfinite(x, xo, y, yo, n);
            case IS_FINITE -> ChoicesF32.isFinite(x, xo, y, yo, n);
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, SQRT, RSQRT, CBRT, EXP, EXP2, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS,
                    TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID, SOFTPLUS, RELU, LOGICAL_NOT ->
                    throw Refused.unary(op, "f32 to bool");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void power(int exponent, float[] x, int xo, float[] y, int yo, int n) {
        switch (exponent) {
            case 1 -> System.arraycopy(x, xo, y, yo, n);
            case 2 -> ArithmeticF32.square(x, xo, y, yo, n);
            case 3 -> ArithmeticF32.cube(x, xo, y, yo, n);
            case 4 -> ArithmeticF32.fourth(x, xo, y, yo, n);
            case -1 -> ArithmeticF32.reciprocal(x, xo, y, yo, n);
            case -2 -> ArithmeticF32.inverseSquare(x, xo, y, yo, n);
            default -> {
                if ((double) (float) exponent != exponent) {
                    ScalarF32.power(exponent, x, xo, y, yo, n);
                } else if (exponent > Power.SQUARINGS || exponent < -Power.SQUARINGS) {
                    VectorPowersF32.pow(x, xo, 1, copies(exponent), 0, 0, y, yo, n);
                } else {
                    ArithmeticF32.power(exponent, x, xo, y, yo, n);
                }
            }
        }
    }

    static void binary(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        switch (op) {
            case ADD -> PairsF32.add(a, ao, b, bo, y, yo, n);
            case SUB -> PairsF32.subtract(a, ao, b, bo, y, yo, n);
            case MUL -> PairsF32.multiply(a, ao, b, bo, y, yo, n);
            case DIV -> PairsF32.divide(a, ao, b, bo, y, yo, n);
            case MAXIMUM -> PairsF32.maximum(a, ao, b, bo, y, yo, n);
            case MINIMUM -> PairsF32.minimum(a, ao, b, bo, y, yo, n);
            case POW -> VectorPowersF32.pow(a, ao, 1, b, bo, 1, y, yo, n);
            case REMAINDER -> RoundingF32.remainder(a, ao, 1, b, bo, 1, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF32.floorDivide(a, ao, 1, b, bo, 1, y, yo, n);
            case ATAN2 -> VectorInverseCircularF32.atan2(a, ao, 1, b, bo, 1, y, yo, n);
            case HYPOT -> VectorRootsF32.hypot(a, ao, 1, b, bo, 1, y, yo, n);
            case LOGADDEXP -> VectorLogisticF32.logAddExp(a, ao, 1, b, bo, 1, y, yo, n);
            case COPYSIGN -> RoundingF32.copySign(a, ao, 1, b, bo, 1, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, float a, float[] b, int bo, float[] y, int yo, int n) {
        switch (op) {
            case ADD -> PairsF32.add(a, b, bo, y, yo, n);
            case SUB -> PairsF32.subtract(a, b, bo, y, yo, n);
            case MUL -> PairsF32.multiply(a, b, bo, y, yo, n);
            case DIV -> PairsF32.divide(a, b, bo, y, yo, n);
            case MAXIMUM -> PairsF32.maximum(a, b, bo, y, yo, n);
            case MINIMUM -> PairsF32.minimum(a, b, bo, y, yo, n);
            case POW -> VectorPowersF32.pow(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case REMAINDER -> RoundingF32.remainder(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF32.floorDivide(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case ATAN2 -> VectorInverseCircularF32.atan2(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case HYPOT -> VectorRootsF32.hypot(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case LOGADDEXP -> VectorLogisticF32.logAddExp(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case COPYSIGN -> RoundingF32.copySign(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, float[] a, int ao, float b, float[] y, int yo, int n) {
        switch (op) {
            case ADD -> PairsF32.add(a, ao, b, y, yo, n);
            case SUB -> PairsF32.subtract(a, ao, b, y, yo, n);
            case MUL -> PairsF32.multiply(a, ao, b, y, yo, n);
            case DIV -> PairsF32.divide(a, ao, b, y, yo, n);
            case MAXIMUM -> PairsF32.maximum(a, ao, b, y, yo, n);
            case MINIMUM -> PairsF32.minimum(a, ao, b, y, yo, n);
            case POW -> VectorPowersF32.pow(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case REMAINDER -> RoundingF32.remainder(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF32.floorDivide(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case ATAN2 -> VectorInverseCircularF32.atan2(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case HYPOT -> VectorRootsF32.hypot(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case LOGADDEXP -> VectorLogisticF32.logAddExp(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case COPYSIGN -> RoundingF32.copySign(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
        switch (op) {
            case EQ -> ChoicesF32.equal(a, ao, b, bo, y, yo, n);
            case NE -> ChoicesF32.unequal(a, ao, b, bo, y, yo, n);
            case LT -> ChoicesF32.less(a, ao, b, bo, y, yo, n);
            case LE -> ChoicesF32.lessOrEqual(a, ao, b, bo, y, yo, n);
            case GT -> ChoicesF32.greater(a, ao, b, bo, y, yo, n);
            case GE -> ChoicesF32.greaterOrEqual(a, ao, b, bo, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, float[] a, int ao, float b, boolean[] y, int yo, int n) {
        switch (op) {
            case EQ -> ChoicesF32.equal(a, ao, b, y, yo, n);
            case NE -> ChoicesF32.unequal(a, ao, b, y, yo, n);
            case LT -> ChoicesF32.less(a, ao, b, y, yo, n);
            case LE -> ChoicesF32.lessOrEqual(a, ao, b, y, yo, n);
            case GT -> ChoicesF32.greater(a, ao, b, y, yo, n);
            case GE -> ChoicesF32.greaterOrEqual(a, ao, b, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void select(boolean[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        ChoicesF32.select(c, co, a, ao, b, bo, y, yo, n);
    }

    static void select(boolean[] c, int co, float[] a, int ao, float b, float[] y, int yo, int n) {
        ChoicesF32.select(c, co, a, ao, b, y, yo, n);
    }

    static void select(boolean[] c, int co, float a, float[] b, int bo, float[] y, int yo, int n) {
        ChoicesF32.select(c, co, a, b, bo, y, yo, n);
    }

    /** A number as the vector that an operand with step 0 reads again and again. */
    private static float[] copies(float value) {
        float[] copies = new float[FloatVector.SPECIES_PREFERRED.length()];
        Arrays.fill(copies, value);
        return copies;
    }
}
