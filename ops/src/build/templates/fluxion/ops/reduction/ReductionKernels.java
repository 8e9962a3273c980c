package fluxion.ops.reduction;

import fluxion.core.op.ArgReduce;
import fluxion.core.op.Reduce.Kind;
import fluxion.ops.simd.Interruption;
import java.util.Arrays;

/**
 * Reductions of whole arrays: x of shape [outer, n, inner], row-major from its offset on, along the middle axis, to y of shape
 * [outer, inner]. Reducing several axes that are not neighbours is the caller's permutation. The meaning of no elements, NaN and
 * ties is that of {@link fluxion.core.op.Reduce} and {@link ArgReduce}. Sums and products of f32 are taken in f64 and rounded
 * once; sums of f64 are compensated every few thousand elements; the order is fixed.
 */
public final class ReductionKernels {
    private ReductionKernels() {}

    /** Columns reduced together, so that their states stay in the first-level cache. */
    private static final int COLUMNS = 512;

    /** Reduces the middle axis of an array of any dtype; y apart from x. */
    public static void reduce(Kind kind, Object x, int xo, Object y, int yo, int outer, int n, int inner) {
        switch (x) {
            //@ for T in double, float, long, int, boolean
            case $T[] a -> reduce(kind, a, xo, ($T[]) y, yo, outer, n, inner);
            //@ end
            case Object other -> throw new IllegalStateException("no reduction of " + other.getClass());
        }
    }
    //@ for T in double, float

    /** Reduces the middle axis; y apart from x. */
    public static void reduce(Kind kind, $T[] x, int xo, $T[] y, int yo, int outer, int n, int inner) {
        double[] state = new double[PartialReductions.STATE * Math.min(inner, COLUMNS)];
        for (int o = 0; o < outer; o++) {
            Interruption.check();
            int from = xo + o * n * inner;
            if (inner == 1) {
                PartialReductions.start(kind, state, 0);
                PartialReductions.accumulate(kind, x, from, n, state, 0);
                y[yo + o] = ($T) PartialReductions.finish(kind, state, 0);
                continue;
            }
            for (int j = 0; j < inner; j += COLUMNS) {
                int columns = Math.min(COLUMNS, inner - j);
                PartialReductions.startColumns(kind, state, 0, columns, columns);
                PartialReductions.accumulateColumns(kind, x, from + j, n, inner, columns, state, 0, columns);
                PartialReductions.finishColumns(kind, state, 0, columns, y, yo + o * inner + j, columns);
            }
        }
    }
    //@ end
    //@ for T, C in long Long, int Integer

