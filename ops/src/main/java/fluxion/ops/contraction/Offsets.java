package fluxion.ops.contraction;

import java.util.Arrays;

/**
 * Where the elements of a batch of matrices lie in an array: element (i, j) of matrix b is at
 * {@code base[b] + row[i] + col[j]}. The tables give the sizes too: {@code base.length} matrices of
 * {@code row.length × col.length}. Any operand whose axes fall into three groups (batch, rows, columns) has this form,
 * whatever its strides: see {@link #table}.
 */
public record Offsets(int[] base, int[] row, int[] col) {

    /** The value of {@link #step} when consecutive offsets do not differ by one constant. */
    static final int NONE = Integer.MIN_VALUE;

    /** One matrix with constant strides. */
    public static Offsets strided(int base, int rows, int rowStride, int cols, int colStride) {
        return new Offsets(new int[] {base}, arithmetic(0, rows, rowStride), arithmetic(0, cols, colStride));
    }

    /** Row-major matrices, one after another. */
    public static Offsets rowMajor(int batch, int rows, int cols) {
        return new Offsets(arithmetic(0, batch, rows * cols), arithmetic(0, rows, cols), arithmetic(0, cols, 1));
    }

    /** The offsets {@code start, start + step, …}. */
    public static int[] arithmetic(int start, int count, int step) {
        int[] t = new int[count];
        for (int i = 0; i < count; i++) t[i] = start + i * step;
        return t;
    }

    /**
     * The offsets of every index of a group of axes, in row-major order (the last axis runs fastest):
     * {@code start + Σ index[d]·strides[d]}. No axes give the one offset {@code start}.
     */
    public static int[] table(int start, int[] sizes, int[] strides) {
        int count = 1;
        for (int size : sizes) count = Math.multiplyExact(count, size);
        int[] t = new int[count];
        if (count == 0) return t;
        t[0] = start;
        int filled = 1;
        // axis by axis from the left: each entry so far becomes a run of size entries, from the back to work in place
        for (int d = 0; d < sizes.length; d++) {
            int size = sizes[d], stride = strides[d];
            for (int e = filled - 1; e >= 0; e--) {
                for (int i = size - 1; i >= 0; i--) t[e * size + i] = t[e] + i * stride;
            }
            filled *= size;
        }
        return t;
    }

    int batch() { return base.length; }

    Offsets transposed() { return new Offsets(base, col, row); }

    /** Matrix b alone. */
    Offsets alone(int b) { return new Offsets(new int[] {base[b]}, row, col); }

    /** Rows {@code i0 … i1−1} and columns {@code j0 … j1−1}. */
    Offsets part(int i0, int i1, int j0, int j1) {
        return new Offsets(base, Arrays.copyOfRange(row, i0, i1), Arrays.copyOfRange(col, j0, j1));
    }

    /** The constant difference of consecutive offsets, 1 where there are fewer than two, or {@link #NONE}. */
    static int step(int[] t) {
        if (t.length < 2) return 1;
        int step = t[1] - t[0];
        for (int i = 2; i < t.length; i++) if (t[i] - t[i - 1] != step) return NONE;
        return step;
    }

    static boolean unit(int[] t) { return unit(t, 0, t.length); }

    /** Whether entries {@code from … to−1} follow each other in steps of one. */
    static boolean unit(int[] t, int from, int to) {
        for (int i = from + 1; i < to; i++) if (t[i] - t[i - 1] != 1) return false;
        return true;
    }

    static boolean constant(int[] t) {
        for (int i = 1; i < t.length; i++) if (t[i] != t[0]) return false;
        return true;
    }

    /** The end of the run of unit steps that starts at {@code from}, at most {@code limit}. */
    static int runEnd(int[] t, int from, int limit) {
        int i = from + 1;
        while (i < limit && t[i] - t[i - 1] == 1) i++;
        return Math.min(i, limit);
    }

    /** Every sum of an outer and an inner offset, the inner running fastest. */
    static int[] sum(int[] outer, int[] inner) {
        int[] t = new int[Math.multiplyExact(outer.length, inner.length)];
        int e = 0;
        for (int o : outer) for (int i : inner) t[e++] = o + i;
        return t;
    }
}
