package fluxion.ops.eval;

import fluxion.ops.simd.Workers;
import java.util.Arrays;

/**
 * Some of the lanes of an operation, in order. So that few sizes have to be planned for, the number of rows is a power of
 * two or all of them; the last lane is repeated where there are more rows than lanes.
 *
 * @param rows which lane stands in each row
 * @param count how many rows are not repetitions
 * @param all whether these are all lanes
 */
record LaneSet(int[] rows, int count, boolean all) {
    /** The lanes whose numbers are the first {@code count} of an array; at least one. */
    static LaneSet of(int[] lanes, int count, int size) {
        int rows = count == size ? size : Math.min(size, Integer.highestOneBit(2 * count - 1));
        int[] padded = Arrays.copyOf(lanes, rows);
        Arrays.fill(padded, count, rows, lanes[count - 1]);
        return new LaneSet(padded, count, count == size);
    }

    static LaneSet all(int size) {
        int[] lanes = new int[size];
        for (int i = 0; i < size; i++) {
            lanes[i] = i;
        }
        return new LaneSet(lanes, size, true);
    }

    int size() {
        return rows.length;
    }

    /** The rows of these lanes, one after another. */
    Object gather(Object source, Layout layout, int base, Object target, Workers workers) {
        Layout row = ControlSteps.row(layout);
        int size = (int) row.size();
        boolean inOrder = row.isContiguous();
        Layout to = Layout.contiguous(row.dims);
        for (int i = 0; i < rows.length; i++) {
            int from = base + rows[i] * layout.strides[0];
            if (inOrder) {
                System.arraycopy(source, from + row.offset, target, i * size, size);
            } else {
                Copies.copy(source, row, from, target, to, i * size, workers);
            }
        }
        return target;
    }

    /** Puts rows, one after another, to where these lanes are. */
    void scatter(Object source, Object target, int size) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, i * size, target, rows[i] * size, size);
        }
    }
}
