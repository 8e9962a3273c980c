package fluxion.ops.contraction;

import fluxion.ops.simd.VectorKernel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the float64 product, one vector wide, with A read where it lies: {@code tileRx1} adds the product
 * of R rows of A and a k×L panel of B to an R×L tile of C kept in registers. Element (i, p) of A is at
 * {@code a[ap + i·ar + p·as]}, (p, j) of B at {@code b[bp + p·bs + j]}, (i, j) of C at {@code c[cp + i·cs + j]}. With
 * {@code add} the sum continues from what C holds, else from zero. k is at least 1.
 *
 * <p>{@code alongRx1} is the same for rows of A that are contiguous, {@code acrossRx1} for columns of A that are (a panel that
 * was packed among them): of these the compiler checks the bounds once.
 */
final class VectorStripNarrowF64 {
    private VectorStripNarrowF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length(), WIDTH = L;
    /**
     * The species' own class. What comes out of a loop is only known to be some {@link DoubleVector}; where vectors of another
     * length have been stored anywhere in the program, the compiler then calls the store as a method and allocates each vector
     * of the loop.
     */
    private static final Class<? extends Vector<Double>> EXACT = S.vectorType();

    private static final int TALLEST = 12;

    /** What a sum without {@code add} starts from: read as C is, for a vector of two origins the compiler may box. */
    private static final double[] ZERO = new double[WIDTH];

    /** By height; heights that have no tile stay unused. */
    private static final VectorKernel[] KERNELS =
            IntStream.rangeClosed(0, TALLEST).mapToObj(kernel()).toArray(VectorKernel[]::new);

    private static IntFunction<VectorKernel> kernel() {
        double[] a = new double[34 * TALLEST], b = new double[32 * WIDTH], c = new double[TALLEST * WIDTH];
        return rows -> new VectorKernel(k -> {
            vectors(rows, k, a, 0, 1, rows, b, 0, WIDTH, c, 0, WIDTH, false);
            vectors(rows, k, a, 0, 1, rows, b, 0, WIDTH, c, 0, WIDTH, true);
            vectors(rows, k, a, 0, 2, rows, b, 0, WIDTH, c, 0, WIDTH, false);
            vectors(rows, k, a, 0, 2, rows, b, 0, WIDTH, c, 0, WIDTH, true);
            vectors(rows, k, a, 0, 32, 1, b, 0, WIDTH, c, 0, WIDTH, false);
            vectors(rows, k, a, 0, 32, 1, b, 0, WIDTH, c, 0, WIDTH, true);
        });
    }

    static boolean isReady(int rows) { return KERNELS[rows].ready(); }

    static void tile(int rows, int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                     double[] c, int cp, int cs, boolean add) {
        if (KERNELS[rows].ready()) vectors(rows, k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
        else ScalarTile.tile(rows, WIDTH, k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
    }

    private static void vectors(int rows, int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                double[] c, int cp, int cs, boolean add) {
        switch (rows) {
            //@ for R in 12, 10, 8, 6, 4, 2, 1
            case $R -> {
                if (as == 1) along$Rx1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
                else if (ar == 1) across$Rx1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
                else tile$Rx1(k, a, ap, ar, as, b, bp, bs, c, cp, cs, add);
            }
            //@ end
            default -> throw new AssertionError(rows);
        }
    }
    //@ for F, I, D in rows
    //@ tile | q | ar
    //@ along | p | ar
    //@ across | q | 1
    //@ for R in 12, 10, 8, 6, 4, 2, 1

    private static void $F$Rx1(int k, double[] a, int ap, int ar, int as, double[] b, int bp, int bs,
                                 double[] c, int cp, int cs, boolean add) {
        if (k == 0) return;
        double[] from = add ? c : ZERO;
        int fp = add ? cp : 0, fs = add ? cs : 0;
        //@ for i below $R
        DoubleVector c$i0 = DoubleVector.fromArray(S, from, fp + $i * fs);
        //@ end
        //@ for i below $R
        int r$i = ap + $i * $D;
        //@ end
        for (int p = 0, q = 0; p < k; p++, q += as, bp += bs) {
            DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
            //@ for i below $R
            DoubleVector a$i = DoubleVector.broadcast(S, a[r$i + $I]);
            c$i0 = a$i.fma(b0, c$i0);
            //@ end
        }
        //@ for i below $R
        ((DoubleVector) EXACT.cast(c$i0)).intoArray(c, cp + $i * cs);
        //@ end
    }
    //@ end
    //@ end
}
