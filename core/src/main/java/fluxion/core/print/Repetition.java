package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Where a tensor is repeated, in print, without saying so: along the axes that its last reduction took away, as in
 * {@code X − mean(X, axis 1)}; else along leading axes, as the usual alignment has it.
 */
public final class Repetition {
    /** How far to look for the reduction that a repetition undoes. */
    private static final int REACH = 16;

    private Repetition() {}

    /** The tensor with axes of length one where the last reduction took axes away, if just these are missing beside the other. */
    public static Expr meeting(Expr x, Expr other) {
        if (x.rank() == 0 || x.rank() >= other.rank()) {
            return x;
        }
        return gone(x).filter(axes -> axes.size() == other.rank() - x.rank()).map(axes -> x.expandDims(axes.toArray()))
                .filter(wide -> Ints.range(0, wide.rank())
                .forAll(i -> wide.shape().dim(i) == 1 || wide.shape().dim(i) == other.shape().dim(i)))
                .getOrElse(x);
    }

    /** The shape that elementwise operands have together, where they fit. */
    static Option<Shape> met(Seq<Expr> operands) {
        Expr widest = operands.maxBy(Expr::rank).get();
        return operands.map(x -> Option.of(meeting(x, widest).shape()))
                .reduce((a, b) -> a.flatMap(x -> b.flatMap(y -> together(x, y))));
    }

    private static Option<Shape> together(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        Ints x = Ints.fill(rank - a.rank(), 1).concat(a.dims());
        Ints y = Ints.fill(rank - b.rank(), 1).concat(b.dims());
        boolean fit = Ints.range(0, rank).forAll(i -> x.get(i) == y.get(i) || x.get(i) == 1 || y.get(i) == 1);
        return Option.when(fit, () -> new Shape(Ints.tabulate(rank, i -> x.get(i) == 1 ? y.get(i) : x.get(i))));
    }

    /** The axes that the last reduction took away, with nothing but elementwise operations since. */
    static Option<Ints> gone(Expr reduced) {
        Expr node = reduced;
        for (int i = 0; i < REACH && node instanceof Apply(Op op, var inputs, _); i++) {
            switch (op) {
                case Reduce r -> {
                    return Option.of(r.axes());
                }
                case ArgReduce r -> {
                    return Option.of(Ints.of(r.axis()));
                }
                case Reshape(Shape to) when ImplicitBroadcast.drops(to, inputs.get(0).shape())
                        || ImplicitBroadcast.drops(inputs.get(0).shape(), to) -> node = inputs.get(0);
                case Op e when e.isElementwise() -> node = inputs.find(x -> !isRepeatedScalar(x)).getOrElse(inputs.get(0));
                case Op _ -> {
                    return Option.none();
                }
            }
        }
        return Option.none();
    }

    private static boolean isRepeatedScalar(Expr x) {
        return x instanceof Tensor || x instanceof Apply(Broadcast _, var of, _) && of.get(0).rank() == 0;
    }
}
