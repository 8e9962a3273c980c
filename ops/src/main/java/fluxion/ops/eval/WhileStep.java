package fluxion.ops.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Lanes;
import fluxion.core.op.While.Sweep;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** A loop that runs while its condition holds, and the sweeps over its steps, see {@link LoopRun}. */
final class WhileStep implements OperationStep {
    final While op;
    final LaneBody condition;
    /** For each sweep its step, and where its states and its tape entries begin. */
    final LaneBody[] steps;
    final int[] offsets;
    final int[] entries;
    private final Ports ports;

    WhileStep(While op, Ports ports) {
        this.op = op;
        this.ports = ports;
        int consts = op.consts();
        Seq<Boolean> mapped = op.lanes().map(Lanes::mapped).getOrElse(Array.fill(ports.in().length, () -> false));
        this.steps = new LaneBody[op.sweeps().size()];
        this.offsets = new int[steps.length];
        this.entries = new int[steps.length + 1];
        for (int p = 0; p < steps.length; p++) {
            Sweep sweep = op.sweeps().get(p);
            offsets[p] = op.offset(p);
            entries[p + 1] = entries[p] + sweep.writes();
            steps[p] = body(sweep.step(), sweep.states(), offsets[p], mapped);
        }
        this.condition = body(op.condition(), op.sweeps().get(0).states(), 0, mapped);
    }

    private LaneBody body(fluxion.core.Fn fn, int states, int offset, Seq<Boolean> mapped) {
        int consts = op.consts();
        Layout[] layouts = new Layout[consts + states];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = i < consts ? in(i).layout() : Layout.contiguous(in(offset + i).layout().dims);
        }
        Seq<Boolean> which = mapped.take(consts).appendAll(Array.fill(fn.params().size() - consts, () -> op.lanes().isDefined()));
        return new LaneBody(fn, op.lanes(), which, consts + states, layouts);
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public void run(Frame frame) {
        LoopRun run = new LoopRun(this, frame);
        for (int p = 0; p < steps.length; p++) {
            Object[] states = run.sweep(p);
            for (int i = 0; i < states.length; i++) {
                ControlSteps.store(frame, states[i], ports.out()[offsets[p] + i]);
            }
        }
        run.close();
    }

    /** The states that a sweep starts with, in arrays of their own. */
    Object[] start(Frame frame, int p) {
        Object[] states = ControlSteps.arrays(stateTypes(p));
        for (int i = 0; i < states.length; i++) {
            ControlSteps.load(frame, in(op.consts() + offsets[p] + i), states[i]);
        }
        return states;
    }

    /** Types of a sweep's states, of all lanes. */
    Seq<TensorType> stateTypes(int p) {
        int consts = op.consts();
        Seq<TensorType> types = op.sweeps().get(p).step().parameterTypes().slice(consts, consts + op.sweeps().get(p).states());
        return op.lanes().map(l -> ControlSteps.wide(types, l.size())).getOrElse(types);
    }

    Object constant(Frame frame, int i) {
        return frame.array(in(i));
    }

    int constantBase(Frame frame, int i) {
        return frame.bases[in(i).slot()];
    }
}
