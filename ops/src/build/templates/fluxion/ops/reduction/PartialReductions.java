package fluxion.ops.reduction;

import fluxion.core.FluxionException;
import fluxion.core.op.Reduce.Kind;
import fluxion.ops.functions.ExponentialsF64;
import fluxion.ops.functions.LogarithmsF64;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reductions taken piece by piece: {@link #start} a state, {@link #accumulate} runs (the tiles of a fused loop, say),
 * {@link #merge} states of separate parts, {@link #finish} with the value. Everything happens in the order of the calls: a
 * caller who always cuts and merges in the same places gets the same bits, no matter which thread computes the parts.
 *
 * <p>A state of floats is two doubles side by side: SUM has the sum and what its rounding lost (A. Neumaier,
 * Rundungsfehleranalyse
 * einiger Verfahren zur Summation endlicher Summen, ZAMM 54, 1974), LOGSUMEXP the maximum m and Σ e^(x − m); the others use the
 * first. A state of integers or bools is one long. The columns of a tile have one state each, see {@link #accumulateColumns}.
 */
public final class PartialReductions {
    private PartialReductions() {}

    /** Doubles in one state of floats. */
    public static final int STATE = 2;

    /** Elements summed before the sum is added to a compensated state. */
    private static final int BLOCK = 4096;
    /** Rows summed before the sums are added to compensated states. */
    private static final int ROWS = 64;

    // floats

    /** Puts the state of no elements at {@code state[at]}, {@code state[at + 1]}. */
    public static void start(Kind kind, double[] state, int at) {
        state[at] = none(kind);
        state[at + 1] = 0;
    }
    //@ for T in double, float

    /** Takes {@code n} more elements into the state. */
    public static void accumulate(Kind kind, $T[] x, int xo, int n, double[] state, int at) {
        switch (kind) {
            case SUM -> {
                for (int i = 0; i < n; i += BLOCK) {
                    add(Folds.sum(x, xo + i, Math.min(BLOCK, n - i)), state, at, at + 1);
                }
            }
            case PROD -> state[at] *= Folds.prod(x, xo, n);
            case MAX -> state[at] = Math.max(state[at], Folds.max(x, xo, n));
            case MIN -> state[at] = Math.min(state[at], Folds.min(x, xo, n));
            case LOGSUMEXP -> {
                raise(Folds.max(x, xo, n), state, at, at + 1);
                state[at + 1] += Folds.sumExp(x, xo, n, shift(state[at]));
            }
            case ANY, ALL -> throw refused(kind, "floats");
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }
    //@ end

    /** Takes the elements behind the state {@code from} into {@code state}. */
    public static void merge(Kind kind, double[] from, int fromAt, double[] state, int at) {
        merge(kind, from, fromAt, fromAt + 1, state, at, at + 1);
    }

    /** The value of a state; an f32 reduction rounds it once. */
    public static double finish(Kind kind, double[] state, int at) {
        return finish(kind, state[at], state[at + 1]);
    }

    // columns of floats

    /**
     * Puts the states of {@code n} empty columns: the first halves from {@code at} on, the second from {@code at + stride}
     * on.
     */
    public static void startColumns(Kind kind, double[] state, int at, int stride, int n) {
        Arrays.fill(state, at, at + n, none(kind));
        Arrays.fill(state, at + stride, at + stride + n, 0);
    }

    private static void sumColumns(double[] x, int xo, int rows, int rowStride, int n, double[] state, int at, int stride) {
        if (rows <= ROWS / 8) {
            addRows(x, xo, rows, rowStride, n, state, at);
            return;
        }
        double[] sums = new double[n];
        for (int from = 0; from < rows; from += ROWS) {
            Arrays.fill(sums, 0);
            addRows(x, xo + from * rowStride, Math.min(rows - from, ROWS), rowStride, n, sums, 0);
            for (int j = 0; j < n; j++) {
                add(sums[j], state, at + j, at + stride + j);
            }
        }
    }

    /** Sums of f32 need no compensation in f64. */
    private static void sumColumns(float[] x, int xo, int rows, int rowStride, int n, double[] state, int at, int stride) {
        addRows(x, xo, rows, rowStride, n, state, at);
    }
    //@ for T in double, float

    private static void addRows($T[] x, int xo, int rows, int rowStride, int n, double[] sums, int at) {
        for (int r = 0; r < rows; r++) {
            Folds.addEach(x, xo + r * rowStride, sums, at, n);
        }
    }

    /**
     * Takes a tile of rows into the states of its columns: column j's state is {@code state[at + j]} and
     * {@code state[at + stride + j]}.
     *
     * @param rowStride the distance between rows of {@code x}
     */
    public static void accumulateColumns(Kind kind, $T[] x, int xo, int rows, int rowStride, int n, double[] state, int at,
            int stride) {
        switch (kind) {
            case SUM -> sumColumns(x, xo, rows, rowStride, n, state, at, stride);
            //@ for K, F in PROD multiply, MAX max, MIN min
            case $K -> {
                for (int r = 0; r < rows; r++) {
                    Folds.$FEach(x, xo + r * rowStride, state, at, n);
                }
            }
            //@ end
            case LOGSUMEXP -> {
                double[] shifts = new double[n];
                Arrays.fill(shifts, Double.NEGATIVE_INFINITY);
                for (int r = 0; r < rows; r++) {
                    Folds.maxEach(x, xo + r * rowStride, shifts, 0, n);
                }
                raiseColumns(shifts, state, at, stride);
                for (int r = 0; r < rows; r++) {
                    Folds.addExpEach(x, xo + r * rowStride, shifts, 0, state, at + stride, n);
                }
            }
            case ANY, ALL -> throw refused(kind, "floats");
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }
    //@ end

    /** Takes the columns behind the states {@code from} into {@code state}, one by one. */
    public static void mergeColumns(Kind kind, double[] from, int fromAt, int fromStride, double[] state, int at, int stride,
            int n) {
        for (int j = 0; j < n; j++) {
            merge(kind, from, fromAt + j, fromAt + fromStride + j, state, at + j, at + stride + j);
        }
    }
    //@ for T in double, float

    /** The values of {@code n} columns. */
    public static void finishColumns(Kind kind, double[] state, int at, int stride, $T[] y, int yo, int n) {
        for (int j = 0; j < n; j++) {
            y[yo + j] = ($T) finish(kind, state[at + j], state[at + stride + j]);
        }
    }
    //@ end

    // integers and bools

    /** The state of no elements, of integers (i32 values are kept as longs; SUM and PROD by their low bits) or bools (0, 1). */
    public static long start(Kind kind) {
        return switch (kind) {
            case SUM, ANY -> 0;
            case PROD, ALL -> 1;
            case MAX -> Long.MIN_VALUE;
            case MIN -> Long.MAX_VALUE;
            case LOGSUMEXP -> throw refused(kind, "integers");
        };
    }

    /** The state with {@code n} more elements. */
    public static long accumulate(Kind kind, long[] x, int xo, int n, long state) {
        return merge(kind, state, Folds.fold(kind, x, xo, n));
    }

    /** The state with {@code n} more elements; cast the last one to int. */
    public static long accumulate(Kind kind, int[] x, int xo, int n, long state) {
        return merge(kind, state, Folds.fold(kind, x, xo, n));
    }

    /** The state with {@code n} more elements; the last one is true where it is 1. */
    public static long accumulate(Kind kind, boolean[] x, int xo, int n, long state) {
        return merge(kind, state, Folds.fold(kind, x, xo, n));
    }

    /** The state of the elements behind both. */
    public static long merge(Kind kind, long state, long other) {
        return switch (kind) {
            case SUM -> state + other;
            case PROD -> state * other;
            case MAX -> Math.max(state, other);
            case MIN -> Math.min(state, other);
            case ANY -> state | other;
            case ALL -> state & other;
            case LOGSUMEXP -> throw refused(kind, "integers");
        };
    }

    // shared

    static double none(Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case ANY, ALL -> throw refused(kind, "floats");
        };
    }

    static double finish(Kind kind, double first, double second) {
        return switch (kind) {
            case SUM -> Double.isFinite(first) ? first + second : first;
            case PROD, MAX, MIN -> first;
            case LOGSUMEXP -> shift(first) + LogarithmsF64.log(second);
            case ANY, ALL -> throw refused(kind, "floats");
        };
    }

    private static void merge(Kind kind, double[] from, int first, int second, double[] state, int at, int at2) {
        switch (kind) {
            case SUM -> {
                add(from[first], state, at, at2);
                state[at2] += from[second];
            }
            case PROD -> state[at] *= from[first];
            case MAX -> state[at] = Math.max(state[at], from[first]);
            case MIN -> state[at] = Math.min(state[at], from[first]);
            case LOGSUMEXP -> {
                raise(from[first], state, at, at2);
                state[at2] += rescaled(from[second], from[first], state[at]);
            }
            case ANY, ALL -> throw refused(kind, "floats");
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }

    private static void add(double x, double[] state, int at, int at2) {
        double sum = state[at];
        double total = sum + x;
        state[at] = total;
        state[at2] += Math.abs(sum) >= Math.abs(x) ? (sum - total) + x : (x - total) + sum;
    }

    /** Lets the maximum of a LOGSUMEXP state be at least {@code max}. */
    private static void raise(double max, double[] state, int at, int at2) {
        double before = state[at];
        double after = Math.max(before, max);
        state[at] = after;
        state[at2] = rescaled(state[at2], before, after);
    }

    private static void raiseColumns(double[] maxima, double[] state, int at, int stride) {
        for (int j = 0; j < maxima.length; j++) {
            raise(maxima[j], state, at + j, at + stride + j);
            maxima[j] = shift(state[at + j]);
        }
    }

    /** Σ e^(x − after) from Σ e^(x − before). */
    private static double rescaled(double sum, double before, double after) {
        return sum == 0 || before == after ? sum : sum * ExponentialsF64.exp(shift(before) - shift(after));
    }

    /** What is subtracted before exponentiating: the maximum, but 0 for ±∞, as ∞ − ∞ is NaN. */
    static double shift(double max) {
        return Double.isInfinite(max) ? 0 : max;
    }

    static FluxionException refused(Kind kind, String operands) {
        return new FluxionException("reduce_" + kind.name().toLowerCase(Locale.ROOT) + ": there is no kernel for " + operands
                + "; any and all are for bools, logsumexp for floats, the others for numbers");
    }
}
