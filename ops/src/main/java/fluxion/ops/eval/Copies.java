package fluxion.ops.eval;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;

/** Copies of strided elements, two axes at a time; further axes are walked outside. */
final class Copies {
    /** Copies of fewer elements are not split over cores. */
    private static final int WORTH_A_THREAD = 1 << 16;
    private static final int ROWS = 32;

    private Copies() {}

    /**
     * Copies {@code n} elements of a layout, from row-major number {@code start} on, one after another.
     *
     * @param from a coalesced layout
     */
    static void gather(Layout from, Object source, int base, int start, int n, Object target, int to) {
        int rank = from.dims.length;
        if (rank == 0) {
            Buffers.fill(source, base + from.offset, target, to, n);
            return;
        }
        int last = rank - 1;
        int length = from.dims[last];
        int step = from.strides[last];
        if (rank == 1) {
            run(source, base + from.offset + start * step, step, target, to, n);
            return;
        }
        int[] index = new int[rank];
        int position = base + from.offset;
        int rest = start;
        for (int d = last; d >= 0; d--) {
            index[d] = rest % from.dims[d];
            rest /= from.dims[d];
            position += index[d] * from.strides[d];
        }
        int left = n;
        while (left > 0) {
            if (index[last] == 0 && left >= length) {
                int rows = Math.min(from.dims[last - 1] - index[last - 1], left / length);
                plane(source, position, from.strides[last - 1], step, target, to, length, 1, rows, length);
                to += rows * length;
                left -= rows * length;
                index[last - 1] += rows;
                position += rows * from.strides[last - 1];
            } else {
                int run = Math.min(length - index[last], left);
                run(source, position, step, target, to, run);
                to += run;
                left -= run;
                index[last] += run;
                position += run * step;
                if (index[last] == length) {
                    index[last] = 0;
                    index[last - 1]++;
                    position += from.strides[last - 1] - length * step;
                }
            }
            for (int d = last - 1; d > 0 && index[d] == from.dims[d]; d--) {
                index[d] = 0;
                index[d - 1]++;
                position += from.strides[d - 1] - from.dims[d] * from.strides[d];
            }
        }
    }

    /** Copies a run of elements with a constant distance. */
    static void run(Object source, int from, int step, Object target, int to, int n) {
        if (step == 0) {
            Buffers.fill(source, from, target, to, n);
        } else {
            plane(source, from, 0, step, target, to, 0, 1, 1, n);
        }
    }

    /** Copies one element per index from a layout to another of the same lengths. */
    static void copy(Object source, Layout from, int fromBase, Object target, Layout to, int toBase, Workers workers) {
        if (from.isEmpty()) {
            return;
        }
        // axes of length 1 go, axes that continue each other in both are joined
        int rank = 0;
        int[] n = new int[from.dims.length];
        int[] s = new int[n.length];
        int[] t = new int[n.length];
        for (int d = 0; d < from.dims.length; d++) {
            if (from.dims[d] == 1) {
                continue;
            }
            if (rank > 0 && s[rank - 1] == from.strides[d] * from.dims[d] && t[rank - 1] == to.strides[d] * from.dims[d]) {
                n[rank - 1] *= from.dims[d];
            } else {
                n[rank++] = from.dims[d];
            }
            s[rank - 1] = from.strides[d];
            t[rank - 1] = to.strides[d];
        }
        int start = fromBase + from.offset;
        int end = toBase + to.offset;
        if (rank == 0) {
            plane(source, start, 0, 1, target, end, 0, 1, 1, 1);
            return;
        }
        int inner = smallest(t, rank, -1);
        int other = rank == 1 ? -1 : smallest(s, rank, inner);
        boolean turned = other >= 0 && s[other] == 1 && t[inner] == 1 && s[inner] != 0 && n[other] >= 8 && n[inner] >= 8;
        if (other >= 0 && !turned) {
            other = smallest(t, rank, inner);
        }
        Walk walk = new Walk(n, s, t, rank, inner, other, turned);
        int count = walk.count();
        int rows = other < 0 ? 1 : n[other];
        long size = (long) count * rows * n[inner];
        if (size < WORTH_A_THREAD) {
            walk.run(source, start, target, end, 0, count, 0, rows);
        } else if (count >= 8) {
            int each = Math.max(1, count / 16);
            workers.run((count + each - 1) / each,
                    i -> walk.run(source, start, target, end, i * each, Math.min(count, (i + 1) * each), 0, rows));
        } else {
            int each = Math.max(ROWS, (rows + 15) / 16);
            workers.run((rows + each - 1) / each,
                    i -> walk.run(source, start, target, end, 0, count, i * each, Math.min(rows, (i + 1) * each)));
        }
    }

    private static int smallest(int[] strides, int rank, int but) {
        int best = -1;
        for (int d = rank - 1; d >= 0; d--) {
            if (d != but && (best < 0 || Math.abs(strides[d]) < Math.abs(strides[best]))) {
                best = d;
            }
        }
        return best;
    }

    /** The axes outside the two that are copied at a time. */
    private record Walk(int[] n, int[] s, int[] t, int rank, int inner, int other, boolean turned) {
        /** How many planes there are. */
        int count() {
            int count = 1;
            for (int d = 0; d < rank; d++) {
                count *= d == inner || d == other ? 1 : n[d];
            }
            return count;
        }

        /** The planes with numbers {@code first} to {@code last − 1}, of each the rows {@code row0} to {@code row1 − 1}. */
        void run(Object source, int from, Object target, int to, int first, int last, int row0, int row1) {
            for (int i = first; i < last; i++) {
                Interruption.check();
                int rest = i;
                int a = from;
                int b = to;
                for (int d = rank - 1; d >= 0; d--) {
                    if (d != inner && d != other) {
                        a += rest % n[d] * s[d];
                        b += rest % n[d] * t[d];
                        rest /= n[d];
                    }
                }
                if (other < 0) {
                    plane(source, a, 0, s[inner], target, b, 0, t[inner], 1, n[inner]);
                } else if (!turned) {
                    plane(source, a + row0 * s[other], s[other], s[inner], target, b + row0 * t[other], t[other], t[inner],
                            row1 - row0, n[inner]);
                } else {
                    Transposition.copy(source, a + row0, s[inner], target, b + row0 * t[other], t[other], row1 - row0, n[inner]);
                }
            }
        }
    }

    /** {@code target[to + i·t0 + j·t1] = source[from + i·s0 + j·s1]} for i of m rows and j of n columns. */
    private static void plane(Object source, int from, int s0, int s1, Object target, int to, int t0, int t1, int m, int n) {
        if (s0 == 0 && t1 == 1 && t0 == n && m >= 4) {
            // one row, then twice as many each time
            plane(source, from, 0, s1, target, to, 0, 1, 1, n);
            for (int done = n; done < m * n; done *= 2) {
                System.arraycopy(target, to, target, to + done, Math.min(done, m * n - done));
            }
            return;
        }
        if (s1 == 1 && t1 == 1 && n >= 16) {
            for (int i = 0; i < m; i++) {
                System.arraycopy(source, from + i * s0, target, to + i * t0, n);
            }
            return;
        }
        if (t1 == 1 && s1 == 0 && n >= 8) {
            for (int i = 0; i < m; i++) {
                Buffers.fill(source, from + i * s0, target, to + i * t0, n);
            }
            return;
        }
        if (n < m && n < 8) {
            plane(source, from, s1, s0, target, to, t1, t0, n, m);
            return;
        }
        Strided.copy(source, from, s0, s1, target, to, t0, t1, m, n);
    }
}
