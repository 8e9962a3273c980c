package fluxion.ops.contraction;

import java.util.Arrays;

/** What {@link VectorThinF32} and its like do, in plain loops with the same bits: for as long as those are not compiled. */
final class ScalarThin {
    private ScalarThin() {}
    //@ for T in float, double

    /** As the vectors do: lane by lane in four interleaved sums, these added in pairs, then the rest one by one. */
    static void dots(int lanes, $T[] x, int xo, int k, $T[] b, int base, int[] col, int j0, int j1, $T[] y) {
        int whole = k - k % lanes, quads = k - k % (4 * lanes);
        $T[] s = new $T[4 * lanes];
        for (int j = j0; j < j1; j++) {
            int o = base + col[j], p = 0;
            Arrays.fill(s, 0);
            for (; p < quads; p += 4 * lanes)
                for (int l = 0; l < 4 * lanes; l++) s[l] = Math.fma(x[xo + p + l], b[o + p + l], s[l]);
            for (; p < whole; p += lanes) for (int l = 0; l < lanes; l++) s[l] = Math.fma(x[xo + p + l], b[o + p + l], s[l]);
            for (int l = 0; l < lanes; l++) s[l] = s[l] + s[l + lanes] + (s[l + 2 * lanes] + s[l + 3 * lanes]);
            $T sum = sum(s, 0, lanes);
            for (; p < k; p++) sum = Math.fma(x[xo + p], b[o + p], sum);
            y[j - j0] = sum;
        }
    }

    /** The sum of {@code count} entries, a power of two, by halves; overwrites them. */
    static $T sum($T[] x, int from, int count) {
        for (int h = count >> 1; h > 0; h >>= 1) for (int i = from; i < from + h; i++) x[i] += x[i + h];
        return x[from];
    }

    static void rows($T[] x, int xo, int k, $T[] b, int base, int[] row, int[] col, int j0, int j1, $T[] y) {
        Arrays.fill(y, 0, j1 - j0, 0);
        for (int p = 0; p < k; p++) {
            int o = base + row[p];
            $T s = x[xo + p];
            for (int j = j0; j < j1; j++) y[j - j0] = Math.fma(b[o + col[j]], s, y[j - j0]);
        }
    }

    static void product(int m, int n, int k, $T[] a, int ab, int[] ar, int[] ac,
                        $T[] b, int bb, int[] br, $T[] c, int cb, int[] cr) {
        for (int i = 0; i < m; i++) {
            int ao = ab + ar[i], co = cb + cr[i];
            for (int j = 0; j < n; j++) {
                $T s = 0;
                for (int p = 0; p < k; p++) s = Math.fma(a[ao + ac[p]], b[bb + br[p] + j], s);
                c[co + j] = s;
            }
        }
    }
    //@ end
}
