package fluxion.ops.special;

import fluxion.core.Expr;

/** ln Γ, ψ and its derivatives: power series around 2, Stirling's series, recurrences and reflection, as the kernels'. */
final class GammaExpressions {
    private GammaExpressions() {}

    /** Steps from below the large arguments to below 2 or 2½. */
    private static final int STEPS = 8;

    static Expr lgamma(Expr x) {
        Expr below = x.lt(-0.5);
        Expr around = x.abs().le(0.5);
        Expr positive = positive(around.where(1, below.where(x.neg().plus(1), x)));
        Expr near = around.where(x, 0.25);
        Expr sine = sinPi(x.isFinite().where(x, 0.5)).abs();
        Expr reflected = sine.log().neg().plus(GammaFunctions.LN_PI).minus(positive);
        Expr whole = x.le(0).and(x.eq(x.round()));
        return x.isNan().where(x, x.isInf().or(whole).where(Double.POSITIVE_INFINITY,
                around.where(lgammaOnePlus(near).minus(near.abs().log()), below.where(reflected, positive))));
    }

    /** ln Γ(y) for y ≥ ½. */
    private static Expr positive(Expr y) {
        Expr large = y.ge(GammaFunctions.LARGE);
        Expr l = large.where(y, GammaFunctions.LARGE);
        Expr stirling = l.minus(0.5).times(l.log().minus(1)).plus(correction(l).plus(GammaFunctions.HALF_LN_TWO_PI - 0.5));
        Expr at = large.where(2, y);
        Expr product = SpecialPrograms.full(y, 1);
        for (int i = 0; i < STEPS; i++) {
            Expr step = at.gt(2.5);
            at = step.where(at.minus(1), at);
            product = step.where(product.times(at), product);
        }
        Expr low = at.lt(1.5);
        Expr z = low.where(at.minus(1), at.minus(2));
        Expr small = aroundTwo(z).plus(product.log()).minus(low.where(z, 0).log1p());
        return large.where(stirling, small);
    }

    /** ln Γ(1 + z) for |z| ≤ ½. */
    static Expr lgammaOnePlus(Expr z) {
        return aroundTwo(z).minus(z.log1p());
    }

    /** ln Γ(1 + a) for a > 0, accurate near 0. */
    static Expr lgammaNext(Expr a) {
        Expr small = a.le(0.5);
        return small.where(lgammaOnePlus(small.where(a, 0.25)), positive(small.where(1, a).plus(1)));
    }

    /** ln B(a, b), by the kernel's three ways. */
    static Expr lbeta(Expr a, Expr b) {
        Expr good = a.gt(0).and(b.gt(0)).and(a.isFinite()).and(b.isFinite());
        Expr small = good.where(a.minimum(b), 1);
        Expr large = good.where(a.maximum(b), 1);
        Expr sum = small.plus(large);
        Expr plain = lgamma(small).plus(lgamma(large)).minus(lgamma(sum));
        Expr few = large.lt(GammaFunctions.LARGE);
        Expr both = small.lt(GammaFunctions.LARGE);
        Expr l = few.where(GammaFunctions.LARGE, large);
        Expr s = both.where(GammaFunctions.LARGE, small);
        Expr correction = correction(l).minus(correction(l.plus(small)));
        Expr ratio = small.div(l).log1p();
        Expr one = lgamma(both.where(small, 1)).minus(small.times(l.log()))
                .minus(l.plus(small).minus(0.5).times(ratio).minus(small)).plus(correction);
        Expr two = s.minus(0.5).times(l.div(s).log1p()).neg().minus(l.times(s.div(l).log1p()))
                .plus(l.dividedInto(2 * Math.PI).log().times(0.5))
                .plus(correction(s)).plus(correction);
        Expr edge = a.ge(0).and(b.ge(0)).where(a.eq(0).or(b.eq(0))
                .where(a.isInf().or(b.isInf()).where(Double.NaN, SpecialPrograms.full(a, Double.POSITIVE_INFINITY)),
                Double.NEGATIVE_INFINITY), Double.NaN);
        return good.where(few.where(plain, both.where(one, two)), edge);
    }

    private static Expr aroundTwo(Expr z) {
        return z.times(z.times(SpecialPrograms.polynomial(GammaFunctions.AROUND_TWO, z)).plus(GammaFunctions.ONE_LESS_EULER));
    }

    static Expr correction(Expr x) {
        Expr r = x.reciprocal();
        return r.times(SpecialPrograms.polynomial(GammaFunctions.STIRLING, r.square()));
    }

    private static Expr sinPi(Expr x) {
        return x.minus(x.round()).times(Math.PI).sin();
    }

    static Expr digamma(Expr x) {
        Expr negative = x.lt(0);
        Expr below = x.gt(0).and(x.lt(1));
        Expr y = negative.where(x.neg().plus(1), below.where(x.plus(1), x.eq(0).where(1, x)));
        Expr value = psi(y);
        Expr fraction = x.isFinite().where(x, 0).minus(x.isFinite().where(x, 0).round());
        Expr safe = fraction.eq(0).where(0.25, fraction);
        Expr reflected = fraction.eq(0).where(Double.NaN, value.minus(safe.times(Math.PI).tan().dividedInto(Math.PI)));
        return x.eq(0).where(x.dividedInto(-1),
                negative.where(reflected, below.where(value.minus(x.reciprocal()), x.isInf().where(x, value))));
    }

    /** ψ(y) for y ≥ 1. */
    private static Expr psi(Expr y) {
        Expr large = y.ge(GammaFunctions.LARGE);
        Expr l = large.where(y, GammaFunctions.LARGE);
        Expr r = l.reciprocal();
        Expr asymptotic = l.log().minus(r.times(0.5))
                .minus(r.square().times(SpecialPrograms.polynomial(GammaFunctions.PSI, r.square())));
        Expr at = large.where(2, y);
        Expr sum = SpecialPrograms.full(y, 0);
        for (int i = 0; i < STEPS; i++) {
            Expr step = at.gt(2);
            at = step.where(at.minus(1), at);
            sum = step.where(sum.plus(at.reciprocal()), sum);
        }
        Expr small = at.minus(GammaFunctions.ROOT).minus(GammaFunctions.ROOT_REST)
                .times(SpecialPrograms.chebyshev(GammaFunctions.PSI_NEAR_ROOT, at.times(2).minus(3))).plus(sum);
        return large.where(asymptotic, small);
    }

    static Expr polygamma(int n, Expr x) {
        if (n == 0) {
            return digamma(x);
        }
        boolean even = n % 2 == 0;
        Expr pole = x.le(0).and(x.eq(x.round())).and(x.isFinite());
        Expr zeta = ZetaExpressions.zeta(0, SpecialPrograms.full(x, n + 1.0), pole.where(1, x));
        double factorial = GammaFunctions.factorial(n);
        Expr size = Double.isInfinite(factorial) ? zeta.log().plus(GammaFunctions.lgamma(n + 1.0)).exp() : zeta.times(factorial);
        Expr atPole = even ? x.eq(0).where(x.dividedInto(-1), Double.NaN) : SpecialPrograms.full(x, Double.POSITIVE_INFINITY);
        return pole.where(atPole, even ? size.neg() : size);
    }
}
