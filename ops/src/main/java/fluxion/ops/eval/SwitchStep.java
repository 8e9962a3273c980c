package fluxion.ops.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Switch;
import fluxion.ops.simd.Workers;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Runs the branch that is chosen; with lanes, each branch for the lanes that chose it. */
final class SwitchStep implements OperationStep {
    private final Switch op;
    private final Ports ports;
    private final BufferView[] in;
    private final BufferView[] out;
    private final LaneBody[] branches;

    SwitchStep(Switch op, Ports ports) {
        this.op = op;
        this.ports = ports;
        this.in = ports.in();
        this.out = ports.out();
        Layout[] layouts = new Layout[in.length - 1];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = in[i + 1].layout();
        }
        Seq<Boolean> mapped = op.lanes().map(l -> l.mapped()).getOrElse(Array.fill(layouts.length, () -> false));
        this.branches = op.branches().map(b -> new LaneBody(b, op.lanes(), mapped, layouts.length, layouts))
                .toJavaArray(LaneBody[]::new);
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public void run(Frame frame) {
        Object[] arrays = new Object[in.length - 1];
        int[] bases = new int[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = frame.arrays[in[i + 1].slot()];
            bases[i] = frame.bases[in[i + 1].slot()];
        }
        Object[] targets = new Object[out.length];
        for (int i = 0; i < out.length; i++) {
            targets[i] = out[i] == null ? null : frame.arrays[out[i].slot()];
        }
        if (op.lanes().isEmpty()) {
            branches[chosen(frame, 0)].run(null, arrays, bases, targets, frame.workers);
            return;
        }
        int size = op.lanes().get().size();
        int[][] lanes = new int[branches.length][size];
        int[] counts = new int[branches.length];
        for (int lane = 0; lane < size; lane++) {
            int branch = chosen(frame, lane);
            lanes[branch][counts[branch]++] = lane;
        }
        for (int b = 0; b < branches.length; b++) {
            if (counts[b] > 0) {
                run(branches[b], LaneSet.of(lanes[b], counts[b], size), arrays, bases, targets, frame.workers);
            }
        }
    }

    private static void run(LaneBody branch, LaneSet set, Object[] arrays, int[] bases, Object[] targets, Workers workers) {
        if (set.all()) {
            branch.run(set, arrays, bases, targets, workers);
            return;
        }
        Seq<TensorType> types = branch.resultTypes(set);
        Object[] rows = new Object[targets.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = targets[i] == null ? null : ControlSteps.array(types.get(i));
        }
        branch.run(set, arrays, bases, rows, workers);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != null) {
                set.scatter(rows[i], targets[i], (int) (types.get(i).shape().size() / set.size()));
            }
        }
    }

    private int chosen(Frame frame, int lane) {
        BufferView index = in[0];
        int at = frame.bases[index.slot()] + index.layout().offset
                + (index.layout().rank() == 0 ? 0 : lane * index.layout().strides[0]);
        return switch (frame.arrays[index.slot()]) {
            case boolean[] a -> a[at] ? 1 : 0;
            case int[] a -> Math.clamp(a[at], 0, branches.length - 1);
            case Object other -> throw new IllegalStateException("no index in " + other.getClass());
        };
    }
}
