package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.SearchSorted;
import io.vavr.collection.Array;

/** Verbs of NumPy that look past NaNs, count into bins, and take differences; all made of others. */
final class StatisticVerbs {
    private StatisticVerbs() {}

    // ---- without NaNs; see nanSum and nanMean ----

    /** The largest of the elements that are numbers, NaN where none are; over all axes if none are given. */
    public static Expr nanMax(Expr x, int... axes) { return extreme("nanMax", x, Double.NEGATIVE_INFINITY, axes); }

    /** The smallest of the elements that are numbers, NaN where none are; over all axes if none are given. */
    public static Expr nanMin(Expr x, int... axes) { return extreme("nanMin", x, Double.POSITIVE_INFINITY, axes); }

    private static Expr extreme(String operation, Expr x, double least, int... axes) {
        Given.arguments(operation, x, axes);
        Expr missing = x.isNan();
        Expr known = missing.where(Tensor.number(x.dtype(), least), x);
        return missing.all(axes).where(Tensor.number(x.dtype(), Double.NaN), least < 0 ? known.max(axes) : known.min(axes));
    }

    /** The product of the elements that are numbers; over all axes if none are given. */
    public static Expr nanProd(Expr x, int... axes) {
        Given.arguments("nanProd", x, axes);
        return x.isNan().where(Tensor.number(x.dtype(), 1), x).prod(axes);
    }

    /** The variance of the elements that are numbers, NaN where none are; over all axes if none are given. */
    public static Expr nanVar(Expr x, int... axes) {
        Given.arguments("nanVar", x, axes);
        Expr mean = NumericVerbs.nanMean(x, axes);
        Expr centred = x.minus(axes.length == 0 ? mean : mean.expandDims(axes));
        return NumericVerbs.nanMean(centred.square(), axes);
    }

    /** The standard deviation of the elements that are numbers, NaN where none are; over all axes if none are given. */
    public static Expr nanStd(Expr x, int... axes) { Given.arguments("nanStd", x, axes); return nanVar(x, axes).sqrt(); }

    /** The median of all elements that are numbers. */
    public static Expr nanMedian(Expr x) { Given.arguments("nanMedian", x); return nanQuantile(x.flatten(), 0.5, 0); }

    /** The median along an axis of the elements that are numbers, NaN where none are. */
    public static Expr nanMedian(Expr x, int axis) { Given.arguments("nanMedian", x); return nanQuantile(x, 0.5, axis); }

    /** The q-quantile along an axis of the elements that are numbers, between neighbours on a line; NaN where none are. */
    public static Expr nanQuantile(Expr x, double q, int axis) {
        Given.arguments("nanQuantile", x);
        if (!(q >= 0 && q <= 1)) {
            throw new FluxionException("nanQuantile: q must lie between 0 and 1; got " + q);
        }
        int last = x.shape().dim(x.shape().axis("nanQuantile", axis)) - 1;
        // NaNs come last, so numbers stand in front
        Expr sorted = x.sort(axis);
        Expr count = x.isNan().not().cast(x.dtype()).sum(axis).expandDims(axis);
        Expr place = count.minus(1).times(q).clip(0, Math.max(0, last));
        Expr low = place.floor();
        Expr left = sorted.takeAlongAxis(low.cast(DType.I32), axis);
        Expr right = sorted.takeAlongAxis(place.ceil().cast(DType.I32), axis);
        Expr part = place.minus(low);
        return part.eq(0).where(left, left.plus(part.times(right.minus(left)))).squeeze(axis);
    }

    // ---- counts ----

    /** How often each of the numbers 0 … n − 1 is among whole numbers; others are not counted. */
    public static Expr bincount(Expr x, int n) {
        Given.arguments("bincount", x);
        return bincount(x, LiteralVerbs.ones(new TensorType(DType.I32, x.shape())), n);
    }

    /** The sum of the weights of each of the numbers 0 … n − 1 among whole numbers; others are not counted. */
    public static Expr bincount(Expr x, Expr weights, int n) {
        Given.arguments("bincount", x, weights);
        if (x.dtype().isFloat() || x.dtype() == DType.BOOL || !weights.shape().equals(x.shape()) || n < 0) {
            throw new ShapeException("bincount: requires whole numbers, a weight for each and n ≥ 0; got " + x.type() + ", "
                    + weights.type() + " and " + n);
        }
        // what is out of range is added to one more place, which is cut off
        Expr place = x.lt(0).or(x.ge(n)).where(Tensor.number(x.dtype(), n), x).flatten();
        Expr none = Tensor.zeros(TensorType.of(weights.dtype(), n + 1));
        return none.scatterAdd(place, weights.flatten(), 0).slice(0, 0, n);
    }

    /** How many edges are not above each element: the bin it falls into, of edges in ascending order. */
    public static Expr digitize(Expr x, Expr edges) {
        Given.arguments("digitize", x, edges);
        return edges.searchsorted(x, SearchSorted.Side.RIGHT);
    }

