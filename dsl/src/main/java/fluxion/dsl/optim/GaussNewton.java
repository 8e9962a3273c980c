package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;

/**
 * Gauss's and Newton's method for least squares: x ← x + α·δ, where δ minimises ‖r + J·δ‖² by a QR decomposition, and
 * α = 1, ½, ¼, … until ‖r‖² falls. Columns of J must be independent; {@link LevenbergMarquardt} does without.
 *
 * @param steps how many at most
 * @param cosine the end, where all columns of J are at right angles to r up to this cosine
 * @param step the end, where a step is at most this share of x
 */
public record GaussNewton(int steps, double cosine, double step) implements LeastSquares {
    private static final int SHORTER = 30;

    /** Refuses negative numbers. */
    public GaussNewton {
        if (steps < 0 || !(cosine >= 0) || !(step >= 0)) {
            throw new FluxionException("gaussNewton: requires steps and tolerances ≥ 0; got " + steps + ", " + cosine + " and "
                    + step);
        }
    }

    /** 100 steps at most, to a cosine of 10⁻¹⁰ or a step of 10⁻¹². */
    public GaussNewton() {
        this(100, 1e-10, 1e-12);
    }

    private record State(Expr x, Expr r, Expr steps, Expr evaluations, Expr converged, Expr stuck) {}

    private record Trial(Expr length, Expr x, Expr r, Expr count) {}

    @Override
    public <P> Minimum<P> search(Problem<P> problem) {
        Fun1<Expr, Expr> f = problem.fn();
        Expr x = problem.start();
        Expr r = f.apply(x);
        Fun1<Expr, Expr> jacobian = LeastSquaresSteps.jacobian(f, x, r);
        State last = Fluxion.whileLoop(new State(x, r, Tensor.of(0), Tensor.of(1), Tensor.of(false), Tensor.of(false)),
                s -> s.converged().or(s.stuck()).not().and(s.steps().lt(steps)), s -> next(problem, f, jacobian, s));
        return problem.minimum(last.x(), last.r(), jacobian.apply(last.x()).t().matmul(last.r()), last.steps(),
                last.evaluations(), last.converged());
    }

    private State next(Problem<?> problem, Fun1<Expr, Expr> f, Fun1<Expr, Expr> jacobian, State s) {
        Expr j = jacobian.apply(s.x());
        Expr free = problem.free(s.x(), j.t().matmul(s.r()));
        Expr columns = j.times(free);
        // what is held has a column of its own, in which nothing is to be done
        Expr held = Fluxion.eye(s.x().shape().dim(0)).cast(s.x().dtype()).times(free.subtractedFrom(1));
        Expr delta = LeastSquaresSteps.solved(Fluxion.concatenate(0, columns, held),
                Fluxion.concatenate(0, s.r().neg(), Fluxion.zerosLike(s.x()))).times(free);
        Expr flat = LeastSquaresSteps.cosine(columns.t().matmul(s.r()), columns.square().sum(0).sqrt(), s.r()).le(cosine);
        Expr before = s.r().square().sum();
        Expr first = problem.projected(s.x().plus(delta));
        Trial last = Fluxion.whileLoop(new Trial(Tensor.number(s.x().dtype(), 1), first, f.apply(first), Tensor.of(1)),
                t -> t.r().square().sum().lt(before).not().and(t.count().lt(SHORTER)), t -> {
                    Expr length = t.length().times(0.5);
                    Expr there = problem.projected(s.x().plus(delta.times(length)));
                    return new Trial(length, there, f.apply(there), t.count().plus(1));
                });
        Expr falls = last.r().square().sum().lt(before);
        Expr takes = falls.and(flat.not());
        Expr small = last.x().minus(s.x()).square().sum().sqrt().le(s.x().square().sum().sqrt().times(step));
        return new State(takes.where(last.x(), s.x()), takes.where(last.r(), s.r()),
                s.steps().plus(takes.where(Tensor.of(1), Tensor.of(0))), s.evaluations().plus(last.count()), flat.or(small),
                takes.not());
    }
}
