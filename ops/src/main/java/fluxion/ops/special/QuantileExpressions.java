package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The inverses of distribution functions by the kernels' iterations, all elements until the last one stands still. */
final class QuantileExpressions {
    private QuantileExpressions() {}

    private static final int STEPS = 60;

    /** ln of the x with P(a, x) = p. */
    static Expr logGamma(Expr a, Expr p) {
        Expr good = a.ge(0).and(p.ge(0)).and(p.le(1)).and(a.isInf().not());
        Expr usual = good.and(a.gt(0)).and(p.gt(0)).and(p.lt(1));
        Expr sa = usual.where(a, 1);
        Expr sp = usual.where(p, 0.5);
        Expr guess = guess(sa, sp);
        Seq<Expr> start = Array.of(guess, usual.and(guess.ge(-700)), Tensor.of(0.0));
        Expr y = LoopBuilder.whileTrue(Array.of(sa, sp), start, (c, t) -> t.get(1).any().and(t.get(2).lt(STEPS)), (c, t) -> {
            Expr shape = c.get(0);
            Expr upper = c.get(1).gt(0.5);
            Expr target = upper.where(c.get(1).neg().plus(1), c.get(1));
            Expr x = t.get(0).exp();
            Expr value = upper.where(IncompleteGammaExpressions.upper(shape, x), IncompleteGammaExpressions.lower(shape, x));
            Expr sign = upper.where(SpecialPrograms.full(x, -1), 1);
            Expr slope = sign.times(shape).times(IncompleteGammaExpressions.density(shape, x)).div(value);
            Expr newton = value.div(target).log().div(slope);
            Expr change = newton.div(newton.times(-0.5).times(shape.minus(x).minus(slope)).plus(1).maximum(0.5)).clip(-2, 2);
            Expr none = value.eq(0);
            Expr next = none.where(t.get(0).plus(sign.times(0.1)), t.get(0).minus(change));
            return Array.of(t.get(1).where(next, t.get(0)), t.get(1).and(none.or(change.abs().gt(1e-6))), t.get(2).plus(1));
        }).get(0);
        Expr edge = p.eq(1).where(SpecialPrograms.full(p, Double.POSITIVE_INFINITY), Double.NEGATIVE_INFINITY);
        return good.where(usual.where(y, edge), Double.NaN);
    }

    private static Expr guess(Expr a, Expr p) {
        Expr small = p.log().plus(GammaExpressions.lgamma(a.plus(1))).div(a);
        Expr third = a.times(9).reciprocal();
        Expr root = third.neg().plus(1).plus(ErrorExpressions.ndtri(p).times(third.sqrt()));
        Expr plain = a.lt(0.2).or(root.lt(0.3));
        return plain.where(small.minimum(a.times(2).plus(20).log()), a.log().plus(plain.where(1, root).log().times(3)));
    }

