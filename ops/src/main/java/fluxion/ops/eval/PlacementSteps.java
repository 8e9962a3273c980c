package fluxion.ops.eval;

import fluxion.core.Shape;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Scatter;
import java.util.Arrays;

/** Steps that read or write blocks at computed positions. */
final class PlacementSteps {
    private PlacementSteps() {}

    static PlanStep of(DynamicIndexing op, Node node, BufferView[] in, BufferView out, String line) {
        return switch (op) {
            case Scatter(var kind, int batch, int axis) ->
                    new IndexSteps.ScatterStep(Write.of(kind), op.label(), batch, axis, node.type, in[0], in[1], in[2], out,
                            line);
            case DynamicSlice slice -> new SliceStep(slice, in[0], in[1], out, line);
            case DynamicUpdateSlice update -> new UpdateStep(update, in[0], in[1], in[2], out, line);
            case FlatIndex flat -> new FlatStep(flat, in, out, line);
        };
    }

    /** Where a block of the given lengths begins in each batch: the start clamped so that it fits. */
    private static Layout block(Layout of, int batched, int batch, int[] lengths, Frame frame, BufferView start) {
        int rank = of.rank() - batched;
        Object starts = frame.arrays[start.slot()];
        int position = of.offset + new Layout(Arrays.copyOf(of.dims, batched), Arrays.copyOf(of.strides, batched), 0)
                .position(batch);
        for (int d = 0; d < rank; d++) {
            int at = frame.bases[start.slot()] + start.layout().position(batch * rank + d);
            long wanted = starts instanceof int[] ints ? ints[at] : ((long[]) starts)[at];
            position += (int) Math.clamp(wanted, 0, of.dims[batched + d] - lengths[d]) * of.strides[batched + d];
        }
        return new Layout(lengths, Arrays.copyOfRange(of.strides, batched, of.rank()), position);
    }

    private static Layout shifted(Layout layout, int batched, int batch, int[] lengths) {
        Layout outer = new Layout(Arrays.copyOf(layout.dims, batched), Arrays.copyOf(layout.strides, batched), 0);
        return new Layout(lengths, Arrays.copyOfRange(layout.strides, batched, layout.rank()),
                layout.offset + outer.position(batch));
    }

    record SliceStep(DynamicSlice op, BufferView x, BufferView start, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return new int[] {x.slot(), start.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Layout to = out.layout();
            int[] lengths = op.sizes().toArray();
            int batches = to.isEmpty() ? 0 : AxisLines.product(to.dims, 0, op.batch());
            for (int b = 0; b < batches; b++) {
                Copies.copy(frame.arrays[x.slot()], block(x.layout(), op.batch(), b, lengths, frame, start),
                        frame.bases[x.slot()],
                        frame.arrays[out.slot()], shifted(to, op.batch(), b, lengths), 0, frame.workers);
            }
        }
    }

    record UpdateStep(DynamicUpdateSlice op, BufferView x, BufferView update, BufferView start, BufferView out, String describe)
            implements PlanStep {
        @Override
        public int[] reads() {
            return new int[] {x.slot(), update.slot(), start.slot()};
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
            Layout from = update.layout();
            int[] lengths = Arrays.copyOfRange(from.dims, op.batch(), from.rank());
            int batches = from.isEmpty() ? 0 : AxisLines.product(to.dims, 0, op.batch());
            for (int b = 0; b < batches; b++) {
                Copies.copy(frame.arrays[update.slot()], shifted(from, op.batch(), b, lengths), frame.bases[update.slot()],
                        target, block(to, op.batch(), b, lengths, frame, start), 0, frame.workers);
            }
        }
    }

    record FlatStep(FlatIndex op, BufferView[] indices, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return Arrays.stream(indices).mapToInt(BufferView::slot).toArray();
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            int n = (int) out.layout().size();
            Shape shape = new Shape(op.dims());
            for (int d = 0; d < indices.length; d++) {
                Indices given = Indices.of(op.label(), shape, shape, d, frame, indices[d]);
                int length = op.dims().get(d);
                for (int i = 0; i < n; i++) {
                    if (target instanceof int[] ints) {
                        ints[i] = (d == 0 ? 0 : ints[i] * length) + given.at(i);
                    } else {
                        long[] longs = (long[]) target;
                        longs[i] = (d == 0 ? 0 : longs[i] * length) + given.at(i);
                    }
                }
            }
        }
    }
}
