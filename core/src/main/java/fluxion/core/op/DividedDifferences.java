package fluxion.core.op;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Divided differences f[wᵢ, …, wⱼ] of a function at all tuples of values, without cancellation where values are close: there
 * they are integrals of a derivative of f over a simplex (Hermite and Genocchi; Higham, "Functions of Matrices", B.16), by
 * Gauss' quadrature. Elsewhere they are quotients by the widest gap of the tuple. Whether values are close depends on f: they
 * are if f′ between them is so smooth that three points of the quadrature already agree with five; a further point multiplies
 * the error by the same factor.
 *
 * @param w the values, in the last axis
 * @param parameters numbers of f, one for each of the batch
 * @param numbers numbers of f, one for each value; a divided difference of equal values with different numbers is NaN
 * @param functions f and its derivatives, of a value, the parameters and the numbers, all scalar
 */
record DividedDifferences(Expr w, Seq<Expr> parameters, Seq<Expr> numbers, Seq<Fn> functions) {
    private static final int POINTS = 5;
    private static final int MOST = 6;

    /** Differences at all (order + 1)-tuples, in as many last axes. */
    Expr of(int order) {
        Expr all = evaluated(functions.get(0), flat(w), w.shape()).reshape(w.shape());
        if (order == 0) {
            return all;
        }
        Expr close = close();
        for (int m = 1; m <= order; m++) {
            Expr near = integral(m, POINTS);
            all = close(close, m).where(near, quotient(all, m));
        }
        return all;
    }

    private int batch() {
        return w.rank() - 1;
    }

    private Shape grid(int axes) {
        return new Shape(w.shape().dims().concat(Ints.fill(axes - 1, w.shape().dim(batch()))));
    }

    /** Something of some places of a tuple, at all tuples of so many. */
    private Expr at(Expr x, Ints places, int axes) {
        return Expr.apply(new Broadcast(grid(axes), Ints.range(0, batch()).concat(places.map(p -> batch() + p))), x);
    }

    private Expr value(int place, int axes) {
        return at(w, Ints.of(place), axes);
    }

