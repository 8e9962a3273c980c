package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The regularised incomplete gamma functions by the kernels' series and continued fraction. */
final class IncompleteGammaExpressions {
    private IncompleteGammaExpressions() {}

    private static final double EPSILON = 1e-17;
    private static final double TINY = 1e-300;
    private static final double CONVERGED = 1e-15;
    private static final int LONGEST = 1_000_000;

    private static Expr inside(Expr a, Expr x) {
        return a.gt(0).and(x.gt(0)).and(a.isFinite()).and(x.isFinite());
    }

    static Expr lower(Expr a, Expr x) {
        Expr usual = inside(a, x);
        Expr below = usual.and(x.lt(a.maximum(0.7)));
        Expr above = usual.and(below.not());
        Expr sa = usual.where(a, 1);
        Expr sx = usual.where(x, 1);
        Expr density = density(sa, sx);
        Expr small = density.times(series(below.where(a, 1), below.where(x, 0.5)));
        Expr large = density.times(sa).times(fraction(above.where(a, 1), above.where(x, 3))).neg().plus(1);
        return edges(a, x, usual, below.where(small, large));
    }

    private static Expr edges(Expr a, Expr x, Expr usual, Expr value) {
        Expr bad = a.ge(0).and(x.ge(0)).not().or(a.eq(0).and(x.eq(0))).or(a.eq(x).and(a.isInf()));
        return bad.where(Double.NaN, usual.where(value, a.eq(0).or(x.isInf()).where(SpecialPrograms.full(a, 1), 0)));
    }

    static Expr upper(Expr a, Expr x) {
        Expr usual = inside(a, x);
        Expr above = usual.and(x.ge(a.maximum(0.7)));
        Expr early = usual.and(above.not()).and(a.lt(1));
        Expr late = usual.and(above.not()).and(a.ge(1));
        Expr sa = usual.where(a, 1);
        Expr sx = usual.where(x, 1);
        Expr density = density(sa, sx);
        Expr large = density.times(sa).times(fraction(above.where(a, 1), above.where(x, 3)));
        Expr middle = density.times(series(late.where(a, 1), late.where(x, 0.5))).neg().plus(1);
        Expr small = complement(early.where(a, 0.5), early.where(x, 0.5));
        Expr value = above.where(large, early.where(small, middle));
        return usual.where(value, edges(a, x, usual, SpecialPrograms.full(a, 0)).neg().plus(1));
    }

    /** xᵃ e⁻ˣ/Γ(a + 1). */
    static Expr density(Expr a, Expr x) {
        Expr large = a.ge(GammaFunctions.LARGE);
        Expr s = large.where(1, a);
        Expr l = large.where(a, GammaFunctions.LARGE);
        Expr small = s.times(x.log()).minus(x).minus(GammaExpressions.lgammaNext(s)).exp();
        Expr stirling = l.times(logLess(x.minus(l).div(l))).minus(GammaExpressions.correction(l)).exp()
                .div(l.times(2 * Math.PI).sqrt());
        return large.where(stirling, small);
    }

    /** ln(1 + u) − u, accurate near 0. */
    private static Expr logLess(Expr u) {
        Expr near = u.abs().le(0.4);
        Expr v = near.where(u, 0);
        Expr r = v.div(v.plus(2));
        Expr square = r.square();
        Expr sum = SpecialPrograms.full(u, 0);
        for (int k = 25; k >= 3; k -= 2) {
            sum = sum.plus(1.0 / k).times(square);
        }
        return near.where(r.times(sum.times(2).minus(v)), u.log1p().minus(u));
    }

    /** Σ xⁿ/((a + 1)…(a + n)). */
    private static Expr series(Expr a, Expr x) {
        Expr one = SpecialPrograms.full(a, 1);
        return LoopBuilder.whileTrue(Array.of(x), Array.of(one, one, a.plus(1)),
                (c, t) -> t.get(0).gt(t.get(1).times(EPSILON)).any(), (c, t) -> {
            Expr term = t.get(0).times(c.get(0).div(t.get(2)));
            return Array.of(term, t.get(1).plus(term), t.get(2).plus(1));
        }).get(1);
    }

    private static Expr fraction(Expr a, Expr x) {
        return lentz(a, x).get(0);
    }

    static Expr away(Expr x) {
        return x.abs().lt(TINY).where(TINY, x);
    }

