package fluxion.ops.eval;

import fluxion.core.FluxionException;
import fluxion.core.Shape;

/**
 * The indices of one run, checked as they are read.
 *
 * @param of what they point into, for messages
 */
record Indices(String operation, Object of, int axis, int length, boolean oneOfSeveral, Object array, int base, Layout layout,
        boolean inOrder) {
    static Indices of(String operation, Object of, Shape shape, int axis, Frame frame, BufferView place) {
        return new Indices(operation, of, axis, shape.dim(axis), shape.rank() > 1, frame.arrays[place.slot()],
                frame.bases[place.slot()], place.layout(),
                place.layout().isContiguous());
    }

    /** The index with a row-major number, from 0. */
    int at(int number) {
        int position = base + (inOrder ? layout.offset + number : layout.position(number));
        long index = array instanceof int[] ints ? ints[position] : ((long[]) array)[position];
        if (index < -length || index >= length) {
            throw refused(index);
        }
        return (int) (index < 0 ? index + length : index);
    }

    /** The indices with numbers from {@code start} on, each times {@code step}. */
    void read(int start, int n, int step, int[] into) {
        if (inOrder && array instanceof int[] ints) {
            int from = base + layout.offset + start;
            for (int i = 0; i < n; i++) {
                int index = ints[from + i];
                if (index < -length || index >= length) {
                    throw refused(index);
                }
                into[i] = (index < 0 ? index + length : index) * step;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            into[i] = at(start + i) * step;
        }
    }

    private FluxionException refused(long index) {
        return new FluxionException(operation + ": index must be "
                + (length == 0 ? "absent, there is nothing to take" : "from " + -length + " to " + (length - 1)) + "; got "
                + index
                + " for " + of + (oneOfSeveral ? " along axis " + axis : ""));
    }
}
