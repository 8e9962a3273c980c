package fluxion.ops.eval;

/** Copies of strided elements. */
final class Copies {
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
        int[] index = new int[rank];
        int position = base + from.offset;
        int rest = start;
        for (int d = last; d >= 0; d--) {
            index[d] = rest % from.dims[d];
            rest /= from.dims[d];
            position += index[d] * from.strides[d];
        }
        int done = 0;
        while (true) {
            int run = Math.min(length - index[last], n - done);
            run(source, position, step, target, to + done, run);
            done += run;
            if (done == n) {
                return;
            }
            position += run * step - length * step;
            if (run + index[last] < length) {
                throw new IllegalStateException("run ended early");
            }
            index[last] = 0;
            for (int d = last - 1; d >= 0; d--) {
                position += from.strides[d];
                if (++index[d] < from.dims[d]) {
                    break;
                }
                position -= from.dims[d] * from.strides[d];
                index[d] = 0;
            }
        }
    }

    /** Copies a run of elements with a constant distance. */
    static void run(Object source, int from, int step, Object target, int to, int n) {
        if (step == 1) {
            if (n > 8) {
                System.arraycopy(source, from, target, to, n);
                return;
            }
        } else if (step == 0) {
            Buffers.fill(source, from, target, to, n);
            return;
        }
        switch (source) {
            case double[] s -> {
                double[] t = (double[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[from + i * step];
                }
            }
            case float[] s -> {
                float[] t = (float[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[from + i * step];
                }
            }
            case long[] s -> {
                long[] t = (long[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[from + i * step];
                }
            }
            case int[] s -> {
                int[] t = (int[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[from + i * step];
                }
            }
            case boolean[] s -> {
                boolean[] t = (boolean[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[from + i * step];
                }
            }
            default -> throw new IllegalArgumentException("no tensor array: " + source.getClass());
        }
    }

    /** Copies one element per index from a layout to another of the same lengths. */
    static void copy(Object source, Layout from, int fromBase, Object target, Layout to, int toBase) {
        if (from.isEmpty()) {
            return;
        }
        copy(source, from, fromBase + from.offset, target, to, toBase + to.offset, 0);
    }

    private static void copy(Object source, Layout from, int at, Object target, Layout to, int toAt, int axis) {
        int rank = from.dims.length;
        if (axis >= rank - 1) {
            int n = rank == 0 ? 1 : from.dims[axis];
            scatter(source, at, rank == 0 ? 1 : from.strides[axis], target, toAt, rank == 0 ? 1 : to.strides[axis], n);
            return;
        }
        for (int i = 0; i < from.dims[axis]; i++) {
            copy(source, from, at + i * from.strides[axis], target, to, toAt + i * to.strides[axis], axis + 1);
        }
    }

    private static void scatter(Object source, int from, int step, Object target, int to, int toStep, int n) {
        if (toStep == 1) {
            run(source, from, step, target, to, n);
            return;
        }
        switch (source) {
            case double[] s -> {
                double[] t = (double[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i * toStep] = s[from + i * step];
                }
            }
            case float[] s -> {
                float[] t = (float[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i * toStep] = s[from + i * step];
                }
            }
            case long[] s -> {
                long[] t = (long[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i * toStep] = s[from + i * step];
                }
            }
            case int[] s -> {
                int[] t = (int[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i * toStep] = s[from + i * step];
                }
            }
            case boolean[] s -> {
                boolean[] t = (boolean[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i * toStep] = s[from + i * step];
                }
            }
            default -> throw new IllegalArgumentException("no tensor array: " + source.getClass());
        }
    }
}
