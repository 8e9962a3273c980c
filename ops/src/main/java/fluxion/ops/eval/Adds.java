package fluxion.ops.eval;

import fluxion.ops.simd.Interruption;

/** Sums into strided elements. */
final class Adds {
    private Adds() {}

    /** Adds one element per index to a layout of the same lengths, whose positions may coincide. */
    static void add(Object source, Layout from, int base, Object target, Layout to) {
        if (!from.isEmpty()) {
            add(source, from, base + from.offset, target, to, to.offset, 0);
        }
    }

    private static void add(Object source, Layout from, int at, Object target, Layout to, int toAt, int axis) {
        int rank = from.dims.length;
        if (axis >= rank - 1) {
            if (rank == 0) {
                Strided.add(source, at, 1, target, toAt, 1, 1);
            } else {
                Strided.add(source, at, from.strides[axis], target, toAt, to.strides[axis], from.dims[axis]);
            }
            return;
        }
        Interruption.check();
        for (int i = 0; i < from.dims[axis]; i++) {
            add(source, from, at + i * from.strides[axis], target, to, toAt + i * to.strides[axis], axis + 1);
        }
    }
}
