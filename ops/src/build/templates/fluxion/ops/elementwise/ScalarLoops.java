package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;

/** The scalar definitions on runs of arrays: one plain loop per family. */
final class ScalarLoops {
    private ScalarLoops() {}
    //@ for T, N in double F64, float F32, long I64, int I32, boolean Bools

    static void unary(Unary op, $T[] x, int xo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.unary(op, x[xo + i]);
        }
    }

    static void binary(Binary op, $T[] a, int ao, $T[] b, int bo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.binary(op, a[ao + i], b[bo + i]);
        }
    }

    static void binary(Binary op, $T a, $T[] b, int bo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.binary(op, a, b[bo + i]);
        }
    }

    static void binary(Binary op, $T[] a, int ao, $T b, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.binary(op, a[ao + i], b);
        }
    }

    static void compare(Compare op, $T[] a, int ao, $T[] b, int bo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.compare(op, a[ao + i], b[bo + i]);
        }
    }

    static void compare(Compare op, $T[] a, int ao, $T b, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.compare(op, a[ao + i], b);
        }
    }

    static void select(boolean[] c, int co, $T[] a, int ao, $T[] b, int bo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
    }

    static void select(boolean[] c, int co, $T[] a, int ao, $T b, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a[ao + i] : b;
        }
    }

    static void select(boolean[] c, int co, $T a, $T[] b, int bo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = c[co + i] ? a : b[bo + i];
        }
    }
    //@ end
    //@ for T, N in double F64, float F32, long I64, int I32

    static void power(int exponent, $T[] x, int xo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.power(exponent, x[xo + i]);
        }
    }
    //@ end
    //@ for T, N in double F64, float F32

    static void test(Unary op, $T[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Scalar$N.test(op, x[xo + i]);
        }
    }
    //@ end
}
