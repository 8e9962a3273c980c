package fluxion.ops.contraction;

import fluxion.ops.simd.VectorKernel;
import java.util.function.IntConsumer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposition of squares of L×L elements, float64: the heart of packing an operand whose other axis is contiguous.
 * A butterfly: stage s exchanges, between lines i and i + 2ˢ, the elements whose column has bit s set with those whose
 * column has not. Two stages at a time pass through registers.
 */
final class VectorSquareF64 {
    private VectorSquareF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> I = LongVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Whether vectors are long enough to win: with shorter ones copying four lines at a time, number by number, is faster. */
    static final boolean AVAILABLE = S.vectorBitSize() == 512;

    /** The lane indices of stage s are at 2·s·L for the lower line and at (2·s + 1)·L for the upper. */
    private static final long[] BUTTERFLY = butterfly();

    private static long[] butterfly() {
        int stages = Integer.numberOfTrailingZeros(L);
        long[] index = new long[2 * stages * L];
        for (int s = 0; s < stages; s++) {
            int h = 1 << s;
            for (int i = 0; i < L; i++) {
                boolean low = (i & h) == 0;
                index[2 * s * L + i] = low ? i : L + i - h;
                index[(2 * s + 1) * L + i] = low ? i + h : L + i;
            }
        }
        return index;
    }

    private static final ThreadLocal<long[]> SQUARE = ThreadLocal.withInitial(() -> new long[L * L]);

    /**
     * Element p of line i, {@code src[o + across[x + i] + p]}, goes to {@code dst[d + p·width + i]}, for p below
     * {@code run} ≤ L and i below {@code lines} ≤ L. Reads L elements of each line.
     */
    static void transpose(double[] src, int o, int[] across, int x, int lines, int run, double[] dst, int d, int width) {
        if (KERNEL.ready()) {
            vectors(src, o, across, x, lines, run, dst, d, width);
            return;
        }
        for (int p = 0; p < run; p++) {
            for (int i = 0; i < lines; i++) dst[d + p * width + i] = src[o + across[x + i] + p];
        }
    }

    private static final VectorKernel KERNEL = new VectorKernel(kernel());

    private static IntConsumer kernel() {
        double[] src = new double[L * L], dst = new double[L * L];
        int[] across = Offsets.arithmetic(0, L, L);
        return size -> {
            vectors(src, 0, across, 0, L, Math.min(size, L), dst, 0, L);
            vectors(src, 0, across, 0, L - 1, Math.min(size, 3), dst, 0, L);
        };
    }

    private static void vectors(double[] src, int o, int[] across, int x, int lines, int run, double[] dst, int d, int width) {
        long[] sq = SQUARE.get();
        stages01(src, o, across, x, lines, run, sq);
        if (L == 16) stages23(sq, lines, run, dst, d, width);
        else stage2(sq, lines, run, dst, d, width);
    }

    private static void stages01(double[] src, int o, int[] across, int x, int lines, int run, long[] sq) {
        if (run == 0) return;
        LongVector lo0 = LongVector.fromArray(I, BUTTERFLY, 0), hi0 = LongVector.fromArray(I, BUTTERFLY, L);
        LongVector lo1 = LongVector.fromArray(I, BUTTERFLY, 2 * L), hi1 = LongVector.fromArray(I, BUTTERFLY, 3 * L);
        int last = x + lines - 1;
        for (int i = 0; i < lines; i += 4) {
            LongVector a = DoubleVector.fromArray(S, src, o + across[x + i]).reinterpretAsLongs();
            LongVector b = DoubleVector.fromArray(S, src, o + across[Math.min(x + i + 1, last)]).reinterpretAsLongs();
            LongVector c = DoubleVector.fromArray(S, src, o + across[Math.min(x + i + 2, last)]).reinterpretAsLongs();
            LongVector e = DoubleVector.fromArray(S, src, o + across[Math.min(x + i + 3, last)]).reinterpretAsLongs();
            LongVector ab = lo0.selectFrom(a, b), ba = hi0.selectFrom(a, b);
            LongVector ce = lo0.selectFrom(c, e), ec = hi0.selectFrom(c, e);
            lo1.selectFrom(ab, ce).intoArray(sq, i * L);
            lo1.selectFrom(ba, ec).intoArray(sq, (i + 1) * L);
            hi1.selectFrom(ab, ce).intoArray(sq, (i + 2) * L);
            hi1.selectFrom(ba, ec).intoArray(sq, (i + 3) * L);
        }
    }

    private static void stages23(long[] sq, int lines, int run, double[] dst, int d, int width) {
        if (run == 0) return;
        LongVector lo2 = LongVector.fromArray(I, BUTTERFLY, 4 * L), hi2 = LongVector.fromArray(I, BUTTERFLY, 5 * L);
        LongVector lo3 = LongVector.fromArray(I, BUTTERFLY, 6 * L), hi3 = LongVector.fromArray(I, BUTTERFLY, 7 * L);
        VectorMask<Double> mask = S.indexInRange(0, lines);
        for (int i = 0; i < Math.min(4, run); i++) {
            LongVector a = LongVector.fromArray(I, sq, i * L), b = LongVector.fromArray(I, sq, (i + 4) * L);
            LongVector c = LongVector.fromArray(I, sq, (i + 8) * L), e = LongVector.fromArray(I, sq, (i + 12) * L);
            LongVector ab = lo2.selectFrom(a, b), ba = hi2.selectFrom(a, b);
            LongVector ce = lo2.selectFrom(c, e), ec = hi2.selectFrom(c, e);
            int to = d + i * width;
            lo3.selectFrom(ab, ce).reinterpretAsDoubles().intoArray(dst, to, mask);
            if (i + 4 < run) lo3.selectFrom(ba, ec).reinterpretAsDoubles().intoArray(dst, to + 4 * width, mask);
            if (i + 8 < run) hi3.selectFrom(ab, ce).reinterpretAsDoubles().intoArray(dst, to + 8 * width, mask);
            if (i + 12 < run) hi3.selectFrom(ba, ec).reinterpretAsDoubles().intoArray(dst, to + 12 * width, mask);
        }
    }

    private static void stage2(long[] sq, int lines, int run, double[] dst, int d, int width) {
        if (run == 0) return;
        LongVector lo2 = LongVector.fromArray(I, BUTTERFLY, 4 * L), hi2 = LongVector.fromArray(I, BUTTERFLY, 5 * L);
        VectorMask<Double> mask = S.indexInRange(0, lines);
        for (int i = 0; i < Math.min(4, run); i++) {
            LongVector a = LongVector.fromArray(I, sq, i * L), b = LongVector.fromArray(I, sq, (i + 4) * L);
            int to = d + i * width;
            lo2.selectFrom(a, b).reinterpretAsDoubles().intoArray(dst, to, mask);
            if (i + 4 < run) hi2.selectFrom(a, b).reinterpretAsDoubles().intoArray(dst, to + 4 * width, mask);
        }
    }
}
