package fluxion.ops.special;

import fluxion.core.Expr;

/** The complementary error function and the inverses of the error function and of the normal distribution function. */
final class ErrorExpressions {
    private ErrorExpressions() {}

    static Expr erfc(Expr x) {
        Expr a = x.abs();
        Expr near = a.lt(27.3);
        Expr s = near.where(a, 0);
        Expr tail = s.square().neg().exp().times(SpecialPrograms.chebyshev(ErrorFunctions.SCALED, s.minus(ErrorFunctions.K).div(s.plus(ErrorFunctions.K))))
                .div(s.times(2).plus(1));
        Expr value = near.where(tail, 0);
        return x.isNan().where(x, x.lt(0).where(value.neg().plus(2), value));
    }

    static Expr erfinv(Expr y) {
        Expr a = y.abs();
        Expr inside = NormalExpression.quantile(a.lt(1).where(y, 0).times(0.5)).times(ErrorFunctions.SQRT_HALF);
        return a.lt(1).where(inside, a.eq(1).where(y.times(Double.POSITIVE_INFINITY), Double.NaN));
    }

    static Expr ndtr(Expr x) {
        return erfc(x.times(-ErrorFunctions.SQRT_HALF)).times(0.5);
    }

    static Expr ndtri(Expr p) {
        Expr inside = p.gt(0).and(p.lt(1));
        Expr lower = NormalExpression.lower(p.gt(0).and(p.lt(0.5)).where(p, 0.25));
        Expr upper = NormalExpression.quantile(p.ge(0.5).and(p.lt(1)).where(p, 0.75).minus(0.5));
        return inside.where(p.lt(0.5).where(lower, upper),
                p.eq(0).where(Double.NEGATIVE_INFINITY, p.eq(1).where(SpecialPrograms.full(p, Double.POSITIVE_INFINITY), Double.NaN)));
    }
}
