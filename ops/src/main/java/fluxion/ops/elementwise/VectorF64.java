package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Unary;
import fluxion.ops.functions.VectorInverseCircularF64;
import fluxion.ops.functions.VectorLogisticF64;
import fluxion.ops.functions.VectorPowersF64;
import fluxion.ops.functions.VectorRootsF64;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/** The vector kernel of each operation on f64. Reached only where {@code jdk.incubator.vector} is present. */
final class VectorF64 {
    private VectorF64() {}

    static void unary(Unary op, double[] x, int xo, double[] y, int yo, int n) {
        switch (op) {
            case NEG -> VectorUnary.neg(x, xo, y, yo, n);
            case ABS -> VectorUnary.abs(x, xo, y, yo, n);
            case SIGN -> VectorUnary.sign(x, xo, y, yo, n);
            case FLOOR -> RoundingF64.floor(x, xo, y, yo, n);
            case CEIL -> RoundingF64.ceil(x, xo, y, yo, n);
            case ROUND -> RoundingF64.round(x, xo, y, yo, n);
            case TRUNC -> RoundingF64.trunc(x, xo, y, yo, n);
            case SQRT -> VectorUnary.sqrt(x, xo, y, yo, n);
            case RSQRT -> VectorUnary.rsqrt(x, xo, y, yo, n);
            case RELU -> VectorUnary.relu(x, xo, y, yo, n);
            default -> VectorFunctionsF64.unary(op, x, xo, y, yo, n);
        }
    }

    static void test(Unary op, double[] x, int xo, boolean[] y, int yo, int n) {
        switch (op) {
            case IS_NAN -> VectorUnary.isNaN(x, xo, y, yo, n);
            case IS_INF -> VectorUnary.isInfinite(x, xo, y, yo, n);
            case IS_FINITE -> VectorUnary.isFinite(x, xo, y, yo, n);
            default -> throw Refused.unary(op, "f64 to bool");
        }
    }

    static void power(int exponent, double[] x, int xo, double[] y, int yo, int n) {
        switch (exponent) {
            case 1 -> System.arraycopy(x, xo, y, yo, n);
            case 2 -> VectorUnary.square(x, xo, y, yo, n);
            case 3 -> VectorUnary.cube(x, xo, y, yo, n);
            case 4 -> VectorUnary.fourth(x, xo, y, yo, n);
            case -1 -> VectorUnary.reciprocal(x, xo, y, yo, n);
            case -2 -> VectorUnary.inverseSquare(x, xo, y, yo, n);
            default -> {
                if (!IntegerPower.isExactF64(exponent)) {
                    ScalarLoops.power(exponent, x, xo, y, yo, n);
                } else if (exponent > IntegerPower.SQUARINGS || exponent < -IntegerPower.SQUARINGS) {
                    VectorPowersF64.pow(x, xo, 1, copies(exponent), 0, 0, y, yo, n);
                } else {
                    VectorUnary.power(exponent, x, xo, y, yo, n);
                }
            }
        }
    }

    static void binary(Binary op, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        switch (op) {
            case DIV -> VectorBinary.divide(a, ao, b, bo, y, yo, n);
            case POW -> VectorPowersF64.pow(a, ao, 1, b, bo, 1, y, yo, n);
            case REMAINDER -> RoundingF64.remainder(a, ao, 1, b, bo, 1, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF64.floorDivide(a, ao, 1, b, bo, 1, y, yo, n);
            case ATAN2 -> VectorInverseCircularF64.atan2(a, ao, 1, b, bo, 1, y, yo, n);
            case HYPOT -> VectorRootsF64.hypot(a, ao, 1, b, bo, 1, y, yo, n);
            case LOGADDEXP -> VectorLogisticF64.logAddExp(a, ao, 1, b, bo, 1, y, yo, n);
            case COPYSIGN -> RoundingF64.copySign(a, ao, 1, b, bo, 1, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f64");
            case ADD, SUB, MUL, MAXIMUM, MINIMUM -> VectorBinary.arithmetic(op, a, ao, b, bo, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, double a, double[] b, int bo, double[] y, int yo, int n) {
        switch (op) {
            case DIV -> VectorBinary.divide(a, b, bo, y, yo, n);
            case POW -> VectorPowersF64.pow(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case REMAINDER -> RoundingF64.remainder(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF64.floorDivide(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case ATAN2 -> VectorInverseCircularF64.atan2(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case HYPOT -> VectorRootsF64.hypot(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case LOGADDEXP -> VectorLogisticF64.logAddExp(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case COPYSIGN -> RoundingF64.copySign(copies(a), 0, 0, b, bo, 1, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f64");
            case ADD, SUB, MUL, MAXIMUM, MINIMUM -> VectorBinary.arithmetic(op, a, b, bo, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, double[] a, int ao, double b, double[] y, int yo, int n) {
        switch (op) {
            case DIV -> VectorBinary.divide(a, ao, b, y, yo, n);
            case POW -> VectorPowersF64.pow(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case REMAINDER -> RoundingF64.remainder(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case FLOOR_DIVIDE -> RoundingF64.floorDivide(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case ATAN2 -> VectorInverseCircularF64.atan2(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case HYPOT -> VectorRootsF64.hypot(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case LOGADDEXP -> VectorLogisticF64.logAddExp(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case COPYSIGN -> RoundingF64.copySign(a, ao, 1, copies(b), 0, 0, y, yo, n);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "f64");
            case ADD, SUB, MUL, MAXIMUM, MINIMUM -> VectorBinary.arithmetic(op, a, ao, b, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    /** A number as the vector that an operand with step 0 reads again and again. */
    private static double[] copies(double value) {
        double[] copies = new double[DoubleVector.SPECIES_PREFERRED.length()];
        Arrays.fill(copies, value);
        return copies;
    }
}
