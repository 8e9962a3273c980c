package fluxion.tests.ops;

import static fluxion.tests.ops.PlainReductions.agree;
import static fluxion.tests.ops.PlainReductions.agreeOfEqual;
import static fluxion.tests.ops.PlainReductions.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.FluxionException;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Reduce.Kind;
import fluxion.ops.reduction.PartialReductions;
import fluxion.ops.reduction.ReductionKernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions of f64 against their definitions. */
class ReductionsF64Test {
    private static final int[] INNER = {1, 2, 7, 16, 33};

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wholeArrays(Kind kind) {
        if (kind == Kind.ANY || kind == Kind.ALL) {
            assertThatThrownBy(() -> ReductionKernels.reduce(kind, new double[3], 0, new double[1], 0, 1, 3, 1)).isInstanceOf(FluxionException.class);
            return;
        }
        warm(kind);
        Random random = new Random(kind.ordinal());
        for (int n = 0; n <= 70; n++) {
            for (int inner : INNER) {
                double[] x = numbers(random, 5 + 3 * n * inner, n % 7);
                double[] y = new double[2 + 3 * inner];
                ReductionKernels.reduce(kind, x, 5, y, 1, 3, n, inner);
                for (int i = 0; i < 3 * inner; i++) {
                    agree(kind, column(x, 5, n, inner, i), y[1 + i]);
                }
                assertThat(y[0] == 0 && y[1 + 3 * inner] == 0).as("neighbours").isTrue();
            }
        }
        double[] x = numbers(random, 3 * 1200, 0);
        double[] y = new double[1200];
        ReductionKernels.reduce(kind, x, 0, y, 0, 1, 3, 1200);
        for (int i = 0; i < 1200; i++) {
            agree(kind, column(x, 0, 3, 1200, i), y[i]);
        }
    }

