package fluxion.ops.eval;

import fluxion.core.Fn;
import fluxion.ops.simd.Workers;
import io.vavr.control.Option;
import java.util.concurrent.atomic.AtomicReference;

/** A function that a step runs again and again: planned once, for operands where they lie; its arrays are kept. */
final class Body {
    private final int parameters;
    private final int results;
    private final Option<ScalarProgram> scalar;
    private final Option<StepProgram> program;
    private final AtomicReference<Run> idle = new AtomicReference<>();

    /**
     * @param fn closed
     * @param layouts for each parameter where its elements lie, counted from its base
     */
    Body(Fn fn, Layout[] layouts) {
        Lowering.Values values = Folding.fold(Lowering.lower(fn));
        this.parameters = layouts.length;
        this.results = fn.results().size();
        this.scalar = ScalarProgram.of(values);
        this.program = scalar.isDefined() ? Option.none() : Option.some(Planner.plan(values, layouts));
        this.offsets = new int[layouts.length];
        for (int i = 0; i < layouts.length; i++) {
            offsets[i] = layouts[i].offset;
        }
    }

    private final int[] offsets;

    /** The arrays of a run; to be given back. */
    Run take() {
        Run run = idle.getAndSet(null);
        return run == null ? new Run() : run;
    }

    void give(Run run) {
        idle.set(run);
    }

    /** Runs on arrays that are set one by one; what is not set anew stays. */
    final class Run {
        /** Arrays that a caller keeps from run to run. */
        Object[][] kept;
        private final Option<ScalarProgram.Registers> registers = scalar.map(s -> s.new Registers());
        private final Option<StepProgram.Again> again = program.map(p -> p.new Again(parameters));
        private final Object[] arrays = new Object[parameters];
        private final int[] bases = new int[parameters];
        private final Object[] targets = new Object[results];
        private final int[] starts = new int[results];

        void argument(int i, Object array, int base) {
            arrays[i] = array;
            bases[i] = base;
        }

        /** Where a result goes, in order from the base on; null where it is not wanted. */
        void target(int i, Object array, int base) {
            targets[i] = array;
            starts[i] = base;
        }

        void run(Workers workers) {
            if (registers.isDefined()) {
                ScalarProgram.Registers r = registers.get();
                for (int i = 0; i < arrays.length; i++) {
                    r.load(i, arrays[i], bases[i] + offsets[i]);
                }
                r.execute();
                for (int i = 0; i < targets.length; i++) {
                    if (targets[i] != null) {
                        r.store(i, targets[i], starts[i]);
                    }
                }
                return;
            }
            StepProgram.Again program = again.get();
            for (int i = 0; i < arrays.length; i++) {
                program.argument(i, arrays[i], bases[i]);
            }
            for (int i = 0; i < targets.length; i++) {
                program.target(i, targets[i], starts[i]);
            }
            program.run(workers);
        }
    }
}
