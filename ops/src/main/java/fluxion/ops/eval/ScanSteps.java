package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.CumSum;
import fluxion.core.op.Reduce;
import fluxion.ops.reduction.ReductionKernels;

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

    record ArgReduceStep(ArgReduce op, DType dtype, BufferView x, BufferView out, String describe) implements PlanStep {
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
            int n = layout.dims[op.axis()];
            int outer = product(layout.dims, 0, op.axis());
            int inner = product(layout.dims, op.axis() + 1, layout.rank());
            int[] result = (int[]) frame.arrays[out.slot()];
            Object array = frame.arrays[x.slot()];
            int start = frame.bases[x.slot()] + layout.offset;
            if (!layout.isContiguous()) {
                Object ordered = Buffers.make(dtype, (int) layout.size());
                Copies.copy(array, layout, frame.bases[x.slot()], ordered, Layout.contiguous(layout.dims), 0, frame.workers);
                array = ordered;
                start = 0;
            }
            switch (array) {
                case double[] a -> ReductionKernels.argReduce(op.kind(), a, start, result, 0, outer, n, inner);
                case float[] a -> ReductionKernels.argReduce(op.kind(), a, start, result, 0, outer, n, inner);
                case long[] a -> ReductionKernels.argReduce(op.kind(), a, start, result, 0, outer, n, inner);
                case int[] a -> ReductionKernels.argReduce(op.kind(), a, start, result, 0, outer, n, inner);
                case Object other -> throw new IllegalStateException("no order on " + other.getClass());
            }
        }
    }

    record CumSumStep(CumSum op, BufferView x, BufferView out, String describe) implements PlanStep {
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
            Copies.copy(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], target, layout, 0, frame.workers);
            if (layout.isEmpty()) {
                return;
            }
            int n = layout.dims[op.axis()];
            int outer = product(layout.dims, 0, op.axis());
            int inner = product(layout.dims, op.axis() + 1, layout.rank());
            switch (target) {
                case double[] a -> ReductionKernels.cumSum(op.reverse(), a, 0, a, 0, outer, n, inner);
                case float[] a -> ReductionKernels.cumSum(op.reverse(), a, 0, a, 0, outer, n, inner);
                case long[] a -> ReductionKernels.cumSum(op.reverse(), a, 0, a, 0, outer, n, inner);
                case int[] a -> ReductionKernels.cumSum(op.reverse(), a, 0, a, 0, outer, n, inner);
                case Object other -> throw new IllegalStateException("no sum of " + other.getClass());
            }
        }
    }

    /** A reduction of axes that lie between others, or of an operand that is not fused with it. */
    record MiddleStep(Reduce.Kind kind, BufferView x, BufferView out, int outer, int n, int inner, String describe)
            implements PlanStep {
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
            Object source = frame.arrays[x.slot()];
            Object target = frame.arrays[out.slot()];
            int start = frame.bases[x.slot()] + x.layout().offset;
            int each = Math.max(1, FusedKernel.CHUNK / Math.max(1, n * inner));
            int tasks = (outer + each - 1) / each;
            frame.workers.run(tasks, i -> {
                int from = i * each;
                int count = Math.min(each, outer - from);
                rows(source, start + from * n * inner, target, from * inner, count);
            });
        }

        private void rows(Object source, int start, Object target, int to, int count) {
            switch (source) {
                case double[] a -> ReductionKernels.reduce(kind, a, start, (double[]) target, to, count, n, inner);
                case float[] a -> ReductionKernels.reduce(kind, a, start, (float[]) target, to, count, n, inner);
                case long[] a -> ReductionKernels.reduce(kind, a, start, (long[]) target, to, count, n, inner);
                case int[] a -> ReductionKernels.reduce(kind, a, start, (int[]) target, to, count, n, inner);
                default -> ReductionKernels.reduce(kind, (boolean[]) source, start, (boolean[]) target, to, count, n, inner);
            }
        }
    }
}
