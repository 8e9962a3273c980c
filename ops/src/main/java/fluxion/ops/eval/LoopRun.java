package fluxion.ops.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Lanes;
import fluxion.core.op.While.Sweep;
import fluxion.ops.simd.Interruption;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a loop and of the sweeps over its steps. Which lanes take part in a step follows from when each of them stopped.
 */
final class LoopRun {
    private final WhileStep loop;
    private final Frame frame;
    private final Tape[] tapes;
    private int steps;
    /** Whether the loop has lanes, be they none. */
    private final boolean hasLanes;
    /** For each lane how many steps it takes part in; the sets of lanes between two stops. */
    private final int[] stop;
    private LaneSet set;
    private int setFrom;
    private int setTo;

    LoopRun(WhileStep loop, Frame frame) {
        this.loop = loop;
        this.frame = frame;
        this.tapes = new Tape[loop.steps.length];
        this.hasLanes = loop.op.lanes().isDefined();
        this.stop = new int[loop.op.lanes().map(Lanes::size).getOrElse(0)];
    }

    int steps() {
        return steps;
    }

    boolean isBackward(int sweep) {
        return loop.op.sweeps().get(sweep).backward();
    }

    /** Runs a whole sweep; its last states. */
    Object[] sweep(int p) {
        Object[] start = loop.start(frame, p);
        boolean keeps = loop.op.sweeps().get(p).writes() > 0;
        if (keeps) {
            tapes[p] = switch (loop.op.checkpoints()) {
                case Checkpoints.Everything _ -> new Tape.All();
                case Checkpoints.Root _ -> new Tape.Segments(this, p);
                case Checkpoints.AtMost(int states) -> new Tape.Few(this, p, states);
            };
        }
        return p == 0 ? first(start, keeps) : further(p, start, keeps);
    }

    private Object[] first(Object[] start, boolean keeps) {
        State state = new State(start);
        LaneSet active = running(hasLanes ? LaneSet.all(stop.length) : ONCE, state);
        for (steps = 0; active != null; steps++) {
            setCurrent(active, steps);
            if (keeps) {
                tapes[0].before(steps, state.now);
            }
            Object[] written = advance(0, steps, active == ONCE ? null : active, state, keeps && tapes[0].wantsEntries());
            if (written.length > 0) {
                tapes[0].entries(steps, written);
            }
            active = running(active, state);
        }
        set = null;
        return state.now;
    }

    /** Says that a loop without lanes goes on. */
    private static final LaneSet ONCE = new LaneSet(new int[0], 0, true);

    private void setCurrent(LaneSet active, int step) {
        set = active;
        setFrom = step;
        setTo = step + 1;
    }

    /** The lanes that go on; null where none does. */
    private LaneSet running(LaneSet active, State state) {
        if (!hasLanes) {
            boolean[] result = new boolean[1];
            call(loop.condition, null, state.now, new Object[0], new Object[] {result});
            return result[0] ? ONCE : null;
        }
        boolean[] result = new boolean[active.size()];
        call(loop.condition, active, state.now, new Object[0], new Object[] {result});
        int[] left = new int[active.count()];
        int count = 0;
        for (int i = 0; i < active.count(); i++) {
            if (result[i]) {
                int lane = active.rows()[i];
                left[count++] = lane;
                stop[lane]++;
            }
        }
        return count == 0 ? null : count == active.count() ? active : LaneSet.of(left, count, stop.length);
    }

    private Object[] further(int p, Object[] start, boolean keeps) {
        State state = new State(start);
        for (int t = 0; t < steps; t++) {
            int step = isBackward(p) ? steps - 1 - t : t;
            if (keeps) {
                tapes[p].before(step, state.now);
            }
            Object[] written = advance(p, step, lanes(step), state, keeps && tapes[p].wantsEntries());
            if (written.length > 0) {
                tapes[p].entries(step, written);
            }
        }
        return state.now;
    }

