package fluxion.tests.reference;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Iota;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Random;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Every operation by its definition, element by element, without any cleverness: what the interpreter's results are compared
 * with. Sums and products of floats are made in double precision and rounded once.
 */
public final class Reference {
    private Reference() {}

    /** The results of a closed function. */
    public static Seq<Tensor> evaluate(Fn fn, Seq<Tensor> arguments) {
        Map<Expr, Seq<Block>> values = new IdentityHashMap<>();
        for (int i = 0; i < fn.params().size(); i++) {
            values.put(fn.params().get(i), Array.of(Block.of(arguments.get(i))));
        }
        for (Expr node : Graph.topological(fn.results())) {
            if (!values.containsKey(node)) {
                values.put(node, switch (node) {
                    case Tensor tensor -> Array.of(Block.of(tensor));
                    case Var variable -> throw new IllegalArgumentException("free variable " + variable);
                    case Result result -> Array.of(values.get(result.of()).get(result.index()));
                    case Apply(Op op, Seq<Expr> inputs, TupleType _) -> call((Call) op, inputs.map(x -> values.get(x).get(0)));
                    case Apply(Call op, Seq<Expr> inputs, TensorType _) -> call(op, inputs.map(x -> values.get(x).get(0)));
                    case Apply(Op op, Seq<Expr> inputs, TensorType type) -> Array.of(apply(op, type, inputs.map(x -> values.get(x).get(0))));
                });
            }
        }
        return fn.results().map(r -> values.get(r).get(0).tensor());
    }

    private static Seq<Block> call(Call call, Seq<Block> inputs) {
        return evaluate(call.fn(), inputs.map(Block::tensor)).map(Block::of);
    }

    private static Block apply(Op op, TensorType type, Seq<Block> x) {
        Ints dims = type.shape().dims();
        return switch (op) {
            case Unary unary -> Pointwise.unary(unary, type, x.get(0));
            case Power(int n) -> Pointwise.power(n, type, x.get(0));
            case Binary binary -> Pointwise.binary(binary, type, x.get(0), x.get(1));
            case Compare compare -> Pointwise.compare(compare, type, x.get(0), x.get(1));
            case Cast(DType to) -> Pointwise.cast(type, x.get(0));
            case Select _ -> Block.of(type, i -> x.get(0).at(i) != 0 ? x.get(1).at(i) : x.get(2).at(i));
            case StopGradient _ -> x.get(0);
            case Reduce reduce -> reduce(reduce, type, x.get(0));
            case ArgReduce(var kind, int axis) -> Block.of(type, i -> extremum(kind, axis, x.get(0), i));
            case CumSum(int axis, boolean reverse) -> Block.of(type, i -> {
                double sum = 0;
                int n = dims.get(axis);
                for (int k = 0; k < n; k++) {
                    sum += (reverse ? k >= i[axis] : k <= i[axis]) ? x.get(0).at(with(i, axis, k)) : 0;
                }
                return sum;
            });
            case Dot dot -> dot(dot, type, x.get(0), x.get(1));
            case Movement movement -> movement(movement, type, x);
            case Iota(TensorType _, int axis) -> Block.of(type, i -> i[axis]);
            case Eye(DType _, int _, int _, int offset) -> Block.of(type, i -> i[1] - i[0] == offset ? 1 : 0);
            case Diag(int offset) -> Block.of(type, i -> {
                int last = i.length - 1;
                return i[last] - i[last - 1] == offset ? x.get(0).at(with(take(i, last), last - 1, Math.min(i[last], i[last - 1]))) : 0;
            });
            case Diagonal(int offset) -> Block.of(type, i -> {
                int last = i.length - 1;
                return x.get(0).at(Ints.of(i).with(last, i[last] + Math.max(0, -offset)).append(i[last] + Math.max(0, offset)).toArray());
            });
            case Take(int batch, int axis) -> Block.of(type, i -> x.get(0).at(picked(batch, axis, x.get(0), x.get(1), i)));
            case ScatterAdd(int batch, int axis) -> {
                Block result = Block.of(type, i -> x.get(0).at(i));
                x.get(2).forEach(i -> result.add(picked(batch, axis, x.get(0), x.get(1), i), x.get(2).at(i)));
                yield result.rounded();
            }
            case Windows windows -> Block.of(type, i -> x.get(0).at(source(windows, i)));
            case Fold(Ints _, Windows windows) -> {
                Block result = Block.of(type, i -> 0);
                x.get(0).forEach(i -> result.add(source(windows, i), x.get(0).at(i)));
                yield result.rounded();
            }
            case Conv conv -> conv(conv, type, x.get(0), x.get(1));
            case Random random -> Pointwise.random(random, type, x.get(0));
            case Call _ -> throw new IllegalStateException("calls have their own case");
        };
    }

