package fluxion.ops.linalg;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearCall;
import io.vavr.collection.Array;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Quotients by differences of eigenvalues or singular values w. Loewner's matrix of a function f has the elements
 * f[wᵢ, wⱼ] = (f(wⱼ) − f(wᵢ))/(wⱼ − wᵢ), and f′(wᵢ) where they coincide; with it V·f(W)·Vᵀ has the derivative
 * V·(f[w, w] ⊙ Vᵀ·T·V)·Vᵀ (Daleckii and Krein 1965; Higham, "Functions of Matrices", 3.2). Eigenvectors alone turn by
 * 1/(wⱼ − wᵢ), and where that does not exist have no derivative: NaN.
 */
public final class Loewner {
    /** Differences within so many rounding errors tell no more than the slope does. */
    private static final double ROUNDINGS = 8;

    private Loewner() {}

    /** The number of each column, in each row. */
    public static Expr across(Expr w) {
        int rank = w.rank();
        return Expr.apply(new Broadcast(square(w), Ints.range(0, rank - 1).append(rank)), w);
    }

    /** The number of each row, in each column. */
    public static Expr down(Expr w) {
        return Expr.apply(new Broadcast(square(w), Ints.range(0, w.rank())), w);
    }

    private static Shape square(Expr w) {
        return new Shape(w.shape().dims().append(w.shape().dim(w.rank() - 1)));
    }

    /** Whether row and column are one, for matrices of this type. */
    private static Expr isDiagonal(Expr w) {
        Shape shape = square(w);
        TensorType numbers = new TensorType(DType.I32, shape);
        return Expr.apply(new Iota(numbers, shape.rank() - 2)).eq(Expr.apply(new Iota(numbers, shape.rank() - 1)));
    }

    /**
     * Loewner's matrix of d = f(w): where wᵢ and wⱼ are so close that rounding is what dⱼ − dᵢ shows, the mean slope; NaN where
     * equal w have different d.
     *
     * @param w the values, in the last axis
     * @param d what a function makes of each
     * @param slope the derivative of each dᵢ by wᵢ, absent where zero
     */
    public static Expr matrix(Expr w, Expr d, Option<Expr> slope) {
        Expr gap = across(w).minus(down(w));
        Expr rise = across(d).minus(down(d));
        Expr mean = slope.map(s -> across(s).plus(down(s)).times(0.5)).getOrElse(() -> Literal.zerosLike(gap));
        Expr expected = slope.isDefined() ? rise.minus(mean.times(gap)) : rise;
        Expr size = across(d).abs().plus(down(d).abs());
        Expr close = expected.abs().le(size.times(ROUNDINGS * unit(w)));
        Expr tied = gap.eq(0);
        return close.where(mean, tied.where(Double.NaN, rise.div(tied.where(1, gap))));
    }

    /** (dᵢ + dⱼ)/(wᵢ + wⱼ); where both w are 0 the mean slope if both d are, else NaN. */
    public static Expr sums(Expr w, Expr d, Option<Expr> slope) {
        Expr sum = across(w).plus(down(w));
        Expr none = sum.eq(0);
        Expr mean = slope.map(s -> across(s).plus(down(s)).times(0.5)).getOrElse(() -> Literal.zerosLike(sum));
        Expr vanishing = across(d).eq(0).and(down(d).eq(0));
        return none.where(vanishing.where(mean, Double.NaN), across(d).plus(down(d)).div(none.where(1, sum)));
    }

    /** (dⱼ − dᵢ)/(wⱼ + wᵢ); where both w are 0 it is 0 if d is flat there, else NaN. */
    public static Expr halves(Expr w, Expr d, Option<Expr> slope) {
        Expr sum = across(w).plus(down(w));
        Expr none = sum.eq(0);
        Expr rise = across(d).minus(down(d));
        Expr flat = slope.map(s -> across(s).eq(0).and(down(s).eq(0)).and(rise.eq(0))).getOrElse(() -> rise.eq(0));
        return none.where(flat.where(Literal.zerosLike(rise), Double.NaN), rise.div(none.where(1, sum)));
    }

    /** d/w; where w is 0 the slope if d is 0 too, else NaN. */
    public static Expr ratio(Expr w, Expr d, Option<Expr> slope) {
        Expr none = w.eq(0);
        return none.where(d.eq(0).where(slope.getOrElse(() -> Literal.zerosLike(d)), Double.NaN), d.div(none.where(1, w)));
    }

