package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Recurrence;
import fluxion.ops.running.OtherFactors;
import fluxion.ops.running.RunningKernels;
import java.util.Arrays;

/** Steps of operations that build each element on the one before. */
final class RunningSteps {
    private RunningSteps() {}

    static PlanStep of(Cumulative op, DType dtype, Ports ports) {
        return switch (op) {
            case Cumulate cumulate -> new CumulateStep(cumulate, ports);
            case Recurrence recurrence -> new RecurrenceStep(recurrence, dtype, ports);
            case LeaveOneOutProduct others -> new OthersStep(others.axis(), dtype, ports);
        };
    }

    record CumulateStep(Cumulate op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(0), out());
            Object target = frame.array(out());
            AxisLines lines = AxisLines.along(op.axis(), out().layout().dims);
            lines.each(frame.workers, (outer, from, to) -> RunningKernels.cumulate(op.kind(), target, lines.start(outer),
                    lines.n(), lines.inner(), from, to, op.reverse()));
        }
    }

    /** Line by line, in double precision. */
    record OthersStep(int axis, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            Object target = frame.array(out());
            Ordered[] operands = Arrays.stream(ports.in()).map(place -> Ordered.of(frame, place, dtype))
                    .toArray(Ordered[]::new);
            AxisLines lines = AxisLines.along(axis, out().layout().dims);
            int n = lines.n();
            int inner = lines.inner();
            int tangents = operands.length - 1;
            lines.each(frame.workers, (outer, from, to) -> {
                double[] line = new double[n * operands.length];
                double[] behind = new double[n << tangents];
                for (int column = from; column < to; column++) {
                    int start = lines.start(outer) + column;
                    for (int i = 0; i < operands.length; i++) {
                        Strided.widen(operands[i].array(), operands[i].start() + start, inner, line, i * n, n);
                    }
                    OtherFactors.of(line, behind, n, tangents);
                    Strided.round(line, target, start, inner, n);
                }
            });
        }
    }

    /** Of factors and terms. */
    record RecurrenceStep(Recurrence op, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(1), out());
            Object target = frame.array(out());
            Ordered factors = Ordered.of(frame, in(0), dtype);
            AxisLines lines = AxisLines.along(op.axis(), out().layout().dims);
            lines.each(frame.workers, (outer, from, to) -> RunningKernels.recur(factors.array(),
                    factors.start() + lines.start(outer), target, lines.start(outer), lines.n(), lines.inner(), from, to,
                    op.reverse()));
        }
    }
}
