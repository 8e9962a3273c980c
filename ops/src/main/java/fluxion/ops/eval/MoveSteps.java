package fluxion.ops.eval;

import fluxion.core.op.Fold;
import fluxion.core.op.Pad;
import fluxion.core.op.RandomNumbers;
import fluxion.ops.random.RandomKernels;
import fluxion.ops.simd.Workers;

/** Steps that put elements somewhere else, or make them from nothing. */
final class MoveSteps {
    private MoveSteps() {}

    /** Of an array and the value around it. */
    record PadStep(Pad op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Layout to = out().layout();
            Buffers.fill(frame.array(in(1)), frame.start(in(1)), frame.array(out()), 0, (int) to.size());
            int[] strides = to.strides.clone();
            int start = 0;
            for (int d = 0; d < strides.length; d++) {
                start += op.low().get(d) * strides[d];
                strides[d] *= op.interior().get(d) + 1;
            }
            frame.copy(in(0), frame.array(out()), new Layout(in(0).layout().dims, strides, start));
        }
    }

    record ConcatenateStep(int axis, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            int start = 0;
            for (BufferView place : ports.in()) {
                frame.copy(place, frame.array(out()), new Layout(place.layout().dims, out().layout().strides, start));
                start += place.layout().dims[axis] * out().layout().strides[axis];
            }
        }
    }

    record DiagStep(int offset, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Layout to = out().layout();
            Buffers.clear(frame.array(out()), 0, (int) to.size());
            int rank = in(0).layout().rank();
            int[] strides = java.util.Arrays.copyOf(to.strides, rank);
            strides[rank - 1] = to.strides[rank - 1] + to.strides[rank];
            int start = offset >= 0 ? offset * to.strides[rank] : -offset * to.strides[rank - 1];
            frame.copy(in(0), frame.array(out()), new Layout(in(0).layout().dims, strides, start));
        }
    }

    record FoldStep(Fold op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Buffers.clear(frame.array(out()), 0, (int) out().layout().size());
            Layout windows = out().layout().windows(op.windows(), in(0).layout().dims);
            Adds.add(frame.array(in(0)), in(0).layout(), frame.bases[in(0).slot()], frame.array(out()), windows);
        }
    }

    record IotaStep(int axis, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            int[] dims = out().layout().dims;
            Object array = frame.array(out());
            int inner = AxisLines.product(dims, axis + 1, dims.length);
            int block = dims[axis] * inner;
            if (inner == 1) {
                Strided.count(array, 0, block);
            } else {
                Object counted = Buffers.countingLike(array, dims[axis]);
                for (int i = 0; i < dims[axis]; i++) {
                    Buffers.fill(counted, i, array, i * inner, inner);
                }
            }
            int size = (int) out().layout().size();
            for (int done = block; done < size; done += block) {
                System.arraycopy(array, 0, array, done, block);
            }
        }
    }

    /** Of keys. */
    record RandomStep(RandomNumbers op, Ports ports) implements OperationStep {
        /** Numbers that are made at a time. */
        private static final int PIECE = 1 << 14;

        @Override
        public void run(Frame frame) {
            Layout layout = in(0).layout();
            if (layout.isEmpty() || out().layout().isEmpty()) {
                return;
            }
            int[] array = (int[]) frame.array(in(0));
            int base = frame.bases[in(0).slot()];
            int count = (int) op.shape().size();
            int keyCount = (int) (layout.size() / 2);
            // a permutation is made in one go
            int piece = op.kind() == RandomNumbers.Kind.PERMUTATION ? Math.max(1, count) : PIECE;
            int pieces = (count + piece - 1) / piece;
            Workers workers = (long) count * keyCount < 2 * PIECE ? Workers.SERIAL : frame.workers;
            workers.run(keyCount * pieces, task -> {
                int k = task / pieces;
                int first = task % pieces * piece;
                int key0 = array[base + layout.position(2 * k)];
                int key1 = array[base + layout.position(2 * k + 1)];
                fill(key0, key1, first, frame.array(out()), k * count + first, Math.min(piece, count - first));
            });
        }

        private void fill(int key0, int key1, int first, Object target, int to, int n) {
            switch (target) {
                case double[] a -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), first, a, to, n);
                case float[] a -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), first, a, to, n);
                case long[] a -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), first, a, to, n);
                case int[] a -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), first, a, to, n);
                case Object other -> throw new IllegalStateException("no random " + other.getClass());
            }
        }
    }
}
