package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Index;
import fluxion.core.TopK;
import fluxion.core.op.SearchSorted;
import io.vavr.control.Option;

/**
 * The verbs of {@link Expr} that put elements in order, go along an axis step by step, or name places, written in front.
 *
 * <pre>{@code
 * x.get(range(1, 3), all(), i)          // x[1:3, :, i]
 * x.get("1:3, ..., ::-1")
 * x.at(i).add(u);  x.at(mask).set(0)
 * }</pre>
 */
final class OrderVerbs {
    private OrderVerbs() {}

    // ---- order ----

    /** The elements along the last axis in rising order, NaN last. */
    public static Expr sort(Expr x) { Given.arguments("sort", x); return x.sort(); }

    /** The elements along an axis in rising order, NaN last. */
    public static Expr sort(Expr x, int axis) { Given.arguments("sort", x); return x.sort(axis); }

    /** The positions (i32) along the last axis in the rising order of their elements. */
    public static Expr argsort(Expr x) { Given.arguments("argsort", x); return x.argsort(); }

    /** The positions (i32) along an axis in the rising order of their elements. */
    public static Expr argsort(Expr x, int axis) { Given.arguments("argsort", x); return x.argsort(axis); }

    /** The k largest elements along the last axis, in falling order, and their positions. */
    public static TopK topK(Expr x, int k) { Given.arguments("topK", x); return x.topK(k); }

    /** The k largest elements along an axis, in falling order, and their positions. */
    public static TopK topK(Expr x, int k, int axis) {
        Given.arguments("topK", x);
        TopK last = x.moveAxis(axis, -1).topK(k);
        return new TopK(last.values().moveAxis(-1, axis), last.indices().moveAxis(-1, axis));
    }

    /** The middle element in order, or the mean of the two. Over all axes. */
    public static Expr median(Expr x) { Given.arguments("median", x); return x.median(); }

    /** The middle element in order along an axis, or the mean of the two. */
    public static Expr median(Expr x, int axis) { Given.arguments("median", x); return x.median(axis); }

    /** The q-quantile, interpolated linearly. Over all axes. */
    public static Expr quantile(Expr x, double q) { Given.arguments("quantile", x); return x.quantile(q); }

    /** The q-quantile along an axis, interpolated linearly. */
    public static Expr quantile(Expr x, double q, int axis) { Given.arguments("quantile", x); return x.quantile(q, axis); }

    /** For each value the first place where it keeps the order of rising numbers. */
    public static Expr searchsorted(Expr sorted, Expr values) {
        Given.arguments("searchsorted", sorted, values);
        return sorted.searchsorted(values);
    }

    /** For each value the first or last place where it keeps the order of rising numbers. */
    public static Expr searchsorted(Expr sorted, Expr values, SearchSorted.Side side) {
        Given.arguments("searchsorted", sorted, values, side);
        return sorted.searchsorted(values, side);
    }

    // ---- step by step ----

    /** Running products along an axis. */
    public static Expr cumprod(Expr x, int axis) { Given.arguments("cumprod", x); return x.cumprod(axis); }

    /** The product of all other elements along an axis, without a division: the gradient of prod. */
    public static Expr prodOfOthers(Expr x, int axis) { Given.arguments("prodOfOthers", x); return x.prodOfOthers(axis); }

    /** The largest so far along an axis. */
    public static Expr cummax(Expr x, int axis) { Given.arguments("cummax", x); return x.cummax(axis); }

    /** The smallest so far along an axis. */
    public static Expr cummin(Expr x, int axis) { Given.arguments("cummin", x); return x.cummin(axis); }

    /** Running ln Σ eˣ along an axis. */
    public static Expr logcumsumexp(Expr x, int axis) { Given.arguments("logcumsumexp", x); return x.logcumsumexp(axis); }

    /** {@code y[i] = factors[i]·y[i−1] + terms[i]} along an axis. */
    public static Expr recurrence(Expr factors, Expr terms, int axis) {
        Given.arguments("recurrence", factors, terms);
        return terms.recurrence(factors, axis);
    }

    // ---- places ----

    /** For each position of {@code indices} the element of x there, but for the axis, where the index says. */
    public static Expr takeAlongAxis(Expr x, Expr indices, int axis) {
        Given.arguments("takeAlongAxis", x, indices);
        return x.takeAlongAxis(indices, axis);
    }

    /** The block of the given lengths from computed positions on, clamped so that it fits. */
    public static Expr dynamicSlice(Expr x, Expr start, int... sizes) {
        Given.arguments("dynamicSlice", x, start, sizes);
        return x.dynamicSlice(start, sizes);
    }

    /** x with a block replaced from computed positions on, clamped so that it fits. */
    public static Expr dynamicUpdateSlice(Expr x, Expr update, Expr start) {
        Given.arguments("dynamicUpdateSlice", x, update, start);
        return x.dynamicUpdateSlice(update, start);
    }

    /** A whole axis, {@code :}. */
    public static Index all() { return Index.Range.ALL; }

    /** Positions start to stop (exclusive), {@code start:stop}. */
    public static Index range(int start, int stop) { return range(start, stop, 1); }

    /** Every step-th position from start to stop (exclusive), {@code start:stop:step}; downwards for a negative step. */
    public static Index range(int start, int stop, int step) { return new Index.Range(Option.of(start), Option.of(stop), step); }

    /** Positions from start on, {@code start:}. */
    public static Index from(int start) { return new Index.Range(Option.of(start), Option.none(), 1); }

    /** Positions up to stop (exclusive), {@code :stop}. */
    public static Index until(int stop) { return new Index.Range(Option.none(), Option.of(stop), 1); }

    /** One position beside other indices; negative ones count from the end. */
    public static Index position(int at) { return new Index.Position(at); }

    /** As many whole axes as are not named otherwise, {@code ...}. */
    public static Index ellipsis() { return new Index.Ellipsis(); }

    /** A new axis of length one. */
    public static Index newAxis() { return new Index.NewAxis(); }
}
