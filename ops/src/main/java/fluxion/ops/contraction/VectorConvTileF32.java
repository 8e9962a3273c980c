package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float32 convolution: {@code tileRx2} sums two vectors of the result for R filters. Weight p of
 * filter i is at {@code a[ap + p·R + i]}; the entry it meets for lane j of the first vector at
 * {@code b[bp + taps[p] + j]}, of the second at {@code b[bq + taps[p] + j]}. The first n lanes of the first go to
 * {@code c[cp + i·cs + j]}, the first m of the second to {@code c[cq + i·cs + j]}. k is at least 1.
 */
final class VectorConvTileF32 {
    private VectorConvTileF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /**
     * The species' own class. What comes out of a loop is only known to be some {@link FloatVector}; where vectors of another length have
     * been stored anywhere in the program, the compiler then calls the store as a method and allocates each vector of the loop.
     */
    private static final Class<? extends Vector<Float>> EXACT = S.vectorType();

    private static final int TALLEST = 12;

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS = IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        float[] a = new float[32 * TALLEST], b = new float[32 + 2 * L], c = new float[TALLEST * 2 * L];
        int[] taps = Offsets.arithmetic(0, 32, 1);
        return rows -> new VectorKernel(k -> {
            vectors(rows, k, a, 0, b, 0, L, taps, c, 0, L, 2 * L);
        });
    }

    static void tile(int rows, int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                     float[] c, int cp, int cq, int cs, int n, int m) {
        if (KERNELS[rows].ready()) {
            if (n == L && m == L) {
                vectors(rows, k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            } else {
                // whole vectors beside C, what belongs to it from there: masked stores make the method too long to be optimised surely
                float[] tile = Workspace.get().f32(Workspace.TILE, TALLEST * 2 * L);
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

    private static void vectors(int rows, int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                float[] c, int cp, int cq, int cs) {
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

    private static void tile12x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                  float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S), c61 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S), c71 = FloatVector.zero(S);
        FloatVector c80 = FloatVector.zero(S), c81 = FloatVector.zero(S);
        FloatVector c90 = FloatVector.zero(S), c91 = FloatVector.zero(S);
        FloatVector c100 = FloatVector.zero(S), c101 = FloatVector.zero(S);
        FloatVector c110 = FloatVector.zero(S), c111 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 12]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 12 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + p * 12 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + p * 12 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + p * 12 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + p * 12 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[ap + p * 12 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[ap + p * 12 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(S, a[ap + p * 12 + 8]);
            c80 = a8.fma(b0, c80); c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(S, a[ap + p * 12 + 9]);
            c90 = a9.fma(b0, c90); c91 = a9.fma(b1, c91);
            FloatVector a10 = FloatVector.broadcast(S, a[ap + p * 12 + 10]);
            c100 = a10.fma(b0, c100); c101 = a10.fma(b1, c101);
            FloatVector a11 = FloatVector.broadcast(S, a[ap + p * 12 + 11]);
            c110 = a11.fma(b0, c110); c111 = a11.fma(b1, c111);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((FloatVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((FloatVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((FloatVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((FloatVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((FloatVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((FloatVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((FloatVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((FloatVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((FloatVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((FloatVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((FloatVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((FloatVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
        ((FloatVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((FloatVector) EXACT.cast(c81)).intoArray(c, cq + 8 * cs);
        ((FloatVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((FloatVector) EXACT.cast(c91)).intoArray(c, cq + 9 * cs);
        ((FloatVector) EXACT.cast(c100)).intoArray(c, cp + 10 * cs); ((FloatVector) EXACT.cast(c101)).intoArray(c, cq + 10 * cs);
        ((FloatVector) EXACT.cast(c110)).intoArray(c, cp + 11 * cs); ((FloatVector) EXACT.cast(c111)).intoArray(c, cq + 11 * cs);
    }

    private static void tile10x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                  float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S), c61 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S), c71 = FloatVector.zero(S);
        FloatVector c80 = FloatVector.zero(S), c81 = FloatVector.zero(S);
        FloatVector c90 = FloatVector.zero(S), c91 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 10]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 10 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + p * 10 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + p * 10 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + p * 10 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + p * 10 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[ap + p * 10 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[ap + p * 10 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
            FloatVector a8 = FloatVector.broadcast(S, a[ap + p * 10 + 8]);
            c80 = a8.fma(b0, c80); c81 = a8.fma(b1, c81);
            FloatVector a9 = FloatVector.broadcast(S, a[ap + p * 10 + 9]);
            c90 = a9.fma(b0, c90); c91 = a9.fma(b1, c91);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((FloatVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((FloatVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((FloatVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((FloatVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((FloatVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((FloatVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((FloatVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((FloatVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((FloatVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((FloatVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((FloatVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((FloatVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
        ((FloatVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((FloatVector) EXACT.cast(c81)).intoArray(c, cq + 8 * cs);
        ((FloatVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((FloatVector) EXACT.cast(c91)).intoArray(c, cq + 9 * cs);
    }

    private static void tile8x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                 float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S), c61 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S), c71 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 8]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 8 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + p * 8 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + p * 8 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + p * 8 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + p * 8 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(S, a[ap + p * 8 + 6]);
            c60 = a6.fma(b0, c60); c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(S, a[ap + p * 8 + 7]);
            c70 = a7.fma(b0, c70); c71 = a7.fma(b1, c71);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((FloatVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((FloatVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((FloatVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((FloatVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((FloatVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((FloatVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((FloatVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((FloatVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
        ((FloatVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((FloatVector) EXACT.cast(c61)).intoArray(c, cq + 6 * cs);
        ((FloatVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((FloatVector) EXACT.cast(c71)).intoArray(c, cq + 7 * cs);
    }

    private static void tile6x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                 float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S), c41 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S), c51 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 6]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 6 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + p * 6 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + p * 6 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + p * 6 + 4]);
            c40 = a4.fma(b0, c40); c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + p * 6 + 5]);
            c50 = a5.fma(b0, c50); c51 = a5.fma(b1, c51);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((FloatVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((FloatVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((FloatVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((FloatVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
        ((FloatVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((FloatVector) EXACT.cast(c41)).intoArray(c, cq + 4 * cs);
        ((FloatVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((FloatVector) EXACT.cast(c51)).intoArray(c, cq + 5 * cs);
    }

    private static void tile4x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                 float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S), c21 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S), c31 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 4]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 4 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + p * 4 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + p * 4 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
        ((FloatVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((FloatVector) EXACT.cast(c21)).intoArray(c, cq + 2 * cs);
        ((FloatVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((FloatVector) EXACT.cast(c31)).intoArray(c, cq + 3 * cs);
    }

    private static void tile2x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                 float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S), c11 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p * 2]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + p * 2 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
        ((FloatVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((FloatVector) EXACT.cast(c11)).intoArray(c, cq + cs);
    }

    private static void tile1x2(int k, float[] a, int ap, float[] b, int bp, int bq, int[] taps,
                                 float[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        FloatVector c00 = FloatVector.zero(S), c01 = FloatVector.zero(S);
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            FloatVector b0 = FloatVector.fromArray(S, b, bp + t);
            FloatVector b1 = FloatVector.fromArray(S, b, bq + t);
            FloatVector a0 = FloatVector.broadcast(S, a[ap + p]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
        }
        ((FloatVector) EXACT.cast(c00)).intoArray(c, cp); ((FloatVector) EXACT.cast(c01)).intoArray(c, cq);
    }
}