    /** Tiles of any size, merged from several parts, agree with the whole. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = {"ANY", "ALL"})
    void pieces(Kind kind) {
        Random random = new Random(7);
        for (int trial = 0; trial < 60; trial++) {
            int n = 1 + random.nextInt(600);
            double[] x = numbers(random, n, trial % 7);
            var state = states(4);
            PartialReductions.start(kind, state, 0);
            PartialReductions.start(kind, state, 2);
            int half = random.nextInt(n + 1);
            for (int i = 0; i < n; ) {
                int tile = Math.min(1 + random.nextInt(100), (i < half ? half : n) - i);
                PartialReductions.accumulate(kind, x, i, tile, state, i < half ? 0 : 2);
                i += tile;
            }
            PartialReductions.merge(kind, state, 2, state, 0);
            agree(kind, x, (double) PartialReductions.finish(kind, state, 0));
        }
    }

    /** The same for the columns of tiles with several rows. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = {"ANY", "ALL"})
    void piecesOfColumns(Kind kind) {
        Random random = new Random(8);
        for (int trial = 0; trial < 60; trial++) {
            int rows = 1 + random.nextInt(kind == Kind.SUM ? 600 : 40);
            int n = 1 + random.nextInt(40);
            double[] x = numbers(random, rows * (n + 1), trial % 7);
            var a = states(2 * n);
            var b = states(2 * n);
            double[] y = new double[n];
            PartialReductions.startColumns(kind, a, 0, n, n);
            PartialReductions.startColumns(kind, b, 0, n, n);
            int half = random.nextInt(rows + 1);
            for (int r = 0; r < rows; ) {
                int tile = Math.min(1 + random.nextInt(300), (r < half ? half : rows) - r);
                PartialReductions.accumulateColumns(kind, x, r * (n + 1), tile, n + 1, n, r < half ? a : b, 0, n);
                r += tile;
            }
            PartialReductions.mergeColumns(kind, b, 0, n, a, 0, n, n);
            PartialReductions.finishColumns(kind, a, 0, n, y, 0, n);
            for (int j = 0; j < n; j++) {
                agree(kind, column(x, 0, rows, n + 1, j), y[j]);
            }
        }
    }

    /** Interpreted and compiled code give the same bits. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"SUM", "PROD", "MAX", "MIN"})
    void sameBitsFromTheFirstCallOn(Kind kind) {
        double[] x = numbers(new Random(9), 500, 0);
        double[] first = new double[1];
        ReductionKernels.reduce(kind, x, 0, first, 0, 1, 500, 1);
        warm(kind);
        double[] later = new double[1];
        ReductionKernels.reduce(kind, x, 0, later, 0, 1, 500, 1);
        assertThat(later).containsExactly(first);
    }

    @Test
    void tenMillionTenths() {
        int n = 10_000_000;
        double[] x = new double[n];
        Arrays.fill(x, 0.1);
        double[] y = new double[1];
        ReductionKernels.reduce(Kind.SUM, x, 0, y, 0, 1, n, 1);
        agreeOfEqual(0.1, n, y[0]);
        double[] columns = new double[10];
        ReductionKernels.reduce(Kind.SUM, x, 0, columns, 0, 1, n / 10, 10);
        agreeOfEqual(0.1, n / 10, columns[9]);
    }

    @ParameterizedTest
    @EnumSource(ArgReduce.Kind.class)
    void positions(ArgReduce.Kind kind) {
        Random random = new Random(4);
        for (int n = 1; n <= 70; n++) {
            for (int inner : INNER) {
                double[] x = numbers(random, 5 + 3 * n * inner, n % 7);
                if (n % 2 == 0) {
                    for (int i = 0; i < x.length; i++) {
                        x[i] = random.nextInt(4) == 0 ? -0.0 : random.nextInt(5);
                    }
                }
                int[] y = new int[2 + 3 * inner];
                ReductionKernels.argReduce(kind, x, 5, y, 1, 3, n, inner);
                for (int i = 0; i < 3 * inner; i++) {
                    double[] column = column(x, 5, n, inner, i);
                    int best = 0;
                    for (int k = 1; k < n; k++) {
                        boolean better = kind == ArgReduce.Kind.ARGMAX ? column[k] > column[best] : column[k] < column[best];
                        if (!Double.isNaN(column[best]) && (better || Double.isNaN(column[k]))) {
                            best = k;
                        }
                    }
                    assertThat(y[1 + i]).as(Arrays.toString(column)).isEqualTo(best);
                }
            }
        }
    }

    @Test
    void runningSums() {
        Random random = new Random(5);
        for (boolean reverse : new boolean[] {false, true}) {
            for (int n = 0; n <= 30; n++) {
                for (int inner : INNER) {
                    double[] x = numbers(random, 5 + 3 * n * inner, 0);
                    double[] y = new double[1 + 3 * n * inner];
                    ReductionKernels.cumSum(reverse, x, 5, y, 1, 3, n, inner);
                    for (int i = 0; i < 3 * inner; i++) {
                        double[] column = column(x, 5, n, inner, i);
                        for (int k = 0; k < n; k++) {
                            double[] part = reverse ? Arrays.copyOfRange(column, k, n) : Arrays.copyOf(column, k + 1);
                            agree(Kind.SUM, part, y[1 + (i / inner * n + k) * inner + i % inner]);
                        }
                    }
                    double[] inPlace = x.clone();
                    ReductionKernels.cumSum(reverse, inPlace, 5, inPlace, 5, 3, n, inner);
                    assertThat(Arrays.copyOfRange(inPlace, 5, x.length)).containsExactly(Arrays.copyOfRange(y, 1, y.length));
                }
            }
        }
    }

    private static void warm(Kind kind) {
        double[] x = numbers(new Random(1), 3600, 0);
        double[] y = new double[36];
        for (int k = 0; k < 700; k++) {
            ReductionKernels.reduce(kind, x, 0, y, 0, 1, 400, 1);
            ReductionKernels.reduce(kind, x, 0, y, 0, 1, 10, 36);
        }
    }

    private static double[] column(double[] x, int xo, int n, int inner, int i) {
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            column[k] = x[xo + (i / inner * n + k) * inner + i % inner];
        }
        return column;
    }

    /** Random numbers; every so often infinities, NaN, equal or large ones. */
    private static double[] numbers(Random random, int n, int flavour) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Draws.gaussianF64(random);
            if (random.nextInt(20) == 0) {
                x[i] = switch (flavour) {
                    case 1 -> Double.NEGATIVE_INFINITY;
                    case 2 -> Double.POSITIVE_INFINITY;
                    case 3 -> random.nextInt(10) == 0 ? Double.NaN : 1;
                    case 4 -> 50;
                    case 5 -> random.nextBoolean() ? 0 : -0.0;
                    case 6 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                    default -> x[i];
                };
            }
        }
        if (flavour == 1 && random.nextInt(3) == 0) {
            Arrays.fill(x, Double.NEGATIVE_INFINITY);
        }
        return x;
    }
}
