package fluxion.ops.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the steps of one sweep wrote, for the sweeps after it: kept, or computed again from states that were kept. */
interface Tape {
    /** Told before each step of the sweep; the states change afterwards. */
    void before(int step, Object[] states);

    /** Whether the sweep hands over what its steps write; where not, they are computed again. */
    default boolean wantsEntries() {
        return false;
    }

    default void entries(int step, Object[] written) {
        throw new IllegalStateException("entries are computed again");
    }

    /** One entry of a step. */
    Object read(int step, int entry);

    void close();

    /** Every entry of every step. */
    final class All implements Tape {
        private final List<Object[]> entries = new ArrayList<>();
        private int top;

        @Override
        public void before(int step, Object[] states) {
            top = Math.max(top, step);
            while (entries.size() <= step) {
                entries.add(null);
            }
        }

        @Override
        public boolean wantsEntries() {
            return true;
        }

        @Override
        public void entries(int step, Object[] written) {
            entries.set(step, written);
            LoopCounts.keep(1);
        }

        @Override
        public Object read(int step, int entry) {
            return entries.get(step)[entry];
        }

        @Override
        public void close() {
            LoopCounts.keep(-entries.size());
        }
    }

    /**
     * The states at the ends of segments, and the entries of one segment. The first sweep does not know how long it will be,
     * so segments grow with it: with at most 2·s of them they have s steps each, then 2·s. So for n steps both their number
     * and their length are at most about 2·√n.
     */
    final class Segments implements Tape {
        private final LoopRun run;
        private final int sweep;
        private final TreeMap<Integer, Object[]> states = new TreeMap<>();
        private int length = 1;
        private int loaded = -1;
        private final List<Object[]> entries = new ArrayList<>();

        Segments(LoopRun run, int sweep) {
            this.run = run;
            this.sweep = sweep;
            if (sweep > 0) {
                while (run.steps() > 2 * length * length) {
                    length *= 2;
                }
            }
        }

        @Override
        public void before(int step, Object[] now) {
            boolean first = run.isBackward(sweep) ? step == run.steps() - 1 || step % length == length - 1 : step % length == 0;
            if (!first) {
                return;
            }
            states.put(step / length, LoopRun.copy(now));
            LoopCounts.keep(1);
            if (sweep == 0 && states.size() > 2 * length) {
                // every other one goes
                TreeMap<Integer, Object[]> kept = new TreeMap<>();
                states.forEach((segment, state) -> {
                    if (segment % 2 == 0) {
                        kept.put(segment / 2, state);
                    }
                });
                LoopCounts.keep(kept.size() - states.size());
                states.clear();
                states.putAll(kept);
                length *= 2;
            }
        }

        @Override
        public Object read(int step, int entry) {
            if (loaded != step / length) {
                load(step / length);
            }
            return entries.get(step % length)[entry];
        }

        private void load(int segment) {
            LoopCounts.keep(-entries.size());
            entries.clear();
            loaded = segment;
            int from = segment * length;
            int to = Math.min(run.steps(), from + length);
            LoopRun.State state = new LoopRun.State(LoopRun.copy(states.get(segment)));
            for (int i = from; i < to; i++) {
                entries.add(null);
            }
            LoopCounts.keep(to - from);
            for (int i = from; i < to; i++) {
                int step = run.isBackward(sweep) ? to - 1 - (i - from) : i;
                entries.set(step - from, run.again(sweep, step, state, true));
            }
        }

        @Override
        public void close() {
            LoopCounts.keep(-states.size() - entries.size());
        }
    }

    /**
     * A given number of states, and the entries of one step. Where a step is read, the sweep runs again from the last state
     * kept before it, and spends the states that are free on the way.
     */
    final class Few implements Tape {
        private final LoopRun run;
        private final int sweep;
        private final int most;
        /** States before steps, counted in the sweep's own direction; the first one always. */
        private final TreeMap<Integer, Object[]> states = new TreeMap<>();
        private int spacing = 1;
        private int at = -1;
        private Object[] entries;
        private LoopRun.State running;

        Few(LoopRun run, int sweep, int most) {
            this.run = run;
            this.sweep = sweep;
            this.most = most;
            if (sweep > 0) {
                spacing = Math.max(1, (run.steps() + most - 1) / most);
            }
        }

        private int time(int step) {
            return run.isBackward(sweep) ? run.steps() - 1 - step : step;
        }

        @Override
        public void before(int step, Object[] now) {
            int time = time(step);
            if (time % spacing != 0) {
                return;
            }
            if (states.size() == most && most > 1) {
                spacing *= 2;
                int before = states.size();
                states.keySet().removeIf(t -> t % spacing != 0);
                LoopCounts.keep(states.size() - before);
            }
            if (time % spacing == 0 && states.size() < most) {
                put(time, now);
            }
        }

        private void put(int time, Object[] now) {
            states.put(time, LoopRun.copy(now));
            LoopCounts.keep(1);
        }

        @Override
        public Object read(int step, int entry) {
            int time = time(step);
            if (at != time) {
                replay(time);
            }
            return entries[entry];
        }

        private void replay(int time) {
            if (entries == null) {
                LoopCounts.keep(1);
            }
            int from = at + 1;
            if (running == null || time != from) {
                if (time < at) {
                    // going back: what lies ahead is not needed any more
                    int before = states.size();
                    states.tailMap(time, false).clear();
                    LoopCounts.keep(states.size() - before);
                }
                from = states.floorKey(time);
                running = new LoopRun.State(LoopRun.copy(states.get(from)));
            }
            int free = most - states.size();
            int every = Math.max(1, (time - from + free) / (free + 1));
            int next = from + every;
            for (int t = from; t < time; t++) {
                run.again(sweep, step(t), running, false);
                if (t + 1 == next && t + 1 < time && states.size() < most) {
                    put(t + 1, running.now);
                    next += every;
                }
            }
            entries = run.again(sweep, step(time), running, true);
            at = time;
        }

        private int step(int time) {
            return run.isBackward(sweep) ? run.steps() - 1 - time : time;
        }

        @Override
        public void close() {
            LoopCounts.keep(-states.size() - (entries == null ? 0 : 1));
        }
    }
}
