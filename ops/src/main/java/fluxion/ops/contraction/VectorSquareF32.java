package fluxion.ops.contraction;

import fluxion.ops.eval.VectorKernel;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposition of squares of L×L elements, float32: the heart of packing an operand whose other axis is contiguous.
 * A butterfly: stage s exchanges, between lines i and i + 2ˢ, the elements whose column has bit s set with those whose
 * column has not. Two stages at a time pass through registers.
 */
final class VectorSquareF32 {
    private VectorSquareF32() {}

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Whether there is a transposition for this many lanes. */
    static final boolean AVAILABLE = L == 4 || L == 8 || L == 16;

    /** The lane indices of stage s are at 2·s·L for the lower line and at (2·s + 1)·L for the upper. */
    private static final int[] BUTTERFLY = butterfly();

    private static int[] butterfly() {
        int stages = Integer.numberOfTrailingZeros(L);
        int[] index = new int[2 * stages * L];
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

    private static final ThreadLocal<int[]> SQUARE = ThreadLocal.withInitial(() -> new int[L * L]);

    /**
     * Element p of line i, {@code src[o + across[x + i] + p]}, goes to {@code dst[d + p·width + i]}, for p below
     * {@code run} ≤ L and i below {@code lines} ≤ L. Reads L elements of each line.
     */
    static void transpose(float[] src, int o, int[] across, int x, int lines, int run, float[] dst, int d, int width) {
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
        float[] src = new float[L * L], dst = new float[L * L];
        int[] across = Offsets.arithmetic(0, L, L);
        return size -> {
            vectors(src, 0, across, 0, L, Math.min(size, L), dst, 0, L);
            vectors(src, 0, across, 0, L - 1, Math.min(size, 3), dst, 0, L);
        };
    }

    private static void vectors(float[] src, int o, int[] across, int x, int lines, int run, float[] dst, int d, int width) {
        int[] sq = SQUARE.get();
        stages01(src, o, across, x, lines, run, sq);
        if (L == 16) stages23(sq, lines, run, dst, d, width);
        else if (L == 8) stage2(sq, lines, run, dst, d, width);
        else copy(sq, lines, run, dst, d, width);
    }

    private static void stages01(float[] src, int o, int[] across, int x, int lines, int run, int[] sq) {
        if (run == 0) return;
        IntVector lo0 = IntVector.fromArray(I, BUTTERFLY, 0), hi0 = IntVector.fromArray(I, BUTTERFLY, L);
        IntVector lo1 = IntVector.fromArray(I, BUTTERFLY, 2 * L), hi1 = IntVector.fromArray(I, BUTTERFLY, 3 * L);
        int last = x + lines - 1;
        for (int i = 0; i < lines; i += 4) {
            IntVector a = FloatVector.fromArray(S, src, o + across[x + i]).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(S, src, o + across[Math.min(x + i + 1, last)]).reinterpretAsInts();
            IntVector c = FloatVector.fromArray(S, src, o + across[Math.min(x + i + 2, last)]).reinterpretAsInts();
            IntVector e = FloatVector.fromArray(S, src, o + across[Math.min(x + i + 3, last)]).reinterpretAsInts();
            IntVector ab = lo0.selectFrom(a, b), ba = hi0.selectFrom(a, b);
            IntVector ce = lo0.selectFrom(c, e), ec = hi0.selectFrom(c, e);
            lo1.selectFrom(ab, ce).intoArray(sq, i * L);
            lo1.selectFrom(ba, ec).intoArray(sq, (i + 1) * L);
            hi1.selectFrom(ab, ce).intoArray(sq, (i + 2) * L);
            hi1.selectFrom(ba, ec).intoArray(sq, (i + 3) * L);
        }
    }

    private static void stages23(int[] sq, int lines, int run, float[] dst, int d, int width) {
        if (run == 0) return;
        IntVector lo2 = IntVector.fromArray(I, BUTTERFLY, 4 * L), hi2 = IntVector.fromArray(I, BUTTERFLY, 5 * L);
        IntVector lo3 = IntVector.fromArray(I, BUTTERFLY, 6 * L), hi3 = IntVector.fromArray(I, BUTTERFLY, 7 * L);
        VectorMask<Float> mask = S.indexInRange(0, lines);
        for (int i = 0; i < Math.min(4, run); i++) {
            IntVector a = IntVector.fromArray(I, sq, i * L), b = IntVector.fromArray(I, sq, (i + 4) * L);
            IntVector c = IntVector.fromArray(I, sq, (i + 8) * L), e = IntVector.fromArray(I, sq, (i + 12) * L);
            IntVector ab = lo2.selectFrom(a, b), ba = hi2.selectFrom(a, b);
            IntVector ce = lo2.selectFrom(c, e), ec = hi2.selectFrom(c, e);
            int to = d + i * width;
            lo3.selectFrom(ab, ce).reinterpretAsFloats().intoArray(dst, to, mask);
            if (i + 4 < run) lo3.selectFrom(ba, ec).reinterpretAsFloats().intoArray(dst, to + 4 * width, mask);
            if (i + 8 < run) hi3.selectFrom(ab, ce).reinterpretAsFloats().intoArray(dst, to + 8 * width, mask);
            if (i + 12 < run) hi3.selectFrom(ba, ec).reinterpretAsFloats().intoArray(dst, to + 12 * width, mask);
        }
    }

    private static void stage2(int[] sq, int lines, int run, float[] dst, int d, int width) {
        if (run == 0) return;
        IntVector lo2 = IntVector.fromArray(I, BUTTERFLY, 4 * L), hi2 = IntVector.fromArray(I, BUTTERFLY, 5 * L);
        VectorMask<Float> mask = S.indexInRange(0, lines);
        for (int i = 0; i < Math.min(4, run); i++) {
            IntVector a = IntVector.fromArray(I, sq, i * L), b = IntVector.fromArray(I, sq, (i + 4) * L);
            int to = d + i * width;
            lo2.selectFrom(a, b).reinterpretAsFloats().intoArray(dst, to, mask);
            if (i + 4 < run) hi2.selectFrom(a, b).reinterpretAsFloats().intoArray(dst, to + 4 * width, mask);
        }
    }

    private static void copy(int[] sq, int lines, int run, float[] dst, int d, int width) {
        if (run == 0) return;
        VectorMask<Float> mask = S.indexInRange(0, lines);
        for (int p = 0; p < run; p++) {
            IntVector.fromArray(I, sq, p * L).reinterpretAsFloats().intoArray(dst, d + p * width, mask);
        }
    }
}
