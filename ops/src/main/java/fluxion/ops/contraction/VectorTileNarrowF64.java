package fluxion.ops.contraction;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 product, one vector wide: {@code tileRx1} adds the product of an R×k panel of A and a k×1L
 * panel of B to an R×1L tile of C kept in registers. Element (i, p) of the panel of A is at {@code a[ap + p·as + i]},
 * (p, j) of B's at {@code b[bp + p·bs + j]}, (i, j) of C at {@code c[cp + i·cs + j]}. With {@code add} the sum
 * continues from what C holds, else from zero.
 */
final class VectorTileNarrowF64 {
    private VectorTileNarrowF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    static void tile(int rows, int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                     double[] c, int cp, int cs, boolean add) {
        switch (rows) {
            case 10 -> tile10x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            case 8 -> tile8x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            case 6 -> tile6x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            case 4 -> tile4x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            case 2 -> tile2x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            case 1 -> tile1x1(k, a, ap, as, b, bp, bs, c, cp, cs, add);
            default -> throw new AssertionError(rows);
        }
    }

    static void tile10x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                         double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c60 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs) : DoubleVector.zero(S);
        DoubleVector c70 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs) : DoubleVector.zero(S);
        DoubleVector c80 = add ? DoubleVector.fromArray(S, c, cp + 8 * cs) : DoubleVector.zero(S);
        DoubleVector c90 = add ? DoubleVector.fromArray(S, c, cp + 9 * cs) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
            DoubleVector a6 = DoubleVector.broadcast(S, a[ap + 6]);
            c60 = a6.fma(b0, c60);
            DoubleVector a7 = DoubleVector.broadcast(S, a[ap + 7]);
            c70 = a7.fma(b0, c70);
            DoubleVector a8 = DoubleVector.broadcast(S, a[ap + 8]);
            c80 = a8.fma(b0, c80);
            DoubleVector a9 = DoubleVector.broadcast(S, a[ap + 9]);
            c90 = a9.fma(b0, c90);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
        c40.intoArray(c, cp + 4 * cs);
        c50.intoArray(c, cp + 5 * cs);
        c60.intoArray(c, cp + 6 * cs);
        c70.intoArray(c, cp + 7 * cs);
        c80.intoArray(c, cp + 8 * cs);
        c90.intoArray(c, cp + 9 * cs);
    }

    static void tile8x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                        double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        DoubleVector c60 = add ? DoubleVector.fromArray(S, c, cp + 6 * cs) : DoubleVector.zero(S);
        DoubleVector c70 = add ? DoubleVector.fromArray(S, c, cp + 7 * cs) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
            DoubleVector a6 = DoubleVector.broadcast(S, a[ap + 6]);
            c60 = a6.fma(b0, c60);
            DoubleVector a7 = DoubleVector.broadcast(S, a[ap + 7]);
            c70 = a7.fma(b0, c70);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
        c40.intoArray(c, cp + 4 * cs);
        c50.intoArray(c, cp + 5 * cs);
        c60.intoArray(c, cp + 6 * cs);
        c70.intoArray(c, cp + 7 * cs);
    }

    static void tile6x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                        double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        DoubleVector c40 = add ? DoubleVector.fromArray(S, c, cp + 4 * cs) : DoubleVector.zero(S);
        DoubleVector c50 = add ? DoubleVector.fromArray(S, c, cp + 5 * cs) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            DoubleVector a4 = DoubleVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            DoubleVector a5 = DoubleVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
        c40.intoArray(c, cp + 4 * cs);
        c50.intoArray(c, cp + 5 * cs);
    }

    static void tile4x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                        double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        DoubleVector c20 = add ? DoubleVector.fromArray(S, c, cp + 2 * cs) : DoubleVector.zero(S);
        DoubleVector c30 = add ? DoubleVector.fromArray(S, c, cp + 3 * cs) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
    }

    static void tile2x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                        double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        DoubleVector c10 = add ? DoubleVector.fromArray(S, c, cp + cs) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
    }

    static void tile1x1(int k, double[] a, int ap, int as, double[] b, int bp, int bs,
                        double[] c, int cp, int cs, boolean add) {
        DoubleVector c00 = add ? DoubleVector.fromArray(S, c, cp) : DoubleVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            DoubleVector a0 = DoubleVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(c, cp);
    }
}
