package fluxion.ops.special;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Bessel functions of integer order by the kernels' series, recurrences and asymptotic series. */
final class BesselExpressions {
    private BesselExpressions() {}

    private static final double LARGE = 25;
    private static final double HUGE = 1e200;
    private static final int TERMS = 60;

    static Expr j(int n, Expr x) {
        Expr a = x.abs();
        Expr finite = x.isFinite();
        Expr early = finite.and(a.square().lt(n + 1));
        Expr middle = finite.and(early.not()).and(a.lt(LARGE).or(a.lt(n)));
        Expr late = finite.and(early.or(middle).not());
        Expr series = halfPower(n, early.where(a, 0)).times(powers(n, early.where(a, 0).square().times(-0.25)));
        Expr value = early.where(series, middle.where(miller(n, middle.where(a, 1 + Math.sqrt(n + 1.0))),
                forward(n, late.where(a, Math.max(LARGE, n)))));
        return signed(n, x, x.isNan().where(x, x.isInf().where(0, value)));
    }

    private static Expr signed(int n, Expr x, Expr value) {
        return n % 2 == 1 ? x.lt(0).where(value.neg(), value) : value;
    }

    /** (x/2)ⁿ/n!. */
    private static Expr halfPower(int n, Expr x) {
        Expr one = SpecialPrograms.full(x, 1);
        return LoopBuilder.times(n, Array.of(x), Array.of(one), (i, c, s) ->
                Array.of(s.get(0).times(c.get(0).times(0.5).div(i.cast(DType.F64).plus(1))))).get(0);
    }

    /** Σ squareᵏ/(k! (n + 1)…(n + k)). */
    private static Expr powers(int n, Expr square) {
        return summed(square, k -> k.times(k.plus(n)));
    }

    private static Expr summed(Expr square, java.util.function.UnaryOperator<Expr> divisor) {
        Expr one = SpecialPrograms.full(square, 1);
        return LoopBuilder.whileTrue(Array.of(square), Array.of(one, one, Tensor.of(0.0)),
                (c, t) -> t.get(0).abs().gt(t.get(1).abs().times(1e-17)).any(), (c, t) -> {
            Expr k = t.get(2).plus(1);
            Expr term = t.get(0).times(c.get(0)).div(divisor.apply(k));
            return Array.of(term, t.get(1).plus(term), k);
        }).get(1);
    }

    /** From {@code start} down: what stands at n, at 0 and at 1, and the sum J₀ + 2J₂ + 2J₄ + …. */
    private static Seq<Expr> backward(int n, int start, Expr x, java.util.function.BinaryOperator<Expr> step) {
        Expr zero = SpecialPrograms.full(x, 0);
        Seq<Expr> last = LoopBuilder.times(start, Array.of(x), Array.of(zero, SpecialPrograms.full(x, 1e-100), zero, zero),
                (i, c, s) -> {
            Expr k = i.cast(DType.F64).neg().plus(start);
            Expr at = step.apply(k.div(c.get(0)).times(s.get(1)), s.get(0));
            Expr wanted = k.eq(n + 1).where(at, s.get(3));
            Expr sum = s.get(2).plus(k.remainder(2).eq(1).where(k.eq(1).where(at, at.times(2)), 0));
            Expr scale = at.abs().gt(HUGE).where(SpecialPrograms.full(at, 1 / HUGE), 1);
            return Array.of(s.get(1), at, sum, wanted).map(v -> v.times(scale));
        });
        return Array.of(last.get(3), last.get(1), last.get(0), last.get(2));
    }

    private static Expr miller(int n, Expr x) {
        double most = Math.max(n, LARGE);
        int start = 2 * ((int) (most + 20 + 4 * StrictMath.cbrt(most) + Math.sqrt(40.0 * n)) / 2);
        Seq<Expr> b = backward(n, start, x, (at, above) -> at.times(2).minus(above));
        Expr small = x.lt(LARGE);
        Expr far = small.where(LARGE, x);
        return small.where(b.get(0).div(b.get(3)), byLarger(b, hankel(0, far), hankel(1, far)));
    }

    /** Normalised by the larger of the first two values. */
    private static Expr byLarger(Seq<Expr> b, Expr zero, Expr one) {
        return zero.abs().gt(one.abs()).where(b.get(0).div(b.get(1)).times(zero), b.get(0).div(b.get(2)).times(one));
    }

    private static Expr forward(int n, Expr x) {
        return LoopBuilder.times(n, Array.of(x), Array.of(hankel(0, x), hankel(1, x)), (i, c, s) ->
                Array.of(s.get(1), i.cast(DType.F64).plus(1).times(2).div(c.get(0)).times(s.get(1)).minus(s.get(0)))).get(0);
    }

    /** √(2/πx) (P cos χ − Q sin χ) for n = 0 or 1 and x ≥ 25. */
    private static Expr hankel(int n, Expr x) {
        Expr one = SpecialPrograms.full(x, 1);
        Expr zero = SpecialPrograms.full(x, 0);
        Seq<Expr> last = LoopBuilder.times(TERMS, Array.of(x), Array.of(one, one, zero, one.gt(0)), (i, c, s) -> {
            Expr k = i.cast(DType.F64).plus(1);
            Expr next = s.get(0).times(k.times(2).minus(1).square().neg().plus(4.0 * n * n)).div(k.times(8).times(c.get(0)));
            Expr active = s.get(3).and(next.abs().lt(s.get(0).abs())).and(next.abs().ge(1e-18));
            Expr turn = k.remainder(4);
            Expr p = s.get(1).plus(turn.eq(0).where(next, turn.eq(2).where(next.neg(), 0)));
            Expr q = s.get(2).plus(turn.eq(1).where(next, turn.eq(3).where(next.neg(), 0)));
            return Array.of(active.where(next, s.get(0)), active.where(p, s.get(1)), active.where(q, s.get(2)), active);
        });
        Expr sine = x.sin();
        Expr cosine = x.cos();
        Expr c = n == 0 ? cosine.plus(sine) : sine.minus(cosine);
        Expr s = n == 0 ? sine.minus(cosine) : cosine.plus(sine).neg();
        return last.get(1).times(c).minus(last.get(2).times(s)).div(x.times(Math.PI).sqrt());
    }

