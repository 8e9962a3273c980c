package fluxion.ops.linalg;

import static fluxion.ops.linalg.LinearAlgebraRules.transpose;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import io.vavr.control.Option;

/**
 * Products of eigenvectors or singular vectors that are the same for every choice among vectors of equal values,
 * L·diag(d)·Rᵀ with L and R among V, or U and V: what the motion of vectors and values adds to their tangent. With turns X of
 * L and Y
 * of R it is L·(X·D − D·Y)·Rᵀ, in which the differences of d cancel those of the values: Loewner's matrices, see
 * {@link Loewner}.
 */
public final class SpectralRules {
    private SpectralRules() {}

    /**
     * X·D − D·X of eigenvectors, and what moving values add.
     *
     * @param y the decomposition
     * @param t the tangent of its matrix
     * @param d a number for each value
     * @param slope the derivative of each by its value, absent where zero
     */
    public static Expr eigen(Apply y, Expr t, Expr d, Option<Expr> slope) {
        Expr turned = FactorRules.inner(y, t);
        return moved(Loewner.offDiagonal(Loewner.matrix(y.results().get(0), d, slope).times(turned)), turned, slope);
    }

    private static Expr moved(Expr between, Expr turned, Option<Expr> slope) {
        return slope.map(s -> between.plus(Expr.apply(new Diag(0), s.times(turned.diagonal(0, -2, -1))))).getOrElse(between);
    }

    /**
     * X·D − D·Y of singular vectors, with P = Uᵀ·T·V: ((P + Pᵀ)·(dⱼ − dᵢ)/(sⱼ − sᵢ) ± (P − Pᵀ)·(dⱼ ± dᵢ)/(sⱼ + sᵢ))/2, and
     * what moving
     * values add. Where signs, or the space of the value 0, decide what the product is, NaN.
     *
     * @param left whether L is U
     * @param right whether R is U
     */
    public static Expr singular(Apply y, Expr t, Expr d, Option<Expr> slope, boolean left, boolean right) {
        Expr s = y.results().get(1);
        Expr p = FactorRules.product(y, t);
        Expr both = p.plus(transpose(p));
        Expr skew = p.minus(transpose(p));
        Expr regular = left != right ? Loewner.sums(s, d, slope) : Loewner.halves(s, d, slope);
        Expr between = moved(Loewner.offDiagonal(Loewner.matrix(s, d, slope).times(both)
                .plus(regular.times(left ? skew : skew.neg())).times(0.5)), p, slope);
        if (left == right) {
            return between;
        }
        Expr flips = s.eq(0).and(d.ne(0)).where(Double.NaN, Literal.zerosLike(d));
        return between.plus(p.times(Expr.apply(new Diag(0), flips)));
    }

    /**
     * What a tangent outside the space of the vectors makes of U·diag(d) where A is tall, (I − U·Uᵀ)·T·V·diag(d/s), or of
     * diag(d)·Vᵀ where it is wide; absent elsewhere.
     */
    public static Option<Expr> beyond(Apply y, Expr t, Expr d, Option<Expr> slope, boolean left) {
        int m = t.shape().dim(t.rank() - 2);
        int n = t.shape().dim(t.rank() - 1);
        if (left ? m <= n : n <= m) {
            return Option.none();
        }
        Expr outside = FactorRules.beyond(y, t, left);
        Ints axes = Ints.range(0, outside.rank() - 2).append(outside.rank() - 1);
        Expr scaled =
                outside.times(Expr.apply(new Broadcast(outside.shape(), axes), Loewner.ratio(y.results().get(1), d, slope)));
        return Option.of(left ? scaled : transpose(scaled));
    }
}
