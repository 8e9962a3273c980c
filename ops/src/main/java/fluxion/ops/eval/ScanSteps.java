package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.CumSum;

/** Steps that go along one axis. */
final class ScanSteps {
    private ScanSteps() {}

    private static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int d = from; d < to; d++) {
            product *= dims[d];
        }
        return product;
    }

    record ArgReduceStep(ArgReduce op, DType dtype, Place x, Place out, String describe) implements Step {
        @Override
        public int[] reads() {
            return new int[] {x.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Layout layout = x.layout();
            int axis = op.axis();
            int n = layout.dims[axis];
            int outer = product(layout.dims, 0, axis);
            int inner = product(layout.dims, axis + 1, layout.rank());
            int[] result = (int[]) frame.arrays[out.slot()];
            Object row = Buffers.make(dtype, n);
            for (int o = 0; o < outer; o++) {
                for (int i = 0; i < inner; i++) {
                    int start = frame.bases[x.slot()] + layout.position(o * n * inner + i);
                    Copies.run(frame.arrays[x.slot()], start, layout.strides[axis], row, 0, n);
                    result[o * inner + i] = position(row, n, op.kind() == ArgReduce.Kind.ARGMAX);
                }
            }
        }

        private static int position(Object row, int n, boolean largest) {
            int best = 0;
            switch (row) {
                case double[] a -> {
                    for (int i = 0; i < n; i++) {
                        if (Double.isNaN(a[i])) {
                            return i;
                        }
                        if (largest ? a[i] > a[best] : a[i] < a[best]) {
                            best = i;
                        }
                    }
                }
                case float[] a -> {
                    for (int i = 0; i < n; i++) {
                        if (Float.isNaN(a[i])) {
                            return i;
                        }
                        if (largest ? a[i] > a[best] : a[i] < a[best]) {
                            best = i;
                        }
                    }
                }
                case long[] a -> {
                    for (int i = 1; i < n; i++) {
                        if (largest ? a[i] > a[best] : a[i] < a[best]) {
                            best = i;
                        }
                    }
                }
                case int[] a -> {
                    for (int i = 1; i < n; i++) {
                        if (largest ? a[i] > a[best] : a[i] < a[best]) {
                            best = i;
                        }
                    }
                }
                case Object other -> throw new IllegalStateException("no order on " + other.getClass());
            }
            return best;
        }
    }

    record CumSumStep(CumSum op, Place x, Place out, String describe) implements Step {
        @Override
        public int[] reads() {
            return new int[] {x.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            Layout layout = out.layout();
            Copies.copy(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], target, layout, 0);
            if (layout.isEmpty()) {
                return;
            }
            int n = layout.dims[op.axis()];
            int outer = product(layout.dims, 0, op.axis());
            int inner = product(layout.dims, op.axis() + 1, layout.rank());
            for (int o = 0; o < outer; o++) {
                for (int k = 1; k < n; k++) {
                    int row = op.reverse() ? n - 1 - k : k;
                    int before = op.reverse() ? row + 1 : row - 1;
                    Adds.run(target, (o * n + before) * inner, 1, target, (o * n + row) * inner, 1, inner);
                }
            }
        }
    }
}
