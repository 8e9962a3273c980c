package fluxion.core;

import fluxion.core.op.ArgSort;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import io.vavr.collection.Array;
import java.util.Arrays;

/**
 * The verbs that put elements in order, and what order gives: the largest few, medians, quantiles, places in sorted numbers.
 * Sorting is stable; NaN counts as the largest number, and −0 equals 0. Negative axes count from the end.
 */
public sealed interface Orders permits Expr {
    /** This expression. */
    Expr self();

    /** The elements along an axis in rising order, NaN last. */
    default Expr sort(int axis) { return sort(axis, false); }

    /** The elements along the last axis in rising order, NaN last. */
    default Expr sort() { return sort(-1, false); }

    /**
     * The elements along an axis in rising or falling order; equal ones keep theirs. NaN is last when rising, first when
     * falling.
     */
    default Expr sort(int axis, boolean descending) {
        return Expr.apply(new Sort(self().shape().axis("sort", axis), descending), self());
    }

    /** The positions (i32) along an axis in the rising order of their elements. */
    default Expr argsort(int axis) { return argsort(axis, false); }

    /** The positions (i32) along the last axis in the rising order of their elements. */
    default Expr argsort() { return argsort(-1, false); }

    /** The positions (i32) along an axis in the order of their elements; those of equal elements rise. */
    default Expr argsort(int axis, boolean descending) {
        int a = self().shape().axis("argsort", axis);
        return Expr.apply(new ArgSort(a, descending, self().shape().dim(a)), self());
    }

    /** The k largest elements along the last axis, in falling order, and their positions (i32). */
    default TopK topK(int k) {
        Expr x = self();
        if (x.rank() == 0 || k < 0 || k > x.shape().dim(x.rank() - 1)) {
            throw new ShapeException("topK: k must be from 0 to the length of the last axis; got " + k + " for " + x.type());
        }
        Expr positions = Expr.apply(new ArgSort(x.rank() - 1, true, k), x);
        return new TopK(x.takeAlongAxis(positions, -1), positions);
    }

    /** The middle element in order along an axis, or the mean of the two; NaN where there is one. */
    default Expr median(int axis) {
        Expr x = self();
        int a = x.shape().axis("median", axis);
        requireNumbers("median", x, a);
        int n = x.shape().dim(a);
        Expr sorted = x.sort(a);
        Expr upper = at(sorted, a, n / 2);
        return orNan(x, a, n % 2 == 1 ? upper : at(sorted, a, n / 2 - 1).times(0.5).plus(upper.times(0.5)));
    }

    /** The middle element in order, or the mean of the two; NaN where there is one. */
    default Expr median() { return self().flatten().median(0); }

    /** The q-quantile of all elements, interpolated linearly; NaN where there is one. */
    default Expr quantile(double q) { return self().flatten().quantile(q, 0); }

    /** The q-quantile along an axis, interpolated linearly; NaN where there is one. */
    default Expr quantile(double q, int axis) { return quantile(q, axis, Quantile.LINEAR); }

    /** The q-quantile along an axis; NaN where there is one. */
    default Expr quantile(double q, int axis, Quantile method) {
        Given.arguments("quantile", method);
        Expr x = self();
        int a = x.shape().axis("quantile", axis);
        requireNumbers("quantile", x, a);
        double position = method.position(q, x.shape().dim(a));
        Expr sorted = x.sort(a);
        int low = (int) Math.floor(position);
        Expr lower = at(sorted, a, low);
        return orNan(x, a, position == low ? lower
                : between(lower, at(sorted, a, low + 1), Tensor.number(x.dtype(), position - low)));
    }

    /** The quantiles for several q as a new first axis, interpolated linearly; NaN where there is one. */
    default Expr quantiles(double[] q, int axis) {
        Given.arguments("quantiles", (Object) q);
        return quantiles(q, axis, Quantile.LINEAR);
    }

    /** The quantiles for several q as a new first axis; NaN where there is one. */
    default Expr quantiles(double[] q, int axis, Quantile method) {
        Given.arguments("quantiles", q, method);
        Expr x = self();
        int a = x.shape().axis("quantile", axis);
        requireNumbers("quantile", x, a);
        int n = x.shape().dim(a);
        double[] positions = Arrays.stream(q).map(each -> method.position(each, n)).toArray();
        Expr sorted = x.sort(a).moveAxis(a, 0);
        Ints low = Ints.tabulate(q.length, i -> (int) Math.floor(positions[i]));
        Expr lower = sorted.take(Tensor.of(low.toArray()), 0);
        Expr upper = sorted.take(Tensor.of(low.map(i -> Math.min(i + 1, n - 1)).toArray()), 0);
        double[] shares = new double[q.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = positions[i] - low.get(i);
        }
        Expr share = Tensor.of(shares).cast(x.dtype()).reshape(new Shape(Ints.fill(x.rank(), 1).with(0, q.length)));
        return orNan(x, a, share.eq(0).where(lower, between(lower, upper, share)));
    }

    private static Expr between(Expr lower, Expr upper, Expr share) {
        return lower.plus(upper.minus(lower).times(share));
    }

    private static Expr at(Expr sorted, int axis, int position) {
        return sorted.slice(axis, position, position + 1).squeeze(axis);
    }

    private static Expr orNan(Expr x, int axis, Expr y) {
        return x.isNan().any(axis).where(Double.NaN, y);
    }

    private static void requireNumbers(String operation, Expr x, int axis) {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(operation + ": requires a floating-point operand; got " + x.type()
                    + ". Convert it with cast(F64)");
        }
        if (x.shape().dim(axis) == 0) {
            throw new ShapeException(operation + ": no elements have no " + operation + "; got " + x.type() + " along axis "
                    + axis);
        }
    }

    /** For each value how many of these rising numbers (one axis) are smaller: the first place where it keeps the order. */
    default Expr searchsorted(Expr values) {
        Given.arguments("searchsorted", values);
        return searchsorted(values, SearchSorted.Side.LEFT);
    }

    /** For each value the first (LEFT) or last (RIGHT) place where it keeps the order of these rising numbers (one axis). */
    default Expr searchsorted(Expr values, SearchSorted.Side side) {
        Given.arguments("searchsorted", values, side);
        Array<Expr> both = Array.ofAll(Broadcasting.promote(Array.of(self(), values)));
        return Expr.apply(new SearchSorted(0, side), both.get(0), both.get(1));
    }
}
