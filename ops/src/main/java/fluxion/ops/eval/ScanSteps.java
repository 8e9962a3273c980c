package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.CumSum;
import fluxion.core.op.Reduce;
import fluxion.ops.reduction.ReductionKernels;

/** Steps that go along one axis. */
final class ScanSteps {
    private ScanSteps() {}

    record ArgReduceStep(ArgReduce op, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            AxisLines lines = AxisLines.along(op.axis(), in(0).layout().dims);
            Ordered x = Ordered.of(frame, in(0), dtype);
            ReductionKernels.argReduce(op.kind(), x.array(), x.start(), (int[]) frame.array(out()), 0, lines.outer(), lines.n(),
                    lines.inner());
        }
    }

    record CumSumStep(CumSum op, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(0), out());
            Layout layout = out().layout();
            if (layout.isEmpty()) {
                return;
            }
            AxisLines lines = AxisLines.along(op.axis(), layout.dims);
            ReductionKernels.cumSum(op.reverse(), frame.array(out()), lines.outer(), lines.n(), lines.inner());
        }
    }

    /** A reduction of axes that lie between others, or of an operand that is not fused with it. */
    record MiddleStep(Reduce.Kind kind, AxisLines lines, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            int n = lines.n();
            int inner = lines.inner();
            Object source = frame.array(in(0));
            Object target = frame.array(out());
            int start = frame.start(in(0));
            int each = Math.max(1, FusedKernel.CHUNK / Math.max(1, n * inner));
            int tasks = (lines.outer() + each - 1) / each;
            frame.workers.run(tasks, i -> {
                int from = i * each;
                int count = Math.min(each, lines.outer() - from);
                ReductionKernels.reduce(kind, source, start + lines.start(from), target, from * inner, count, n, inner);
            });
        }
    }
}
