package fluxion.ops.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Take;
import fluxion.ops.simd.Workers;
import java.util.Arrays;

/** Steps that read or write slices at computed positions; on several cores where the slices are many. */
final class IndexSteps {
    private IndexSteps() {}

    private static Layout part(Layout x, int from, int to) {
        return new Layout(Arrays.copyOfRange(x.dims, from, to), Arrays.copyOfRange(x.strides, from, to), 0);
    }

    private static Layout joined(Layout layout) {
        return layout.isEmpty() ? layout : layout.coalesced();
    }

    /** Of an array and indices. */
    record TakeStep(Take op, TensorType type, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            BufferView indices = in(1);
            Layout from = in(0).layout();
            Layout batch = part(from, 0, op.batch());
            Layout before = part(from, op.batch(), op.axis());
            Layout behind = joined(part(from, op.axis() + 1, from.rank()));
            int batches = (int) batch.size();
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            int heads = (int) before.size();
            int run = (int) behind.size();
            if (batches * heads * count == 0) {
                return;
            }
            Indices given = Indices.of("take", type, type.shape(), op.axis(), frame, indices);
            Object source = frame.array(in(0));
            Object target = frame.array(out());
            int base = frame.start(in(0));
            int step = from.strides[op.axis()];
            int block = Math.max(1, Math.min(count, FusedKernel.CHUNK / Math.max(1, run)));
            int blocks = (count + block - 1) / block;
            // a few short rows make one task together
            int together = blocks > 1 ? 1 : Math.max(1, FusedKernel.CHUNK / Math.max(1, count * Math.max(1, run)));
            int rows = batches * heads;
            int tasks = blocks > 1 ? rows * blocks : (rows + together - 1) / together;
            frame.workers.run(tasks, task -> {
                int[] positions = new int[block];
                int first = blocks > 1 ? task / blocks : task * together;
                int last = blocks > 1 ? first + 1 : Math.min(rows, first + together);
                int i = blocks > 1 ? task % blocks * block : 0;
                int n = Math.min(block, count - i);
                for (int row = first; row < last; row++) {
                    int b = row / heads;
                    if (row == first || row % heads == 0) {
                        given.read(b * count + i, n, step, positions);
                    }
                    int start = base + batch.position(b) + before.position(row % heads);
                    int to = (row * count + i) * run;
                    if (behind.rank() == 0) {
                        Strided.take(source, start, positions, n, target, to);
                    } else if (run > 0) {
                        for (int k = 0; k < n; k++) {
                            Copies.gather(behind, source, start + positions[k], 0, run, target, to + k * run);
                        }
                    }
                }
            });
        }
    }

    /**
     * Of an array, indices and updates. Every element is written by one task, its updates in the order of their indices: the
     * bits do not depend on the cores.
     */
    record ScatterStep(Write write, String operation, int batched, int axis, TensorType type, Ports ports)
            implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(0), out());
            Object target = frame.array(out());
            Layout to = out().layout();
            BufferView indices = in(1);
            BufferView updates = in(2);
            int batches = AxisLines.product(to.dims, 0, batched);
            int heads = AxisLines.product(to.dims, batched, axis);
            int run = AxisLines.product(to.dims, axis + 1, to.rank());
            int count = batches == 0 ? 0 : (int) (indices.layout().size() / batches);
            if (batches * heads * count == 0) {
                return;
            }
            Indices given = Indices.of(operation, type, type.shape(), axis, frame, indices);
            Updates slices = new Updates(updates.layout(), to.rank() - axis - 1, frame.array(updates),
                    frame.bases[updates.slot()]);
            int length = to.dims[axis] * run;
            int rows = batches * heads;
            boolean isWorthIt = (long) rows * count * Math.max(1, run) >= FusedKernel.CHUNK && frame.workers.threads() > 1;
            // rows of slices each to a task, or columns of the slices, or ranges of the positions
            int parts = !isWorthIt || rows >= frame.workers.threads() ? 1
                    : Math.min(frame.workers.threads(), run == 1 ? to.dims[axis] : run / 16);
            int columns = parts <= 1 ? run : (run + parts - 1) / parts;
            int split = parts <= 1 ? 1 : run == 1 ? parts : (run + columns - 1) / columns;
            Workers workers = isWorthIt ? frame.workers : Workers.SERIAL;
            int together = split > 1 ? 1 : Math.max(1, FusedKernel.CHUNK / Math.max(1, count * Math.max(1, run)));
            workers.run((rows + together - 1) / together * split, task -> {
                int part = task % split;
                int first = task / split * together;
                int[] positions = new int[count];
                for (int row = first; row < Math.min(rows, first + together); row++) {
                    if (row == first || row % heads == 0) {
                        given.read(row / heads * count, count, run, positions);
                    }
                    int start = row * length;
                    if (run == 1) {
                        int width = (to.dims[axis] + split - 1) / split;
                        slices.elements(write, row * count, positions, target, start, part * width, (part + 1) * width);
                    } else {
                        slices.slices(write, row * count, positions, target, start, part * columns,
                                Math.min(run, (part + 1) * columns));
                    }
                }
            });
        }
    }

    /** Slices to write, one for each row-major number. */
    private record Updates(Layout rows, Layout behind, Object array, int base) {
        Updates(Layout all, int tail, Object array, int base) {
            this(new Layout(Arrays.copyOf(all.dims, all.rank() - tail), Arrays.copyOf(all.strides, all.rank() - tail),
                    all.offset),
                    joined(part(all, all.rank() - tail, all.rank())), array, base);
        }

        void elements(Write write, int first, int[] positions, Object target, int to, int low, int high) {
            if (rows.isContiguous()) {
                write.elements(array, base + rows.offset + first, 1, target, to, positions, positions.length, low, high);
                return;
            }
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] >= low && positions[i] < high) {
                    write.run(array, base + rows.position(first + i), 1, target, to + positions[i], 1);
                }
            }
        }

        void slices(Write write, int first, int[] positions, Object target, int to, int from, int until) {
            int step = behind.rank() == 0 ? 1 : behind.strides[behind.rank() - 1];
            int length = behind.rank() == 0 ? 1 : behind.dims[behind.rank() - 1];
            for (int i = 0; i < positions.length; i++) {
                int row = base + rows.position(first + i);
                for (int c = from; c < until; ) {
                    int n = Math.min(until - c, length - c % length);
                    write.run(array, row + behind.position(c), step, target, to + positions[i] + c, n);
                    c += n;
                }
            }
        }
    }
}
