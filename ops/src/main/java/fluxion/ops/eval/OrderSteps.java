package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Order;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.ops.order.Searching;
import fluxion.ops.order.Sorting;
import fluxion.ops.simd.Workers;

/** Steps of sorting and searching; lines that do not lie together are sorted in a copy. */
final class OrderSteps {
    private OrderSteps() {}

    static PlanStep of(Order op, DType dtype, Ports ports) {
        return switch (op) {
            case Sort sort -> new SortStep(sort, dtype, ports);
            case ArgSort sort -> new ArgSortStep(sort, dtype, ports);
            case SearchSorted search -> new SearchStep(search, dtype, ports);
        };
    }

    record SortStep(Sort op, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            frame.copy(in(0), out());
            Object target = frame.array(out());
            AxisLines lines = AxisLines.along(op.axis(), out().layout().dims);
            int n = lines.n();
            int inner = lines.inner();
            lines.each(frame.workers, (outer, from, to) -> {
                int start = lines.start(outer);
                if (inner == 1) {
                    Sorting.sort(target, start, n, op.descending());
                    return;
                }
                Object line = Buffers.make(dtype, n);
                for (int j = from; j < to; j++) {
                    Copies.run(target, start + j, inner, line, 0, n);
                    Sorting.sort(line, 0, n, op.descending());
                    Copies.copy(line, Layout.contiguous(new int[] {n}), 0, target,
                            new Layout(new int[] {n}, new int[] {inner}, start + j), 0, Workers.SERIAL);
                }
            });
        }
    }

    record ArgSortStep(ArgSort op, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            int[] target = (int[]) frame.array(out());
            AxisLines lines = AxisLines.along(op.axis(), in(0).layout().dims);
            int n = lines.n();
            int count = op.count();
            int inner = lines.inner();
            Ordered given = Ordered.of(frame, in(0), dtype);
            lines.each(frame.workers, (outer, from, to) -> {
                int start = given.start() + lines.start(outer);
                if (inner == 1) {
                    Sorting.argsort(given.array(), start, n, op.descending(), count, target, outer * count);
                    return;
                }
                Object line = Buffers.make(dtype, n);
                int[] positions = new int[count];
                for (int j = from; j < to; j++) {
                    Copies.run(given.array(), start + j, inner, line, 0, n);
                    Sorting.argsort(line, 0, n, op.descending(), count, positions, 0);
                    for (int i = 0; i < count; i++) {
                        target[(outer * count + i) * inner + j] = positions[i];
                    }
                }
            });
        }
    }

    record SearchStep(SearchSorted op, DType dtype, Ports ports) implements OperationStep {
        @Override
        public void run(Frame frame) {
            int[] target = (int[]) frame.array(out());
            Ordered numbers = Ordered.of(frame, in(0), dtype);
            Ordered wanted = Ordered.of(frame, in(1), dtype);
            int[] sorted = in(0).layout().dims;
            int n = sorted[op.batch()];
            int batches = AxisLines.product(sorted, 0, op.batch());
            int each = batches == 0 ? 0 : (int) (in(1).layout().size() / batches);
            boolean right = op.side() == SearchSorted.Side.RIGHT;
            // a search looks at so many numbers
            int looks = 32 - Integer.numberOfLeadingZeros(n + 1);
            new AxisLines(batches, looks, each).each(frame.workers, (batch, from, to) ->
                    Searching.search(numbers.array(), numbers.start() + batch * n, n, wanted.array(),
                            wanted.start() + batch * each + from, 1,
                            to - from, right, target, batch * each + from));
        }
    }
}
