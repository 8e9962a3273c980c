package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import io.vavr.collection.Array;

/**
 * The simplex of Nelder and Mead (1965): of n + 1 points the worst is reflected at the middle of the others, further where
 * that is best, nearer where it is bad, and all points come nearer to the best where nothing helps. It asks for values alone.
 * With coefficients 1, 2, ½, ½ and the first simplex of SciPy, x and x with each element 5 % larger (0.00025 where it is 0).
 *
 * @param steps how many at most
 * @param tolerance how far points and values may be from the best at the end
 */
public record NelderMead(int steps, double tolerance) implements Minimizer {
    /** Refuses negative numbers. */
    public NelderMead {
        if (steps < 0 || !(tolerance >= 0)) {
            throw new FluxionException("nelderMead: requires steps and a tolerance ≥ 0; got " + steps + " and " + tolerance);
        }
    }

    /** 5000 steps at most, to 10⁻⁸. */
    public NelderMead() {
        this(5000, 1e-8);
    }

    /** Points as rows, the best first. */
    private record State(Expr points, Expr values, Expr steps, Expr evaluations) {
        /** The rows in the order of their values. */
        State sorted() {
            Expr order = values.argsort(0);
            return new State(points.take(order, 0), values.take(order, 0), steps, evaluations);
        }

        /** With another worst point. */
        State worst(Expr point, Expr value) {
            return new State(Fluxion.concatenate(0, points.get(":-1"), point.expandDims(0)),
                    Fluxion.concatenate(0, values.get(":-1"), value.expandDims(0)), steps, evaluations);
        }
    }

    @Override
    public <P> Minimum<P> search(Objective<P> objective) {
        Fun1<Expr, Expr> f = objective.fn();
        var values = Fluxion.vmap(f);
        Expr x = objective.start();
        int n = x.shape().dim(0);
        Expr larger = x.eq(0).where(Tensor.number(x.dtype(), 0.00025), x.times(1.05));
        Expr eye = Fluxion.eye(n).cast(x.dtype());
        Expr corners = x.times(eye.subtractedFrom(1)).plus(eye.times(larger));
        // what lies beyond a bound is reflected at it, as points in one plane find nothing out of it
        Expr points = Fluxion.concatenate(0, Array.of(x.expandDims(0), objective.isBounded()
                ? objective.projected(objective.projected(corners).times(2).minus(corners)) : corners));
        State last = Fluxion.whileLoop(new State(points, values.apply(points), Tensor.of(0), Tensor.of(n + 1)).sorted(),
                s -> close(s).not().and(s.steps().lt(steps)), s -> next(objective, f, s));
        Expr best = last.points().get(0);
        return objective.minimum(best, last.values().get(0), Fluxion.grad(f).apply(best), last.steps(), last.evaluations(),
                close(last));
    }

    private Expr close(State s) {
        return s.points().get("1:").minus(s.points().get(0)).abs().max().le(tolerance)
                .and(s.values().get("1:").minus(s.values().get(0)).abs().max().le(tolerance));
    }

    private static State next(Objective<?> objective, Fun1<Expr, Expr> f, State s) {
        int n = s.points().shape().dim(1);
        Expr middle = s.points().get(":-1").mean(0);
        Expr worst = s.points().get(-1);
        Expr lowest = s.values().get(0);
        Expr highest = s.values().get(-1);
        Expr reflected = objective.projected(middle.times(2).minus(worst));
        Expr value = f.apply(reflected);
        Expr best = value.lt(lowest);
        Expr good = best.not().and(value.lt(s.values().get(n - 1)));
        Expr outside = value.lt(highest);
        Expr other = objective.projected(best.where(middle.times(3).minus(worst.times(2)),
                outside.where(middle.times(1.5).minus(worst.times(0.5)), middle.times(0.5).plus(worst.times(0.5)))));
        Expr second = Fluxion.cond(good, () -> value, () -> f.apply(other));
        Expr better = best.where(second.lt(value), outside.where(second.le(value), second.lt(highest)));
        Expr takesOther = good.not().and(better);
        Expr shrinks = best.or(good).or(better).not();
        State moved = s.worst(takesOther.where(other, reflected), takesOther.where(second, value));
        State after = Fluxion.cond(shrinks, () -> shrunk(objective, f, s), () -> moved);
        Expr asked = good.where(Tensor.of(1), Tensor.of(2)).plus(shrinks.where(Tensor.of(n), Tensor.of(0)));
        return new State(after.points(), after.values(), s.steps().plus(1), s.evaluations().plus(asked)).sorted();
    }

    private static State shrunk(Objective<?> objective, Fun1<Expr, Expr> f, State s) {
        Expr best = s.points().get(0);
        Expr nearer = objective.projected(s.points().get("1:").minus(best).times(0.5).plus(best));
        return new State(Fluxion.concatenate(0, best.expandDims(0), nearer),
                Fluxion.concatenate(0, s.values().get("0:1"), Fluxion.vmap(f).apply(nearer)), s.steps(), s.evaluations());
    }
}
