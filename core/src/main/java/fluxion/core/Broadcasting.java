package fluxion.core;

import fluxion.core.op.Broadcast;
import fluxion.core.op.Op;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Brings operands to one dtype and shape, as the verbs promise; operations themselves never broadcast. */
final class Broadcasting {
    private Broadcasting() {}

    static Expr apply(Op op, Expr left, Expr right) {
        DType dtype = left.dtype().promote(right.dtype());
        Shape shape = common(op.label(), left.shape(), right.shape());
        return Expr.apply(op, broadcast(left.cast(dtype), shape), broadcast(right.cast(dtype), shape));
    }

    static Expr select(Expr condition, Expr x, Expr y) {
        Op op = new Select();
        DType dtype = x.dtype().promote(y.dtype());
        Shape shape = common(op.label(), condition.shape(), common(op.label(), x.shape(), y.shape()));
        return Expr.apply(op, broadcast(condition, shape), broadcast(x.cast(dtype), shape), broadcast(y.cast(dtype), shape));
    }

    /** A Java number in the dtype of what it meets. */
    static Tensor literal(Op op, Expr meets, Number value) {
        if (meets.dtype() == DType.BOOL) {
            throw new DTypeException(op.label() + ": a number does not meet a bool; got " + value + " for " + meets.type()
                    + "; cast the bool first");
        }
        return Tensor.number(meets.dtype(), value);
    }

    /** The shape that two shapes broadcast to: aligned from the last axis, a missing axis or length one repeated. */
    static Shape common(String operation, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        return new Shape(Ints.tabulate(rank, i -> {
            int m = dim(a, i - rank + a.rank());
            int n = dim(b, i - rank + b.rank());
            if (m != n && m != 1 && n != 1) {
                throw new ShapeException(operation + ": shapes must broadcast; got " + a + " and " + b + " (" + m + " ≠ " + n
                        + " on axis " + (i - rank) + ")");
            }
            return m == 1 ? n : m;
        }));
    }

    private static int dim(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.dim(axis);
    }

    /** The expression repeated to a shape that it broadcasts to; itself where it has it. */
    static Expr broadcast(Expr x, Shape to) {
        if (x.shape().equals(to)) {
            return x;
        }
        int offset = to.rank() - x.rank();
        Ints kept = Ints.range(0, x.rank()).filter(i -> x.shape().dim(i) == to.dim(i + offset));
        Expr dropped = kept.size() == x.rank() ? x : Expr.apply(new Reshape(new Shape(x.shape().dims().select(kept))), x);
        return Expr.apply(new Broadcast(to, kept.map(i -> i + offset)), dropped);
    }

    /** Checks that x broadcasts to exactly {@code to}. */
    static void requireBroadcastable(String operation, Shape x, Shape to) {
        boolean fits = x.rank() <= to.rank();
        for (int i = 0; fits && i < x.rank(); i++) {
            int n = x.dim(i);
            fits = n == 1 || n == to.dim(i + to.rank() - x.rank());
        }
        if (!fits) {
            throw new ShapeException(operation + ": a shape must broadcast to the one asked for; got " + x + " to " + to);
        }
    }

    /** All operands cast to the dtype they promote to. */
    static Seq<Expr> promote(Seq<Expr> operands) {
        Option<DType> dtype = operands.map(Expr::dtype).reduceOption(DType::promote);
        return dtype.map(d -> operands.map(x -> x.cast(d))).getOrElse(operands);
    }
}
