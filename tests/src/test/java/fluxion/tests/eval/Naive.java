package fluxion.tests.eval;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.ops.elementwise.ScalarBools;
import fluxion.ops.elementwise.ScalarF32;
import fluxion.ops.elementwise.ScalarF64;
import fluxion.ops.elementwise.ScalarI32;
import fluxion.ops.elementwise.ScalarI64;
import fluxion.ops.random.RandomKernels;
import fluxion.ops.special.SpecialKernels;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What every operation means, element by element, in nested loops over indices: slow and plain. Floats are doubles (rounded
 * to f32 where they are f32), integers longs (wrapped to i32), bools 0 and 1.
 */
public final class Naive {
    private Naive() {}

    /** A value: one number per index, in row-major order. */
    public record Value(TensorType type, double[] floats, long[] integers) {
        Value(TensorType type) {
            this(type, new double[type.dtype().isFloat() ? (int) type.shape().size() : 0],
                    new long[type.dtype().isFloat() ? 0 : (int) type.shape().size()]);
        }

        public static Value of(Tensor tensor) {
            Value value = new Value(tensor.type());
            value.each(i -> {
                switch (tensor.dtype()) {
                    case F64, F32 -> value.floats[value.at(i)] = tensor.doubleAt(i);
                    case I64, I32 -> value.integers[value.at(i)] = tensor.longAt(i);
                    case BOOL -> value.integers[value.at(i)] = tensor.booleanAt(i) ? 1 : 0;
                    default -> throw new IllegalStateException("no case for " + tensor.dtype());
                }
            });
            return value;
        }

        int[] dims() {
            return type.shape().dims().toArray();
        }

        boolean isFloat() {
            return type.dtype().isFloat();
        }

        void each(java.util.function.Consumer<int[]> visit) {
            indices(dims()).forEach(visit);
        }

        int at(int... index) {
            int position = 0;
            for (int d = 0; d < index.length; d++) {
                position = position * type.shape().dim(d) + index[d];
            }
            return position;
        }

        /** Copies one element of another value. */
        void set(int[] index, Value from, int... source) {
            if (isFloat()) {
                floats[at(index)] = from.floats[from.at(source)];
            } else {
                integers[at(index)] = from.integers[from.at(source)];
            }
        }

        void add(int[] index, Value from, int... source) {
            if (isFloat()) {
                floats[at(index)] = round(floats[at(index)] + from.floats[from.at(source)]);
            } else {
                integers[at(index)] = wrap(integers[at(index)] + from.integers[from.at(source)]);
            }
        }

        double round(double x) {
            return type.dtype() == DType.F32 ? (float) x : x;
        }

        long wrap(long x) {
            return type.dtype() == DType.I32 ? (int) x : x;
        }
    }

