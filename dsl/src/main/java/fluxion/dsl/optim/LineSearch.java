package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import io.vavr.Tuple2;
import java.util.function.Function;

/**
 * A step along a direction, as a loop of the language: one that fulfils the strong Wolfe conditions, by the decisions of
 * {@link WolfeSearch}, or between bounds one that makes the function smaller by a share of what the gradient says.
 *
 * @param decrease c₁
 * @param curvature c₂
 */
record LineSearch(double decrease, double curvature) {
    private static final int LONGEST = 60;

    /**
     * Where the function was asked.
     *
     * @param length α
     * @param x where
     * @param value f there
     * @param gradient ∇f there
     * @param slope ∇f·d
     */
    record Point(Expr length, Expr x, Expr value, Expr gradient, Expr slope) {}

    /**
     * What it found.
     *
     * @param point where the function is smaller, or the origin
     * @param found whether it is
     * @param evaluations how often the function was asked, i32
     */
    record Found(Point point, Expr found, Expr evaluations) {}

    /** Between two points, of which low is the lowest so far, lies a minimum where bracketed. */
    private record State(Point here, Point low, Point high, Expr bracketed, Expr count) {}

    /** Bounds as a vector, each leaf of the shape and dtype of its parameter. */
    static <P> Expr bound(P bound, P parameters) {
        return Fluxion.ravel(Fluxion.zip(bound, parameters, (b, p) -> Fluxion.zerosLike(p).plus(b.cast(p.dtype()))));
    }

    /** One of two trees, by a scalar. */
    static <T> T choose(Expr condition, T yes, T no) {
        return Fluxion.zip(yes, no, (a, b) -> condition.where(a, b));
    }

    static Point at(Fun1<Expr, Expr> f, Expr length, Expr x, Expr direction) {
        Tuple2<Expr, Expr> there = Fluxion.valueAndGrad(f).apply(x);
        return new Point(length, x, there._1, there._2, there._2.dot(direction));
    }

    /** From a point whose slope is that of the direction, at first by a length. */
    Found along(Fun1<Expr, Expr> f, Point origin, Expr direction, Expr length) {
        State first = new State(at(f, length, origin.x().plus(direction.times(length)), direction), origin, origin,
                Tensor.of(false), Tensor.of(1));
        State last = Fluxion.whileLoop(first, s -> accepts(s.here(), origin).not().and(s.count().lt(LONGEST))
                .and(s.bracketed().not().or(s.high().length().minus(s.low().length()).abs()
                        .gt(s.low().length().abs().times(epsilon(length))))),
                s -> next(f, origin, direction, s));
        Expr accepted = accepts(last.here(), origin);
        Point best = choose(accepted, last.here(), last.low());
        return new Found(best, accepted.or(last.low().value().lt(origin.value())), last.count());
    }

    private State next(Fun1<Expr, Expr> f, Point origin, Expr direction, State s) {
        Expr width = s.high().length().minus(s.low().length());
        Expr up = falls(s.here(), origin).not().or(s.count().gt(1).and(s.here().value().ge(s.low().value())));
        Expr turns = s.bracketed().where(s.here().slope().times(width), s.here().slope()).ge(0);
        Point low = choose(up, s.low(), s.here());
        Point high = choose(up, s.here(), choose(turns, s.low(), s.high()));
        Expr bracketed = s.bracketed().or(up).or(turns);
        Expr length = bracketed.where(between(low, high), s.here().length().times(2));
        return new State(at(f, length, origin.x().plus(direction.times(length)), direction), low, high, bracketed,
                s.count().plus(1));
    }

    /** The minimum of the cubic through two points with their slopes, kept away from both; the middle where there is none. */
    private static Expr between(Point low, Point high) {
        Expr width = high.length().minus(low.length());
        Expr a = low.slope().plus(high.slope()).minus(low.value().minus(high.value()).div(width).times(-3));
        Expr root = a.square().minus(low.slope().times(high.slope())).sqrt();
        Expr b = width.lt(0).where(root.neg(), root);
        Expr cubic = width.times(high.slope().plus(b).minus(a)).div(high.slope().minus(low.slope()).plus(b.times(2)));
        Expr share = width.minus(cubic).div(width);
        return low.length().plus(width.times(share.isNan().where(Tensor.number(share.dtype(), 0.5), share).clip(0.1, 0.9)));
    }

    private Expr accepts(Point here, Point origin) {
        return falls(here, origin).and(here.slope().abs().le(origin.slope().times(-curvature)));
    }

    /** Whether the value falls enough, or as far as rounding tells by the slope; not where it is NaN. */
    private Expr falls(Point here, Point origin) {
        Expr rounding = origin.value().abs().times(16 * epsilon(here.length()));
        return here.value().le(origin.value().plus(here.length().times(origin.slope()).times(decrease)))
                .or(here.value().le(origin.value().plus(rounding)).and(here.slope().le(origin.slope().times(2 * decrease - 1))));
    }

    static double epsilon(Expr like) {
        return like.dtype() == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0);
    }

    /** Along the projection of the ray to the bounds, half as far until the function is smaller by c₁·∇f·(x − x₀). */
    Found within(Minimizer.Objective<?> objective, Fun1<Expr, Expr> f, Point origin, Expr direction, Expr length) {
        record Trial(Expr length, Expr x, Expr value, Expr count) {}
        Function<Expr, Expr> place = by -> objective.projected(origin.x().plus(direction.times(by)));
        Function<Trial, Expr> falls = t -> t.value().le(origin.value()
                .plus(t.x().minus(origin.x()).dot(origin.gradient()).times(decrease)));
        Expr x = place.apply(length);
        Trial last = Fluxion.whileLoop(new Trial(length, x, f.apply(x), Tensor.of(1)),
                t -> falls.apply(t).not().and(t.count().lt(LONGEST)), t -> {
                    Expr shorter = t.length().times(0.5);
                    Expr there = place.apply(shorter);
                    return new Trial(shorter, there, f.apply(there), t.count().plus(1));
                });
        Expr found = falls.apply(last).and(last.value().le(origin.value())).and(last.x().ne(origin.x()).any());
        return new Found(choose(found, at(f, last.length(), last.x(), direction), origin), found, last.count().plus(1));
    }
}
