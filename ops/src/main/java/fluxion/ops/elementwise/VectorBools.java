package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector kernel of each operation on bool, as bytes of 0 and 1. Reached only where {@code jdk.incubator.vector} is present.
 */
final class VectorBools {
    private VectorBools() {}

    private static final VectorSpecies<Byte> S = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    static void unary(Unary op, boolean[] x, int xo, boolean[] y, int yo, int n) {
        if (op == Unary.LOGICAL_NOT) {
            not(x, xo, y, yo, n);
        } else {
            throw Refused.unary(op, "bool to bool");
        }
    }

    static void binary(Binary op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        switch (op) {
            case LOGICAL_AND -> and(a, ao, b, bo, y, yo, n);
            case LOGICAL_OR -> or(a, ao, b, bo, y, yo, n);
            case LOGICAL_XOR -> xor(a, ao, b, bo, y, yo, n);
            case ADD, SUB, MUL, DIV, POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN ->
                    throw Refused.binary(op, "bool");
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void compare(Compare op, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        switch (op) {
            case EQ -> same(a, ao, b, bo, y, yo, n);
            case NE -> xor(a, ao, b, bo, y, yo, n);
            case LT, LE, GT, GE -> throw Refused.compare(op);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    static void not(boolean[] x, int xo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector.fromBooleanArray(S, x, xo + i).lanewise(VectorOperators.XOR, 1).intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = !x[xo + i];
        }
    }

    static void same(boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector v = ByteVector.fromBooleanArray(S, a, ao + i).lanewise(VectorOperators.XOR, 1);
            v.lanewise(VectorOperators.XOR, ByteVector.fromBooleanArray(S, b, bo + i)).intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] == b[bo + i];
        }
    }

    static void select(boolean[] c, int co, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector m = ByteVector.fromBooleanArray(S, c, co + i);
            ByteVector v = ByteVector.fromBooleanArray(S, a, ao + i).and(m);
            ByteVector w = ByteVector.fromBooleanArray(S, b, bo + i).and(m.lanewise(VectorOperators.XOR, 1));
            v.or(w).intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void and(boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector.fromBooleanArray(S, a, ao + i).and(ByteVector.fromBooleanArray(S, b, bo + i)).intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] & b[bo + i];
        }
    }

    static void or(boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector.fromBooleanArray(S, a, ao + i).or(ByteVector.fromBooleanArray(S, b, bo + i)).intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] | b[bo + i];
        }
    }

    static void xor(boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            ByteVector.fromBooleanArray(S, a, ao + i).lanewise(VectorOperators.XOR, ByteVector.fromBooleanArray(S, b, bo + i))
                    .intoBooleanArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = a[ao + i] ^ b[bo + i];
        }
    }
}
