package fluxion.ops.running;

import fluxion.core.op.Cumulate;
import fluxion.ops.functions.ExponentialsF64;
import fluxion.ops.functions.LogarithmsF64;
import fluxion.ops.simd.Interruption;

/**
 * Running products, extrema, ln Σ eˣ and linear recurrences in place, along the middle of three axes of lengths (outer, n,
 * inner), for columns {@code from} to {@code to} of one outer position. Rows of several columns run through vector registers
 * by the compiler's own means.
 */
public final class RunningKernels {
    private RunningKernels() {}

    /**
     * Element r becomes the combination of the elements before it, or behind it if {@code reverse}, with it.
     *
     * @param start where the outer position begins
     */
    public static void cumulate(Cumulate.Kind kind, Object array, int start, int n, int inner, int from, int to,
            boolean reverse) {
        int first = start + (reverse ? (n - 1) * inner : 0);
        int step = reverse ? -inner : inner;
        switch (array) {
            case double[] a -> cumulate(kind, a, first, step, n, from, to);
            case float[] a -> cumulate(kind, a, first, step, n, from, to);
            case long[] a -> cumulate(kind, a, first, step, n, from, to);
            case int[] a -> cumulate(kind, a, first, step, n, from, to);
            case Object other -> throw new IllegalStateException("nothing runs along " + other.getClass());
        }
    }

    /** b becomes y with y[r] = a[r]·y[r−1] + b[r]; a factor of 0 forgets the past whatever it was. */
    public static void recur(Object factors, int base, Object terms, int start, int n, int inner, int from, int to,
            boolean reverse) {
        int first = reverse ? (n - 1) * inner : 0;
        int step = reverse ? -inner : inner;
        switch (terms) {
            case double[] b -> recur((double[]) factors, base + first, b, start + first, step, n, from, to);
            case float[] b -> recur((float[]) factors, base + first, b, start + first, step, n, from, to);
            case Object other -> throw new IllegalStateException("no recurrence of " + other.getClass());
        }
    }
    //@ for T in double, float, long, int

    private static void cumulate(Cumulate.Kind kind, $T[] a, int first, int step, int n, int from, int to) {
        switch (kind) {
            case CUMPROD -> {
                for (int r = 1; r < n; r++) {
                    Interruption.check(r);
                    int row = first + r * step;
                    for (int j = from; j < to; j++) {
                        a[row + j] *= a[row - step + j];
                    }
                }
            }
            //@ for K, F in CUMMAX max, CUMMIN min
            case $K -> {
                for (int r = 1; r < n; r++) {
                    Interruption.check(r);
                    int row = first + r * step;
                    for (int j = from; j < to; j++) {
                        a[row + j] = Math.$F(a[row - step + j], a[row + j]);
                    }
                }
            }
            //@ end
            case LOGCUMSUMEXP -> {
                for (int j = from; j < to; j++) {
                    logSumExp(a, first + j, step, n);
                }
            }
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }
    //@ end
    //@ for T in long, int

    private static void logSumExp($T[] a, int at, int step, int n) {
        throw new IllegalStateException("no logarithm of integers");
    }
    //@ end
    //@ for T in double, float

    /** The largest so far, and the sum of e^(x − largest): no overflow, and one rounding a step. */
    private static void logSumExp($T[] a, int at, int step, int n) {
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int r = 0; r < n; r++, at += step) {
            Interruption.check(r);
            double x = a[at];
            if (x > most) {
                sum = sum * ExponentialsF64.exp(most - x) + 1;
                most = x;
            } else if (x == most) {
                sum += x == Double.NEGATIVE_INFINITY ? 0 : 1;
            } else {
                sum += ExponentialsF64.exp(x - most);
            }
            a[at] = ($T) (most + LogarithmsF64.log(sum));
        }
    }

    private static void recur($T[] a, int factors, $T[] b, int terms, int step, int n, int from, int to) {
        for (int r = 1; r < n; r++) {
            Interruption.check(r);
            int f = factors + r * step;
            int row = terms + r * step;
            for (int j = from; j < to; j++) {
                b[row + j] = a[f + j] == 0 ? b[row + j] : a[f + j] * b[row - step + j] + b[row + j];
            }
        }
    }
    //@ end
}
