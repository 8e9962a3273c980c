package fluxion.ops.elementwise;

/**
 * Every dtype to every dtype, as Java converts: to integers towards zero, NaN to 0, out of range to the nearest bound; to bool
 * x ≠ 0 (so NaN is true); from bool 1 or 0. Plain loops.
 */
public final class ScalarCasts {
    private ScalarCasts() {}
    //@ for T in double, float, long, int, boolean

    public static void cast($T[] x, int xo, $T[] y, int yo, int n) {
        System.arraycopy(x, xo, y, yo, n);
    }
    //@ end
    //@ for T, A, B, C in double float long int, float double long int, long double float int, int double float long
    //@ for U in $A, $B, $C

    public static void cast($T[] x, int xo, $U[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = ($U) x[xo + i];
        }
    }
    //@ end
    //@ end
    //@ for T in double, float, long, int

    public static void cast($T[] x, int xo, boolean[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] != 0;
        }
    }

    public static void cast(boolean[] x, int xo, $T[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] ? 1 : 0;
        }
    }
    //@ end
}
