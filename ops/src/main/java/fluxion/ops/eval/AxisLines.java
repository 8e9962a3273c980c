package fluxion.ops.eval;

import fluxion.ops.simd.Workers;

/**
 * The lines of a tensor along one axis, the middle of three.
 *
 * @param outer positions of the axes before it
 * @param n elements of a line
 * @param inner positions of the axes behind it
 */
record AxisLines(int outer, int n, int inner) {
    /** Work on the columns {@code from} to {@code to} of one outer position. */
    interface Body {
        void run(int outer, int from, int to);
    }

    static AxisLines along(int axis, int[] dims) {
        return new AxisLines(product(dims, 0, axis), dims[axis], product(dims, axis + 1, dims.length));
    }

    static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int d = from; d < to; d++) {
            product *= dims[d];
        }
        return product;
    }

    /** Where the lines of an outer position begin. */
    int start(int outer) {
        return outer * n * inner;
    }

    /** Work on all lines, split over cores: every line is one task's alone. */
    void each(Workers workers, Body body) {
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
}
