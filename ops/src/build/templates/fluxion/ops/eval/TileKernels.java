package fluxion.ops.eval;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Special;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.CastKernels;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.special.SpecialKernels;

/**
 * The elementwise kernels on arrays whose dtype shows when they run. Of several operands those marked as single are one number
 * for all elements.
 */
final class TileKernels {
    private TileKernels() {}

    static void unary(Unary op, Object x, int xo, Object y, int yo, int n) {
        switch (x) {
            //@ for T in double, float, long, int
            case $T[] a -> {
                if (y instanceof boolean[] b) {
                    ElementwiseKernels.test(op, a, xo, b, yo, n);
                } else {
                    ElementwiseKernels.unary(op, a, xo, ($T[]) y, yo, n);
                }
            }
            //@ end
            case boolean[] a -> ElementwiseKernels.unary(op, a, xo, (boolean[]) y, yo, n);
            case Object other -> throw refused(other);
        }
    }

    static void power(int exponent, Object x, int xo, Object y, int yo, int n) {
        switch (x) {
            //@ for T in double, float, long, int
            case $T[] a -> ElementwiseKernels.power(exponent, a, xo, ($T[]) y, yo, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }
    //@ for F, O, U in binary Binary $T[], compare Compare boolean[]

    static void $F($O op, Object x, int xo, boolean isSingleX, Object y, int yo, boolean isSingleY, Object z, int zo, int n) {
        switch (x) {
            //@ for T in double, float, long, int, boolean
            case $T[] a -> {
                $T[] b = ($T[]) y;
                $U c = ($U) z;
                if (isSingleX) {
                    ElementwiseKernels.$F(op, a[xo], b, yo, c, zo, n);
                } else if (isSingleY) {
                    ElementwiseKernels.$F(op, a, xo, b[yo], c, zo, n);
                } else {
                    ElementwiseKernels.$F(op, a, xo, b, yo, c, zo, n);
                }
            }
            //@ end
            case Object other -> throw refused(other);
        }
    }
    //@ end

    static void special(Special op, Object x, int xo, boolean isSingleX, Object y, int yo, boolean isSingleY,
            Object z, int zo, boolean isSingleZ, Object to, int at, int n) {
        switch (x) {
            //@ for T in double, float
            case $T[] a -> SpecialKernels.run(op, a, xo, isSingleX ? 0 : 1, ($T[]) y, yo, isSingleY ? 0 : 1,
                    ($T[]) z, zo, isSingleZ ? 0 : 1, ($T[]) to, at, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    static void select(boolean[] c, int co, Object x, int xo, boolean isSingleX, Object y, int yo, boolean isSingleY,
            Object z, int zo, int n) {
        switch (x) {
            //@ for T in double, float, long, int, boolean
            case $T[] a -> {
                $T[] b = ($T[]) y;
                $T[] d = ($T[]) z;
                if (isSingleX) {
                    ElementwiseKernels.select(c, co, a[xo], b, yo, d, zo, n);
                } else if (isSingleY) {
                    ElementwiseKernels.select(c, co, a, xo, b[yo], d, zo, n);
                } else {
                    ElementwiseKernels.select(c, co, a, xo, b, yo, d, zo, n);
                }
            }
            //@ end
            case Object other -> throw refused(other);
        }
    }

    static void cast(Object x, int xo, Object y, int yo, int n) {
        switch (x) {
            //@ for T in double, float, long, int, boolean
            case $T[] a -> {
                switch (y) {
                    //@ for U in double, float, long, int, boolean
                    case $U[] b -> CastKernels.cast(a, xo, b, yo, n);
                    //@ end
                    case Object other -> throw refused(other);
                }
            }
            //@ end
            case Object other -> throw refused(other);
        }
    }

    private static IllegalStateException refused(Object array) {
        return new IllegalStateException("no kernel on " + array.getClass());
    }
}
