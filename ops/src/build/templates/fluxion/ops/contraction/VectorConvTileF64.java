package fluxion.ops.contraction;

import fluxion.ops.simd.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 convolution: {@code tileRx2} sums two vectors of the result for R filters. Weight p of
 * filter i is at {@code a[ap + p·R + i]}; the entry it meets for lane j of the first vector at
 * {@code b[bp + taps[p] + j]}, of the second at {@code b[bq + taps[p] + j]}. The first n lanes of the first go to
 * {@code c[cp + i·cs + j]}, the first m of the second to {@code c[cq + i·cs + j]}. k is at least 1.
 */
final class VectorConvTileF64 {
    private VectorConvTileF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /**
     * The species' own class. What comes out of a loop is only known to be some {@link DoubleVector}; where vectors of another
     * length have been stored anywhere in the program, the compiler then calls the store as a method and allocates each vector
     * of the loop.
     */
    private static final Class<? extends Vector<Double>> EXACT = S.vectorType();

    private static final int TALLEST = 12;

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS =
            IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        double[] a = new double[32 * TALLEST], b = new double[32 + 2 * L], c = new double[TALLEST * 2 * L];
        int[] taps = Offsets.arithmetic(0, 32, 1);
        return rows -> new VectorKernel(k -> {
            vectors(rows, k, a, 0, b, 0, L, taps, c, 0, L, 2 * L);
        });
    }

    static void tile(int rows, int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                     double[] c, int cp, int cq, int cs, int n, int m) {
        if (KERNELS[rows].ready()) {
            if (n == L && m == L) {
                vectors(rows, k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            } else {
                // whole vectors beside C, what belongs to it from there: masked stores make the method too long for the compiler
                double[] tile = Workspace.get().f64(Workspace.TILE, TALLEST * 2 * L);
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

    private static void vectors(int rows, int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                double[] c, int cp, int cq, int cs) {
        switch (rows) {
            //@ for R in 12, 10, 8, 6, 4, 2, 1
            case $R -> tile$Rx2(k, a, ap, b, bp, bq, taps, c, cp, cq, cs);
            //@ end
            default -> throw new AssertionError(rows);
        }
    }
    //@ for R in 12, 10, 8, 6, 4, 2, 1

    private static void tile$Rx2(int k, double[] a, int ap, double[] b, int bp, int bq, int[] taps,
                                 double[] c, int cp, int cq, int cs) {
        if (k == 0) return;
        //@ for i below $R
        DoubleVector c$i0 = DoubleVector.zero(S), c$i1 = DoubleVector.zero(S);
        //@ end
        for (int p = 0; p < k; p++) {
            int t = taps[p];
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp + t);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bq + t);
            //@ for i below $R
            DoubleVector a$i = DoubleVector.broadcast(S, a[ap + p * $R + $i]);
            c$i0 = a$i.fma(b0, c$i0); c$i1 = a$i.fma(b1, c$i1);
            //@ end
        }
        //@ for i below $R
        ((DoubleVector) EXACT.cast(c$i0)).intoArray(c, cp + $i * cs);
        ((DoubleVector) EXACT.cast(c$i1)).intoArray(c, cq + $i * cs);
        //@ end
    }
    //@ end
}
