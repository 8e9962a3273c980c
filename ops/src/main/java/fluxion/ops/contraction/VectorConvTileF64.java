package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 convolution: {@code tileRx2} sums two vectors of the result for R filters. Weight p of
 * filter i is at {@code a[ap + p·R + i]}; the entry it meets for lane j of the first vector at
 * {@code b[bp + taps[p] + j]}, of the second at {@code b[bq + taps[p] + j]}. The first n lanes of the first go to
 * {@code c[cp + i·cs + j]}, the first m of the second to {@code c[cq + i·cs + j]}. k is at least 1.
 */
final class VectorConvTileF64 {
    private VectorConvTileF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /**
     * The species' own class. What comes out of a loop is only known to be some {@link DoubleVector}; where vectors of another length have
     * been stored anywhere in the program, the compiler then calls the store as a method and allocates each vector of the loop.
     */
    private static final Class<? extends Vector<Double>> EXACT = S.vectorType();

    private static final int TALLEST = 12;

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS = IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        double[] a = new double[32 * TALLEST], b = new double[32 + 2 * L], c = new double[TALLEST * 2 * L];
        int[] taps = Offsets.arithmetic(0, 32, 1);
        return rows -> new VectorKernel(k -> {
            vectors(rows, k, a, 0, b, 0, L, taps, c, 0, L, 2 * L);
        });
    }

    static void tile(int rows, int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                     double[] c, int cp, int cq, int cs, int n, int m) {
        if (KERNELS[rows].ready()) {
            if (n == L && m == L) {
                vectors(rows, k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            } else {
                // whole vectors beside C, what belongs to it from there: masked stores make the method too long to be optimised surely
                double[] tile = Workspace.get().f64(Workspace.TILE, TALLEST * 2 * L);
                vectors(rows, k, a, ap, b, bp, bq, taps, tile, 0, L, 2 * L);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(tile, 2 * L * i, c, cp + i * cs, n);
                    if (m > 0) System.arraycopy(tile, 2 * L * i + L, c, cq + i * cs, m);
                }
            }
        } else {
            ScalarTile.taps(rows, n, k, a, ap, b, bp, taps, c, cp, cs);
            ScalarTile.taps(rows, m, k, a, ap, b, bq, taps, c, cq, cs);
        }
    }

    private static void vectors(int rows, int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                double[] c, int cp, int cq, int cs) {
        switch (rows) {
            case 12 -> tile12x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 10 -> tile10x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 8 -> tile8x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 6 -> tile6x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 4 -> tile4x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 2 -> tile2x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            case 1 -> tile1x2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            default -> throw new AssertionError(rows);
        }
    }

    private static void tile12x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                  double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S), c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S), c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S), c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S), c51 = DoubleVector.zero(S);
        DoubleVector c60 = DoubleVector.zero(S), c61 = DoubleVector.zero(S);
        DoubleVector c70 = DoubleVector.zero(S), c71 = DoubleVector.zero(S);
        DoubleVector c80 = DoubleVector.zero(S), c81 = DoubleVector.zero(S);
        DoubleVector c90 = DoubleVector.zero(S), c91 = DoubleVector.zero(S);
        DoubleVector c100 = DoubleVector.zero(S), c101 = DoubleVector.zero(S);
        DoubleVector c110 = DoubleVector.zero(S), c111 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 12]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 12 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 12 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 12 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + p * 12 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + p * 12 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(S, a[ap + p * 12 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(S, a[ap + p * 12 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
            DoubleVector a8 = DoubleVector.broadcast(S, a[ap + p * 12 + 8]);
            c80 = a8.fma(b0, c80); c81 = a8.fma(b1, c81);
            DoubleVector a9 = DoubleVector.broadcast(S, a[ap + p * 12 + 9]);
            c90 = a9.fma(b0, c90); c91 = a9.fma(b1, c91);
            DoubleVector a10 = DoubleVector.broadcast(S, a[ap + p * 12 + 10]);
            c100 = a10.fma(b0, c100); c101 = a10.fma(b1, c101);
            DoubleVector a11 = DoubleVector.broadcast(S, a[ap + p * 12 + 11]);
            c110 = a11.fma(b0, c110); c111 = a11.fma(b1, c111);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((DoubleVector) EXACT.cast(c81)).intoArray(c, cq + 8 * cs);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((DoubleVector) EXACT.cast(c91)).intoArray(c, cq + 9 * cs);
        ((DoubleVector) EXACT.cast(c100)).intoArray(c, cp + 10 * cs); ((DoubleVector) EXACT.cast(c101)).intoArray(c, cq + 10 * cs);
        ((DoubleVector) EXACT.cast(c110)).intoArray(c, cp + 11 * cs); ((DoubleVector) EXACT.cast(c111)).intoArray(c, cq + 11 * cs);
    }

    private static void tile10x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                  double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S), c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S), c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S), c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S), c51 = DoubleVector.zero(S);
        DoubleVector c60 = DoubleVector.zero(S), c61 = DoubleVector.zero(S);
        DoubleVector c70 = DoubleVector.zero(S), c71 = DoubleVector.zero(S);
        DoubleVector c80 = DoubleVector.zero(S), c81 = DoubleVector.zero(S);
        DoubleVector c90 = DoubleVector.zero(S), c91 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 10]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 10 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 10 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 10 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + p * 10 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + p * 10 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(S, a[ap + p * 10 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(S, a[ap + p * 10 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
            DoubleVector a8 = DoubleVector.broadcast(S, a[ap + p * 10 + 8]);
            c80 = a8.fma(b0, c80); c81 = a8.fma(b1, c81);
            DoubleVector a9 = DoubleVector.broadcast(S, a[ap + p * 10 + 9]);
            c90 = a9.fma(b0, c90); c91 = a9.fma(b1, c91);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((DoubleVector) EXACT.cast(c81)).intoArray(c, cq + 8 * cs);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((DoubleVector) EXACT.cast(c91)).intoArray(c, cq + 9 * cs);
    }

    private static void tile8x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S), c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S), c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S), c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S), c51 = DoubleVector.zero(S);
        DoubleVector c60 = DoubleVector.zero(S), c61 = DoubleVector.zero(S);
        DoubleVector c70 = DoubleVector.zero(S), c71 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 8]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 8 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 8 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 8 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + p * 8 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + p * 8 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(S, a[ap + p * 8 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(S, a[ap + p * 8 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
    }

    private static void tile6x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S), c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S), c31 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S), c41 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S), c51 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 6]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 6 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 6 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 6 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + p * 6 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + p * 6 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
    }

    private static void tile4x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S), c21 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S), c31 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 4]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 4 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 4 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 4 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
    }

    private static void tile2x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S), c11 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 2]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 2 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cq + cs);
    }

    private static void tile1x2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        DoubleVector c00 = DoubleVector.zero(S), c01 = DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cq);
    }
}
