package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector kernel of each operation on i64 that has one, exactly as the scalar definitions; division and powers are scalar
 * loops. Reached only where {@code jdk.incubator.vector} is present.
 */
final class VectorI64 {
    private VectorI64() {}

    private static final VectorSpecies<Long> S = LongVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void unary(Unary op, long[] x, int xo, long[] y, int yo, int n) {
        switch (op) {
            case NEG -> neg(x, xo, y, yo, n);
            case ABS -> abs(x, xo, y, yo, n);
            case SIGN -> sign(x, xo, y, yo, n);
            case RELU -> maximum(x, xo, 0, y, yo, n);
            default -> throw Refused.unary(op, "i64 to i64");
        }
    }

    static void power(int exponent, long[] x, int xo, long[] y, int yo, int n) {
        if (exponent == 2) {
            multiply(x, xo, x, xo, y, yo, n);
        } else {
            ScalarI64.power(exponent, x, xo, y, yo, n);
        }
    }

    static void binary(Binary op, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, bo, y, yo, n);
            case SUB -> subtract(a, ao, b, bo, y, yo, n);
            case MUL -> multiply(a, ao, b, bo, y, yo, n);
            case MAXIMUM -> maximum(a, ao, b, bo, y, yo, n);
            case MINIMUM -> minimum(a, ao, b, bo, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI64.binary(op, a, ao, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, long a, long[] b, int bo, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(b, bo, a, y, yo, n);
            case SUB -> subtract(a, b, bo, y, yo, n);
            case MUL -> multiply(b, bo, a, y, yo, n);
            case MAXIMUM -> maximum(b, bo, a, y, yo, n);
            case MINIMUM -> minimum(b, bo, a, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI64.binary(op, a, b, bo, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void binary(Binary op, long[] a, int ao, long b, long[] y, int yo, int n) {
        switch (op) {
            case ADD -> add(a, ao, b, y, yo, n);
            case SUB -> subtract(a, ao, b, y, yo, n);
            case MUL -> multiply(a, ao, b, y, yo, n);
            case MAXIMUM -> maximum(a, ao, b, y, yo, n);
            case MINIMUM -> minimum(a, ao, b, y, yo, n);
            case POW, REMAINDER, FLOOR_DIVIDE -> ScalarI64.binary(op, a, ao, b, y, yo, n);
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw Refused.binary(op, "i64");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, long[] a, int ao, long[] b, int bo, boolean[] y, int yo, int n) {
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

    static void compare(Compare op, long[] a, int ao, long b, boolean[] y, int yo, int n) {
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

    static void neg(long[] x, int xo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector v = LongVector.fromArray(S, x, xo + i);
            v.neg().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    static void abs(long[] x, int xo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector v = LongVector.fromArray(S, x, xo + i);
            v.abs().intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    static void sign(long[] x, int xo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector v = LongVector.fromArray(S, x, xo + i);
            v.min(1).max(-1).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Long.signum(x[xo + i]);
        }
    }
    //@ for F, O, A in add add +, subtract sub -, multiply mul *

    static void $F(long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i).$O(LongVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b[bo + i];
        }
    }

    static void $F(long[] a, int ao, long b, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i).$O(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b;
        }
    }
    //@ end

    static void subtract(long a, long[] b, int bo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.broadcast(S, a).sub(LongVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a - b[bo + i];
        }
    }
    //@ for F, O in maximum max, minimum min

    static void $F(long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i).$O(LongVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$O(a[ao + i], b[bo + i]);
        }
    }

    static void $F(long[] a, int ao, long b, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i).$O(b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.$O(a[ao + i], b);
        }
    }
    //@ end
    //@ for F, O, A in equal EQ ==, unequal NE !=, less LT <, lessOrEqual LE <=, greater GT >, greaterOrEqual GE >=

    static void $F(long[] a, int ao, long[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i)
                    .compare(VectorOperators.$O, LongVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b[bo + i];
        }
    }

    static void $F(long[] a, int ao, long b, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector.fromArray(S, a, ao + i).compare(VectorOperators.$O, b).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] $A b;
        }
    }
    //@ end

    static void select(boolean[] c, int co, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Long> m = VectorMask.fromArray(S, c, co + i);
            LongVector.fromArray(S, b, bo + i).blend(LongVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, long[] a, int ao, long b, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Long> m = VectorMask.fromArray(S, c, co + i);
            LongVector.broadcast(S, b).blend(LongVector.fromArray(S, a, ao + i), m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, long a, long[] b, int bo, long[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Long> m = VectorMask.fromArray(S, c, co + i);
            LongVector.fromArray(S, b, bo + i).blend(a, m).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }
}
