package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The Hurwitz zeta function and its derivatives in s by Euler and Maclaurin's formula, as the kernel's. */
final class ZetaExpressions {
    private ZetaExpressions() {}

    static Expr zeta(int m, Expr s, Expr q) {
        Expr infinite = SpecialPrograms.full(q, Double.POSITIVE_INFINITY);
        Expr pole = q.le(0).and(q.eq(q.round()));
        Expr one = s.eq(1);
        Expr usual = q.gt(0).and(q.isFinite()).and(s.gt(1)).and(s.isFinite());
        Expr value = positive(m, usual.where(s, 2), usual.where(q, 1));
        if (m == 0) {
            Expr reflected = q.lt(0).and(q.isFinite()).and(pole.not()).and(s.gt(1)).and(s.isFinite()).and(s.eq(s.round()));
            Expr t = reflected.where(s, 2);
            Expr x = reflected.where(q, -0.5);
            Expr f = x.minus(x.floor());
            Expr sign = t.remainder(2).eq(0).where(SpecialPrograms.full(s, 1), -1);
            Expr sum = positive(0, t, f).plus(sign.times(positive(0, t, f.neg().plus(1)).minus(positive(0, t, x.neg().plus(1)))));
            value = usual.where(value, reflected.where(sum, Double.NaN));
        } else {
            value = usual.where(value, Double.NaN);
        }
        Expr limit = q.gt(1).where(SpecialPrograms.full(q, 0), m > 0 ? SpecialPrograms.full(q, 0)
                : q.eq(1).where(SpecialPrograms.full(q, 1), infinite));
        value = q.gt(0).and(q.isInf().or(s.isInf())).where(limit, value);
        // odd derivatives at s = 1 and at the poles in q tend to −∞
        Expr sign = m % 2 == 0 ? infinite : infinite.neg();
        value = one.or(pole).where(q.eq(Double.NEGATIVE_INFINITY).where(Double.NaN, sign), value);
        return s.isNan().or(q.isNan()).or(s.lt(1)).where(Double.NaN, value);
    }

    /** Terms one by one up to 12 + s, for as long as they count; then the integral, half a term, and corrections. */
    private static Expr positive(int m, Expr s, Expr q) {
        if (m > 0) {
            return jets(m, s, q);
        }
        Expr zero = SpecialPrograms.full(s, 0);
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(s), Array.of(q, zero, zero.gt(0)),
                (c, t) -> t.get(0).lt(c.get(0).plus(12)).and(t.get(2).not()).any(), (c, t) -> {
            Expr at = t.get(0);
            Expr active = at.lt(c.get(0).plus(12)).and(t.get(2).not());
            Expr term = at.pow(c.get(0).neg());
            Expr sum = t.get(1).plus(term);
            Expr done = term.times(at.div(c.get(0).minus(1)).plus(1)).lt(sum.times(1e-18));
            return Array.of(active.and(done.not()).where(at.plus(1), at), active.where(sum, t.get(1)),
                    t.get(2).or(active.and(done)));
        });
        Expr at = last.get(0);
        Expr power = at.pow(s.neg());
        Expr tail = power.times(at.div(s.minus(1)).plus(0.5));
        Expr factor = power.times(s).div(at);
        for (int k = 0; k < HurwitzZeta.BERNOULLI.length; k++) {
            tail = tail.plus(factor.times(HurwitzZeta.BERNOULLI[k]));
            factor = factor.times(s.plus(2 * k + 1).div(at)).times(s.plus(2 * k + 2).div(at));
        }
        return last.get(2).where(last.get(1), last.get(1).plus(tail));
    }

    private static Expr jets(int m, Expr s, Expr q) {
        ExprJet variable = ExprJet.first(s, m, 0);
        Seq<Expr> states = ExprJet.constant(SpecialPrograms.full(s, 0), m, 0).coefficients().prepend(q);
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(s), states, (c, t) -> t.get(0).lt(c.get(0).plus(12)).any(), (c, t) -> {
            Expr at = t.get(0);
            Expr active = at.lt(c.get(0).plus(12));
            ExprJet sum = ExprJet.of(m, 0, t.tail()).plus(power(at, ExprJet.first(c.get(0), m, 0)));
            return sum.coefficients().zipWith(t.tail(), (n, o) -> active.where(n, o)).prepend(active.where(at.plus(1), at));
        });
        Expr at = last.get(0);
        ExprJet sum = ExprJet.of(m, 0, last.tail());
        ExprJet power = power(at, variable);
        sum = sum.plus(power.times(variable.plus(-1).reciprocal().times(at).plus(0.5)));
        ExprJet factor = power.times(variable).times(at.reciprocal());
        for (int k = 0; k < HurwitzZeta.BERNOULLI.length; k++) {
            sum = sum.plus(factor.times(HurwitzZeta.BERNOULLI[k]));
            factor = factor.times(variable.plus(2 * k + 1).times(at.reciprocal()))
                    .times(variable.plus(2 * k + 2).times(at.reciprocal()));
        }
        return sum.derivative();
    }

    private static ExprJet power(Expr a, ExprJet s) {
        return s.times(a.log().neg()).exp();
    }
}
