package fluxion.ops.eval;

import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.op.Control;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Seq;

/** The steps of control flow. */
final class ControlSteps {
    private ControlSteps() {}

    static PlanStep of(Control op, Ports ports) {
        return switch (op) {
            case Switch s -> new SwitchStep(s, ports);
            case Scan s -> new ScanStep(s, ports);
            case While w -> new WhileStep(w, ports);
        };
    }

    static Layout contiguous(TensorType type) {
        return Layout.contiguous(type.shape().dims().toArray());
    }

    /** The layout of one element along the leading axis. */
    static Layout row(Layout layout) {
        return new Layout(java.util.Arrays.copyOfRange(layout.dims, 1, layout.dims.length),
                java.util.Arrays.copyOfRange(layout.strides, 1, layout.strides.length), layout.offset);
    }

    /** An array for a tensor. */
    static Object array(TensorType type) {
        return Buffers.make("loop", type);
    }

    /** Arrays for tensors. */
    static Object[] arrays(Seq<TensorType> types) {
        Object[] arrays = new Object[types.size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = array(types.get(i));
        }
        return arrays;
    }

    /** An operand's elements in order into an array. */
    static void load(Frame frame, BufferView from, Object to) {
        frame.copy(from, to, Layout.contiguous(from.layout().dims));
    }

    /** An array's elements into a result's place. */
    static void store(Frame frame, Object from, BufferView to) {
        if (to != null) {
            Copies.copy(from, Layout.contiguous(to.layout().dims), 0, frame.array(to), to.layout(), 0, frame.workers);
        }
    }

    static boolean bool(Frame frame, BufferView at) {
        return ((boolean[]) frame.array(at))[frame.start(at)];
    }

    /** Types with lanes, where a function has them. */
    static Seq<TensorType> wide(Seq<TensorType> types, int lanes) {
        return types.map(t -> t.withShape(t.shape().prepend(lanes)));
    }

    static Body body(Fn fn, Layout... layouts) {
        return new Body(fn, layouts);
    }
}
