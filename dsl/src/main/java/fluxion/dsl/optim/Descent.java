package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;

/**
 * Steps along directions that lead down, until the gradient is small.
 *
 * @param steps how many at most
 * @param tolerance how large elements of the gradient may be at the end
 * @param search how far each step goes
 */
record Descent(int steps, double tolerance, LineSearch search) {
    /** Where to go. */
    interface Direction {
        /** What is known before the first step. */
        Expr begin(Expr x);

        /** A direction; the gradient is 0 where {@code free} is, and so must the direction be. */
        Expr along(Expr memory, Expr x, Expr gradient, Expr free);

        /** What is known after a step by s, which changed the gradient by y. */
        Expr learn(Expr memory, Expr s, Expr y, Expr fresh);
    }

    /** Fresh where nothing was learnt, over where nothing smaller is found all the same. */
    private record State(LineSearch.Point at, Expr memory, Expr steps, Expr evaluations, Expr fresh, Expr over) {}

    <P> Minimum<P> of(Minimizer.Objective<P> objective, Direction directions, boolean scaled) {
        Fun1<Expr, Expr> f = objective.fn();
        Expr start = objective.start();
        Expr zero = Tensor.number(start.dtype(), 0);
        LineSearch.Point first = LineSearch.at(f, zero, start, start.times(0));
        State last = Fluxion.whileLoop(new State(first, directions.begin(start), Tensor.of(0), Tensor.of(1), Tensor.of(true),
                Tensor.of(false)),
                s -> converged(objective, s.at()).not().and(s.over().not()).and(s.steps().lt(steps)),
                s -> next(objective, f, directions, scaled, s));
        return objective.minimum(last.at().x(), last.at().value(), last.at().gradient(), last.steps(), last.evaluations(),
                converged(objective, last.at()));
    }

    private Expr converged(Minimizer.Objective<?> objective, LineSearch.Point at) {
        return objective.residual(at.x(), at.gradient()).abs().max().le(tolerance);
    }

    private State next(Minimizer.Objective<?> objective, Fun1<Expr, Expr> f, Direction directions, boolean scaled, State s) {
        Expr x = s.at().x();
        Expr free = objective.isBounded() ? objective.free(x, s.at().gradient()) : Tensor.number(x.dtype(), 1);
        Expr gradient = s.at().gradient().times(free);
        Expr proposed = directions.along(s.memory(), x, gradient, free);
        Expr leads = proposed.dot(gradient);
        // what does not lead down, or is no number, is forgotten
        Expr down = leads.lt(0).and(leads.isFinite());
        Expr direction = down.where(proposed, gradient.neg());
        Expr fresh = s.fresh().or(down.not());
        Expr one = Tensor.number(x.dtype(), 1);
        Expr norm = gradient.square().sum().sqrt();
        Expr length = scaled ? fresh.where(one.minimum(one.div(norm)), one) : down.where(one, one.minimum(one.div(norm)));
        LineSearch.Point origin = new LineSearch.Point(Tensor.number(x.dtype(), 0), x, s.at().value(), s.at().gradient(),
                direction.dot(gradient));
        LineSearch.Found found = objective.isBounded() ? search.within(objective, f, origin, direction, length)
                : search.along(f, origin, direction, length);
        Expr known = down.where(s.memory(), directions.begin(x));
        // of what is held at a bound nothing is learnt
        Expr change = found.point().gradient().minus(s.at().gradient());
        Expr learnt = directions.learn(known, found.point().x().minus(x), objective.isBounded() ? change.times(free) : change,
                fresh);
        return new State(found.point(), found.found().where(learnt, directions.begin(x)),
                s.steps().plus(found.found().where(Tensor.of(1), Tensor.of(0))), s.evaluations().plus(found.evaluations()),
                found.found().not(), found.found().not().and(fresh));
    }
}
