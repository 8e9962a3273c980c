package fluxion.ops.eval;

import fluxion.ops.simd.Workers;

/** Work along the middle of three axes, split over cores by the other two: every line is one task's alone. */
final class AxisLines {
    private AxisLines() {}

    /** Work on the columns {@code from} to {@code to} of one outer position. */
    interface Body {
        void run(int outer, int from, int to);
    }

    static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int d = from; d < to; d++) {
            product *= dims[d];
        }
        return product;
    }

    static void each(Workers workers, int outer, int n, int inner, Body body) {
        if ((long) outer * n * inner == 0) {
            return;
        }
        if ((long) outer * n * inner < FusedKernel.CHUNK) {
            for (int o = 0; o < outer; o++) {
                body.run(o, 0, inner);
            }
        } else if (outer > 1) {
            int block = Math.max(1, Math.min((outer + workers.threads() - 1) / workers.threads(),
                    FusedKernel.CHUNK / Math.max(1, n * inner)));
            workers.run((outer + block - 1) / block, task -> {
                for (int o = task * block; o < Math.min(outer, (task + 1) * block); o++) {
                    body.run(o, 0, inner);
                }
            });
        } else {
            int share = (inner + workers.threads() - 1) / workers.threads();
            int block = Math.clamp(8L * FusedKernel.CHUNK / Math.max(1, n), Math.min(512, Math.max(16, share)),
                    Math.max(16, share));
            workers.run((inner + block - 1) / block, task -> body.run(0, task * block, Math.min(inner, (task + 1) * block)));
        }
    }

    /** The elements of a place in row-major order: where they lie, or copied. */
    record Ordered(Object array, int start) {
        static Ordered of(Frame frame, BufferView place, fluxion.core.DType dtype) {
            Layout layout = place.layout();
            Object array = frame.arrays[place.slot()];
            if (layout.isContiguous()) {
                return new Ordered(array, frame.bases[place.slot()] + layout.offset);
            }
            Object ordered = Buffers.make(dtype, (int) layout.size());
            Copies.copy(array, layout, frame.bases[place.slot()], ordered, Layout.contiguous(layout.dims), 0, frame.workers);
            return new Ordered(ordered, 0);
        }
    }
}