    /** Reduces the middle axis; y apart from x. */
    public static void reduce(Kind kind, $T[] x, int xo, $T[] y, int yo, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            Interruption.check();
            int from = xo + o * n * inner;
            if (inner == 1) {
                y[yo + o] = ($T) PartialReductions.accumulate(kind, x, from, n, PartialReductions.start(kind));
                continue;
            }
            int to = yo + o * inner;
            Arrays.fill(y, to, to + inner, Math.clamp(PartialReductions.start(kind), $C.MIN_VALUE, $C.MAX_VALUE));
            for (int r = 0; r < n; r++) {
                Interruption.check(r);
                mergeEach(kind, x, from + r * inner, y, to, inner);
            }
        }
    }

    private static void mergeEach(Kind kind, $T[] x, int xo, $T[] y, int yo, int n) {
        switch (kind) {
            case SUM -> {
                for (int j = 0; j < n; j++) {
                    y[yo + j] += x[xo + j];
                }
            }
            case PROD -> {
                for (int j = 0; j < n; j++) {
                    y[yo + j] *= x[xo + j];
                }
            }
            case MAX -> {
                for (int j = 0; j < n; j++) {
                    y[yo + j] = Math.max(y[yo + j], x[xo + j]);
                }
            }
            case MIN -> {
                for (int j = 0; j < n; j++) {
                    y[yo + j] = Math.min(y[yo + j], x[xo + j]);
                }
            }
            default -> throw PartialReductions.refused(kind, "integers");
        }
    }
    //@ end

    // bool

    /** Reduces the middle axis; y apart from x. */
    public static void reduce(Kind kind, boolean[] x, int xo, boolean[] y, int yo, int outer, int n, int inner) {
        boolean all = PartialReductions.start(kind) == 1;
        for (int o = 0; o < outer; o++) {
            Interruption.check();
            int from = xo + o * n * inner;
            if (inner == 1) {
                y[yo + o] = PartialReductions.accumulate(kind, x, from, n, PartialReductions.start(kind)) == 1;
                continue;
            }
            int to = yo + o * inner;
            Arrays.fill(y, to, to + inner, all);
            for (int i = 0; i < n * inner; i += inner) {
                for (int j = 0; j < inner; j++) {
                    if (x[from + i + j] != all) {
                        y[to + j] = !all;
                    }
                }
            }
        }
    }

    // positions of extrema

    /** The place along the middle axis of the first extremum in an array of numbers. */
    public static void argReduce(ArgReduce.Kind kind, Object x, int xo, int[] y, int yo, int outer, int n, int inner) {
        switch (x) {
            //@ for T in double, float, long, int
            case $T[] a -> argReduce(kind, a, xo, y, yo, outer, n, inner);
            //@ end
            case Object other -> throw new IllegalStateException("no order on " + other.getClass());
        }
    }
    //@ for T in double, float, long, int

    /** The place along the middle axis of the first extremum, or of the first NaN. */
    public static void argReduce(ArgReduce.Kind kind, $T[] x, int xo, int[] y, int yo, int outer, int n, int inner) {
        boolean max = kind == ArgReduce.Kind.ARGMAX;
        $T[] best = new $T[inner == 1 ? 0 : inner];
        for (int o = 0; o < outer; o++) {
            Interruption.check();
            int from = xo + o * n * inner;
            if (inner == 1) {
                y[yo + o] = argReduce(max, x, from, n);
                continue;
            }
            int to = yo + o * inner;
            System.arraycopy(x, from, best, 0, inner);
            Arrays.fill(y, to, to + inner, 0);
            for (int r = 1; r < n; r++) {
                Interruption.check(r);
                for (int j = 0; j < inner; j++) {
                    $T a = x[from + r * inner + j];
                    $T b = best[j];
                    if ((max ? a > b : a < b) || a != a && b == b) {
                        best[j] = a;
                        y[to + j] = r;
                    }
                }
            }
        }
    }
    //@ end
    //@ for T in double, float

    private static int argReduce(boolean max, $T[] x, int xo, int n) {
        return Folds.indexOf(($T) (max ? Folds.max(x, xo, n) : Folds.min(x, xo, n)), x, xo, n);
    }
    //@ end
    //@ for T in long, int

    private static int argReduce(boolean max, $T[] x, int xo, int n) {
        int best = 0;
        for (int r = 1; r < n; r++) {
            if (max ? x[xo + r] > x[xo + best] : x[xo + r] < x[xo + best]) {
                best = r;
            }
        }
        return best;
    }
    //@ end

    // running sums

    /** Running sums along the middle axis of an array of numbers, in place; from the end if {@code reverse}. */
    public static void cumSum(boolean reverse, Object x, int outer, int n, int inner) {
        switch (x) {
            //@ for T in double, float, long, int
            case $T[] a -> cumSum(reverse, a, 0, a, 0, outer, n, inner);
            //@ end
            case Object other -> throw new IllegalStateException("no sum of " + other.getClass());
        }
    }
    //@ for T, S in double double, float double, long long, int int

    /** Running sums along the middle axis, to y of x's shape, which may be x itself; from the end if {@code reverse}. */
    public static void cumSum(boolean reverse, $T[] x, int xo, $T[] y, int yo, int outer, int n, int inner) {
        $S[] sums = new $S[inner == 1 ? 0 : inner];
        for (int o = 0; o < outer; o++) {
            Interruption.check();
            int first = (o * n + (reverse ? n - 1 : 0)) * inner;
            int step = reverse ? -inner : inner;
            if (inner == 1) {
                $S sum = 0;
                for (int r = 0; r < n; r++) {
                    Interruption.check(r);
                    sum += x[xo + first + r * step];
                    y[yo + first + r * step] = ($T) sum;
                }
                continue;
            }
            Arrays.fill(sums, 0);
            for (int r = 0; r < n; r++) {
                Interruption.check(r);
                int row = first + r * step;
                for (int j = 0; j < inner; j++) {
                    sums[j] += x[xo + row + j];
                    y[yo + row + j] = ($T) sums[j];
                }
            }
        }
    }
    //@ end
}
