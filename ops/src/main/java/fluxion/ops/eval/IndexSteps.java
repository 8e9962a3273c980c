package fluxion.ops.eval;

import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import java.util.Arrays;

/** Steps that read or add at computed positions. */
final class IndexSteps {
    private IndexSteps() {}

    /** The indices of one run, checked as they are read. */
    private record Indices(String operation, TensorType type, int axis, Object array, int base, Layout layout, boolean inOrder) {
        static Indices of(String operation, TensorType type, int axis, Frame frame, Place place) {
            return new Indices(operation, type, axis, frame.arrays[place.slot()], frame.bases[place.slot()], place.layout(),
                    place.layout().isContiguous());
        }

        /** The index with a row-major number, from 0. */
        int at(int number) {
            int position = base + (inOrder ? layout.offset + number : layout.position(number));
            long index = array instanceof int[] ints ? ints[position] : ((long[]) array)[position];
            int length = type.shape().dim(axis);
            if (index < -length || index >= length) {
                throw refused(index, length);
            }
            return (int) (index < 0 ? index + length : index);
        }

        private FluxionException refused(long index, int length) {
            return new FluxionException(operation + ": index must be "
                    + (length == 0 ? "absent, there is nothing to take" : "from " + -length + " to " + (length - 1)) + "; got " + index
                    + " for " + type + (type.rank() > 1 ? " along axis " + axis : ""));
        }
    }

    private static Layout part(Layout x, int from, int to) {
        return new Layout(Arrays.copyOfRange(x.dims, from, to), Arrays.copyOfRange(x.strides, from, to), 0);
    }

    private static Layout joined(Layout layout) {
        return layout.isEmpty() ? layout : layout.coalesced();
    }

    record TakeStep(Take op, TensorType type, Place x, Place indices, Place out, String describe) implements Step {
        @Override
        public int[] reads() {
            return new int[] {x.slot(), indices.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Layout from = x.layout();
            Layout batch = part(from, 0, op.batch());
            Layout before = part(from, op.batch(), op.axis());
            Layout behind = joined(part(from, op.axis() + 1, from.rank()));
            int batches = (int) batch.size();
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            int heads = (int) before.size();
            int run = (int) behind.size();
            Indices given = Indices.of("take", type, op.axis(), frame, indices);
            Object source = frame.arrays[x.slot()];
            Object target = frame.arrays[out.slot()];
            int base = frame.bases[x.slot()] + from.offset;
            int step = from.strides[op.axis()];
            int to = 0;
            for (int b = 0; b < batches; b++) {
                for (int h = 0; h < heads; h++) {
                    int start = base + batch.position(b) + before.position(h);
                    for (int i = 0; i < count; i++) {
                        int at = start + given.at(b * count + i) * step;
                        if (run > 0) {
                            Copies.gather(behind, source, at, 0, run, target, to);
                        }
                        to += run;
                    }
                }
            }
        }
    }

    record ScatterAddStep(ScatterAdd op, TensorType type, Place x, Place indices, Place updates, Place out, String describe)
            implements Step {
        @Override
        public int[] reads() {
            return new int[] {x.slot(), indices.slot(), updates.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            Layout to = out.layout();
            Copies.copy(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], target, to, 0, frame.workers);
            Layout batch = part(to, 0, op.batch());
            Layout before = part(to, op.batch(), op.axis());
            int run = (int) part(to, op.axis() + 1, to.rank()).size();
            int batches = (int) batch.size();
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            int heads = (int) before.size();
            Layout from = updates.layout();
            int tail = to.rank() - op.axis() - 1;
            Layout rows = new Layout(Arrays.copyOf(from.dims, from.rank() - tail), Arrays.copyOf(from.strides, from.rank() - tail), from.offset);
            Layout behind = joined(part(from, from.rank() - tail, from.rank()));
            Layout ordered = Layout.contiguous(behind.dims);
            Indices given = Indices.of("scatter_add", type, op.axis(), frame, indices);
            Object source = frame.arrays[updates.slot()];
            int base = frame.bases[updates.slot()];
            int step = to.strides[op.axis()];
            int number = 0;
            for (int b = 0; b < batches; b++) {
                for (int h = 0; h < heads; h++) {
                    int start = batch.position(b) + before.position(h);
                    for (int i = 0; i < count; i++) {
                        int at = start + given.at(b * count + i) * step;
                        int row = base + rows.position(number++);
                        if (behind.rank() <= 1) {
                            Adds.run(source, row, run == 1 ? 1 : behind.strides.length == 0 ? 1 : behind.strides[0], target, at, 1, run);
                        } else {
                            Adds.add(source, behind, row, target, new Layout(behind.dims, ordered.strides, at));
                        }
                    }
                }
            }
        }
    }
}