    static Expr i(int n, Expr x) {
        Expr near = x.abs().le(30);
        Expr a = near.where(x.abs(), 0);
        Expr small = signed(n, x, halfPower(n, a).times(powers(n, a.square().times(0.25))));
        Expr half = x.abs().times(0.5).exp();
        Expr infinite = signed(n, x, SpecialPrograms.full(x, Double.POSITIVE_INFINITY));
        return x.isNan().where(x, x.isInf().where(infinite, near.where(small, scaledFar(n, x).times(half).times(half))));
    }

    static Expr scaledI(int n, Expr x) {
        Expr near = x.abs().le(30);
        Expr a = near.where(x.abs(), 0);
        Expr small = signed(n, x, halfPower(n, a).times(powers(n, a.square().times(0.25))).times(a.neg().exp()));
        return x.isNan().where(x, x.isInf().where(0, near.where(small, scaledFar(n, x))));
    }

    private static Expr scaledFar(int n, Expr x) {
        Expr far = x.abs().gt(30).and(x.isFinite());
        Expr a = far.where(x.abs(), 31);
        Expr direct = a.gt((double) n * n);
        Expr value = asymptotic(n, direct.where(a, Math.max(31, 1.0 + (double) n * n)));
        if ((double) n * n > 30) {
            Expr b = direct.where(31, a);
            value = direct.where(value, asymptotic(0, b).times(ratio(n, b)));
        }
        return signed(n, x, value);
    }

    private static Expr asymptotic(int n, Expr x) {
        Expr one = SpecialPrograms.full(x, 1);
        Seq<Expr> last = LoopBuilder.times(TERMS, Array.of(x), Array.of(one, one, one.gt(0)), (i, c, s) -> {
            Expr k = i.cast(DType.F64).plus(1);
            Expr next = s.get(0).times(k.times(2).minus(1).square().neg().plus(4.0 * n * n)).div(k.times(8).times(c.get(0)))
                    .neg();
            Expr stop = k.gt(n).and(next.abs().ge(s.get(0).abs()));
            Expr active = s.get(2).and(stop.not());
            return Array.of(active.where(next, s.get(0)), active.where(s.get(1).plus(next), s.get(1)),
                    active.and(next.abs().ge(1e-18)));
        });
        return last.get(1).div(x.times(2 * Math.PI).sqrt());
    }

    /** Iₙ/I₀ for x ≤ n². */
    private static Expr ratio(int n, Expr x) {
        int start = n + 20 + (int) Math.sqrt(80.0 * n * n);
        Seq<Expr> b = backward(n, start, x, (at, above) -> at.times(2).plus(above));
        return b.get(0).div(b.get(1));
    }

    static Expr sphericalJ(int n, Expr x) {
        Expr a = x.abs();
        Expr early = a.square().lt(2 * n + 2).or(a.lt(0.5));
        Expr late = early.not().and(a.ge(n));
        Expr middle = early.or(late).not().and(a.isNan().not());
        Expr value = late.where(sphericalForward(n, late.where(a, Math.max(1, n))), sphericalSeries(n, early.where(a, 0)));
        if (n > 1) {
            value = middle.where(sphericalMiller(n, middle.where(a, 1 + Math.sqrt(2 * n + 2.0))), value);
        }
        return x.isNan().where(x, signed(n, x, value));
    }

    private static Expr sphericalSeries(int n, Expr x) {
        Expr first = LoopBuilder.times(n, Array.of(x), Array.of(SpecialPrograms.full(x, 1)), (i, c, s) ->
                Array.of(s.get(0).times(c.get(0).div(i.cast(DType.F64).plus(1).times(2).plus(1))))).get(0);
        return first.times(summed(x.square().times(-0.5), k -> k.times(k.times(2).plus(2.0 * n + 1))));
    }

    private static Expr sphericalForward(int n, Expr x) {
        Expr zero = x.sin().div(x);
        Expr one = zero.minus(x.cos()).div(x);
        return LoopBuilder.times(n, Array.of(x), Array.of(zero, one), (i, c, s) ->
                Array.of(s.get(1), i.cast(DType.F64).times(2).plus(3).div(c.get(0)).times(s.get(1)).minus(s.get(0)))).get(0);
    }

    private static Expr sphericalMiller(int n, Expr x) {
        int start = n + 20 + (int) Math.sqrt(40.0 * n);
        Expr zero = SpecialPrograms.full(x, 0);
        Seq<Expr> last = LoopBuilder.times(start, Array.of(x), Array.of(zero, SpecialPrograms.full(x, 1e-100), zero),
                (i, c, s) -> {
            Expr k = i.cast(DType.F64).neg().plus(start);
            Expr at = k.times(2).plus(1).div(c.get(0)).times(s.get(1)).minus(s.get(0));
            Expr wanted = k.eq(n + 1).where(at, s.get(2));
            Expr scale = at.abs().gt(HUGE).where(SpecialPrograms.full(at, 1 / HUGE), 1);
            return Array.of(s.get(1), at, wanted).map(v -> v.times(scale));
        });
        Expr first = x.sin().div(x);
        Expr second = first.minus(x.cos()).div(x);
        return byLarger(Array.of(last.get(2), last.get(1), last.get(0)), first, second);
    }
}
