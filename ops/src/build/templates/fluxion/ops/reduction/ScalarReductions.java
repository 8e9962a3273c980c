package fluxion.ops.reduction;

import fluxion.ops.functions.ExponentialsF32;
import fluxion.ops.functions.ExponentialsF64;
import java.util.Arrays;

/**
 * Folds of float runs, one element after the other, and of rows into rows of accumulators; both dtypes accumulate in f64.
 * The definitions that {@link VectorReductions} is tested against, and what runs where the incubator module is absent.
 */
final class ScalarReductions {
    private ScalarReductions() {}
    //@ for T, N, D in double F64 f64, float F32 f32
    //@ for F, A, O, Z in prod *= * 1, sum += + 0

    /** In sixteen partial results, as by vectors. */
    static double $FInLanes($T[] x, int xo, int n) {
        double[] p = new double[16];
        Arrays.fill(p, $Z);
        int i = 0;
        for (; i <= n - 16; i += 16) {
            for (int j = 0; j < 16; j++) {
                p[j] $A x[xo + i + j];
            }
        }
        for (; i <= n - 4; i += 4) {
            for (int j = 0; j < 4; j++) {
                p[j] $A x[xo + i + j];
            }
        }
        double result = $Z;
        for (; i < n; i++) {
            result $A x[xo + i];
        }
        for (int j = 0; j < 4; j++) {
            result $A (p[j] $O p[j + 4]) $O (p[j + 8] $O p[j + 12]);
        }
        return result;
    }

    static double $F($T[] x, int xo, int n) {
        double result = $Z;
        for (int i = 0; i < n; i++) {
            result $A x[xo + i];
        }
        return result;
    }
    //@ end
    //@ for F, Z in max NEGATIVE, min POSITIVE

    static double $F($T[] x, int xo, int n) {
        double result = Double.$Z_INFINITY;
        for (int i = 0; i < n; i++) {
            result = Math.$F(result, x[xo + i]);
        }
        return result;
    }
    //@ end

    /** Σ e^(x − shift), the exponentials in $D. */
    static double sumExp($T[] x, int xo, int n, double shift) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Exponentials$N.exp(x[xo + i] - ($T) shift);
        }
        return sum;
    }

    /** Where the value is found first; NaN is found too. */
    static int indexOf($T value, $T[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (x[xo + i] == value || x[xo + i] != x[xo + i] && value != value) {
                return i;
            }
        }
        return n;
    }
    //@ for F, A in add +=, multiply *=

    static void $FEach($T[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] $A x[xo + i];
        }
    }
    //@ end
    //@ for F in max, min

    static void $FEach($T[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.$F(y[yo + i], x[xo + i]);
        }
    }
    //@ end

    /** {@code y += e^(x − shift)}, the exponentials in $D. */
    static void addExpEach($T[] x, int xo, double[] shift, int so, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += Exponentials$N.exp(x[xo + i] - ($T) shift[so + i]);
        }
    }
    //@ end
}
