package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on one operand, exactly as the scalar definitions, and small integer powers. */
final class ArithmeticF64 {
    private ArithmeticF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void neg(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.neg().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    static void abs(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.abs().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    static void sqrt(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.sqrt().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.sqrt(x[xo + i]);
        }
    }

    static void rsqrt(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.broadcast(S, 1).div(v.sqrt()).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = 1 / Math.sqrt(x[xo + i]);
        }
    }

    static void sign(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.blend(1, v.compare(VectorOperators.GT, 0)).blend(-1, v.compare(VectorOperators.LT, 0)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.signum(x[xo + i]);
        }
    }

    static void relu(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.blend(0, v.compare(VectorOperators.LE, 0)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] <= 0 ? 0 : x[xo + i];
        }
    }

    static void square(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.mul(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i];
        }
    }

    static void reciprocal(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.broadcast(S, 1).div(v).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = 1 / x[xo + i];
        }
    }

    static void cube(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.mul(v.mul(v)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] * (x[xo + i] * x[xo + i]);
        }
    }

    static void fourth(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            v.mul(v).mul(v.mul(v)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i] * (x[xo + i] * x[xo + i]);
        }
    }

    static void inverseSquare(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector.broadcast(S, 1).div(v.mul(v)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = 1 / (x[xo + i] * x[xo + i]);
        }
    }

    /** xⁿ, |n| ≤ {@link IntegerPower#SQUARINGS}, by squaring. */
    static void power(int exponent, double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector square = DoubleVector.fromArray(S, x, xo + i);
            DoubleVector result = DoubleVector.broadcast(S, 1);
            for (int e = Math.abs(exponent); e > 0; e >>= 1) {
                if ((e & 1) == 1) {
                    result = result.mul(square);
                }
                square = square.mul(square);
            }
            if (exponent < 0) {
                result = DoubleVector.broadcast(S, 1).div(result);
            }
            result.intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = ScalarF64.power(exponent, x[xo + i]);
        }
    }
}