    /** The continued fraction by Lentz's method, and how many terms it took, the most of all elements. */
    private static Seq<Expr> lentz(Expr a, Expr x) {
        Expr b = x.plus(1).minus(a);
        Expr d = b.reciprocal();
        Seq<Expr> start = Array.of(b, SpecialPrograms.full(a, 1 / TINY), d, d, SpecialPrograms.full(a, 0), Tensor.of(0.0));
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(a), start,
                (c, t) -> t.get(4).minus(1).abs().gt(CONVERGED).any().and(t.get(5).lt(LONGEST)), (consts, t) -> {
            Expr active = t.get(4).minus(1).abs().gt(CONVERGED);
            Expr k = t.get(5).plus(1);
            Expr top = k.times(consts.get(0).minus(k));
            Expr next = t.get(0).plus(2);
            Expr e = away(top.times(t.get(2)).plus(next)).reciprocal();
            Expr f = away(next.plus(top.div(t.get(1))));
            Expr change = e.times(f);
            return Array.of(next, f, e, active.where(t.get(3).times(change), t.get(3)), active.where(change, t.get(4)), k);
        });
        return Array.of(last.get(3), last.get(5));
    }

    private static Expr complement(Expr a, Expr x) {
        Expr exponent = a.times(x.log()).minus(GammaExpressions.lgammaNext(a));
        Expr one = SpecialPrograms.full(a, 1);
        Expr sum = LoopBuilder.whileTrue(Array.of(a, x), Array.of(one, SpecialPrograms.full(a, 0), Tensor.of(0.0)),
                (c, t) -> t.get(0).abs().gt(t.get(1).abs().times(EPSILON)).any(), (c, t) -> {
                    Expr n = t.get(2).plus(1);
                    Expr term = t.get(0).times(c.get(1)).div(n).neg();
                    return Array.of(term, t.get(1).plus(term.div(c.get(0).plus(n))), n);
                }).get(1);
        return exponent.expm1().neg().minus(exponent.exp().times(a).times(sum));
    }

    /** ∂ᵐP(a, x)/∂aᵐ for m ≥ 1. */
    static Expr derivative(int m, Expr a, Expr x) {
        Expr usual = inside(a, x);
        Expr below = usual.and(x.lt(a.plus(1)));
        Expr above = usual.and(below.not());
        Expr sx = usual.where(x, 1);
        ExprJet variable = ExprJet.first(usual.where(a, 1), m, 0);
        ExprJet density = variable.times(sx.log()).plus(sx.neg()).minus(variable.plus(1).lgamma()).exp();
        Expr small = density.times(series(m, below.where(a, 1), below.where(x, 0.5))).derivative();
        Expr large = density.times(variable).over(fraction(m, above.where(a, 1), above.where(x, 3))).derivative().neg();
        Expr bad = a.gt(0).and(x.ge(0)).and(a.isInf().not()).not();
        return bad.where(Double.NaN, usual.where(below.where(small, large), 0));
    }

    private static ExprJet series(int m, Expr a, Expr x) {
        Seq<Expr> one = ExprJet.constant(SpecialPrograms.full(a, 1), m, 0).coefficients();
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(a, x), one.appendAll(one).append(Tensor.of(0.0)),
                (c, t) -> t.get(0).gt(t.get(m + 1).times(EPSILON * EPSILON)).any(), (c, t) -> {
                    Expr n = t.last().plus(1);
                    ExprJet term = ExprJet.of(m, 0, t.take(m + 1)).times(ExprJet.first(c.get(0), m, 0).plus(n).reciprocal())
                            .times(c.get(1));
                    return term.coefficients().appendAll(ExprJet.of(m, 0, t.slice(m + 1, 2 * m + 2)).plus(term).coefficients())
                            .append(n);
                });
        return ExprJet.of(m, 0, last.slice(m + 1, 2 * m + 2));
    }

    /** The denominator of the continued fraction, backward from far enough. */
    private static ExprJet fraction(int m, Expr a, Expr x) {
        Expr n = lentz(a, x).get(1).plus(20);
        ExprJet start = ExprJet.first(a, m, 0).times(-1).plus(x.plus(n.times(2)).plus(1));
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(a, x), start.coefficients().append(n), (c, t) -> t.last().ge(1),
                (c, t) -> {
            Expr k = t.last();
            ExprJet variable = ExprJet.first(c.get(0), m, 0);
            ExprJet rest = variable.plus(k.neg()).times(k).over(ExprJet.of(m, 0, t.take(m + 1)))
                    .plus(variable.times(-1).plus(c.get(1).plus(k.times(2)).minus(1)));
            return rest.coefficients().append(k.minus(1));
        });
        return ExprJet.of(m, 0, last.take(m + 1));
    }
}
