package fluxion.ops.contraction;

import fluxion.ops.simd.VectorKernel;
import java.util.function.IntConsumer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packing of operands into panels, float64. A panel holds a few lines (rows of A or columns of B) side by side:
 * element p of the panel's line x is {@code src[base + across[…] + along[p0 + p]]} and goes to
 * {@code dst[d + p·width + x]}.
 *
 * <p>Lanes past a panel's last line are left arbitrary: they only reach results that are thrown away. Whole vectors are
 * stored where they overhang only into what is stored next; nothing outside the panel is touched, since another
 * thread may be packing there.
 */
final class VectorPackF64 {
    private VectorPackF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Shorter runs are copied element by element. */
    private static final int SHORT = Math.max(2, L / 4);
    /** Lines whose own elements lie together for so long are read along them, where across them less than a vector does. */
    private static final int LONG = 8;
    /** Panels filled at a time from one contiguous run, so that memory is read in longer stretches. */
    private static final int ABREAST = 8;

    /**
     * Panels {@code q0 … q1−1}: panel q holds the lines {@code from + starts[q] … from + starts[q+1]−1} and begins at
     * {@code d + starts[q]·k}. Its width is its number of lines rounded up to a multiple of {@code round}.
     */
    static void panels(double[] src, int base, int[] across, int from, int[] starts, int q0, int q1, int round,
                       int[] along, int p0, int k, double[] dst, int d) {
        boolean straight = !VectorSquareF64.AVAILABLE && Offsets.unit(along, p0, p0 + k);
        for (int q = q0; q < q1; ) {
            int end = Math.min(q1, q + ABREAST);
            if (ABREAST_KERNEL.ready() && Offsets.unit(across, from + starts[q], from + starts[end])) {
                abreast(src, base + across[from + starts[q]], starts, q, end, round, along, p0, k, dst, d);
            } else {
                for (int i = q; i < end; i++) {
                    int w = starts[i + 1] - starts[i], x0 = from + starts[i], width = Blocking.count(w, round) * round;
                    if (straight && !Offsets.unit(across, x0, x0 + w)) {
                        interleave(src, base + along[p0], across, x0, w, k, dst, d + starts[i] * k, width);
                    } else {
                        panel(src, base, across, x0, w, along, p0, k, dst, d + starts[i] * k, width);
                    }
                }
            }
            q = end;
        }
    }

    private static void abreast(double[] src, int o, int[] starts, int q0, int q1, int round,
                                int[] along, int p0, int k, double[] dst, int d) {
        for (int q = q0; q < q1; ) {
            int w = starts[q + 1] - starts[q], end = q + 1;
            while (end < q1 && starts[end + 1] - starts[end] == w) end++;
            equal(src, o + starts[q] - starts[q0], end - q, w, Blocking.count(w, round) * round, along, p0, k,
                dst, d + starts[q] * k);
            q = end;
        }
    }

    /** Panels of w lines side by side. */
    private static void equal(double[] src, int o, int panels, int w, int width, int[] along, int p0, int k,
                              double[] dst, int d) {
        int stored = Blocking.count(w, L) * L;
        for (int p = 0; p < k; p++) {
            int s = o + along[p0 + p], t = d + p * width;
            // what overhangs must be stored next, and so lie within the panel
            int limit = stored > (k - p) * width ? -1 : src.length - stored;
            for (int q = 0; q < panels; q++, s += w, t += k * w) {
                if (s <= limit) {
                    for (int x = 0; x < w; x += L) DoubleVector.fromArray(S, src, s + x).intoArray(dst, t + x);
                } else {
                    for (int x = 0; x < w; x++) dst[t + x] = src[s + x];
                }
            }
        }
    }