    static List<int[]> indices(int[] dims) {
        List<int[]> all = new ArrayList<>();
        all.add(new int[0]);
        for (int d : dims) {
            List<int[]> longer = new ArrayList<>();
            for (int[] index : all) {
                for (int i = 0; i < d; i++) {
                    int[] next = java.util.Arrays.copyOf(index, index.length + 1);
                    next[index.length] = i;
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    public static Seq<Value> run(Fn fn, Seq<Value> arguments) {
        Map<Expr, Seq<Value>> values = new IdentityHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.put(fn.params().get(i), Array.of(arguments.get(i)));
        }
        for (Expr expr : Graph.topological(fn.results())) {
            switch (expr) {
                case Tensor tensor -> values.put(tensor, Array.of(Value.of(tensor)));
                case Var _ -> { }
                case Result result -> values.put(result, Array.of(values.get(result.of()).get(result.index())));
                case Apply apply -> {
                    Seq<Value> inputs = apply.inputs().map(x -> values.get(x).head());
                    values.put(apply, switch (apply.op()) {
                        case Call call -> run(call.fn(), inputs);
                        case CustomRule ruled -> run(ruled.body(), inputs);
                        case Control control -> NaiveControl.run(control, inputs);
                        case LinearAlgebra algebra -> NaiveMatrices.run(algebra, inputs, apply.type());
                        case Fourier fourier -> Array.of(NaiveMatrices.run(fourier, inputs.head(), apply.tensorType()));
                        case Op op -> Array.of(apply(op, inputs, apply.tensorType()));
                    });
                }
            }
        }
        return Array.ofAll(fn.results()).map(r -> values.get(r).head());
    }

    private static Value apply(Op op, Seq<Value> in, TensorType type) {
        Value y = new Value(type);
        Function<Integer, Value> x = in::get;
        switch (op) {
            case Unary unary -> map(y, i -> unary(unary, in.head(), i), i -> unaryInteger(unary, in.head(), i));
            case Power(int n) -> map(y, i -> type.dtype() == DType.F32 ? ScalarF32.power(n, (float) in.head().floats[i])
                    : ScalarF64.power(n, in.head().floats[i]), i -> type.dtype() == DType.I32 ? ScalarI32.power(n, (int) in.head().integers[i])
                    : ScalarI64.power(n, in.head().integers[i]));
            case Binary binary -> map(y, i -> binary(binary, in, i), i -> binaryInteger(binary, in, i));
            case Special special -> map(y, i -> y.round(SpecialKernels.value(special, in.toJavaStream().mapToDouble(operand -> operand.floats[i]).toArray())), i -> 0);
            case Compare compare -> map(y, i -> 0, i -> compare(compare, in.get(0), in.get(1), i) ? 1 : 0);
            case Select _ -> map(y, i -> in.get(0).integers[i] != 0 ? in.get(1).floats[i] : in.get(2).floats[i],
                    i -> in.get(0).integers[i] != 0 ? in.get(1).integers[i] : in.get(2).integers[i]);
            case Cast(DType to) -> map(y, i -> in.head().isFloat() ? y.round(in.head().floats[i])
                    : to == DType.F32 ? (float) in.head().integers[i] : (double) in.head().integers[i], i -> castToInteger(in.head(), to, i));
            case StopGradient _ -> map(y, i -> in.head().floats[i], i -> in.head().integers[i]);
            case Reduce reduce -> y.each(o -> reduce(reduce, in.head(), y, o));
            case ArgReduce reduce -> y.each(o -> y.integers[y.at(o)] = argReduce(reduce, in.head(), o));
            case CumSum(int axis, boolean reverse) -> y.each(o -> {
                int n = type.shape().dim(axis);
                for (int k = reverse ? n - 1 : 0; reverse ? k >= o[axis] : k <= o[axis]; k += reverse ? -1 : 1) {
                    y.add(o, in.head(), with(o, axis, k));
                }
            });
            case Dot dot -> y.each(o -> dot(dot, in.get(0), in.get(1), y, o));
            case Reshape _ -> map(y, i -> in.head().floats[i], i -> in.head().integers[i]);
            case Permute(Ints permutation) -> y.each(o -> {
                int[] from = new int[o.length];
                for (int d = 0; d < o.length; d++) {
                    from[permutation.get(d)] = o[d];
                }
                y.set(o, in.head(), from);
            });
            case Broadcast broadcast -> y.each(o -> y.set(o, in.head(), broadcast.axes().map(a -> o[a]).toArray()));
            case Slice slice -> y.each(o -> {
                int[] from = new int[o.length];
                for (int d = 0; d < o.length; d++) {
                    from[d] = slice.start().get(d) + o[d] * slice.step().get(d);
                }
                y.set(o, in.head(), from);
            });
            case Pad pad -> {
                y.each(o -> y.set(o, in.get(1)));
                in.head().each(i -> {
                    int[] to = new int[i.length];
                    for (int d = 0; d < i.length; d++) {
                        to[d] = pad.low().get(d) + i[d] * (pad.interior().get(d) + 1);
                    }
                    y.set(to, in.head(), i);
                });
            }
            case Flip(Ints axes) -> y.each(o -> {
                int[] from = o.clone();
                for (int a : axes) {
                    from[a] = type.shape().dim(a) - 1 - o[a];
                }
                y.set(o, in.head(), from);
            });
            case Concatenate(int axis) -> {
                int start = 0;
                for (Value part : in) {
                    int shift = start;
                    part.each(i -> y.set(with(i, axis, i[axis] + shift), part, i));
                    start += part.type.shape().dim(axis);
                }
            }
            case Iota(_, int axis) -> y.each(o -> put(y, o, o[axis]));
            case Eye(_, _, _, int offset) -> y.each(o -> put(y, o, o[1] - o[0] == offset ? 1 : 0));
            case Diag(int offset) -> in.head().each(i -> {
                int last = i.length - 1;
                int[] to = java.util.Arrays.copyOf(i, i.length + 1);
                to[last] = i[last] + Math.max(0, -offset);
                to[last + 1] = i[last] + Math.max(0, offset);
                y.set(to, in.head(), i);
            });
            case Diagonal(int offset) -> y.each(o -> {
                int last = o.length - 1;
                int[] from = java.util.Arrays.copyOf(o, o.length + 1);
                from[last] = o[last] + Math.max(0, -offset);
                from[last + 1] = o[last] + Math.max(0, offset);
                y.set(o, in.head(), from);
            });
            case Take(int batch, int axis) -> y.each(o -> y.set(o, in.head(), taken(in.get(0), in.get(1), batch, axis, o)));
            case ScatterAdd(int batch, int axis) -> {
                y.each(o -> y.set(o, in.head(), o));
                in.get(2).each(u -> y.add(taken(in.get(0), in.get(1), batch, axis, u), in.get(2), u));
            }
            case Windows windows -> y.each(o -> y.set(o, in.head(), window(windows, o)));
            case Fold(_, Windows windows) -> in.head().each(i -> y.add(window(windows, i), in.head(), i));
            case Conv conv -> y.each(o -> conv(conv, in.get(0), in.get(1), y, o));
            case RandomNumbers random -> random(random, in.head(), y);
            case Order order -> NaiveOrder.apply(order, in, y);
            case Cumulative running -> NaiveOrder.apply(running, in, y);
            case DynamicIndexing placement -> NaiveOrder.apply(placement, in, y);
            case Call _, Control _, CustomRule _, NamedAxisOp _, LinearAlgebra _, Fourier _ -> throw new IllegalStateException();
            case Marker _ -> map(y, i -> in.head().floats[i], i -> in.head().integers[i]);
        }
        return y;
    }

    private interface ToDouble { double of(int i); }

    private interface ToLong { long of(int i); }

    private static void map(Value y, ToDouble floats, ToLong integers) {
        for (int i = 0; i < y.floats.length; i++) {
            y.floats[i] = floats.of(i);
        }
        for (int i = 0; i < y.integers.length; i++) {
            y.integers[i] = integers.of(i);
        }
    }

    private static void put(Value y, int[] index, int number) {
        if (y.isFloat()) {
            y.floats[y.at(index)] = number;
        } else {
            y.integers[y.at(index)] = number;
        }
    }

    static int[] with(int[] index, int axis, int value) {
        int[] result = index.clone();
        result[axis] = value;
        return result;
    }

    private static double unary(Unary op, Value x, int i) {
        return x.type.dtype() == DType.F32 ? ScalarF32.unary(op, (float) x.floats[i]) : ScalarF64.unary(op, x.floats[i]);
    }

    private static long unaryInteger(Unary op, Value x, int i) {
        return switch (x.type.dtype()) {
            case F64 -> ScalarF64.test(op, x.floats[i]) ? 1 : 0;
            case F32 -> ScalarF32.test(op, (float) x.floats[i]) ? 1 : 0;
            case I64 -> op == Unary.IS_NAN || op == Unary.IS_INF ? 0 : op == Unary.IS_FINITE ? 1 : ScalarI64.unary(op, x.integers[i]);
            case I32 -> op == Unary.IS_NAN || op == Unary.IS_INF ? 0 : op == Unary.IS_FINITE ? 1 : ScalarI32.unary(op, (int) x.integers[i]);
            case BOOL -> ScalarBools.unary(op, x.integers[i] != 0) ? 1 : 0;
        };
    }

    private static double binary(Binary op, Seq<Value> in, int i) {
        double a = in.get(0).floats[i];
        double b = in.get(1).floats[i];
        return in.get(0).type.dtype() == DType.F32 ? ScalarF32.binary(op, (float) a, (float) b) : ScalarF64.binary(op, a, b);
    }

    private static long binaryInteger(Binary op, Seq<Value> in, int i) {
        long a = in.get(0).integers[i];
        long b = in.get(1).integers[i];
        return switch (in.get(0).type.dtype()) {
            case I64 -> ScalarI64.binary(op, a, b);
            case I32 -> ScalarI32.binary(op, (int) a, (int) b);
            default -> ScalarBools.binary(op, a != 0, b != 0) ? 1 : 0;
        };
    }

    private static boolean compare(Compare op, Value a, Value b, int i) {
        return a.isFloat() ? ScalarF64.compare(op, a.floats[i], b.floats[i]) : ScalarI64.compare(op, a.integers[i], b.integers[i]);
    }

    private static long castToInteger(Value x, DType to, int i) {
        if (to == DType.BOOL) {
            return x.isFloat() ? x.floats[i] != 0 ? 1 : 0 : x.integers[i] != 0 ? 1 : 0;
        }
        if (x.isFloat()) {
            return to == DType.I32 ? (int) x.floats[i] : (long) x.floats[i];
        }
        return to == DType.I32 ? (int) x.integers[i] : x.integers[i];
    }

    private static void reduce(Reduce op, Value x, Value y, int[] o) {
        Ints axes = op.axes();
        int[] lengths = axes.map(a -> x.type.shape().dim(a)).toArray();
        double f = switch (op.kind()) {
            case SUM, ANY -> 0;
            case PROD, ALL -> 1;
            case MAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
        long l = switch (op.kind()) {
            case SUM, ANY, LOGSUMEXP -> 0;
            case PROD, ALL -> 1;
            case MAX -> Long.MIN_VALUE;
            case MIN -> Long.MAX_VALUE;
        };
        for (int[] r : indices(lengths)) {
            int[] from = new int[x.type.rank()];
            int kept = 0;
            for (int d = 0; d < from.length; d++) {
                from[d] = axes.contains(d) ? r[axes.indexOf(d)] : o[kept++];
            }
            int at = x.at(from);
            switch (op.kind()) {
                case SUM -> {
                    f += x.isFloat() ? x.floats[at] : 0;
                    l += x.isFloat() ? 0 : x.integers[at];
                }
                case PROD -> {
                    f *= x.isFloat() ? x.floats[at] : 0;
                    l *= x.isFloat() ? 0 : x.integers[at];
                }
                case MAX -> {
                    f = Math.max(f, x.isFloat() ? x.floats[at] : 0);
                    l = Math.max(l, x.isFloat() ? 0 : x.integers[at]);
                }
                case MIN -> {
                    f = Math.min(f, x.isFloat() ? x.floats[at] : 0);
                    l = Math.min(l, x.isFloat() ? 0 : x.integers[at]);
                }
                case ANY -> l |= x.integers[at];
                case ALL -> l &= x.integers[at];
                case LOGSUMEXP -> f = ScalarF64.binary(Binary.LOGADDEXP, f, x.floats[at]);
                default -> throw new IllegalStateException("no case for " + op.kind());
            }
        }
        if (y.isFloat()) {
            y.floats[y.at(o)] = y.round(f);
        } else {
            y.integers[y.at(o)] = y.wrap(l);
        }
    }

    private static long argReduce(ArgReduce op, Value x, int[] o) {
        int best = 0;
        int sign = op.kind() == ArgReduce.Kind.ARGMAX ? 1 : -1;
        for (int k = 0; k < x.type.shape().dim(op.axis()); k++) {
            int here = x.at(insert(o, op.axis(), k));
            int there = x.at(insert(o, op.axis(), best));
            if (x.isFloat() && Double.isNaN(x.floats[there])) {
                return best;
            }
            if (x.isFloat() ? sign * x.floats[here] > sign * x.floats[there] || Double.isNaN(x.floats[here])
                    : sign > 0 ? x.integers[here] > x.integers[there] : x.integers[here] < x.integers[there]) {
                best = k;
            }
        }
        return best;
    }

    private static int[] insert(int[] index, int axis, int value) {
        return Ints.of(index).insert(axis, value).toArray();
    }

    private static void dot(Dot op, Value a, Value b, Value y, int[] o) {
        int[] lengths = op.leftContract().map(d -> a.type.shape().dim(d)).toArray();
        Ints leftFree = op.leftFree(a.type.rank());
        Ints rightFree = op.rightFree(b.type.rank());
        double f = 0;
        long l = 0;
        for (int[] k : indices(lengths)) {
            int[] i = new int[a.type.rank()];
            int[] j = new int[b.type.rank()];
            for (int d = 0; d < op.leftBatch().size(); d++) {
                i[op.leftBatch().get(d)] = o[d];
                j[op.rightBatch().get(d)] = o[d];
            }
            for (int d = 0; d < leftFree.size(); d++) {
                i[leftFree.get(d)] = o[op.leftBatch().size() + d];
            }
            for (int d = 0; d < rightFree.size(); d++) {
                j[rightFree.get(d)] = o[op.leftBatch().size() + leftFree.size() + d];
            }
            for (int d = 0; d < k.length; d++) {
                i[op.leftContract().get(d)] = k[d];
                j[op.rightContract().get(d)] = k[d];
            }
            if (y.isFloat()) {
                f += a.floats[a.at(i)] * b.floats[b.at(j)];
            } else {
                l += a.integers[a.at(i)] * b.integers[b.at(j)];
            }
        }
        if (y.isFloat()) {
            y.floats[y.at(o)] = y.round(f);
        } else {
            y.integers[y.at(o)] = y.wrap(l);
        }
    }

    /** Where in x an element of the result of a Take comes from. */
    static int[] taken(Value x, Value indices, int batch, int axis, int[] o) {
        int rank = indices.type.rank() - batch;
        int[] where = new int[indices.type.rank()];
        for (int d = 0; d < batch; d++) {
            where[d] = o[d];
        }
        for (int d = 0; d < rank; d++) {
            where[batch + d] = o[axis + d];
        }
        int index = (int) indices.integers[indices.at(where)];
        int[] from = new int[x.type.rank()];
        for (int d = 0; d < from.length; d++) {
            from[d] = d < axis ? o[d] : d == axis ? index < 0 ? index + x.type.shape().dim(axis) : index : o[d + rank - 1];
        }
        return from;
    }

    /** Where in the operand an element of a window lies. */
    private static int[] window(Windows op, int[] o) {
        int k = op.size().size();
        int lead = o.length - 2 * k;
        int[] from = java.util.Arrays.copyOf(o, lead + k);
        for (int i = 0; i < k; i++) {
            from[lead + i] = o[lead + i] * op.stride().get(i) + o[lead + k + i] * op.dilation().get(i);
        }
        return from;
    }

    private static void conv(Conv op, Value x, Value w, Value y, int[] o) {
        int[] kernel = w.type.shape().dims().drop(1).toArray();
        int perGroup = w.type.shape().dim(1);
        int group = o[1] / (w.type.shape().dim(0) / op.groups());
        double f = 0;
        long l = 0;
        for (int[] k : indices(kernel)) {
            int[] i = new int[x.type.rank()];
            i[0] = o[0];
            i[1] = group * perGroup + k[0];
            boolean inside = true;
            for (int d = 0; d < op.stride().size(); d++) {
                int at = o[d + 2] * op.stride().get(d) + k[d + 1] * op.kernelDilation().get(d) - op.low().get(d);
                i[d + 2] = Math.floorDiv(at, op.inputDilation().get(d));
                inside &= at >= 0 && at % op.inputDilation().get(d) == 0 && i[d + 2] < x.type.shape().dim(d + 2);
            }
            if (inside) {
                int[] j = Ints.of(k).prepend(o[1]).toArray();
                if (y.isFloat()) {
                    f += x.floats[x.at(i)] * w.floats[w.at(j)];
                } else {
                    l += x.integers[x.at(i)] * w.integers[w.at(j)];
                }
            }
        }
        if (y.isFloat()) {
            y.floats[y.at(o)] = y.round(f);
        } else {
            y.integers[y.at(o)] = y.wrap(l);
        }
    }

    private static void random(RandomNumbers op, Value keys, Value y) {
        int count = (int) op.shape().size();
        for (int k = 0; k < keys.integers.length / 2; k++) {
            int key0 = (int) keys.integers[2 * k];
            int key1 = (int) keys.integers[2 * k + 1];
            if (op.kind() == RandomNumbers.Kind.PERMUTATION) {
                long[] whole = new long[count];
                RandomKernels.fill(op.kind(), key0, key1, op.stream(), whole, 0, count);
                System.arraycopy(whole, 0, y.integers, k * count, count);
                continue;
            }
            for (int j = 0; j < count; j++) {
                switch (op.dtype()) {
                    case F64 -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), j, y.floats, k * count + j, 1);
                    case F32 -> {
                        float[] one = new float[1];
                        RandomKernels.fill(op.kind(), key0, key1, op.stream(), j, one, 0, 1);
                        y.floats[k * count + j] = one[0];
                    }
                    case I64 -> RandomKernels.fill(op.kind(), key0, key1, op.stream(), j, y.integers, k * count + j, 1);
                    case I32, BOOL -> {
                        int[] one = new int[1];
                        RandomKernels.fill(op.kind(), key0, key1, op.stream(), j, one, 0, 1);
                        y.integers[k * count + j] = one[0];
                    }
                    default -> throw new IllegalStateException("no case for " + op.dtype());
                }
            }
        }
    }
}
