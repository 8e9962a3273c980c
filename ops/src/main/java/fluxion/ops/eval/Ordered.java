package fluxion.ops.eval;

import fluxion.core.DType;

/** The elements of a value in row-major order: where they lie, or copied. */
record Ordered(Object array, int start) {
    static Ordered of(Frame frame, BufferView place, DType dtype) {
        Layout layout = place.layout();
        if (layout.isContiguous()) {
            return new Ordered(frame.array(place), frame.start(place));
        }
        Object copy = Buffers.make(dtype, (int) layout.size());
        frame.copy(place, copy, Layout.contiguous(layout.dims));
        return new Ordered(copy, 0);
    }
}
