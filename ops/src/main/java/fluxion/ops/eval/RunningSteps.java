package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Recurrence;
import fluxion.ops.running.OtherFactors;
import fluxion.ops.running.RunningKernels;

/** Steps of operations that build each element on the one before. */
final class RunningSteps {
    private RunningSteps() {}

    static PlanStep of(Cumulative op, DType dtype, BufferView[] in, BufferView out, String line) {
        return switch (op) {
            case Cumulate cumulate -> new CumulateStep(cumulate, in[0], out, line);
            case Recurrence recurrence -> new RecurrenceStep(recurrence, dtype, in[0], in[1], out, line);
            case LeaveOneOutProduct others -> new OthersStep(others, dtype, in, out, line);
        };
    }

    record CumulateStep(Cumulate op, BufferView x, BufferView out, String describe) implements PlanStep {
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
            int inner = AxisLines.product(layout.dims, op.axis() + 1, layout.rank());
            AxisLines.each(frame.workers, AxisLines.product(layout.dims, 0, op.axis()), n, inner,
                    (outer, from, to) -> RunningKernels.cumulate(op.kind(), target, outer * n * inner, n, inner, from, to,
                            op.reverse()));
        }
    }

    /** Line by line, in double precision. */
    record OthersStep(LeaveOneOutProduct op, DType dtype, BufferView[] in, BufferView out, String describe) implements PlanStep {
        @Override
        public int[] reads() {
            return java.util.Arrays.stream(in).mapToInt(BufferView::slot).toArray();
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            Object target = frame.arrays[out.slot()];
            Layout layout = out.layout();
            AxisLines.Ordered[] operands = java.util.Arrays.stream(in).map(place -> AxisLines.Ordered.of(frame, place, dtype))
                    .toArray(AxisLines.Ordered[]::new);
            int n = layout.dims[op.axis()];
            int inner = AxisLines.product(layout.dims, op.axis() + 1, layout.rank());
            int tangents = in.length - 1;
            AxisLines.each(frame.workers, AxisLines.product(layout.dims, 0, op.axis()), n, inner, (outer, from, to) -> {
                double[] line = new double[n * in.length];
                double[] behind = new double[n << tangents];
                for (int column = from; column < to; column++) {
                    int start = outer * n * inner + column;
                    for (int i = 0; i < in.length; i++) {
                        gather(operands[i], start, inner, line, i * n, n);
                    }
                    OtherFactors.of(line, behind, n, tangents);
                    scatter(line, target, start, inner, n);
                }
            });
        }

        private static void gather(AxisLines.Ordered from, int start, int step, double[] line, int at, int n) {
            int first = from.start() + start;
            switch (from.array()) {
                case double[] x -> {
                    for (int i = 0; i < n; i++) {
                        line[at + i] = x[first + i * step];
                    }
                }
                case float[] x -> {
                    for (int i = 0; i < n; i++) {
                        line[at + i] = x[first + i * step];
                    }
                }
                case Object other -> throw new IllegalStateException("no products of others of " + other.getClass());
            }
        }

        private static void scatter(double[] line, Object target, int start, int step, int n) {
            switch (target) {
                case double[] y -> {
                    for (int i = 0; i < n; i++) {
                        y[start + i * step] = line[i];
                    }
                }
                case float[] y -> {
                    for (int i = 0; i < n; i++) {
                        y[start + i * step] = (float) line[i];
                    }
                }
                case Object other -> throw new IllegalStateException("no products of others of " + other.getClass());
            }
        }
    }

    record RecurrenceStep(Recurrence op, DType dtype, BufferView factors, BufferView terms, BufferView out, String describe)
            implements PlanStep {
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
            AxisLines.Ordered a = AxisLines.Ordered.of(frame, factors, dtype);
            int n = layout.dims[op.axis()];
            int inner = AxisLines.product(layout.dims, op.axis() + 1, layout.rank());
            AxisLines.each(frame.workers, AxisLines.product(layout.dims, 0, op.axis()), n, inner, (outer, from, to) ->
                    RunningKernels.recur(a.array(), a.start() + outer * n * inner, target, outer * n * inner, n, inner, from, to,
                            op.reverse()));
        }
    }
}
