package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.op.SearchSorted;
import io.vavr.collection.Array;

/** Verbs of NumPy that are made of others: comparison within a tolerance, statistics, polynomials, interpolation, convolution. */
final class NumericVerbs {
    private NumericVerbs() {}

    // ---- comparison ----

    /** Whether each pair is equal or |a − b| ≤ 10⁻⁸ + 10⁻⁵·|b|. */
    public static Expr isClose(Expr a, Expr b) { Given.arguments("isClose", a, b); return isClose(a, b, 1e-5, 1e-8); }

    /** Whether each pair is equal or |a − b| ≤ absolute + relative·|b|. A NaN is close to nothing. */
    public static Expr isClose(Expr a, Expr b, double relative, double absolute) {
        Given.arguments("isClose", a, b);
        // the distance from an infinite number is no smaller than infinitely many tolerances
        return a.eq(b).or(b.isFinite().and(a.minus(b).abs().le(b.abs().times(relative).plus(absolute))));
    }

    /** Whether all pairs are close, see {@link #isClose(Expr, Expr)}. */
    public static Expr allClose(Expr a, Expr b) { Given.arguments("allClose", a, b); return isClose(a, b).all(); }

    /** Whether all pairs are close, see {@link #isClose(Expr, Expr, double, double)}. */
    public static Expr allClose(Expr a, Expr b, double relative, double absolute) {
        Given.arguments("allClose", a, b);
        return isClose(a, b, relative, absolute).all();
    }

    // ---- counts and means ----

    /** How many elements are not 0 (or true), as i32; over all axes if none are given. */
    public static Expr countNonzero(Expr x, int... axes) {
        Given.arguments("countNonzero", x, axes);
        Expr counted = (x.dtype() == DType.BOOL ? x : x.ne(0)).cast(DType.I32);
        return axes.length == 0 ? counted.sum() : counted.sum(axes);
    }

    /** The sum of the elements that are numbers; over all axes if none are given. */
    public static Expr nanSum(Expr x, int... axes) {
        Given.arguments("nanSum", x, axes);
        Expr known = x.isNan().where(Tensor.number(x.dtype(), 0), x);
        return axes.length == 0 ? known.sum() : known.sum(axes);
    }

    /** The mean of the elements that are numbers, NaN where none are; over all axes if none are given. */
    public static Expr nanMean(Expr x, int... axes) {
        Given.arguments("nanMean", x, axes);
        return nanSum(x, axes).div(countNonzero(x.isNan().not(), axes).cast(x.dtype()));
    }

    /** The q-th percentile of all elements, q from 0 to 100: {@code quantile} at q/100. */
    public static Expr percentile(Expr x, double q) { Given.arguments("percentile", x); return x.quantile(q / 100); }

    /** The q-th percentile along an axis, q from 0 to 100. */
    public static Expr percentile(Expr x, double q, int axis) {
        Given.arguments("percentile", x);
        return x.quantile(q / 100, axis);
    }

    /**
     * The covariances of the rows of a matrix, whose columns are observations: {@code (X − X̄)·(X − X̄)ᵀ/(n − 1)}; of a
     * vector its
     * variance; NaN for fewer than two observations.
     */
    public static Expr cov(Expr x) {
        Given.arguments("cov", x);
        int rank = x.rank();
        if (rank == 0 || rank > 2) {
            throw new ShapeException(
                    "cov: requires a matrix with a row for each quantity and a column for each observation, or a vector; got "
                    + x.type());
        }
        Expr centred = x.minus(x.mean(rank - 1).expandDims(-1));
        Expr square = rank == 1 ? centred.square().sum() : centred.matmul(centred.t());
        return square.div(Math.max(0, x.shape().dim(rank - 1) - 1));
    }

