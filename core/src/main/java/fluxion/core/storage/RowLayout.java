package fluxion.core.storage;

import fluxion.core.Ints;
import fluxion.core.Shape;
import java.util.Arrays;

/**
 * A view's elements in row-major order, as rows of equal length and stride. Axes that continue each other are joined, so
 * that a contiguous view is a single row.
 */
final class RowLayout {
    private final int offset;
    private final int[] dims;
    private final int[] strides;
    private final int axes;
    private final boolean empty;

    /** Receives a row: the position of its first element, and how many rows came before it. */
    interface Visitor {
        void row(int start, int row);
    }

    private RowLayout(int offset, int[] dims, int[] strides, int axes, boolean empty) {
        this.offset = offset;
        this.dims = dims;
        this.strides = strides;
        this.axes = axes;
        this.empty = empty;
    }

    static RowLayout of(int offset, Shape shape, Ints strides) {
        int[] dims = new int[Math.max(1, shape.rank())];
        int[] steps = new int[dims.length];
        dims[0] = 1;
        steps[0] = 1;
        int last = 0;
        boolean empty = false;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int dim = shape.dim(axis);
            int step = strides.get(axis);
            empty |= dim == 0;
            if (dim == 1) {
                continue;
            }
            if (dims[last] == 1) {
                dims[last] = dim;
                steps[last] = step;
            } else if (steps[last] == (long) step * dim) {
                dims[last] *= dim;
                steps[last] = step;
            } else {
                last++;
                dims[last] = dim;
                steps[last] = step;
            }
        }
        return new RowLayout(offset, dims, steps, last + 1, empty);
    }

    boolean isEmpty() {
        return empty;
    }

    boolean isSingle() {
        return !empty && axes == 1 && dims[0] == 1;
    }

    /** The position of the first element. */
    int offset() {
        return offset;
    }

    /** Elements of each row. */
    int length() {
        return dims[axes - 1];
    }

    /** Distance between the elements of a row. */
    int stride() {
        return strides[axes - 1];
    }

    /** Elements of all rows. */
    long size() {
        return empty ? 0 : Arrays.stream(dims, 0, axes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    void forEach(Visitor visitor) {
        if (empty) {
            return;
        }
        int[] index = new int[axes];
        int start = offset;
        for (int row = 0; ; row++) {
            visitor.row(start, row);
            int axis = axes - 2;
            while (axis >= 0 && index[axis] == dims[axis] - 1) {
                start -= index[axis] * strides[axis];
                index[axis] = 0;
                axis--;
            }
            if (axis < 0) {
                return;
            }
            index[axis]++;
            start += strides[axis];
        }
    }
}
