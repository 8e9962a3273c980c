package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 product, one vector wide, with A read where it lies: {@code tileRx1} adds the product of R rows
 * of A and a k×L panel of B to an R×L tile of C kept in registers. Element (i, p) of A is at
 * {@code a[ap + i·ar + p·as]}, (p, j) of B at {@code b[bp + p·bs + j]}, (i, j) of C at {@code c[cp + i·cs + j]}. With
 * {@code add} the sum continues from what C holds, else from zero. k is at least 1.
 */
final class VectorStripNarrowF64 {
    private VectorStripNarrowF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length(), WIDTH = L;
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
            vectors(rows, k, a, 0, 1, rows, b, 0, WIDTH, c, 0, WIDTH, false);
            vectors(rows, k, a, 0, 1, rows, b, 0, WIDTH, c, 0, WIDTH, true);
        });
    }

    static void tile(int rows, int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                     double[] c, int cp, int cs, boolean add) {
        if (KERNELS[rows].ready()) vectors(rows, k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
        else ScalarTile.tile(rows, WIDTH, k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
    }

    private static void vectors(int rows, int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                double[] c, int cp, int cs, boolean add) {
        switch (rows) {
            case 12 -> tile12x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 10 -> tile10x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 8 -> tile8x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 6 -> tile6x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 4 -> tile4x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 2 -> tile2x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            case 1 -> tile1x1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            default -> throw new AssertionError(rows);
        }
    }

    private static void tile12x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                  double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        DoubleVector c80 = DoubleVector.fromArray(S, from, fp + 8 * fs);
        DoubleVector c90 = DoubleVector.fromArray(S, from, fp + 9 * fs);
        DoubleVector c100 = DoubleVector.fromArray(S, from, fp + 10 * fs);
        DoubleVector c110 = DoubleVector.fromArray(S, from, fp + 11 * fs);
        int r0 = ap;
        int r1 = ap + ar;
        int r2 = ap + 2 * ar;
        int r3 = ap + 3 * ar;
        int r4 = ap + 4 * ar;
        int r5 = ap + 5 * ar;
        int r6 = ap + 6 * ar;
        int r7 = ap + 7 * ar;
        int r8 = ap + 8 * ar;
        int r9 = ap + 9 * ar;
        int r10 = ap + 10 * ar;
        int r11 = ap + 11 * ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[r2 + q]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[r3 + q]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[r4 + q]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[r5 + q]);
            c50 = a5.fma(b0, c50);
            DoubleVector a6 = DoubleVector.broadcast(S, a[r6 + q]);
            c60 = a6.fma(b0, c60);
            DoubleVector a7 = DoubleVector.broadcast(S, a[r7 + q]);
            c70 = a7.fma(b0, c70);
            DoubleVector a8 = DoubleVector.broadcast(S, a[r8 + q]);
            c80 = a8.fma(b0, c80);
            DoubleVector a9 = DoubleVector.broadcast(S, a[r9 + q]);
            c90 = a9.fma(b0, c90);
            DoubleVector a10 = DoubleVector.broadcast(S, a[r10 + q]);
            c100 = a10.fma(b0, c100);
            DoubleVector a11 = DoubleVector.broadcast(S, a[r11 + q]);
            c110 = a11.fma(b0, c110);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs);
        ((DoubleVector) EXACT.cast(c100)).intoArray(c, cp + 10 * cs);
        ((DoubleVector) EXACT.cast(c110)).intoArray(c, cp + 11 * cs);
    }

    private static void tile10x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                  double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        DoubleVector c80 = DoubleVector.fromArray(S, from, fp + 8 * fs);
        DoubleVector c90 = DoubleVector.fromArray(S, from, fp + 9 * fs);
        int r0 = ap;
        int r1 = ap + ar;
        int r2 = ap + 2 * ar;
        int r3 = ap + 3 * ar;
        int r4 = ap + 4 * ar;
        int r5 = ap + 5 * ar;
        int r6 = ap + 6 * ar;
        int r7 = ap + 7 * ar;
        int r8 = ap + 8 * ar;
        int r9 = ap + 9 * ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[r2 + q]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[r3 + q]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[r4 + q]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[r5 + q]);
            c50 = a5.fma(b0, c50);
            DoubleVector a6 = DoubleVector.broadcast(S, a[r6 + q]);
            c60 = a6.fma(b0, c60);
            DoubleVector a7 = DoubleVector.broadcast(S, a[r7 + q]);
            c70 = a7.fma(b0, c70);
            DoubleVector a8 = DoubleVector.broadcast(S, a[r8 + q]);
            c80 = a8.fma(b0, c80);
            DoubleVector a9 = DoubleVector.broadcast(S, a[r9 + q]);
            c90 = a9.fma(b0, c90);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs);
        ((DoubleVector) EXACT.cast(c80)).intoArray(c, cp + 8 * cs);
        ((DoubleVector) EXACT.cast(c90)).intoArray(c, cp + 9 * cs);
    }

    private static void tile8x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        DoubleVector c60 = DoubleVector.fromArray(S, from, fp + 6 * fs);
        DoubleVector c70 = DoubleVector.fromArray(S, from, fp + 7 * fs);
        int r0 = ap;
        int r1 = ap + ar;
        int r2 = ap + 2 * ar;
        int r3 = ap + 3 * ar;
        int r4 = ap + 4 * ar;
        int r5 = ap + 5 * ar;
        int r6 = ap + 6 * ar;
        int r7 = ap + 7 * ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[r2 + q]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[r3 + q]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[r4 + q]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[r5 + q]);
            c50 = a5.fma(b0, c50);
            DoubleVector a6 = DoubleVector.broadcast(S, a[r6 + q]);
            c60 = a6.fma(b0, c60);
            DoubleVector a7 = DoubleVector.broadcast(S, a[r7 + q]);
            c70 = a7.fma(b0, c70);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs);
        ((DoubleVector) EXACT.cast(c60)).intoArray(c, cp + 6 * cs);
        ((DoubleVector) EXACT.cast(c70)).intoArray(c, cp + 7 * cs);
    }

    private static void tile6x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        DoubleVector c40 = DoubleVector.fromArray(S, from, fp + 4 * fs);
        DoubleVector c50 = DoubleVector.fromArray(S, from, fp + 5 * fs);
        int r0 = ap;
        int r1 = ap + ar;
        int r2 = ap + 2 * ar;
        int r3 = ap + 3 * ar;
        int r4 = ap + 4 * ar;
        int r5 = ap + 5 * ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[r2 + q]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[r3 + q]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[r4 + q]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[r5 + q]);
            c50 = a5.fma(b0, c50);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs);
        ((DoubleVector) EXACT.cast(c40)).intoArray(c, cp + 4 * cs);
        ((DoubleVector) EXACT.cast(c50)).intoArray(c, cp + 5 * cs);
    }

    private static void tile4x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        DoubleVector c20 = DoubleVector.fromArray(S, from, fp + 2 * fs);
        DoubleVector c30 = DoubleVector.fromArray(S, from, fp + 3 * fs);
        int r0 = ap;
        int r1 = ap + ar;
        int r2 = ap + 2 * ar;
        int r3 = ap + 3 * ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[r2 + q]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[r3 + q]);
            c30 = a3.fma(b0, c30);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
        ((DoubleVector) EXACT.cast(c20)).intoArray(c, cp + 2 * cs);
        ((DoubleVector) EXACT.cast(c30)).intoArray(c, cp + 3 * cs);
    }

    private static void tile2x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        DoubleVector c10 = DoubleVector.fromArray(S, from, fp + fs);
        int r0 = ap;
        int r1 = ap + ar;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[r1 + q]);
            c10 = a1.fma(b0, c10);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
        ((DoubleVector) EXACT.cast(c10)).intoArray(c, cp + cs);
    }

    private static void tile1x1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        DoubleVector c00 = DoubleVector.fromArray(S, from, fp);
        int r0 = ap;
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[r0 + q]);
            c00 = a0.fma(b0, c00);
        }
        ((DoubleVector) EXACT.cast(c00)).intoArray(c, cp);
    }
}