    /** The matrix with zeros on its diagonal. */
    public static Expr offDiagonal(Expr x) {
        return isDiagonal(x.diagonal(0, -2, -1)).where(0, x);
    }

    /**
     * How eigenvectors turn, Nᵢⱼ/(wⱼ − wᵢ), with zeros on the diagonal and NaN for equal values. Backwards, those of equal
     * values that nothing depends on have no part in it, else NaN.
     */
    static Expr turn(Expr w, Expr n) {
        Var values = new Var("w", w.tensorType());
        Var matrix = new Var("N", n.tensorType());
        Var cotangent = new Var("ct", n.tensorType());
        Expr gap = across(values).minus(down(values));
        Fn forward = Fn.of(Array.of(values, matrix),
                Array.of(divided(values, gap, matrix, Literal.of(n.tensorType(), Double.NaN))));
        Fn back = Fn.of(Array.of(values, cotangent), Array.of(divided(values, gap, cotangent, unused(cotangent))));
        return Expr.apply(new LinearCall("turn", 1, Either.right(forward), back), w, n);
    }

    /**
     * How singular vectors turn: ((N + Nᵀ)ᵢⱼ/(sⱼ − sᵢ) ± (N − Nᵀ)ᵢⱼ/(sⱼ + sᵢ))/2, of which the second part exists at equal values
     * too; NaN for what does not exist.
     *
     * @param sign 1 for left vectors, −1 for right ones
     */
    static Expr turn(Expr s, Expr n, int sign) {
        Var values = new Var("s", s.tensorType());
        Var matrix = new Var("N", n.tensorType());
        Var cotangent = new Var("ct", n.tensorType());
        Expr gap = across(values).minus(down(values));
        Expr sum = across(values).plus(down(values));
        Expr turned = matrix.swapAxes(-1, -2);
        Expr nan = Literal.of(n.tensorType(), Double.NaN);
        Expr ahead = divided(values, gap, matrix.plus(turned), nan)
                .plus(divided(values, sum, matrix.minus(turned), nan).times(sign)).times(0.5);
        Expr skew = cotangent.minus(cotangent.swapAxes(-1, -2));
        Expr back = divided(values, gap, skew, unused(cotangent)).plus(divided(values, sum, skew, unused(cotangent)).times(sign))
                .times(0.5);
        return Expr.apply(new LinearCall("turn", 1, Either.right(Fn.of(Array.of(values, matrix), Array.of(ahead))),
                Fn.of(Array.of(values, cotangent), Array.of(back))), s, n);
    }

    /** X·S⁻¹: columns of X divided by numbers; NaN for 0, backwards only where something depends on the column. */
    static Expr columnsOver(Expr x, Expr s) {
        Var values = new Var("s", s.tensorType());
        Var matrix = new Var("X", x.tensorType());
        Var cotangent = new Var("ct", x.tensorType());
        return Expr.apply(new LinearCall("over", 1,
                Either.right(Fn.of(Array.of(values, matrix),
                        Array.of(columns(values, matrix, Literal.of(x.tensorType(), Double.NaN))))),
                Fn.of(Array.of(values, cotangent),
                        Array.of(columns(values, cotangent, cotangent.eq(0).where(Literal.zerosLike(cotangent), Double.NaN))))),
                        s, x);
    }

    private static Expr columns(Expr s, Expr x, Expr otherwise) {
        Expr each = Expr.apply(new Broadcast(x.shape(), Ints.range(0, x.rank() - 2).append(x.rank() - 1)), s);
        Expr none = each.eq(0);
        return none.where(otherwise, x.div(none.where(1, each)));
    }

    private static Expr divided(Expr w, Expr by, Expr n, Expr otherwise) {
        Expr none = by.eq(0);
        return isDiagonal(w).where(0, none.where(otherwise, n.div(none.where(1, by))));
    }

    /** 0 where neither of two vectors has an effect on the other's direction, else NaN. */
    private static Expr unused(Expr cotangent) {
        return cotangent.eq(0).and(cotangent.swapAxes(-1, -2).eq(0)).where(Literal.zerosLike(cotangent), Double.NaN);
    }

    private static double unit(Expr w) {
        return w.dtype() == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
    }
}