    /** How many elements fall between each two neighbouring edges, the last edge belonging to its bin. */
    public static Expr histogram(Expr x, Expr edges) {
        Given.arguments("histogram", x, edges);
        return histogram(x, LiteralVerbs.ones(new TensorType(DType.I32, x.shape())), edges);
    }

    /** The sums of weights of the elements between each two neighbouring edges, the last edge belonging to its bin. */
    public static Expr histogram(Expr x, Expr weights, Expr edges) {
        Given.arguments("histogram", x, weights, edges);
        if (edges.rank() != 1 || edges.shape().dim(0) < 2) {
            throw new ShapeException("histogram: requires a vector of at least 2 edges; got " + edges.type());
        }
        int bins = edges.shape().dim(0) - 1;
        Expr place = digitize(x, edges).minus(1);
        return bincount(x.eq(edges.get(bins)).where(Tensor.number(place.dtype(), bins - 1), x.isNan()
                .where(Tensor.number(place.dtype(), -1), place)), weights, bins);
    }

    /** How many elements fall into each of so many equal bins from low to high; others are not counted. */
    public static Expr histogram(Expr x, int bins, double low, double high) {
        Given.arguments("histogram", x);
        return histogram(x, LiteralVerbs.linspace(low, high, bins + 1, x.dtype()));
    }

    // ---- differences and angles ----

    /** Slopes along an axis of values at distances of 1: half the difference of both neighbours, at the ends of one. */
    public static Expr gradient(Expr y, int axis) { return gradient(y, 1, axis); }

    /** Slopes along an axis of values at equal distances: half the difference of both neighbours, at the ends of one. */
    public static Expr gradient(Expr y, double dx, int axis) {
        Given.arguments("gradient", y);
        int n = y.shape().dim(y.shape().axis("gradient", axis));
        if (n < 2) {
            throw new ShapeException("gradient: requires at least 2 values along the axis; got " + y.type());
        }
        Expr ahead = y.slice(axis, 2, n).minus(y.slice(axis, 0, n - 2)).div(2 * dx);
        return ArrayVerbs.concatenate(axis, y.slice(axis, 1, 2).minus(y.slice(axis, 0, 1)).div(dx), ahead,
                y.slice(axis, n - 1, n).minus(y.slice(axis, n - 2, n - 1)).div(dx));
    }

    /** Angles along an axis without jumps: multiples of 2π are added so that neighbours differ by at most π. */
    public static Expr unwrap(Expr angles, int axis) {
        Given.arguments("unwrap", angles);
        int n = angles.shape().dim(angles.shape().axis("unwrap", axis));
        Expr step = angles.diff(axis);
        Expr near = step.plus(Math.PI).remainder(2 * Math.PI).minus(Math.PI);
        Expr kept = near.eq(-Math.PI).and(step.gt(0)).where(Tensor.number(angles.dtype(), Math.PI), near);
        Expr added = step.abs().lt(Math.PI).where(Tensor.number(angles.dtype(), 0), kept.minus(step));
        return ArrayVerbs.concatenate(axis, angles.slice(axis, 0, 1), angles.slice(axis, 1, n).plus(added.cumsum(axis)));
    }

    // ---- order and choice ----

    /** The order by several keys along the last axis, the last key counting most, as NumPy has it. */
    public static Expr lexsort(Expr... keys) {
        Given.arguments("lexsort", (Object) keys);
        if (keys.length == 0) {
            throw new ShapeException("lexsort: requires at least one key");
        }
        return Array.of(keys).tail().foldLeft(keys[0].argsort(),
                (order, key) -> order.takeAlongAxis(key.takeAlongAxis(order, -1).argsort(), -1));
    }

    /** A matrix turned by k right angles, from the first axis to the second; further axes stay. */
    public static Expr rot90(Expr x, int k) {
        Given.arguments("rot90", x);
        return switch (Math.floorMod(k, 4)) {
            case 0 -> x;
            case 1 -> x.flip(1).swapAxes(0, 1);
            case 2 -> x.flip(0, 1);
            default -> x.swapAxes(0, 1).flip(1);
        };
    }

    /** Of the first condition that holds, its choice; of none, another value. */
    public static Expr select(Array<Expr> conditions, Array<Expr> choices, Expr otherwise) {
        Given.arguments("select", conditions, choices, otherwise);
        if (conditions.size() != choices.size()) {
            throw new ShapeException("select: requires a choice for each condition; got " + choices.size() + " for "
                    + conditions.size());
        }
        return conditions.zip(choices).foldRight(otherwise, (pair, rest) -> pair._1.where(pair._2, rest));
    }

    /** The places along each axis of places among all elements in row-major order. */
    public static Array<Expr> unravelIndex(Expr places, Shape shape) {
        Given.arguments("unravelIndex", places, shape);
        int[] behind = new int[shape.rank()];
        int length = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            behind[axis] = length;
            length *= shape.dim(axis);
        }
        return Array.range(0, shape.rank()).map(axis -> places.floorDivide(behind[axis]).remainder(shape.dim(axis)));
    }
}