    /** Which pairs of values are close. */
    private Expr close() {
        Expr fine = integral(1, POINTS);
        Expr coarse = integral(1, POINTS - 2);
        Expr size = weighted(evaluated(functions.get(1), points(1, POINTS), grid(2)).abs(), POINTS, 1);
        double tolerance = Math.pow(w.dtype() == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f), (POINTS - 2.0) / POINTS);
        Expr close = fine.minus(coarse).abs().le(size.times(tolerance)).or(value(0, 2).eq(value(1, 2)));
        return numbers.foldLeft(close, (all, q) -> all.and(at(q, Ints.of(0), 2).eq(at(q, Ints.of(1), 2))));
    }

    /** Where all pairs of a tuple are. */
    private Expr close(Expr pairs, int order) {
        Seq<Expr> all = Array.range(0, order + 1).combinations(2).map(p -> at(pairs, Ints.of(p.get(0), p.get(1)), order + 1));
        return all.reduce(Expr::and);
    }

    /** (f[without i] − f[without j])/(wⱼ − wᵢ) for the two values that are farthest apart. */
    private Expr quotient(Expr lower, int order) {
        int axes = order + 1;
        Expr best = Literal.of(new TensorType(w.dtype(), grid(axes)), Double.NaN);
        Expr widest = Literal.zerosLike(best);
        for (int i = 0; i < axes; i++) {
            for (int j = i + 1; j < axes; j++) {
                Expr gap = value(j, axes).minus(value(i, axes));
                Expr rise = at(lower, Ints.range(0, axes).without(Ints.of(i)), axes)
                        .minus(at(lower, Ints.range(0, axes).without(Ints.of(j)), axes));
                Expr wider = gap.abs().gt(widest);
                best = wider.where(rise.div(gap.eq(0).where(1, gap)), best);
                widest = wider.where(gap.abs(), widest);
            }
        }
        return best;
    }

    /** ∫ f⁽ᵐ⁾ over the simplex of the values of a tuple. */
    private Expr integral(int order, int points) {
        return weighted(evaluated(functions.get(order), points(order, points), grid(order + 1)), points, order);
    }

    /**
     * Points between the values of tuples, [tuples, points, …]: the first value and shares of what the others are more. The
     * shares
     * are products in collapsed coordinates (Stroud, "Approximate Calculation of Multiple Integrals", 1971): each takes a part uᵢ
     * of what those before it have left.
     */
    private Expr points(int order, int points) {
        Expr first = flat(value(0, order + 1));
        Expr sum = first;
        Expr left = Tensor.number(w.dtype(), 1);
        for (int i = 1; i <= order; i++) {
            Expr u = Tensor.of(Gauss.points(count(order, points, i))).cast(w.dtype());
            Expr share = outer(flat(value(i, order + 1)).minus(first), left);
            Shape shape = new Shape(sum.shape().dims().append(u.shape().dim(0)));
            sum = Expr.apply(new Broadcast(shape, Ints.range(0, sum.rank())), sum).plus(outer(share, u));
            left = outer(left, u.subtractedFrom(1));
        }
        return sum;
    }

    /** So many points along an axis, and more where collapsing raises the degree. */
    private static int count(int order, int points, int axis) {
        return Math.min(points + (order - axis + 1) / 2, Math.max(points, MOST));
    }

    /** The sum over the points, with the volume that the coordinates i + 1, … have left for each uᵢ. */
    private Expr weighted(Expr values, int points, int order) {
        Expr weights = Tensor.number(w.dtype(), 1);
        for (int i = 1; i <= order; i++) {
            weights = outer(weights, Tensor.of(Gauss.weights(count(order, points, i), order - i)).cast(w.dtype()));
        }
        Ints axes = Ints.range(1, values.rank());
        return values.times(Expr.apply(new Broadcast(values.shape(), axes), weights)).sum(axes.toArray())
                .reshape(grid(order + 1));
    }

    /** The products of all elements of one with all of the other. */
    private static Expr outer(Expr a, Expr b) {
        Shape shape = new Shape(a.shape().dims().concat(b.shape().dims()));
        return Expr.apply(new Broadcast(shape, Ints.range(0, a.rank())), a)
                .times(Expr.apply(new Broadcast(shape, Ints.range(a.rank(), shape.rank())), b));
    }

    private static Expr flat(Expr x) {
        return x.reshape(Shape.of((int) x.shape().size()));
    }

    /**
     * A scalar function at points of tuples.
     *
     * @param x one or several for each tuple, which come first
     * @param tuples the axes of the batch, then those of the tuples, whose first value the numbers belong to
     */
    private Expr evaluated(Fn f, Expr x, Shape tuples) {
        Seq<Expr> operands = parameters.appendAll(numbers).map(p -> repeated(p, x.shape(), tuples)).prepend(x);
        Map<Expr, Expr> places = new IdentityHashMap<>();
        f.params().zip(operands).forEach(p -> places.put(p._1, p._2));
        Expr y = Graph.rebuild(f.results(), leaf -> places.getOrDefault(leaf, leaf), DividedDifferences::elementwise).get(0);
        return y.shape().equals(x.shape()) ? y : Expr.apply(new Broadcast(x.shape(), Ints.empty()), y);
    }

    /** A scalar operation on elements. */
    private static Expr elementwise(Apply scalar, Seq<Expr> inputs) {
        Option<Shape> shape = inputs.map(Expr::shape).find(s -> !s.isScalar());
        return shape.isEmpty() ? scalar.on(inputs)
                : scalar.op() instanceof Movement ? inputs.get(0)
                : scalar.on(inputs.map(x -> x.shape().isScalar() ? Expr.apply(new Broadcast(shape.get(), Ints.empty()), x) : x));
    }

    /** Numbers along the first axes of the tuples, at each point of each. */
    private static Expr repeated(Expr numbers, Shape points, Shape tuples) {
        Expr each = flat(Expr.apply(new Broadcast(tuples, Ints.range(0, numbers.rank())), numbers));
        return Expr.apply(new Broadcast(points, Ints.of(0)), each);
    }
}
