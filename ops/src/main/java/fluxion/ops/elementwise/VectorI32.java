package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector kernel of each operation on i32 that has one, exactly as the scalar definitions; division and powers are scalar
 * loops. Reached only where {@code jdk.incubator.vector} is present.
 */
final class VectorI32 {
    private VectorI32() {}

    private static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void unary(Unary op, int[] x, int xo, int[] y, int yo, int n) {
        switch (op) {
            case NEG -> neg(x, xo, y, yo, n);
            case ABS -> abs(x, xo, y, yo, n);
            case SIGN -> sign(x, xo, y, yo, n);
            case RELU -> maximum(x, xo, 0, y, yo, n);
            case FLOOR, CEIL, ROUND, TRUNC, SQRT, RSQRT, CBRT, EXP, EXP2, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, ASIN, ACOS,
                    ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, SIGMOID, SOFTPLUS, IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT ->
                    throw Refused.unary(op, "i32 to i32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void power(int exponent, int[] x, int xo, int[] y, int yo, int n) {
        if (exponent == 2) {
            multiply(x, xo, x, xo, y, yo, n);
        } else {
            ScalarI32.power(exponent, x, xo, y, yo, n);
        }
    }

    static void binary(Binary op, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, bo, y, yo, n);
            case SUB -> subtract(a, ao, b, bo, y, yo, n);
            case MUL -> multiply(a, ao, b, bo, y, yo, n);
            case MAXIMUM -> maximum(a, ao, b, bo, y, yo, n);
            case MINIMUM -> minimum(a, ao, b, bo, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI32.binary(op, a, ao, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, int a, int[] b, int bo, int[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(b, bo, a, y, yo, n);
            case SUB -> subtract(a, b, bo, y, yo, n);
            case MUL -> multiply(b, bo, a, y, yo, n);
            case MAXIMUM -> maximum(b, bo, a, y, yo, n);
            case MINIMUM -> minimum(b, bo, a, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI32.binary(op, a, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, int[] a, int ao, int b, int[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, y, yo, n);
            case SUB -> subtract(a, ao, b, y, yo, n);
            case MUL -> multiply(a, ao, b, y, yo, n);
            case MAXIMUM -> maximum(a, ao, b, y, yo, n);
            case MINIMUM -> minimum(a, ao, b, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI32.binary(op, a, ao, b, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i32");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        switch (op) {
            case EQ -> equal(a, ao, b, bo, y, yo, n);
            case NE -> unequal(a, ao, b, bo, y, yo, n);
            case LT -> less(a, ao, b, bo, y, yo, n);
            case LE -> lessOrEqual(a, ao, b, bo, y, yo, n);
            case GT -> greater(a, ao, b, bo, y, yo, n);
            case GE -> greaterOrEqual(a, ao, b, bo, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, int[] a, int ao, int b, boolean[] y, int yo, int n) {
        switch (op) {
            case EQ -> equal(a, ao, b, y, yo, n);
            case NE -> unequal(a, ao, b, y, yo, n);
            case LT -> less(a, ao, b, y, yo, n);
            case LE -> lessOrEqual(a, ao, b, y, yo, n);
            case GT -> greater(a, ao, b, y, yo, n);
            case GE -> greaterOrEqual(a, ao, b, y, yo, n);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void neg(int[] x, int xo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector v = IntVector.fromArray(S, x, xo + i);
            v.neg().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    static void abs(int[] x, int xo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector v = IntVector.fromArray(S, x, xo + i);
            v.abs().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    static void sign(int[] x, int xo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector v = IntVector.fromArray(S, x, xo + i);
            v.min(1).max(-1).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Integer.signum(x[xo + i]);
        }
    }

    static void add(int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).add(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b[bo + i];
        }
    }

    static void add(int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).add(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] + b;
        }
    }

    static void subtract(int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).sub(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b[bo + i];
        }
    }

    static void subtract(int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).sub(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] - b;
        }
    }

    static void subtract(int a, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.broadcast(S, a).sub(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a - b[bo + i];
        }
    }

    static void multiply(int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).mul(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b[bo + i];
        }
    }

    static void multiply(int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).mul(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] * b;
        }
    }

    static void maximum(int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).max(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b[bo + i]);
        }
    }

    static void maximum(int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).max(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.max(a[ao + i], b);
        }
    }

    static void minimum(int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).min(IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b[bo + i]);
        }
    }

    static void minimum(int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).min(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.min(a[ao + i], b);
        }
    }

    static void equal(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.EQ, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] == b[bo + i];
        }
    }

    static void equal(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.EQ, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] == b;
        }
    }

    static void unequal(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.NE, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] != b[bo + i];
        }
    }

    static void unequal(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.NE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] != b;
        }
    }

    static void less(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.LT, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] < b[bo + i];
        }
    }

    static void less(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.LT, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] < b;
        }
    }

    static void lessOrEqual(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.LE, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] <= b[bo + i];
        }
    }

    static void lessOrEqual(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.LE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] <= b;
        }
    }

    static void greater(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.GT, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] > b[bo + i];
        }
    }

    static void greater(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.GT, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] > b;
        }
    }

    static void greaterOrEqual(int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.GE, IntVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] >= b[bo + i];
        }
    }

    static void greaterOrEqual(int[] a, int ao, int b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector.fromArray(S, a, ao + i).compare(VectorOperators.GE, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] >= b;
        }
    }

    static void select(boolean[] c, int co, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Integer> m = VectorMask.fromArray(S, c, co + i);
            IntVector.fromArray(S, b, bo + i).blend(IntVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, int[] a, int ao, int b, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Integer> m = VectorMask.fromArray(S, c, co + i);
            IntVector.broadcast(S, b).blend(IntVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, int a, int[] b, int bo, int[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Integer> m = VectorMask.fromArray(S, c, co + i);
            IntVector.fromArray(S, b, bo + i).blend(a, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }
}
