package fluxion.ops.contraction;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float32 product, one vector wide: {@code tileRx1} adds the product of an R×k panel of A and a k×1L
 * panel of B to an R×1L tile of C kept in registers. Element (i, p) of the panel of A is at {@code a[ap + p·as + i]},
 * (p, j) of B's at {@code b[bp + p·bs + j]}, (i, j) of C at {@code c[cp + i·cs + j]}. With {@code add} the sum
 * continues from what C holds, else from zero.
 */
final class VectorTileNarrowF32 {
    private VectorTileNarrowF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    static void tile(int rows, int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                     float[] c, int cp, int cs, boolean add) {
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

    static void tile10x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                         float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        FloatVector c10 = add ? FloatVector.fromArray(S, c, cp + cs) : FloatVector.zero(S);
        FloatVector c20 = add ? FloatVector.fromArray(S, c, cp + 2 * cs) : FloatVector.zero(S);
        FloatVector c30 = add ? FloatVector.fromArray(S, c, cp + 3 * cs) : FloatVector.zero(S);
        FloatVector c40 = add ? FloatVector.fromArray(S, c, cp + 4 * cs) : FloatVector.zero(S);
        FloatVector c50 = add ? FloatVector.fromArray(S, c, cp + 5 * cs) : FloatVector.zero(S);
        FloatVector c60 = add ? FloatVector.fromArray(S, c, cp + 6 * cs) : FloatVector.zero(S);
        FloatVector c70 = add ? FloatVector.fromArray(S, c, cp + 7 * cs) : FloatVector.zero(S);
        FloatVector c80 = add ? FloatVector.fromArray(S, c, cp + 8 * cs) : FloatVector.zero(S);
        FloatVector c90 = add ? FloatVector.fromArray(S, c, cp + 9 * cs) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[ap + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[ap + 7]);
            c70 = a7.fma(b0, c70);
            FloatVector a8 = FloatVector.broadcast(S, a[ap + 8]);
            c80 = a8.fma(b0, c80);
            FloatVector a9 = FloatVector.broadcast(S, a[ap + 9]);
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

    static void tile8x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                        float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        FloatVector c10 = add ? FloatVector.fromArray(S, c, cp + cs) : FloatVector.zero(S);
        FloatVector c20 = add ? FloatVector.fromArray(S, c, cp + 2 * cs) : FloatVector.zero(S);
        FloatVector c30 = add ? FloatVector.fromArray(S, c, cp + 3 * cs) : FloatVector.zero(S);
        FloatVector c40 = add ? FloatVector.fromArray(S, c, cp + 4 * cs) : FloatVector.zero(S);
        FloatVector c50 = add ? FloatVector.fromArray(S, c, cp + 5 * cs) : FloatVector.zero(S);
        FloatVector c60 = add ? FloatVector.fromArray(S, c, cp + 6 * cs) : FloatVector.zero(S);
        FloatVector c70 = add ? FloatVector.fromArray(S, c, cp + 7 * cs) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[ap + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[ap + 7]);
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

    static void tile6x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                        float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        FloatVector c10 = add ? FloatVector.fromArray(S, c, cp + cs) : FloatVector.zero(S);
        FloatVector c20 = add ? FloatVector.fromArray(S, c, cp + 2 * cs) : FloatVector.zero(S);
        FloatVector c30 = add ? FloatVector.fromArray(S, c, cp + 3 * cs) : FloatVector.zero(S);
        FloatVector c40 = add ? FloatVector.fromArray(S, c, cp + 4 * cs) : FloatVector.zero(S);
        FloatVector c50 = add ? FloatVector.fromArray(S, c, cp + 5 * cs) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ap + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[ap + 5]);
            c50 = a5.fma(b0, c50);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
        c40.intoArray(c, cp + 4 * cs);
        c50.intoArray(c, cp + 5 * cs);
    }

    static void tile4x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                        float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        FloatVector c10 = add ? FloatVector.fromArray(S, c, cp + cs) : FloatVector.zero(S);
        FloatVector c20 = add ? FloatVector.fromArray(S, c, cp + 2 * cs) : FloatVector.zero(S);
        FloatVector c30 = add ? FloatVector.fromArray(S, c, cp + 3 * cs) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ap + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ap + 3]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
        c20.intoArray(c, cp + 2 * cs);
        c30.intoArray(c, cp + 3 * cs);
    }

    static void tile2x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                        float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        FloatVector c10 = add ? FloatVector.fromArray(S, c, cp + cs) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ap + 1]);
            c10 = a1.fma(b0, c10);
        }
        c00.intoArray(c, cp);
        c10.intoArray(c, cp + cs);
    }

    static void tile1x1(int k, float[] a, int ap, int as, float[] b, int bp, int bs,
                        float[] c, int cp, int cs, boolean add) {
        FloatVector c00 = add ? FloatVector.fromArray(S, c, cp) : FloatVector.zero(S);
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            FloatVector b0 = FloatVector.fromArray(S, b, bp);
            FloatVector a0 = FloatVector.broadcast(S, a[ap]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(c, cp);
    }
}
