package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
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

    private static final int TALLEST = 12;

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS = IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        double[] a = new double[32 * TALLEST], b = new double[32 * WIDTH], c = new double[TALLEST * WIDTH];
        return rows -> VectorKernel.ofLongLoop(k -> {
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
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c21 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs + L) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c31 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs + L) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c41 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs + L) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c51 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs + L) : DoubleVector.zero(S);
        DoubleVector c60 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs) : DoubleVector.zero(S);
        DoubleVector c61 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs + L) : DoubleVector.zero(S);
        DoubleVector c70 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs) : DoubleVector.zero(S);
        DoubleVector c71 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs + L) : DoubleVector.zero(S);
        DoubleVector c80 = add ? DoubleVector.fromArray(S, c, cp + 8 * cs) : DoubleVector.zero(S);
        DoubleVector c81 = add ? DoubleVector.fromArray(S, c, cp + 8 * cs + L) : DoubleVector.zero(S);
        DoubleVector c90 = add ? DoubleVector.fromArray(S, c, cp + 9 * cs) : DoubleVector.zero(S);
        DoubleVector c91 = add ? DoubleVector.fromArray(S, c, cp + 9 * cs + L) : DoubleVector.zero(S);
        DoubleVector c100 = add ? DoubleVector.fromArray(S, c, cp + 10 * cs) : DoubleVector.zero(S);
        DoubleVector c101 = add ? DoubleVector.fromArray(S, c, cp + 10 * cs + L) : DoubleVector.zero(S);
        DoubleVector c110 = add ? DoubleVector.fromArray(S, c, cp + 11 * cs) : DoubleVector.zero(S);
        DoubleVector c111 = add ? DoubleVector.fromArray(S, c, cp + 11 * cs + L) : DoubleVector.zero(S);
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
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
        c20.intoArray(c, cp + 2 * cs); c21.intoArray(c, cp + 2 * cs + L);
        c30.intoArray(c, cp + 3 * cs); c31.intoArray(c, cp + 3 * cs + L);
        c40.intoArray(c, cp + 4 * cs); c41.intoArray(c, cp + 4 * cs + L);
        c50.intoArray(c, cp + 5 * cs); c51.intoArray(c, cp + 5 * cs + L);
        c60.intoArray(c, cp + 6 * cs); c61.intoArray(c, cp + 6 * cs + L);
        c70.intoArray(c, cp + 7 * cs); c71.intoArray(c, cp + 7 * cs + L);
        c80.intoArray(c, cp + 8 * cs); c81.intoArray(c, cp + 8 * cs + L);
        c90.intoArray(c, cp + 9 * cs); c91.intoArray(c, cp + 9 * cs + L);
        c100.intoArray(c, cp + 10 * cs); c101.intoArray(c, cp + 10 * cs + L);
        c110.intoArray(c, cp + 11 * cs); c111.intoArray(c, cp + 11 * cs + L);
    }

    private static void tile10x2(int k, double[] a, int ap, double[] b, int bp,
                                  double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c21 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs + L) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c31 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs + L) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c41 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs + L) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c51 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs + L) : DoubleVector.zero(S);
        DoubleVector c60 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs) : DoubleVector.zero(S);
        DoubleVector c61 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs + L) : DoubleVector.zero(S);
        DoubleVector c70 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs) : DoubleVector.zero(S);
        DoubleVector c71 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs + L) : DoubleVector.zero(S);
        DoubleVector c80 = add ? DoubleVector.fromArray(S, c, cp + 8 * cs) : DoubleVector.zero(S);
        DoubleVector c81 = add ? DoubleVector.fromArray(S, c, cp + 8 * cs + L) : DoubleVector.zero(S);
        DoubleVector c90 = add ? DoubleVector.fromArray(S, c, cp + 9 * cs) : DoubleVector.zero(S);
        DoubleVector c91 = add ? DoubleVector.fromArray(S, c, cp + 9 * cs + L) : DoubleVector.zero(S);
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
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
        c20.intoArray(c, cp + 2 * cs); c21.intoArray(c, cp + 2 * cs + L);
        c30.intoArray(c, cp + 3 * cs); c31.intoArray(c, cp + 3 * cs + L);
        c40.intoArray(c, cp + 4 * cs); c41.intoArray(c, cp + 4 * cs + L);
        c50.intoArray(c, cp + 5 * cs); c51.intoArray(c, cp + 5 * cs + L);
        c60.intoArray(c, cp + 6 * cs); c61.intoArray(c, cp + 6 * cs + L);
        c70.intoArray(c, cp + 7 * cs); c71.intoArray(c, cp + 7 * cs + L);
        c80.intoArray(c, cp + 8 * cs); c81.intoArray(c, cp + 8 * cs + L);
        c90.intoArray(c, cp + 9 * cs); c91.intoArray(c, cp + 9 * cs + L);
    }

    private static void tile8x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c21 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs + L) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c31 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs + L) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c41 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs + L) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c51 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs + L) : DoubleVector.zero(S);
        DoubleVector c60 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs) : DoubleVector.zero(S);
        DoubleVector c61 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs + L) : DoubleVector.zero(S);
        DoubleVector c70 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs) : DoubleVector.zero(S);
        DoubleVector c71 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs + L) : DoubleVector.zero(S);
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
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
        c20.intoArray(c, cp + 2 * cs); c21.intoArray(c, cp + 2 * cs + L);
        c30.intoArray(c, cp + 3 * cs); c31.intoArray(c, cp + 3 * cs + L);
        c40.intoArray(c, cp + 4 * cs); c41.intoArray(c, cp + 4 * cs + L);
        c50.intoArray(c, cp + 5 * cs); c51.intoArray(c, cp + 5 * cs + L);
        c60.intoArray(c, cp + 6 * cs); c61.intoArray(c, cp + 6 * cs + L);
        c70.intoArray(c, cp + 7 * cs); c71.intoArray(c, cp + 7 * cs + L);
    }

    private static void tile6x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c21 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs + L) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c31 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs + L) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c41 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs + L) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c51 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs + L) : DoubleVector.zero(S);
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
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
        c20.intoArray(c, cp + 2 * cs); c21.intoArray(c, cp + 2 * cs + L);
        c30.intoArray(c, cp + 3 * cs); c31.intoArray(c, cp + 3 * cs + L);
        c40.intoArray(c, cp + 4 * cs); c41.intoArray(c, cp + 4 * cs + L);
        c50.intoArray(c, cp + 5 * cs); c51.intoArray(c, cp + 5 * cs + L);
    }

    private static void tile4x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c21 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs + L) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c31 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs + L) : DoubleVector.zero(S);
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
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
        c20.intoArray(c, cp + 2 * cs); c21.intoArray(c, cp + 2 * cs + L);
        c30.intoArray(c, cp + 3 * cs); c31.intoArray(c, cp + 3 * cs + L);
    }

    private static void tile2x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c11 = add ? DoubleVector.fromArray(S, c, cp + cs + L) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p * 2]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + p * 2 + 1]);
            c10 = a1.fma(b0, c10); c11 = a1.fma(b1, c11);
        }
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
        c10.intoArray(c, cp + cs); c11.intoArray(c, cp + cs + L);
    }

    private static void tile1x2(int k, double[] a, int ap, double[] b, int bp,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c01 = add ? DoubleVector.fromArray(S, c, cp + L) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + p * WIDTH);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bp + p * WIDTH + L);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap + p]);
            c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
        }
        c00.intoArray(c, cp); c01.intoArray(c, cp + L);
    }
}
