package fluxion.ops.eval;

import fluxion.core.op.Fold;
import fluxion.core.op.Pad;
import fluxion.core.op.Random;
import fluxion.ops.random.RandomKernels;
import fluxion.ops.simd.Workers;

/** Steps that put elements somewhere else, or make them from nothing. */
final class MoveSteps {
    private MoveSteps() {}

    private static int[] slots(BufferView... places) {
        int[] slots = new int[places.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = places[i].slot();
        }
        return slots;
    }

    private static void copy(Frame frame, BufferView from, int out, Layout to) {
        Copies.copy(frame.arrays[from.slot()], from.layout(), frame.bases[from.slot()], frame.arrays[out], to, frame.bases[out],
                frame.workers);
    }

    record PadStep(Pad op, BufferView x, BufferView value, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return slots(x, value);
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            Layout to = out.layout();
            Buffers.fill(frame.arrays[value.slot()], frame.bases[value.slot()] + value.layout().offset, frame.arrays[out.slot()],
                    0,
                    (int) to.size());
            int[] strides = to.strides.clone();
            int start = 0;
            for (int d = 0; d < strides.length; d++) {
                start += op.low().get(d) * strides[d];
                strides[d] *= op.interior().get(d) + 1;
            }
            copy(frame, x, out.slot(), new Layout(x.layout().dims, strides, start));
        }
    }

    record ConcatenateStep(int axis, BufferView[] in, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return slots(in);
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            int start = 0;
            for (BufferView place : in) {
                copy(frame, place, out.slot(), new Layout(place.layout().dims, out.layout().strides, start));
                start += place.layout().dims[axis] * out.layout().strides[axis];
            }
        }
    }

    record DiagStep(int offset, BufferView x, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return slots(x);
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            Layout to = out.layout();
            Buffers.clear(frame.arrays[out.slot()], 0, (int) to.size());
            int rank = x.layout().rank();
            int[] strides = java.util.Arrays.copyOf(to.strides, rank);
            strides[rank - 1] = to.strides[rank - 1] + to.strides[rank];
            int start = offset >= 0 ? offset * to.strides[rank] : -offset * to.strides[rank - 1];
            copy(frame, x, out.slot(), new Layout(x.layout().dims, strides, start));
        }
    }

    record FoldStep(Fold op, BufferView x, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return slots(x);
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            Buffers.clear(frame.arrays[out.slot()], 0, (int) out.layout().size());
            Layout windows = out.layout().windows(op.windows(), x.layout().dims);
            Adds.add(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], frame.arrays[out.slot()], windows);
        }
    }

    record IotaStep(int axis, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return slots();
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            int[] dims = out.layout().dims;
            Object array = frame.arrays[out.slot()];
            int inner = 1;
            for (int d = axis + 1; d < dims.length; d++) {
                inner *= dims[d];
            }
            int block = dims[axis] * inner;
            if (inner == 1) {
                Buffers.count(array, 0, block);
            } else {
                Object counted = Buffers.countingLike(array, dims[axis]);
                for (int i = 0; i < dims[axis]; i++) {
                    Buffers.fill(counted, i, array, i * inner, inner);
                }
            }
            int size = (int) out.layout().size();
            for (int done = block; done < size; done += block) {
                System.arraycopy(array, 0, array, done, block);
            }
        }
    }

    record RandomStep(Random op, BufferView keys, BufferView out, String describe) implements PlanStep {
        /** Numbers that are made at a time. */
        private static final int PIECE = 1 << 14;

        @Override
        public int[] reads() {
            return slots(keys);
        }

        @Override
        public int[] writes() {
            return slots(out);
        }

        @Override
        public void run(Frame frame) {
            Layout layout = keys.layout();
            if (layout.isEmpty() || out.layout().isEmpty()) {
                return;
            }
            int[] array = (int[]) frame.arrays[keys.slot()];
            int base = frame.bases[keys.slot()];
            int count = (int) op.shape().size();
            int keyCount = (int) (layout.size() / 2);
            // a permutation is made in one go
            int piece = op.kind() == Random.Kind.PERMUTATION ? Math.max(1, count) : PIECE;
            int pieces = (count + piece - 1) / piece;
            Workers workers = (long) count * keyCount < 2 * PIECE ? Workers.SERIAL : frame.workers;
            workers.run(keyCount * pieces, task -> {
                int k = task / pieces;
                int first = task % pieces * piece;
                int key0 = array[base + layout.position(2 * k)];
                int key1 = array[base + layout.position(2 * k + 1)];
                fill(key0, key1, first, frame.arrays[out.slot()], k * count + first, Math.min(piece, count - first));
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
