package fluxion.ops.eval;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;
import java.util.ArrayDeque;

/**
 * Reductions of a few elements each that do not lie together, such as pooling: pairwise, elementwise, over one strided view
 * for each position. That reads the operand in long rows and runs in a group with what comes after it.
 */
final class Short {
    private static final int FEW = 16;
    private static final int WIDE = 32;

    private Short() {}

    static boolean is(Reduce op, Node x) {
        long count = 1;
        for (int axis : op.axes()) {
            count *= x.dims[axis];
        }
        if (op.kind().pairwise().isEmpty() || count < 2 || count > FEW || x.size / count < WIDE) {
            return false;
        }
        ReductionSplit split = ReductionSplit.of(op, x.dims, x.dtype());
        return split.turn().isDefined() && !(split.isMiddle() && split.inner() >= WIDE) || isWindows(x);
    }

    private static boolean isWindows(Node x) {
        Node node = x;
        while (node.source instanceof Node.Operation(Reshape _, Node[] inputs)) {
            node = inputs[0];
        }
        return node.source instanceof Node.Operation(Windows _, _);
    }

    static Node lower(Lowering lowering, Reduce op, Node x, TensorType type) {
        Ints axes = op.axes();
        Binary pair = op.kind().pairwise()
                .getOrElseThrow(() -> new IllegalStateException("no pairwise " + op.label()));
        int rank = x.dims.length;
        int count = 1;
        for (int axis : axes) {
            count *= x.dims[axis];
        }
        ArrayDeque<Node> parts = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            int[] start = new int[rank];
            int[] stop = x.dims.clone();
            int rest = i;
            for (int a = axes.size() - 1; a >= 0; a--) {
                int axis = axes.get(a);
                start[axis] = rest % x.dims[axis];
                stop[axis] = start[axis] + 1;
                rest /= x.dims[axis];
            }
            Node slice = lowering.operation(new Slice(Ints.of(start), Ints.of(stop), Ints.fill(rank, 1)), x);
            parts.add(lowering.operation(new Reshape(new Shape(type.shape().dims())), slice));
        }
        // first with first: each element takes part in few roundings
        while (parts.size() > 1) {
            parts.add(lowering.operation(pair, parts.poll(), parts.poll()));
        }
        return parts.poll();
    }
}