    /** The correlations of the rows of a matrix, whose columns are observations: {@code Cᵢⱼ/√(Cᵢᵢ·Cⱼⱼ)} of the covariances C. */
    public static Expr corrcoef(Expr x) {
        Given.arguments("corrcoef", x);
        if (x.rank() != 2) {
            throw new ShapeException(
                    "corrcoef: requires a matrix with a row for each quantity and a column for each observation; got "
                    + x.type());
        }
        Expr c = cov(x);
        Expr deviation = c.diagonal().sqrt();
        return c.div(deviation.expandDims(1)).div(deviation.expandDims(0));
    }

    // ---- polynomials, interpolation, convolution ----

    /** {@code p₀·xⁿ + … + pₙ}, the highest power first, as NumPy has it. */
    public static Expr polyval(Expr p, Expr x) {
        Given.arguments("polyval", p, x);
        if (p.rank() != 1) {
            throw new ShapeException("polyval: requires a vector of coefficients, the highest power first; got " + p.type());
        }
        int n = p.shape().dim(0);
        Expr zero = x.times(0);
        return Array.range(0, n).foldLeft(zero, (value, i) -> i == 0 ? zero.plus(p.get(0)) : value.times(x).plus(p.get(i)));
    }

    /**
     * The broken line through the points (xp, fp) at x; left and right of them the first and the last value.
     *
     * @param x any shape
     * @param xp a vector in ascending order
     * @param fp as many values
     */
    public static Expr interp(Expr x, Expr xp, Expr fp) {
        Given.arguments("interp", x, xp, fp);
        if (xp.rank() != 1 || !fp.shape().equals(xp.shape()) || xp.shape().dim(0) < 2) {
            throw new ShapeException("interp: requires two vectors of one length, at least 2; got " + xp.type() + " and "
                    + fp.type());
        }
        int n = xp.shape().dim(0);
        Expr right = xp.searchsorted(x, SearchSorted.Side.RIGHT).clip(1, n - 1);
        Expr x0 = xp.take(right.minus(1), 0);
        Expr y0 = fp.take(right.minus(1), 0);
        Expr x1 = xp.take(right, 0);
        Expr y1 = fp.take(right, 0);
        Expr slope = y1.minus(y0).div(x1.minus(x0));
        Expr beyond = x.minus(x0);
        // at a knot beside an infinite value: 0, not 0·∞, and an infinite slope; from an infinite value backwards, not ∞ − ∞
        Expr rise = beyond.eq(0).and(slope.isInf()).where(slope.sign().times(beyond.sqrt()), beyond.times(slope));
        Expr within = y0.isInf().where(y1.minus(x1.minus(x).times(slope)), y0.plus(rise));
        return x.lt(xp.get(0)).where(fp.get(0), x.ge(xp.get(n - 1)).where(fp.get(n - 1), within));
    }

    /** {@code yₖ = Σᵢ aᵢ·bₖ₋ᵢ}: all n + m − 1 places where two vectors meet. */
    public static Expr convolve(Expr a, Expr b) {
        Given.arguments("convolve", a, b);
        if (a.rank() != 1 || b.rank() != 1 || a.shape().dim(0) == 0 || b.shape().dim(0) == 0) {
            throw new ShapeException("convolve: requires two vectors that are not empty; got " + a.type() + " and " + b.type()
                    + ". Use conv for images and batches");
        }
        int m = b.shape().dim(0);
        return a.reshape(1, 1, -1).conv(b.flip(0).reshape(1, 1, m), Ints.of(1), Ints.of(m - 1), Ints.of(1), 1).reshape(-1);
    }

    // ---- side by side ----

    /** Below each other: along axis 0, vectors as rows. */
    public static Expr vstack(Expr... parts) {
        Given.arguments("vstack", (Object) parts);
        return ArrayVerbs.concatenate(0, Array.of(parts).map(x -> x.rank() < 2 ? x.reshape(1, -1) : x));
    }

    /** Beside each other: along axis 1, vectors along axis 0. */
    public static Expr hstack(Expr... parts) {
        Given.arguments("hstack", (Object) parts);
        Array<Expr> all = Array.of(parts).map(x -> x.rank() == 0 ? x.reshape(1) : x);
        return ArrayVerbs.concatenate(all.forAll(x -> x.rank() == 1) ? 0 : 1, all);
    }
}