    static Expr beta(Expr a, Expr b, Expr p) {
        Expr good = a.gt(0).and(b.gt(0)).and(p.ge(0)).and(p.le(1)).and(a.isInf().or(b.isInf()).not());
        Expr usual = good.and(p.gt(0)).and(p.lt(1));
        Expr sa = usual.where(a, 1);
        Expr sb = usual.where(b, 1);
        Expr sp = usual.where(p, 0.5);
        Expr guess = GammaExpressions.digamma(sa).minus(GammaExpressions.digamma(sb))
                .plus(ErrorExpressions.ndtri(sp).times(GammaExpressions.polygamma(1, sa).plus(GammaExpressions.polygamma(1, sb))
                .sqrt()));
        Expr y = LoopBuilder.whileTrue(Array.of(sa, sb, sp), Array.of(guess, usual, Tensor.of(0.0)),
                (c, t) -> t.get(1).and(t.get(0).abs().lt(700)).any().and(t.get(2).lt(STEPS)), (c, t) -> {
                    Expr upper = c.get(2).gt(0.5);
                    Expr target = upper.where(c.get(2).neg().plus(1), c.get(2));
                    Expr x = logistic(t.get(0));
                    Expr rest = logistic(t.get(0).neg());
                    Expr value = IncompleteBetaExpressions.lower(upper.where(c.get(1), c.get(0)), upper.where(c.get(0), c.get(1)),
                            upper.where(rest, x), upper.where(x, rest));
                    Expr sign = upper.where(SpecialPrograms.full(x, -1), 1);
                    Expr slope = sign.times(IncompleteBetaExpressions.density(c.get(0), c.get(1), x, rest)).div(value);
                    Expr newton = value.div(target).log().div(slope);
                    Expr bend = c.get(0).times(rest).minus(c.get(1).times(x)).minus(slope);
                    Expr change = newton.div(newton.times(-0.5).times(bend).plus(1).maximum(0.5));
                    Expr none = value.le(0);
                    Expr active = t.get(1).and(t.get(0).abs().lt(700));
                    Expr next = none.where(t.get(0).plus(sign.times(0.1)), t.get(0).minus(change));
                    return Array.of(active.where(next, t.get(0)), active.and(none.or(change.abs().gt(1e-6))), t.get(2).plus(1));
                }).get(0);
        return good.where(usual.where(logistic(y), p), Double.NaN);
    }

    private static Expr logistic(Expr y) {
        Expr e = y.abs().neg().exp();
        return y.ge(0).where(SpecialPrograms.full(y, 1), e).div(e.plus(1));
    }

    /** The least k with Q(k + 1, λ) ≥ p: from 0 for small λ, else from the normal approximation, in steps of one. */
    static Expr poisson(Expr lambda, Expr p) {
        Expr good = lambda.ge(0).and(p.ge(0)).and(p.le(1));
        Expr usual = good.and(p.lt(1)).and(lambda.isInf().not());
        Expr l = usual.where(lambda, 1);
        Expr s = usual.where(p, 0.5);
        Expr few = l.lt(30);
        Expr z = s.eq(0).where(-40, ErrorExpressions.ndtri(s.eq(0).where(0.5, s)));
        Expr near = l.plus(l.sqrt().times(z)).plus(z.square().minus(1).div(6)).floor().maximum(0);
        Expr k = few.where(0, near);
        Expr none = l.neg().exp();
        Expr sum = few.where(none, IncompleteGammaExpressions.upper(k.plus(1), few.where(30, l)));
        Expr probability = k.eq(0).where(none, IncompleteGammaExpressions.density(k.eq(0).where(1, k), few.where(30, l)));
        Expr falls = few.not().and(sum.ge(s));
        Seq<Expr> down = LoopBuilder.whileTrue(Array.of(s, l, falls), Array.of(k, sum, probability),
                (c, t) -> falling(c, t).any(), (c, t) -> {
            Expr active = falling(c, t);
            return Array.of(active.where(t.get(0).minus(1), t.get(0)), active.where(t.get(1).minus(t.get(2)), t.get(1)),
                    active.where(t.get(2).times(t.get(0).div(c.get(1))), t.get(2)));
        });
        Seq<Expr> up = LoopBuilder.whileTrue(Array.of(s, l, falls), down, (c, t) -> rising(c, t).any(), (c, t) -> {
            Expr active = rising(c, t);
            Expr next = t.get(0).plus(1);
            Expr more = t.get(2).times(c.get(1).div(next));
            return Array.of(active.where(next, t.get(0)), active.where(t.get(1).plus(more), t.get(1)),
                    active.where(more, t.get(2)));
        });
        return good.where(usual.where(up.get(0), Double.POSITIVE_INFINITY), Double.NaN);
    }

    private static Expr falling(Seq<Expr> c, Seq<Expr> t) {
        return c.get(2).and(t.get(0).gt(0)).and(t.get(1).minus(t.get(2)).ge(c.get(0)));
    }

    private static Expr rising(Seq<Expr> c, Seq<Expr> t) {
        return c.get(2).not().and(t.get(1).lt(c.get(0))).and(t.get(2).gt(1e-20).or(t.get(0).lt(c.get(1))));
    }
}
