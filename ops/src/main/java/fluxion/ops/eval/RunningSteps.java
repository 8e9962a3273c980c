package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Running;
import fluxion.ops.running.RunningKernels;

/** Steps of operations that build each element on the one before. */
final class RunningSteps {
    private RunningSteps() {}

    static Step of(Running op, DType dtype, Place[] in, Place out, String line) {
        return switch (op) {
            case Cumulate cumulate -> new CumulateStep(cumulate, in[0], out, line);
            case Recurrence recurrence -> new RecurrenceStep(recurrence, dtype, in[0], in[1], out, line);
        };
    }

    record CumulateStep(Cumulate op, Place x, Place out, String describe) implements Step {
        @Override
        public int[] reads() {
            return new int[] {x.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            Layout layout = out.layout();
            Copies.copy(frame.arrays[x.slot()], x.layout(), frame.bases[x.slot()], target, layout, 0, frame.workers);
            int n = layout.dims[op.axis()];
            int inner = Lines.product(layout.dims, op.axis() + 1, layout.rank());
            Lines.each(frame.workers, Lines.product(layout.dims, 0, op.axis()), n, inner,
                    (outer, from, to) -> RunningKernels.cumulate(op.kind(), target, outer * n * inner, n, inner, from, to, op.reverse()));
        }
    }

    record RecurrenceStep(Recurrence op, DType dtype, Place factors, Place terms, Place out, String describe) implements Step {
        @Override
        public int[] reads() {
            return new int[] {factors.slot(), terms.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            Layout layout = out.layout();
            Copies.copy(frame.arrays[terms.slot()], terms.layout(), frame.bases[terms.slot()], target, layout, 0, frame.workers);
            Lines.Ordered a = Lines.Ordered.of(frame, factors, dtype);
            int n = layout.dims[op.axis()];
            int inner = Lines.product(layout.dims, op.axis() + 1, layout.rank());
            Lines.each(frame.workers, Lines.product(layout.dims, 0, op.axis()), n, inner, (outer, from, to) ->
                    RunningKernels.recur(a.array(), a.start() + outer * n * inner, target, outer * n * inner, n, inner, from, to, op.reverse()));
        }
    }
}
