package fluxion.ops.eval;

import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import java.util.Arrays;

/** Steps that read or add at computed positions. */
final class IndexSteps {
    private IndexSteps() {}

    /** The checked indices of one batch, from 0. */
    private static int[] checked(String operation, TensorType type, int axis, Frame frame, Place place, int batch, int count) {
        int length = type.shape().dim(axis);
        int[] result = new int[count];
        Object array = frame.arrays[place.slot()];
        int base = frame.bases[place.slot()];
        for (int i = 0; i < count; i++) {
            int position = base + place.layout().position(batch * count + i);
            long index = array instanceof int[] ints ? ints[position] : ((long[]) array)[position];
            if (index < -length || index >= length) {
                throw new FluxionException(operation + ": index must be "
                        + (length == 0 ? "absent, there is nothing to take" : "from " + -length + " to " + (length - 1)) + "; got " + index
                        + " for " + type + (type.rank() > 1 ? " along axis " + axis : ""));
            }
            result[i] = (int) (index < 0 ? index + length : index);
        }
        return result;
    }

    /** An operand's axes in groups: batch, before the axis, the axis, behind it. */
    private record Parts(Layout batch, Layout before, int step, Layout behind) {
        static Parts of(Layout x, int batch, int axis) {
            return new Parts(part(x, 0, batch), part(x, batch, axis), x.strides[axis], part(x, axis + 1, x.rank()));
        }

        private static Layout part(Layout x, int from, int to) {
            return new Layout(Arrays.copyOfRange(x.dims, from, to), Arrays.copyOfRange(x.strides, from, to), 0);
        }
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
            Parts parts = Parts.of(x.layout(), op.batch(), op.axis());
            int batches = (int) parts.batch().size();
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            int before = (int) parts.before().size();
            int behind = (int) parts.behind().size();
            Layout run = parts.behind().isEmpty() ? parts.behind() : parts.behind().coalesced();
            Object source = frame.arrays[x.slot()];
            Object target = frame.arrays[out.slot()];
            int base = frame.bases[x.slot()] + x.layout().offset;
            int to = 0;
            for (int b = 0; b < batches; b++) {
                int[] at = checked("take", type, op.axis(), frame, indices, b, count);
                for (int p = 0; p < before && behind > 0; p++) {
                    int start = base + parts.batch().position(b) + parts.before().position(p);
                    for (int index : at) {
                        Copies.gather(run, source, start + index * parts.step(), 0, behind, target, to);
                        to += behind;
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
            Copies.copy(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], target, out.layout(), 0, frame.workers);
            Parts parts = Parts.of(out.layout(), op.batch(), op.axis());
            int batches = (int) parts.batch().size();
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            int before = (int) parts.before().size();
            Layout u = updates.layout();
            int rank = u.rank();
            int tail = parts.behind().rank();
            Layout from = new Layout(Arrays.copyOfRange(u.dims, rank - tail, rank), Arrays.copyOfRange(u.strides, rank - tail, rank), 0);
            Layout heads = new Layout(Arrays.copyOf(u.dims, rank - tail), Arrays.copyOf(u.strides, rank - tail), u.offset);
            int head = 0;
            for (int b = 0; b < batches; b++) {
                int[] at = checked("scatter_add", type, op.axis(), frame, indices, b, count);
                for (int p = 0; p < before; p++) {
                    int start = parts.batch().position(b) + parts.before().position(p);
                    for (int index : at) {
                        Layout to = new Layout(parts.behind().dims, parts.behind().strides, start + index * parts.step());
                        Adds.add(frame.arrays[updates.slot()], from, frame.bases[updates.slot()] + heads.position(head++), target, to);
                    }
                }
            }
        }
    }
}
