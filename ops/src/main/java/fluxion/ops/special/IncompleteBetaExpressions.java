package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The regularised incomplete beta function by the kernel's continued fraction, on the side of the mean where it is fast. */
final class IncompleteBetaExpressions {
    private IncompleteBetaExpressions() {}

    private static final double CONVERGED = 1e-15;
    private static final int LONGEST = 1_000_000;

    static Expr derivative(int i, int j, Expr a, Expr b, Expr x) {
        Expr good = a.gt(0).and(b.gt(0)).and(x.ge(0)).and(x.le(1)).and(a.isInf().or(b.isInf()).not());
        Expr usual = good.and(x.gt(0)).and(x.lt(1));
        Expr sa = usual.where(a, 1);
        Expr sb = usual.where(b, 1);
        Expr sx = usual.where(x, 0.25);
        Expr value = i == 0 && j == 0 ? lower(sa, sb, sx, sx.neg().plus(1)) : sides(i, j, sa, sb, sx);
        return good.where(usual.where(value, i == 0 && j == 0 ? x : SpecialPrograms.full(x, 0)), Double.NaN);
    }

    private static Expr beyond(Expr a, Expr b, Expr x) {
        return x.gt(a.plus(1).div(a.plus(b).plus(2)));
    }

    /** I(a, b, x), where y = 1 − x. */
    static Expr lower(Expr a, Expr b, Expr x, Expr y) {
        Expr turned = beyond(a, b, x);
        Expr value = value(turned.where(b, a), turned.where(a, b), turned.where(y, x), turned.where(x, y));
        return turned.where(value.neg().plus(1), value);
    }

    private static Expr value(Expr a, Expr b, Expr x, Expr y) {
        return density(a, b, x, y).div(a).times(lentz(a, b, x).get(0));
    }

    /** xᵃ yᵇ/B(a, b), where y = 1 − x. */
    static Expr density(Expr a, Expr b, Expr x, Expr y) {
        return a.times(log(x, y)).plus(b.times(log(y, x))).minus(GammaExpressions.lbeta(a, b)).exp();
    }

    private static Expr log(Expr x, Expr y) {
        return x.lt(0.5).where(x.log(), y.neg().log1p());
    }

    /** The fraction by Lentz's method, and how many terms it took, the most of all elements. */
    private static Seq<Expr> lentz(Expr a, Expr b, Expr x) {
        Expr d = IncompleteGammaExpressions.away(a.plus(b).times(x).div(a.plus(1)).neg().plus(1)).reciprocal();
        Seq<Expr> start = Array.of(SpecialPrograms.full(a, 1), d, d, SpecialPrograms.full(a, 0), Tensor.of(0.0));
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(a, b, x), start,
                (c, t) -> t.get(3).minus(1).abs().gt(CONVERGED).any().and(t.get(4).lt(LONGEST)), (c, t) -> {
            Expr p = c.get(0);
            Expr q = c.get(1);
            Expr active = t.get(3).minus(1).abs().gt(CONVERGED);
            Expr m = t.get(4).plus(1);
            Expr at = p.plus(m.times(2));
            Expr even = m.times(q.minus(m)).times(c.get(2)).div(at.minus(1).times(at));
            Expr e = IncompleteGammaExpressions.away(even.times(t.get(1)).plus(1)).reciprocal();
            Expr f = IncompleteGammaExpressions.away(even.div(t.get(0)).plus(1));
            Expr h = t.get(2).times(e).times(f);
            Expr odd = p.plus(m).times(p.plus(q).plus(m)).times(c.get(2)).div(at.times(at.plus(1))).neg();
            e = IncompleteGammaExpressions.away(odd.times(e).plus(1)).reciprocal();
            f = IncompleteGammaExpressions.away(odd.div(f).plus(1));
            Expr change = e.times(f);
            return Array.of(f, e, active.where(h.times(change), t.get(2)), active.where(change, t.get(3)), m);
        });
        return Array.of(last.get(2), last.get(4));
    }

    /** Derivatives, on either side by jets. */
    private static Expr sides(int i, int j, Expr a, Expr b, Expr x) {
        Expr y = x.neg().plus(1);
        Expr turned = beyond(a, b, x);
        Expr here = jets(i, j, turned.where(1, a), turned.where(1, b), turned.where(0.25, x), turned.where(0.75, y));
        Expr there = jets(j, i, turned.where(b, 1), turned.where(a, 1), turned.where(y, 0.25), turned.where(x, 0.75));
        return turned.where(there.neg(), here);
    }

    private static Expr jets(int i, int j, Expr a, Expr b, Expr x, Expr y) {
        ExprJet first = ExprJet.first(a, i, j);
        ExprJet second = ExprJet.second(b, i, j);
        ExprJet both = first.plus(second);
        ExprJet logarithm = first.times(log(x, y)).plus(second.times(log(y, x)))
                .minus(first.lgamma().plus(second.lgamma()).minus(both.lgamma()));
        int size = (i + 1) * (j + 1);
        // two terms a step: an odd one and the even one before it, from an odd number on
        Expr n = lentz(a, b, x).get(1).plus(10);
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(a, b, x),
                ExprJet.constant(SpecialPrograms.full(a, 1), i, j).coefficients().append(n), (c, t) -> t.last().ge(0), (c, t) -> {
            ExprJet p = ExprJet.first(c.get(0), i, j);
            ExprJet q = ExprJet.second(c.get(1), i, j);
            Expr m = t.last();
            Expr twice = m.times(2);
            ExprJet rest = ExprJet.of(i, j, t.take(size));
            ExprJet odd = p.plus(m).times(p.plus(q).plus(m)).times(c.get(2).neg())
                    .over(p.plus(twice).times(p.plus(twice.plus(1))));
            rest = odd.over(rest).plus(1);
            ExprJet even = q.plus(m.neg()).times(m.times(c.get(2))).over(p.plus(twice.minus(1)).times(p.plus(twice)));
            ExprJet next = even.over(rest).plus(1);
            // there is no even term before the first odd one
            Expr more = m.gt(0);
            ExprJet chosen = rest;
            return next.coefficients().zipWith(chosen.coefficients(), (u, v) -> more.where(u, v)).append(m.minus(1));
        });
        return logarithm.exp().over(first).over(ExprJet.of(i, j, last.take(size))).derivative();
    }
}
