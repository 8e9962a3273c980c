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

    static PlanStep of(Order op, DType dtype, BufferView[] in, BufferView out, String line) {
        return switch (op) {
            case Sort sort -> new SortStep(sort, dtype, in[0], out, line);
            case ArgSort sort -> new ArgSortStep(sort, dtype, in[0], out, line);
            case SearchSorted search -> new SearchStep(search, dtype, in[0], in[1], out, line);
        };
    }

    record SortStep(Sort op, DType dtype, BufferView x, BufferView out, String describe) implements PlanStep {
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
            AxisLines.each(frame.workers, AxisLines.product(layout.dims, 0, op.axis()), n, inner, (outer, from, to) -> {
                int start = outer * n * inner;
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

    record ArgSortStep(ArgSort op, DType dtype, BufferView x, BufferView out, String describe) implements PlanStep {
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
            int[] target = (int[]) frame.arrays[out.slot()];
            int[] dims = x.layout().dims;
            int n = dims[op.axis()];
            int count = op.count();
            int inner = AxisLines.product(dims, op.axis() + 1, dims.length);
            AxisLines.Ordered given = AxisLines.Ordered.of(frame, x, dtype);
            AxisLines.each(frame.workers, AxisLines.product(dims, 0, op.axis()), n, inner, (outer, from, to) -> {
                int start = given.start() + outer * n * inner;
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

    record SearchStep(SearchSorted op, DType dtype, BufferView sorted, BufferView values, BufferView out, String describe)
            implements PlanStep {
        @Override
        public int[] reads() {
            return new int[] {sorted.slot(), values.slot()};
        }

        @Override
        public int[] writes() {
            return new int[] {out.slot()};
        }

        @Override
        public void run(Frame frame) {
            int[] target = (int[]) frame.arrays[out.slot()];
            AxisLines.Ordered numbers = AxisLines.Ordered.of(frame, sorted, dtype);
            AxisLines.Ordered wanted = AxisLines.Ordered.of(frame, values, dtype);
            int n = sorted.layout().dims[op.batch()];
            int batches = AxisLines.product(sorted.layout().dims, 0, op.batch());
            int each = batches == 0 ? 0 : (int) (values.layout().size() / batches);
            boolean right = op.side() == SearchSorted.Side.RIGHT;
            AxisLines.each(frame.workers, batches, 32 - Integer.numberOfLeadingZeros(n + 1), each, (batch, from, to) ->
                    Searching.search(numbers.array(), numbers.start() + batch * n, n, wanted.array(),
                            wanted.start() + batch * each + from, 1,
                            to - from, right, target, batch * each + from));
        }
    }
}
