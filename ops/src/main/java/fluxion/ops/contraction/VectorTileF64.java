package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 product, two vectors wide, with A packed: {@code tileRx2} adds the product of R rows
 * of A and a k×2L panel of B to an R×2L tile of C kept in registers. Element (i, p) of A is at
 * {@code a[ap + p·R + i]}, (p, j) of B at {@code b[bp + p·2L + j]}, (i, j) of C at {@code c[cp + i·cs + j]}. With
 * {@code add} the sum continues from what C holds, else from zero. k is at least 1.
 */
final class VectorTileF64 {
    private VectorTileF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length(), WIDTH = 2 * L;
    /**
     * The species' own class. What comes out of a loop is only known to be some {@link DoubleVector}; where vectors of another length have
     * been stored anywhere in the program, the compiler then calls the store as a method and allocates each vector of the loop.
     */
    private static final Class<? extends Vector<Double>> EXACT = S.vectorType();

    private static final int TALLEST = 12;

    /** What a sum without {@code add} starts from: read as C is, so that no vector has two origins, which the compiler may box. */
    private static final double[] ZERO = new double[WIDTH];

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS = IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        double[] a = new double[32 * TALLEST], b = new double[32 * WIDTH], c = new double[TALLEST * WIDTH];
        return rows -> new VectorKernel(k -> {
            vectors(rows, k, a, 0, b, 0, c, 0, WIDTH, false);
            vectors(rows, k, a, 0, b, 0, c, 0, WIDTH, true);
        });
    }

    static void tile(int rows, int k, double[] a, int ap, double[] b, int bp,
                     double[] c, int cp, int cs, boolean add) {
        if (KERNELS[rows].ready()) vectors(rows, k, a, ap, b, bp, c, cp, cs, add);
        else ScalarTile.tile(rows, WIDTH, k, a, ap, 1, rows, b, bp, WIDTH, c, cp, cs, add);
    }

    private static void vectors(int rows, int k, double[] a, int ap, double[] b, int bp,
                                double[] c, int cp, int cs, boolean add) {
        switch (rows) {
            case 12 -> tile12x2(k, a, ap, b, bp, c, cp, cs, add);
            case 10 -> tile10x2(k, a, ap, b, bp, c, cp, cs, add);
            case 8 -> tile8x2(k, a, ap, b, bp, c, cp, cs, add);
            case 6 -> tile6x2(k, a, ap, b, bp, c, cp, cs, add);
            case 4 -> tile4x2(k, a, ap, b, bp, c, cp, cs, add);
            case 2 -> tile2x2(k, a, ap, b, bp, c, cp, cs, add);
            case 1 -> tile1x2(k, a, ap, b, bp, c, cp, cs, add);
            default -> throw new AssertionError(rows);
        }
    }

    private static void tile12x2(int k, double[] a, int ap, double[] b, int bp,
                                  double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c21 = DoubleVector.fromArray(S, from, fp + 2 * fs + L);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c31 = DoubleVector.fromArray(S, from, fp + 3 * fs + L);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c41 = DoubleVector.fromArray(S, from, fp + 4 * fs + L);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c51 = DoubleVector.fromArray(S, from, fp + 5 * fs + L);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c61 = DoubleVector.fromArray(S, from, fp + 6 * fs + L);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        DoubleVector c71 = DoubleVector.fromArray(S, from, fp + 7 * fs + L);
        DoubleVector c80 = DoubleVector.fromArray(S, from, fp + 8 * fs);
        DoubleVector c81 = DoubleVector.fromArray(S, from, fp + 8 * fs + L);
        DoubleVector c90 = DoubleVector.fromArray(S, from, fp + 9 * fs);
        DoubleVector c91 = DoubleVector.fromArray(S, from, fp + 9 * fs + L);
        DoubleVector c100 = DoubleVector.fromArray(S, from, fp + 10 * fs);
        DoubleVector c101 = DoubleVector.fromArray(S, from, fp + 10 * fs + L);
        DoubleVector c110 = DoubleVector.fromArray(S, from, fp + 11 * fs);
        DoubleVector c111 = DoubleVector.fromArray(S, from, fp + 11 * fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
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
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cp + 2 * cs + L);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cp + 3 * cs + L);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cp + 4 * cs + L);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cp + 5 * cs + L);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cp + 6 * cs + L);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cp + 7 * cs + L);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((DoubleVector) EXACT.cast(c81)).intoArray(c, cp + 8 * cs + L);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((DoubleVector) EXACT.cast(c91)).intoArray(c, cp + 9 * cs + L);
        ((DoubleVector) EXACT.cast(c100)).intoArray(c, cp + 10 * cs); ((DoubleVector) EXACT.cast(c101)).intoArray(c, cp + 10 * cs + L);
        ((DoubleVector) EXACT.cast(c110)).intoArray(c, cp + 11 * cs); ((DoubleVector) EXACT.cast(c111)).intoArray(c, cp + 11 * cs + L);
    }

    private static void tile10x2(int k, double[] a, int ap, double[] b, int bp,
                                  double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c21 = DoubleVector.fromArray(S, from, fp + 2 * fs + L);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c31 = DoubleVector.fromArray(S, from, fp + 3 * fs + L);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c41 = DoubleVector.fromArray(S, from, fp + 4 * fs + L);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c51 = DoubleVector.fromArray(S, from, fp + 5 * fs + L);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c61 = DoubleVector.fromArray(S, from, fp + 6 * fs + L);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        DoubleVector c71 = DoubleVector.fromArray(S, from, fp + 7 * fs + L);
        DoubleVector c80 = DoubleVector.fromArray(S, from, fp + 8 * fs);
        DoubleVector c81 = DoubleVector.fromArray(S, from, fp + 8 * fs + L);
        DoubleVector c90 = DoubleVector.fromArray(S, from, fp + 9 * fs);
        DoubleVector c91 = DoubleVector.fromArray(S, from, fp + 9 * fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
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
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cp + 2 * cs + L);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cp + 3 * cs + L);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cp + 4 * cs + L);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cp + 5 * cs + L);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cp + 6 * cs + L);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cp + 7 * cs + L);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs); ((DoubleVector) EXACT.cast(c81)).intoArray(c, cp + 8 * cs + L);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs); ((DoubleVector) EXACT.cast(c91)).intoArray(c, cp + 9 * cs + L);
    }

    private static void tile8x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c21 = DoubleVector.fromArray(S, from, fp + 2 * fs + L);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c31 = DoubleVector.fromArray(S, from, fp + 3 * fs + L);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c41 = DoubleVector.fromArray(S, from, fp + 4 * fs + L);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c51 = DoubleVector.fromArray(S, from, fp + 5 * fs + L);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c61 = DoubleVector.fromArray(S, from, fp + 6 * fs + L);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        DoubleVector c71 = DoubleVector.fromArray(S, from, fp + 7 * fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
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
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cp + 2 * cs + L);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cp + 3 * cs + L);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cp + 4 * cs + L);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cp + 5 * cs + L);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs); ((DoubleVector) EXACT.cast(c61)).intoArray(c, cp + 6 * cs + L);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs); ((DoubleVector) EXACT.cast(c71)).intoArray(c, cp + 7 * cs + L);
    }

    private static void tile6x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c21 = DoubleVector.fromArray(S, from, fp + 2 * fs + L);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c31 = DoubleVector.fromArray(S, from, fp + 3 * fs + L);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c41 = DoubleVector.fromArray(S, from, fp + 4 * fs + L);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c51 = DoubleVector.fromArray(S, from, fp + 5 * fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
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
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cp + 2 * cs + L);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cp + 3 * cs + L);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs); ((DoubleVector) EXACT.cast(c41)).intoArray(c, cp + 4 * cs + L);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs); ((DoubleVector) EXACT.cast(c51)).intoArray(c, cp + 5 * cs + L);
    }

    private static void tile4x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c21 = DoubleVector.fromArray(S, from, fp + 2 * fs + L);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c31 = DoubleVector.fromArray(S, from, fp + 3 * fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 4]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 4 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + p * 4 + 2]);
            c20 = a2.fma(b0, c20); c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + p * 4 + 3]);
            c30 = a3.fma(b0, c30); c31 = a3.fma(b1, c31);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs); ((DoubleVector) EXACT.cast(c21)).intoArray(c, cp + 2 * cs + L);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs); ((DoubleVector) EXACT.cast(c31)).intoArray(c, cp + 3 * cs + L);
    }

    private static void tile2x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c11 = DoubleVector.fromArray(S, from, fp + fs + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 2]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 2 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs); ((DoubleVector) EXACT.cast(c11)).intoArray(c, cp + cs + L);
    }

    private static void tile1x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c01 = DoubleVector.fromArray(S, from, fp + L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp); ((DoubleVector) EXACT.cast(c01)).intoArray(c, cp + L);
    }
}
