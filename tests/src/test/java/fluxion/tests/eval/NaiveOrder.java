package fluxion.tests.eval;

import static fluxion.tests.eval.Naive.taken;
import static fluxion.tests.eval.Naive.with;

import fluxion.core.Ints;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Order;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scatter;
import fluxion.core.op.SearchSorted.Side;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.tests.eval.Naive.Value;
import io.vavr.collection.Seq;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What sorting, searching, running operations, and reading and writing at computed positions mean. */
final class NaiveOrder {
    private NaiveOrder() {}

    static void apply(Order op, Seq<Value> in, Value y) {
        Value x = in.head();
        switch (op) {
            case Sort(int axis, boolean descending) -> {
                Map<Ints, List<Integer>> lines = new HashMap<>();
                y.each(o -> y.set(o, x, with(o, axis, sorted(lines, x, axis, descending, o).get(o[axis]))));
            }
            case ArgSort(int axis, boolean descending, _) -> {
                Map<Ints, List<Integer>> lines = new HashMap<>();
                y.each(o -> y.integers()[y.at(o)] = sorted(lines, x, axis, descending, o).get(o[axis]));
            }
            case SearchSorted(int batch, var side) -> y.each(o -> {
                int[] row = Arrays.copyOf(o, batch + 1);
                y.integers()[y.at(o)] = IntStream.range(0, x.dims()[batch]).filter(i -> {
                    int compared = compare(x, with(row, batch, i), in.get(1), o);
                    return compared < 0 || side == Side.RIGHT && compared == 0;
                }).count();
            });
        }
    }

    /** The line through an element in order, sorted once. */
    private static List<Integer> sorted(Map<Ints, List<Integer>> lines, Value x, int axis, boolean descending, int[] line) {
        return lines.computeIfAbsent(Ints.of(with(line, axis, 0)), _ -> sorted(x, axis, descending, line));
    }

    private static List<Integer> sorted(Value x, int axis, boolean descending, int[] line) {
        Comparator<Integer> order = (i, j) -> compare(x, with(line, axis, i), x, with(line, axis, j));
        return IntStream.range(0, x.dims()[axis]).boxed().sorted(descending ? order.reversed() : order).toList();
    }

    private static int compare(Value a, int[] i, Value b, int[] j) {
        return a.isFloat() ? Double.compare(a.floats()[a.at(i)] + 0.0, b.floats()[b.at(j)] + 0.0)
                : Long.compare(a.integers()[a.at(i)], b.integers()[b.at(j)]);
    }

    static void apply(Cumulative op, Seq<Value> in, Value y) {
        switch (op) {
            case Cumulate(var kind, int axis, boolean reverse) -> y.each(o -> {
                int n = y.dims()[axis];
                int first = reverse ? n - 1 : 0;
                y.set(o, in.head(), with(o, axis, first));
                for (int k = first; k != o[axis]; ) {
                    k += reverse ? -1 : 1;
                    int at = in.head().at(with(o, axis, k));
                    if (y.isFloat()) {
                        y.floats()[y.at(o)] = combine(kind, y.floats()[y.at(o)], in.head().floats()[at]);
                    } else {
                        y.integers()[y.at(o)] = y.wrap(combine(kind, y.integers()[y.at(o)], in.head().integers()[at]));
                    }
                }
            });
            case LeaveOneOutProduct(int axis) -> y.each(o -> y.floats()[y.at(o)] = y.round(others(in, axis, o, 0, 1)));
            case Recurrence(int axis, boolean reverse) -> y.each(o -> {
                int n = y.dims()[axis];
                double value = 0;
                for (int k = reverse ? n - 1 : 0; ; k += reverse ? -1 : 1) {
                    int at = y.at(with(o, axis, k));
                    boolean first = k == (reverse ? n - 1 : 0);
                    value = first || in.get(0).floats()[at] == 0 ? in.get(1).floats()[at] : in.get(0).floats()[at] * value + in.get(1).floats()[at];
                    if (k == o[axis]) {
                        break;
                    }
                }
                y.floats()[y.at(o)] = y.round(value);
            });
        }
    }