    /** Which lanes take part in a step; null without lanes. */
    private LaneSet lanes(int step) {
        if (!hasLanes) {
            return null;
        }
        if (set == null || step < setFrom || step >= setTo) {
            int[] lanes = new int[stop.length];
            int count = 0;
            setFrom = 0;
            setTo = steps;
            for (int lane = 0; lane < stop.length; lane++) {
                if (stop[lane] > step) {
                    lanes[count++] = lane;
                    setTo = Math.min(setTo, stop[lane]);
                } else {
                    setFrom = Math.max(setFrom, stop[lane]);
                }
            }
            set = LaneSet.of(lanes, count, stop.length);
        }
        return set;
    }

    /** The states of a sweep, and arrays for the next ones. */
    static final class State {
        Object[] now;
        private Object[] next;

        State(Object[] now) {
            this.now = now;
        }

        private Object[] next() {
            if (next == null) {
                next = copy(now);
            }
            return next;
        }

        private void swap() {
            Object[] last = now;
            now = next;
            next = last;
        }
    }

    static Object[] copy(Object[] arrays) {
        Object[] copies = new Object[arrays.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = switch (arrays[i]) {
                case double[] a -> a.clone();
                case float[] a -> a.clone();
                case long[] a -> a.clone();
                case int[] a -> a.clone();
                case boolean[] a -> a.clone();
                case Object other -> throw new IllegalStateException("no tensor array: " + other.getClass());
            };
        }
        return copies;
    }

    /** Runs a step again, for a tape. */
    Object[] again(int p, int step, State state, boolean wanted) {
        return advance(p, step, lanes(step), state, wanted);
    }

    /** Runs one step of a sweep on its states; what it writes on the tape, nothing where that is not wanted. */
    private Object[] advance(int p, int step, LaneSet active, State state, boolean wanted) {
        LoopCounts.step();
        Interruption.check();
        Sweep sweep = loop.op.sweeps().get(p);
        LaneBody body = loop.steps[p];
        int n = sweep.states();
        Object[] read = new Object[sweep.reads().size()];
        for (int i = 0; i < read.length; i++) {
            int entry = sweep.reads().get(i);
            int from = 0;
            while (loop.entries[from + 1] <= entry) {
                from++;
            }
            read[i] = tapes[from].read(step, entry - loop.entries[from]);
        }
        boolean inPlace = active == null || active.all();
        Object[] targets = new Object[n + sweep.writes()];
        Seq<TensorType> types = wanted || !inPlace ? body.resultTypes(active) : null;
        if (inPlace) {
            System.arraycopy(state.next(), 0, targets, 0, n);
        } else {
            for (int i = 0; i < n; i++) {
                targets[i] = ControlSteps.array(types.get(i));
            }
        }
        Object[] written = new Object[wanted ? sweep.writes() : 0];
        for (int i = 0; i < written.length; i++) {
            written[i] = ControlSteps.array(types.get(n + i));
            targets[n + i] = written[i];
        }
        call(body, active, state.now, read, targets);
        if (inPlace) {
            state.swap();
        } else {
            for (int i = 0; i < n; i++) {
                active.scatter(targets[i], state.now[i], (int) (types.get(i).shape().size() / active.size()));
            }
        }
        return written;
    }

    private void call(LaneBody body, LaneSet active, Object[] states, Object[] read, Object[] targets) {
        int consts = loop.op.consts();
        Object[] arrays = new Object[consts + states.length + read.length];
        int[] bases = new int[arrays.length];
        for (int i = 0; i < consts; i++) {
            arrays[i] = loop.constant(frame, i);
            bases[i] = loop.constantBase(frame, i);
        }
        System.arraycopy(states, 0, arrays, consts, states.length);
        System.arraycopy(read, 0, arrays, consts + states.length, read.length);
        body.run(active, arrays, bases, targets, frame.workers);
    }

    /** Counts what the tapes held as given up. */
    void close() {
        List<Tape> open = new ArrayList<>();
        for (Tape tape : tapes) {
            if (tape != null) {
                open.add(tape);
            }
        }
        open.forEach(Tape::close);
    }
}
