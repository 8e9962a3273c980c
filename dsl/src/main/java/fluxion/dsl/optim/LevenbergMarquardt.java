package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;

/**
 * The method of Levenberg (1944) and Marquardt (1963) for least squares, as Moré (1978) scales and Nielsen (1999) damps it:
 * x ← x + δ, where δ minimises ‖r + J·δ‖² + λ·‖D·δ‖² by QR decompositions of J and of R over √λ·D, D are the largest norms of
 * columns of J so far, and λ goes down where ‖r‖² falls as the linear model says, and up where it does not.
 *
 * @param steps how many at most, those that are refused counted too
 * @param cosine the end, where all columns of J are at right angles to r up to this cosine
 * @param step the end, where a step is at most this share of x, both scaled by D
 */
public record LevenbergMarquardt(int steps, double cosine, double step) implements LeastSquares {
    private static final double FIRST = 1e-3;
    /** From here on steps are lost to rounding. */
    private static final double LAST = 1e20;

    /** Refuses negative numbers. */
    public LevenbergMarquardt {
        if (steps < 0 || !(cosine >= 0) || !(step >= 0)) {
            throw new FluxionException("levenbergMarquardt: requires steps and tolerances ≥ 0; got " + steps + ", " + cosine
                    + " and " + step);
        }
    }

    /** 1000 steps at most, to a cosine of 10⁻¹⁰ or a step of 10⁻¹². */
    public LevenbergMarquardt() {
        this(1000, 1e-10, 1e-12);
    }

    private record State(Expr x, Expr r, Expr scale, Expr damping, Expr growth, Expr length, Expr steps, Expr evaluations,
            Expr converged) {}

    @Override
    public <P> Minimum<P> search(Problem<P> problem) {
        Fun1<Expr, Expr> f = problem.fn();
        Expr x = problem.start();
        Expr r = f.apply(x);
        Fun1<Expr, Expr> jacobian = LeastSquaresSteps.jacobian(f, x, r);
        State last = Fluxion.whileLoop(new State(x, r, Fluxion.zerosLike(x), Tensor.number(x.dtype(), FIRST),
                Tensor.number(x.dtype(), 2), Tensor.number(x.dtype(), Double.POSITIVE_INFINITY), Tensor.of(0),
                Tensor.of(1), Tensor.of(false)),
                s -> s.converged().not().and(s.steps().lt(steps)).and(s.damping().lt(LAST)),
                s -> next(problem, f, jacobian, s));
        return problem.minimum(last.x(), last.r(), jacobian.apply(last.x()).t().matmul(last.r()), last.steps(),
                last.evaluations(), last.converged());
    }

    private State next(Problem<?> problem, Fun1<Expr, Expr> f, Fun1<Expr, Expr> jacobian, State s) {
        Expr j = jacobian.apply(s.x());
        Expr free = problem.free(s.x(), j.t().matmul(s.r()));
        Expr columns = j.times(free);
        Expr gradient = columns.t().matmul(s.r());
        Expr norms = columns.square().sum(0).sqrt();
        Expr scale = s.scale().maximum(norms);
        Expr positive = scale.eq(0).where(Fluxion.onesLike(scale), scale);
        Expr rows = Fluxion.eye(s.x().shape().dim(0)).cast(s.x().dtype()).times(positive.times(s.damping().sqrt()));
        Expr delta = LeastSquaresSteps.solved(Fluxion.concatenate(0, columns, rows),
                Fluxion.concatenate(0, s.r().neg(), Fluxion.zerosLike(s.x()))).times(free);
        Expr there = problem.projected(s.x().plus(delta));
        Expr moved = there.minus(s.x());
        Expr r = f.apply(there);
        Expr before = s.r().square().sum();
        Expr fell = before.minus(r.square().sum());
        Expr expected = before.minus(s.r().plus(columns.matmul(moved)).square().sum());
        Expr length = moved.times(positive).square().sum().sqrt();
        // where sums differ by rounding alone, shorter and shorter steps say that it comes nearer
        Expr rounding = before.times(16 * LineSearch.epsilon(r));
        Expr nears = expected.le(rounding).and(fell.abs().le(rounding)).and(length.lt(s.length().times(0.5)));
        Expr falls = fell.gt(0).or(nears);
        Expr one = Tensor.number(r.dtype(), 1);
        Expr ratio = fell.div(expected.gt(0).where(expected, one));
        Expr factor = ratio.times(2).minus(1).pow(3).subtractedFrom(1).clip(1.0 / 3, 2);
        Expr easier = s.damping().times(nears.where(Tensor.number(r.dtype(), 1.0 / 3), factor));
        Expr flat = LeastSquaresSteps.cosine(gradient, norms, s.r()).le(cosine);
        Expr small = length.le(s.x().times(positive).square().sum().sqrt().times(step));
        Expr takes = falls.and(flat.not());
        return new State(takes.where(there, s.x()), takes.where(r, s.r()), scale,
                takes.where(easier.maximum(1e-15), s.damping().times(s.growth())), takes.where(Tensor.number(r.dtype(), 2),
                s.growth().times(2)), takes.where(length, s.length()), s.steps().plus(flat.where(Tensor.of(0), Tensor.of(1))),
                s.evaluations().plus(1), flat.or(small));
    }
}
