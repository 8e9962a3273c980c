package fluxion.ops.contraction;

/**
 * What {@link VectorTileF32} and its like do, in plain loops with the same bits: for as long as those are not compiled.
 */
final class ScalarTile {
    private ScalarTile() {}
    //@ for T in float, double

    /** Rows two by two and columns four by four, the sums in registers. */
    static void tile(int rows, int width, int k, $T[] a, int ap, int ar, int as, $T[] b, int bp, int bs,
                     $T[] c, int cp, int cs, boolean add) {
        for (int i = 0; i < rows; i += 2) {
            int pair = Math.min(1, rows - 1 - i);
            for (int j = 0; j < width; j += 4) {
                quads(pair, Math.min(4, width - j), k, a, ap + i * ar, ar, as, b, bp + j, bs, c, cp + i * cs + j, cs, add);
            }
        }
    }

    /** With {@code pair} 0 the second row is the first again; with fewer than four columns the rest are the last again. */
    private static void quads(int pair, int w, int k, $T[] a, int ap, int ar, int as, $T[] b, int bp, int bs,
                              $T[] c, int cp, int cs, boolean add) {
        int j1 = Math.min(1, w - 1), j2 = Math.min(2, w - 1), j3 = w - 1, r = cp + pair * cs, second = pair * ar;
        $T s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        if (add) {
            s0 = c[cp]; s1 = c[cp + j1]; s2 = c[cp + j2]; s3 = c[cp + j3];
            t0 = c[r]; t1 = c[r + j1]; t2 = c[r + j2]; t3 = c[r + j3];
        }
        for (int p = 0; p < k; p++, ap += as, bp += bs) {
            $T x = a[ap], y = a[ap + second];
            $T b0 = b[bp], b1 = b[bp + j1], b2 = b[bp + j2], b3 = b[bp + j3];
            s0 = Math.fma(x, b0, s0); t0 = Math.fma(y, b0, t0);
            s1 = Math.fma(x, b1, s1); t1 = Math.fma(y, b1, t1);
            s2 = Math.fma(x, b2, s2); t2 = Math.fma(y, b2, t2);
            s3 = Math.fma(x, b3, s3); t3 = Math.fma(y, b3, t3);
        }
        c[cp] = s0; c[cp + j1] = s1; c[cp + j2] = s2; c[cp + j3] = s3;
        c[r] = t0; c[r + j1] = t1; c[r + j2] = t2; c[r + j3] = t3;
    }

    /** One vector of {@link VectorConvTileF32}: its first {@code lanes} lanes; two rows and four lanes at a time. */
    static void taps(int rows, int lanes, int k, $T[] a, int ap, $T[] b, int bp, int[] taps, $T[] c, int cp, int cs) {
        for (int i = 0; i < rows; i += 2) {
            int pair = Math.min(1, rows - 1 - i);
            for (int j = 0; j < lanes; j += 4) {
                tapQuads(pair, Math.min(4, lanes - j), k, a, ap + i, rows, b, bp + j, taps, c, cp + i * cs + j, cs);
            }
        }
    }

    /** As {@link #quads}, the rows of B where the taps say. */
    private static void tapQuads(int pair, int w, int k, $T[] a, int ap, int as, $T[] b, int bp, int[] taps, $T[] c, int cp, int cs) {
        int j1 = Math.min(1, w - 1), j2 = Math.min(2, w - 1), j3 = w - 1, r = cp + pair * cs;
        $T s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        for (int p = 0; p < k; p++, ap += as) {
            int o = bp + taps[p];
            $T x = a[ap], y = a[ap + pair];
            $T b0 = b[o], b1 = b[o + j1], b2 = b[o + j2], b3 = b[o + j3];
            s0 = Math.fma(x, b0, s0); t0 = Math.fma(y, b0, t0);
            s1 = Math.fma(x, b1, s1); t1 = Math.fma(y, b1, t1);
            s2 = Math.fma(x, b2, s2); t2 = Math.fma(y, b2, t2);
            s3 = Math.fma(x, b3, s3); t3 = Math.fma(y, b3, t3);
        }
        c[cp] = s0; c[cp + j1] = s1; c[cp + j2] = s2; c[cp + j3] = s3;
        c[r] = t0; c[r + j1] = t1; c[r + j2] = t2; c[r + j3] = t3;
    }
    //@ end
}
