package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The complementary error function and the inverses of the error function and of the normal distribution function. */
final class ErrorExpressions {
    private ErrorExpressions() {}

    static Expr erfc(Expr x) {
        Expr a = x.abs();
        Expr near = a.lt(27.3);
        Expr s = near.where(a, 0);
        Expr tail = s.square().neg().exp()
                .times(SpecialPrograms.chebyshev(ErrorFunctions.SCALED, s.minus(ErrorFunctions.K).div(s.plus(ErrorFunctions.K))))
                .div(s.times(2).plus(1));
        Expr value = near.where(tail, 0);
        return x.isNan().where(x, x.lt(0).where(value.neg().plus(2), value));
    }

    /** The n-th derivative of e^(x²)·erfc x, as the kernel computes it. */
    static Expr erfcx(int n, Expr x) {
        if (n == 0) {
            return erfcx(x);
        }
        Expr far = x.gt(0.3);
        return far.where(backward(n, far.where(x, 1)), forward(n, far.where(0, x)));
    }

    private static Expr erfcx(Expr x) {
        Expr a = x.abs();
        Expr large = a.gt(1e9);
        Expr s = large.where(1, a);
        Expr tail = SpecialPrograms.chebyshev(ErrorFunctions.SCALED, s.minus(ErrorFunctions.K).div(s.plus(ErrorFunctions.K)))
                .div(s.times(2).plus(1));
        Expr value = large.where(a.dividedInto(ErrorFunctions.ONE_OVER_SQRT_PI), tail);
        return x.lt(0).where(x.square().exp().times(2).minus(value), value);
    }

    private static Expr forward(int n, Expr x) {
        Expr before = SpecialPrograms.full(x, 2 * ErrorFunctions.ONE_OVER_SQRT_PI);
        Expr at = erfcx(x);
        for (int k = 1; k <= n; k++) {
            Expr next = x.times(2).times(at).plus(before.times(k == 1 ? -1 : 2 * (k - 1)));
            before = at;
            at = next;
        }
        Expr infinity = SpecialPrograms.full(x, n % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        return x.eq(Double.NEGATIVE_INFINITY).where(infinity, at);
    }

    /** For x &gt; 0.3: all elements from as far above as the least one needs. */
    private static Expr backward(int n, Expr x) {
        Expr zero = SpecialPrograms.full(x, 0);
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(x), Array.of(zero, zero.plus(1), Tensor.of(n + 4500.0)),
                (c, t) -> t.get(2).ge(0), (c, t) -> {
            Expr k = t.get(2);
            Expr ratio = c.get(0).times(2).plus(k.plus(1).times(2).times(t.get(0))).reciprocal();
            Expr factor = k.gt(0).where(ratio.times(k.times(-2)), ratio);
            return Array.of(ratio, k.le(n).where(t.get(1).times(factor), t.get(1)), k.minus(1));
        });
        return last.get(1).times(2 * ErrorFunctions.ONE_OVER_SQRT_PI);
    }

    static Expr logNdtr(Expr x) {
        Expr far = x.lt(-5);
        Expr up = x.gt(0);
        Expr s = far.where(x, -5);
        Expr tail = erfcx(s.times(-ErrorFunctions.SQRT_HALF)).times(0.5).log().minus(s.square().times(0.5));
        Expr upper = ndtr(up.where(x.neg(), 0)).neg().log1p();
        return far.where(tail, up.where(upper, ndtr(far.or(up).where(-1, x)).log()));
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
                p.eq(0).where(Double.NEGATIVE_INFINITY,
                        p.eq(1).where(SpecialPrograms.full(p, Double.POSITIVE_INFINITY), Double.NaN)));
    }
}