    private static Block movement(Movement op, TensorType type, Seq<Block> x) {
        Block first = x.get(0);
        return switch (op) {
            case Reshape _ -> new Block(type, first.data());
            case Permute(Ints permutation) -> Block.of(type, i -> first.at(Ints.of(i).select(permutation.inverse()).toArray()));
            case Broadcast(Shape _, Ints axes) -> Block.of(type, i -> first.at(Ints.of(i).select(axes).toArray()));
            case Slice slice -> Block.of(type, i -> first.at(Ints.tabulate(i.length, k -> slice.start().get(k) + i[k] * slice.step().get(k)).toArray()));
            case Flip(Ints axes) -> Block.of(type, i -> first.at(Ints.tabulate(i.length,
                    k -> axes.contains(k) ? type.shape().dim(k) - 1 - i[k] : i[k]).toArray()));
            case Pad(Ints low, Ints _, Ints interior) -> Block.of(type, i -> {
                int[] at = new int[i.length];
                for (int k = 0; k < i.length; k++) {
                    int step = interior.get(k) + 1;
                    int p = i[k] - low.get(k);
                    if (p < 0 || p % step != 0 || p / step >= first.type().shape().dim(k)) {
                        return x.get(1).at();
                    }
                    at[k] = p / step;
                }
                return first.at(at);
            });
            case Concatenate(int axis) -> Block.of(type, i -> {
                int part = 0;
                int position = i[axis];
                while (position >= x.get(part).type().shape().dim(axis)) {
                    position -= x.get(part++).type().shape().dim(axis);
                }
                return x.get(part).at(with(i, axis, position));
            });
        };
    }

    private static Block reduce(Reduce op, TensorType type, Block x) {
        Ints kept = Ints.range(0, x.type().rank()).without(op.axes());
        boolean exact = type.dtype().isInteger();
        double start = switch (op.kind()) {
            case SUM, ANY -> 0;
            case PROD, ALL -> 1;
            case MAX, LOGSUMEXP -> exact ? Long.MIN_VALUE : Double.NEGATIVE_INFINITY;
            case MIN -> exact ? Long.MAX_VALUE : Double.POSITIVE_INFINITY;
        };
        Block result = new Block(type, Block.filled(type, start));
        x.forEach(i -> result.update(Ints.of(i).select(kept).toArray(), old -> {
            double value = x.at(i);
            return switch (op.kind()) {
                case SUM -> exact ? wrap(type.dtype(), (long) old + (long) value) : old + value;
                case PROD -> exact ? wrap(type.dtype(), (long) old * (long) value) : old * value;
                case MAX, LOGSUMEXP, ANY -> Math.max(old, value);
                case MIN, ALL -> Math.min(old, value);
            };
        }));
        if (op.kind() != Reduce.Kind.LOGSUMEXP) {
            return result.rounded();
        }
        Block sums = new Block(type, Block.filled(type, 0));
        x.forEach(i -> sums.update(Ints.of(i).select(kept).toArray(), old -> {
            double largest = result.at(Ints.of(i).select(kept).toArray());
            return old + (x.at(i) == largest ? 1 : Math.exp(x.at(i) - largest));
        }));
        return Block.of(type, i -> result.at(i) == Double.NEGATIVE_INFINITY ? result.at(i) : result.at(i) + Math.log(sums.at(i)));
    }

