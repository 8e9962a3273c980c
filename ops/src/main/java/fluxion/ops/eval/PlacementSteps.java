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

    static PlanStep of(DynamicIndexing op, Node node, Ports ports) {
        return switch (op) {
            case Scatter(var kind, int batch, int axis) ->
                    new IndexSteps.ScatterStep(Write.of(kind), op.label(), batch, axis, node.type, ports);
            case DynamicSlice slice -> new SliceStep(slice, ports);
            case DynamicUpdateSlice update -> new UpdateStep(update, ports);
            case FlatIndex flat -> new FlatStep(flat, ports);
        };
    }

    /** Where a block of the given lengths begins in each batch: the start clamped so that it fits. */
    private static Layout block(Layout of, int batched, int batch, int[] lengths, Frame frame, BufferView start) {
        int rank = of.rank() - batched;
        Object starts = frame.array(start);
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

    /** Of an array and the start of the block. */
    record SliceStep(DynamicSlice op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Layout to = out().layout();
            int[] lengths = op.sizes().toArray();
            int batches = to.isEmpty() ? 0 : AxisLines.product(to.dims, 0, op.batch());
            for (int b = 0; b < batches; b++) {
                BufferView block = new BufferView(in(0).slot(), block(in(0).layout(), op.batch(), b, lengths, frame, in(1)));
                frame.copy(block, frame.array(out()), shifted(to, op.batch(), b, lengths));
            }
        }
    }

    /** Of an array, the block to put into it, and the start of the block. */
    record UpdateStep(DynamicUpdateSlice op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(0), out());
            Layout to = out().layout();
            Layout from = in(1).layout();
            int[] lengths = Arrays.copyOfRange(from.dims, op.batch(), from.rank());
            int batches = from.isEmpty() ? 0 : AxisLines.product(to.dims, 0, op.batch());
            for (int b = 0; b < batches; b++) {
                BufferView update = new BufferView(in(1).slot(), shifted(from, op.batch(), b, lengths));
                frame.copy(update, frame.array(out()), block(to, op.batch(), b, lengths, frame, in(2)));
            }
        }
    }

    record FlatStep(FlatIndex op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Object target = frame.array(out());
            int n = (int) out().layout().size();
            Shape shape = new Shape(op.dims());
            for (int d = 0; d < ports.in().length; d++) {
                Indices given = Indices.of(op.label(), shape, shape, d, frame, in(d));
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
