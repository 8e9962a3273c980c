package fluxion.ops.eval;

/**
 * The elements of a floating-point value in row-major order, as doubles whatever the dtype: for kernels that only exist in
 * double precision.
 *
 * @param array holds them
 * @param start where they begin
 */
record Doubles(double[] array, int start) {
    /** Where the i-th of equal parts begins. */
    int at(int part, int size) {
        return start + part * size;
    }

    /** An operand; in place where it lies in order. */
    static Doubles ordered(Frame frame, BufferView place) {
        Object source = frame.arrays[place.slot()];
        Layout layout = place.layout();
        int base = frame.bases[place.slot()];
        if (source instanceof double[] doubles && layout.isContiguous()) {
            return new Doubles(doubles, base + layout.offset);
        }
        int size = (int) layout.size();
        if (source instanceof double[]) {
            double[] copy = new double[size];
            Copies.copy(source, layout, base, copy, Layout.contiguous(layout.dims), 0, frame.workers);
            return new Doubles(copy, 0);
        }
        float[] copy = new float[size];
        Copies.copy(source, layout, base, copy, Layout.contiguous(layout.dims), 0, frame.workers);
        double[] wide = new double[size];
        Strided.widen(copy, 0, 1, wide, 0, size);
        return new Doubles(wide, 0);
    }

    /** Room for a result: its own, where that is of doubles. */
    static Doubles result(Frame frame, BufferView out) {
        return frame.arrays[out.slot()] instanceof double[] own ? new Doubles(own, out.layout().offset)
                : new Doubles(new double[(int) out.layout().size()], 0);
    }

    /** Rounds the result into its place where that is not of doubles. */
    void deliver(Frame frame, BufferView out) {
        if (frame.arrays[out.slot()] instanceof float[] target) {
            Strided.round(array, target, out.layout().offset, 1, array.length);
        }
    }
}