    /** One panel: lines {@code x0 … x0+w−1} to {@code dst[d …]}. */
    static void panel(double[] src, int base, int[] across, int x0, int w, int[] along, int p0, int k,
                      double[] dst, int d, int width) {
        int runs = 0;
        for (int x = x0; x < x0 + w; x = Offsets.runEnd(across, x, x0 + w)) runs++;
        boolean interleaved = runs * L > w && Offsets.runEnd(along, p0, Math.min(p0 + k, p0 + LONG)) - p0 == LONG;
        if (runs == 1 || runs * SHORT <= w && !interleaved) {
            if (RUNS_KERNEL.ready()) copyRuns(src, base, across, x0, w, along, p0, k, dst, d, width, runs);
            else single(src, base, across, x0, w, along, p0, k, dst, d, width);
            return;
        }
        int reach = across[x0];
        for (int x = x0 + 1; x < x0 + w; x++) reach = Math.max(reach, across[x]);
        int p = 0, most = VectorSquareF64.AVAILABLE ? L : k;
        while (p < k) {
            int run = Offsets.runEnd(along, p0 + p, Math.min(p0 + k, p0 + p + most)) - p0 - p;
            int o = base + along[p0 + p];
            if (run < SHORT) {
                single(src, base, across, x0, w, along, p0 + p, run, dst, d + p * width, width);
            } else if (VectorSquareF64.AVAILABLE && o + reach + L <= src.length) {
                for (int x = 0; x < w; x += L) {
                    VectorSquareF64.transpose(src, o, across, x0 + x, Math.min(L, w - x), run,
                        dst, d + p * width + x, width);
                }
            } else {
                interleave(src, o, across, x0, w, run, dst, d + p * width, width);
            }
            p += run;
        }
    }

    private static final VectorKernel ABREAST_KERNEL = new VectorKernel(abreast()), RUNS_KERNEL = new VectorKernel(runs());

    private static IntConsumer abreast() {
        int[] starts = {0, 2 * L, 4 * L, 5 * L + 1}, along = Offsets.arithmetic(0, 64, 1);
        double[] src = new double[16 * L], dst = new double[16 * L * 64];
        return size -> abreast(src, 0, starts, 0, 3, 1, along, 0, size, dst, 0);
    }

    private static IntConsumer runs() {
        int[] across = Offsets.arithmetic(0, 3 * L, 1), along = Offsets.arithmetic(0, 64, 1);
        for (int i = L + 2; i < across.length; i++) across[i] += 3;
        double[] src = new double[4 * L + 64], dst = new double[3 * L * 64];
        return size -> copyRuns(src, 0, across, 0, across.length, along, 0, size, dst, 0, across.length, 2);
    }

    private static void single(double[] src, int base, int[] across, int x0, int w, int[] along, int p0, int k,
                               double[] dst, int d, int width) {
        for (int p = 0; p < k; p++, d += width) {
            int o = base + along[p0 + p];
            for (int x = 0; x < w; x++) dst[d + x] = src[o + across[x0 + x]];
        }
    }

    /** Lines whose next {@code run} elements are contiguous: four at a time, each read on from its own place. */
    private static void interleave(double[] src, int o, int[] across, int x0, int w, int run, double[] dst, int d, int width) {
        int x = 0;
        for (; x + 4 <= w; x += 4) {
            four(src, o + across[x0 + x], o + across[x0 + x + 1], o + across[x0 + x + 2], o + across[x0 + x + 3], run,
                dst, d + x, width);
        }
        for (; x < w; x++) {
            int s = o + across[x0 + x];
            for (int p = 0, t = d + x; p < run; p++, t += width) dst[t] = src[s + p];
        }
    }

    private static void four(double[] src, int s0, int s1, int s2, int s3, int run, double[] dst, int d, int width) {
        for (int p = 0, t = d; p < run; p++, t += width) {
            dst[t] = src[s0 + p];
            dst[t + 1] = src[s1 + p];
            dst[t + 2] = src[s2 + p];
            dst[t + 3] = src[s3 + p];
        }
    }

    /** Few long runs across the panel: vector copies. */
    private static void copyRuns(double[] src, int base, int[] across, int x0, int w, int[] along, int p0, int k,
                                 double[] dst, int d, int width, int runs) {
        int[] ends = new int[runs];
        for (int r = 0, x = 0; r < runs; r++) ends[r] = x = Offsets.runEnd(across, x0 + x, x0 + w) - x0;
        int limit = d + k * width;
        for (int p = 0; p < k; p++, d += width) {
            int o = base + along[p0 + p];
            int x = 0;
            for (int end : ends) {
                int s = o + across[x0 + x] - x;
                int whole = Math.min(src.length - s, limit - d) - L;
                for (; x < end && x <= whole; x += L) DoubleVector.fromArray(S, src, s + x).intoArray(dst, d + x);
                for (; x < end; x++) dst[d + x] = src[s + x];
                x = end;
            }
        }
    }
}
