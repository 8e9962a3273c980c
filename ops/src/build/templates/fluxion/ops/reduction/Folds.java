package fluxion.ops.reduction;

import fluxion.core.op.Reduce.Kind;
import fluxion.ops.reduction.FoldReadiness.Loop;
import fluxion.ops.simd.Simd;

/** Folds of one run, by vectors where there are any and the run is long enough to pay for them. */
final class Folds {
    private Folds() {}

    /** The longest run for which a scalar loop is cheaper than setting up vectors. */
    private static final int SHORT = 8;
    /** The same for folds whose lanes are costly to combine at the end, compared with what the loop does. */
    private static final int SHORT_SIMPLE = 16;
    //@ for T in double, float
    //@ for F, C in sum SUM, prod PROD

    static double $F($T[] x, int xo, int n) {
        if (n <= SHORT_SIMPLE) {
            return ScalarReductions.$F(x, xo, n);
        }
        return $FInLanes(x, xo, n);
    }

    /** With the partial results of {@link VectorReductions}, however short the run. */
    static double $FInLanes($T[] x, int xo, int n) {
        return Simd.AVAILABLE && FoldReadiness.isReady(Loop.$C, x, n) ? VectorReductions.$F(x, xo, n)
                : ScalarReductions.$FInLanes(x, xo, n);
    }
    //@ end
    //@ for F, C in max MAX, min MIN

    static double $F($T[] x, int xo, int n) {
        return n > SHORT_SIMPLE && Simd.AVAILABLE && FoldReadiness.isReady(Loop.$C, x, n)
                ? VectorReductions.$F(x, xo, n) : ScalarReductions.$F(x, xo, n);
    }
    //@ end

    static double sumExp($T[] x, int xo, int n, double shift) {
        return n <= SHORT || !Simd.AVAILABLE ? ScalarReductions.sumExp(x, xo, n, shift)
                : VectorReductions.sumExp(x, xo, n, shift);
    }

    static int indexOf($T value, $T[] x, int xo, int n) {
        return n > SHORT_SIMPLE && Simd.AVAILABLE && FoldReadiness.isReady(Loop.INDEX_OF, x, n)
                ? VectorReductions.indexOf(value, x, xo, n) : ScalarReductions.indexOf(value, x, xo, n);
    }
    //@ for F, C in add ADD, multiply MULTIPLY, max MAX, min MIN

    static void $FEach($T[] x, int xo, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE || !FoldReadiness.isReady(Loop.$C_EACH, x, n)) {
            ScalarReductions.$FEach(x, xo, y, yo, n);
        } else {
            VectorReductions.$FEach(x, xo, y, yo, n);
        }
    }
    //@ end

    static void addExpEach($T[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        if (n <= SHORT || !Simd.AVAILABLE) {
            ScalarReductions.addExpEach(x, xo, shift, so, y, yo, n);
        } else {
            VectorReductions.addExpEach(x, xo, shift, so, y, yo, n);
        }
    }
    //@ end

    // The loops below are simple enough for the compiler's own vectors.
    //@ for T, C in long Long, int Integer

    static long fold(Kind kind, $T[] x, int xo, int n) {
        return switch (kind) {
            case SUM -> sum(x, xo, n);
            case PROD -> prod(x, xo, n);
            case MAX -> max(x, xo, n);
            case MIN -> min(x, xo, n);
            default -> throw PartialReductions.refused(kind, "integers");
        };
    }

    private static $T sum($T[] x, int xo, int n) {
        $T sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    private static $T prod($T[] x, int xo, int n) {
        $T product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    private static $T max($T[] x, int xo, int n) {
        $T max = $C.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    private static $T min($T[] x, int xo, int n) {
        $T min = $C.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }
    //@ end

    static long fold(Kind kind, boolean[] x, int xo, int n) {
        return switch (kind) {
            case ANY -> contains(true, x, xo, n) ? 1 : 0;
            case ALL -> contains(false, x, xo, n) ? 0 : 1;
            default -> throw PartialReductions.refused(kind, "bools");
        };
    }

    private static boolean contains(boolean value, boolean[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (x[xo + i] == value) {
                return true;
            }
        }
        return false;
    }
}
