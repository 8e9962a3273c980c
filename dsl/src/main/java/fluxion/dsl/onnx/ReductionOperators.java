package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import java.util.function.BiFunction;

/** Reductions over axes, and running sums. */
final class ReductionOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            reduction("ReduceSum", (x, axes) -> x.sum(axes)),
            reduction("ReduceProd", (x, axes) -> x.prod(axes)),
            reduction("ReduceMax", ReductionOperators::most),
            reduction("ReduceMin", ReductionOperators::least),
            reduction("ReduceMean", (x, axes) -> mean(x, axes)),
            reduction("ReduceL1", (x, axes) -> x.abs().sum(axes)),
            reduction("ReduceL2", (x, axes) -> x.square().sum(axes).sqrt()),
            reduction("ReduceSumSquare", (x, axes) -> x.square().sum(axes)),
            reduction("ReduceLogSum", (x, axes) -> x.sum(axes).log()),
            reduction("ReduceLogSumExp", (x, axes) -> x.logsumexp(axes)),
            one("ArgMax", c -> arg(c, true)), one("ArgMin", c -> arg(c, false)),
            one("CumSum", c -> running(c, Expr::cumsum)).knowing(1),
            one("CumProd", c -> running(c, Expr::cumprod)).knowing(1));

    private ReductionOperators() {}

    /** Axes are an input, in older versions an attribute; where there are none, all are meant, or none if it says so. */
    private static OnnxOperator reduction(String name, BiFunction<Expr, int[], Expr> meaning) {
        return one(name, c -> {
            Expr x = c.x();
            Ints given = c.knownInts(1, "axes").getOrElse(Ints.empty());
            if (given.isEmpty() && c.flag("noop_with_empty_axes")) {
                return meaning.apply(x.expandDims(0), new int[] {0});
            }
            Ints axes = given.isEmpty() ? Ints.range(0, x.rank()) : c.axes(given, x.rank());
            if (axes.isEmpty()) {
                return meaning.apply(x.expandDims(0), new int[] {0});
            }
            Expr reduced = meaning.apply(x, axes.toArray());
            return c.whole("keepdims", 1) != 0 ? x.keep(reduced, axes.toArray()) : reduced;
        }).knowing(1);
    }

    private static Expr mean(Expr x, int... axes) {
        if (x.dtype().isFloat()) {
            return x.mean(axes);
        }
        int n = 1;
        for (int axis : axes) {
            n *= x.shape().dim(axis);
        }
        return x.sum(axes).div(n);
    }

    private static Expr most(Expr x, int... axes) {
        return x.dtype() == DType.BOOL ? x.any(axes) : isOfNothing(x, axes) ? ofNothing(x, Double.NEGATIVE_INFINITY, axes)
                : x.max(axes);
    }

    private static Expr least(Expr x, int... axes) {
        return x.dtype() == DType.BOOL ? x.all(axes) : isOfNothing(x, axes) ? ofNothing(x, Double.POSITIVE_INFINITY, axes)
                : x.min(axes);
    }

    private static boolean isOfNothing(Expr x, int... axes) {
        return Ints.of(axes).stream().anyMatch(a -> x.shape().dim(a) == 0);
    }

    /** The extremum of no elements is the farthest number that there is. */
    private static Expr ofNothing(Expr x, double infinity, int... axes) {
        Shape shape = x.shape().without(Ints.of(axes));
        Number number = switch (x.dtype()) {
            case F64, F32, BOOL -> infinity;
            case I64 -> infinity > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
            case I32 -> infinity > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        };
        return Literal.of(new TensorType(x.dtype(), shape), number);
    }

    private static Expr arg(NodeCall c, boolean most) {
        Expr x = c.x();
        int axis = c.axis("axis", 0, x.rank());
        Expr place;
        if (c.flag("select_last_index")) {
            Expr turned = x.flip(axis);
            place = (most ? turned.argmax(axis) : turned.argmin(axis)).neg().plus(x.shape().dim(axis) - 1);
        } else {
            place = most ? x.argmax(axis) : x.argmin(axis);
        }
        Expr wide = place.cast(DType.I64);
        return c.whole("keepdims", 1) != 0 ? wide.expandDims(axis) : wide;
    }

    /** Sums, say, along an axis. */
    private interface Running {
        Expr along(Expr x, int axis, boolean reverse);
    }

    private static Expr running(NodeCall c, Running f) {
        Expr x = c.x();
        int axis = c.axis(c.knownInt(1), x.rank());
        boolean reverse = c.flag("reverse");
        if (!c.flag("exclusive")) {
            return f.along(x, axis, reverse);
        }
        int n = x.shape().dim(axis);
        Ints none = Ints.fill(x.rank(), 0);
        Expr others = reverse ? x.slice(axis, Math.min(1, n), n) : x.slice(axis, 0, Math.max(0, n - 1));
        Number neutral = c.node().operator().equals("CumProd") ? 1 : 0;
        Ints one = none.with(axis, Math.min(1, n));
        return f.along(reverse ? others.pad(none, one, neutral) : others.pad(one, none, neutral), axis, reverse);
    }
}