    private static double wrap(DType dtype, long value) {
        return dtype == DType.I32 ? (int) value : value;
    }

    private static int extremum(ArgReduce.Kind kind, int axis, Block x, int[] i) {
        int best = 0;
        for (int k = 1; k < x.type().shape().dim(axis); k++) {
            double value = x.at(insert(i, axis, k));
            double leader = x.at(insert(i, axis, best));
            boolean better = kind == ArgReduce.Kind.ARGMAX ? value > leader : value < leader;
            best = better || Double.isNaN(value) && !Double.isNaN(leader) ? k : best;
        }
        return best;
    }

    private static Block dot(Dot op, TensorType type, Block a, Block b) {
        Ints leftFree = op.leftFree(a.type().rank());
        Ints rightFree = op.rightFree(b.type().rank());
        int batch = op.leftBatch().size();
        Shape inner = new Shape(a.type().shape().dims().select(op.leftContract()));
        return Block.of(type, i -> {
            int[] left = new int[a.type().rank()];
            int[] right = new int[b.type().rank()];
            place(i, 0, op.leftBatch(), left);
            place(i, 0, op.rightBatch(), right);
            place(i, batch, leftFree, left);
            place(i, batch + leftFree.size(), rightFree, right);
            double[] sum = {0};
            Block.positions(inner, k -> {
                place(k, 0, op.leftContract(), left);
                place(k, 0, op.rightContract(), right);
                sum[0] += a.at(left) * b.at(right);
            });
            return sum[0];
        });
    }

    private static void place(int[] from, int start, Ints axes, int[] to) {
        for (int k = 0; k < axes.size(); k++) {
            to[axes.get(k)] = from[start + k];
        }
    }

    private static Block conv(Conv op, TensorType type, Block x, Block w) {
        Ints kernel = w.type().shape().dims().drop(1);
        int perGroup = w.type().shape().dim(0) / op.groups();
        return Block.of(type, i -> {
            double[] sum = {0};
            Block.positions(new Shape(kernel), k -> {
                int[] at = new int[i.length];
                at[0] = i[0];
                at[1] = i[1] / perGroup * kernel.get(0) + k[0];
                for (int s = 0; s < op.stride().size(); s++) {
                    int p = i[s + 2] * op.stride().get(s) + k[s + 1] * op.kernelDilation().get(s) - op.low().get(s);
                    int step = op.inputDilation().get(s);
                    if (p < 0 || p % step != 0 || p / step >= x.type().shape().dim(s + 2)) {
                        return;
                    }
                    at[s + 2] = p / step;
                }
                sum[0] += x.at(at) * w.at(Ints.of(k).prepend(i[1]).toArray());
            });
            return sum[0];
        });
    }

    /** Which element of x a position of take's result shows. */
    private static int[] picked(int batch, int axis, Block x, Block indices, int[] i) {
        int own = indices.type().rank() - batch;
        Ints at = Ints.of(i);
        int index = (int) indices.at(at.take(batch).concat(at.slice(axis, axis + own)).toArray());
        int n = x.type().shape().dim(axis);
        if (index < -n || index >= n) {
            throw new IndexOutOfBoundsException(index + " for length " + n);
        }
        return at.take(axis).append(index < 0 ? index + n : index).concat(at.drop(axis + own)).toArray();
    }

    /** Which element a position of windows shows. */
    private static int[] source(Windows windows, int[] i) {
        int k = windows.size().size();
        int lead = i.length - 2 * k;
        return Ints.tabulate(lead + k, a -> a < lead ? i[a]
                : i[a] * windows.stride().get(a - lead) + i[a + k] * windows.dilation().get(a - lead)).toArray();
    }

    private static int[] with(int[] i, int axis, int value) {
        return Ints.of(i).with(axis, value).toArray();
    }

    private static int[] insert(int[] i, int axis, int value) {
        return Ints.of(i).insert(axis, value).toArray();
    }

    private static int[] take(int[] i, int n) {
        return Ints.of(i).take(n).toArray();
    }
}