    /** Each way to put the tangents from that one on at distinct other positions, which are those of the places so far. */
    private static double others(Seq<Value> in, int axis, int[] o, int taken, int next) {
        int n = in.head().dims()[axis];
        if (next == in.size()) {
            return IntStream.range(0, n).filter(j -> j != o[axis] && (taken >> j & 1) == 0)
                    .mapToDouble(j -> in.head().floats()[in.head().at(with(o, axis, j))]).reduce(1, (a, b) -> a * b);
        }
        Value t = in.get(next);
        return IntStream.range(0, n).filter(k -> k != o[axis] && (taken >> k & 1) == 0)
                .mapToDouble(k -> t.floats()[t.at(with(o, axis, k))] * others(in, axis, o, taken | 1 << k, next + 1)).sum();
    }

    private static double combine(Cumulate.Kind kind, double a, double b) {
        return switch (kind) {
            case CUMPROD -> a * b;
            case CUMMAX -> Math.max(a, b);
            case CUMMIN -> Math.min(a, b);
            case LOGCUMSUMEXP -> Math.max(a, b) == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY
                    : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
        };
    }

    private static long combine(Cumulate.Kind kind, long a, long b) {
        return switch (kind) {
            case CUMPROD -> a * b;
            case CUMMAX -> Math.max(a, b);
            case CUMMIN -> Math.min(a, b);
            case LOGCUMSUMEXP -> throw new IllegalStateException();
        };
    }

    static void apply(DynamicIndexing op, Seq<Value> in, Value y) {
        switch (op) {
            case Scatter(var kind, int batch, int axis) -> {
                y.each(o -> y.set(o, in.head(), o));
                in.get(2).each(u -> {
                    int[] to = taken(in.get(0), in.get(1), batch, axis, u);
                    int at = y.at(to);
                    int from = in.get(2).at(u);
                    if (kind == Scatter.Kind.SET) {
                        y.set(to, in.get(2), u);
                    } else if (y.isFloat()) {
                        double a = y.floats()[at];
                        double b = in.get(2).floats()[from];
                        y.floats()[at] = y.round(kind == Scatter.Kind.MULTIPLY ? a * b : kind == Scatter.Kind.MIN ? Math.min(a, b) : Math.max(a, b));
                    } else {
                        long a = y.integers()[at];
                        long b = in.get(2).integers()[from];
                        y.integers()[at] = y.wrap(kind == Scatter.Kind.MULTIPLY ? a * b : kind == Scatter.Kind.MIN ? Math.min(a, b) : Math.max(a, b));
                    }
                });
            }
            case DynamicSlice(int batch, Ints sizes) -> y.each(o -> y.set(o, in.head(), moved(in.head(), in.get(1), batch, sizes.toArray(), o)));
            case DynamicUpdateSlice(int batch) -> {
                y.each(o -> y.set(o, in.head(), o));
                int[] sizes = Arrays.copyOfRange(in.get(1).dims(), batch, y.dims().length);
                in.get(1).each(u -> y.set(moved(in.head(), in.get(2), batch, sizes, u), in.get(1), u));
            }
            case FlatIndex(Ints dims) -> y.each(o -> {
                long number = 0;
                for (int d = 0; d < dims.size(); d++) {
                    long index = in.get(d).integers()[y.at(o)];
                    number = number * dims.get(d) + (index < 0 ? index + dims.get(d) : index);
                }
                y.integers()[y.at(o)] = number;
            });
        }
    }

    private static int[] moved(Value x, Value start, int batch, int[] sizes, int[] index) {
        int[] where = Arrays.copyOf(index, batch + 1);
        int[] from = index.clone();
        for (int d = batch; d < index.length; d++) {
            long wanted = start.integers()[start.at(with(where, batch, d - batch))];
            from[d] += (int) Math.clamp(wanted, 0, x.dims()[d] - sizes[d - batch]);
        }
        return from;
    }
}
