package fluxion.dsl.ode;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.LoopOption;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Steps of chosen lengths through given times. The length follows the error as in Hairer, Nørsett and Wanner, Solving Ordinary
 * Differential Equations I, 1993, II.4: by 0.9·error^(−1/(k + 1)), at least 0.2 and at most 10, and not longer just after a
 * step that was refused. Lengths are constants for derivatives, as is how many steps there are: these are the derivatives of
 * the very steps that were made.
 *
 * @param f (y, t) to ẏ
 * @param solver the method and its tolerances
 * @param times all in one direction
 * @param last of the times, a constant for derivatives
 * @param direction of the times, 1 or −1
 */
record Integration(BinaryOperator<Expr> f, OdeSolver solver, Expr times, Expr last, Expr direction) {
    private static final double SAFETY = 0.9;
    private static final double SHORTER = 0.2;
    private static final double LONGER = 10;

    /**
     * Where the integration is.
     *
     * @param t the time, y and slope what belongs to it
     * @param length of the next step, positive
     * @param before the time before the last step, and the state and the slope there
     * @param dense what is needed between
     * @param steps how many were made, and how many refused, and how many evaluations that took
     * @param again whether the last step was refused
     * @param failed whether it cannot be made shorter
     */
    record At(Expr t, Expr y, Expr slope, Expr length, Expr before, Expr stateBefore, Expr slopeBefore, Array<Expr> dense,
            Expr steps, Expr rejected, Expr evaluations, Expr again, Expr failed) {}

    /** Through times. */
    static Integration of(BinaryOperator<Expr> f, OdeSolver solver, Expr times) {
        int n = times.shape().dim(0);
        Expr last = times.slice(0, n - 1, n).reshape().stopGradient();
        Expr first = times.slice(0, 0, 1).reshape().stopGradient();
        return new Integration(f, solver, times, last,
                last.ge(first).where(Tensor.number(times.dtype(), 1), Tensor.number(times.dtype(), -1)));
    }

    /** The states along axis 0, and where it ended. */
    Tuple2<Expr, At> run(Expr y0) {
        At start = start(y0);
        int n = times.shape().dim(0);
        Expr first = y0.expandDims(0);
        if (n == 1) {
            return Tuple.of(first, start);
        }
        Tuple2<At, Expr> end = ControlFlow.<At, Expr, Expr>scan(start, times.slice(0, 1, n), (at, time) -> {
            At there = until(at, time);
            return Tuple.of(there, state(there, time));
        });
        return Tuple.of(Expr.apply(new Concatenate(0), first, end._2), end._1);
    }

    /** Whether it came to the last time. */
    Expr isComplete(At end) {
        return last.minus(end.t).times(direction).le(0);
    }

    /** Before the first step. */
    At start(Expr y0) {
        Expr t0 = times.slice(0, 0, 1).reshape();
        Expr slope = f.apply(y0, t0);
        Stepper stepper = stepper();
        Expr none = Tensor.of(0);
        Expr no = none.ne(0);
        // a step of length 1 that ends here: between its ends, here, are this state and this slope
        return new At(t0, y0, slope, length(y0, t0, slope).stopGradient(), t0.minus(direction), y0, slope,
                Array.fill(stepper.denseSize(), () -> y0.times(0)), none, none, none.plus(2), no, no);
    }

    private Stepper stepper() {
        return solver.method().stepper();
    }

    /** The first length to try (II.4, Starting Step Size). */
    private Expr length(Expr y0, Expr t0, Expr slope) {
        Expr interval = last.minus(t0).abs();
        Expr scale = norm(y0).scale(y0);
        Expr d0 = Stepper.ErrorNorm.of(y0.div(scale));
        Expr d1 = Stepper.ErrorNorm.of(slope.div(scale));
        Expr h0 = d0.lt(1e-5).or(d1.lt(1e-5)).where(1e-6, d0.div(d1).times(0.01)).minimum(interval);
        Expr h = h0.times(direction);
        Expr d2 = Stepper.ErrorNorm.of(f.apply(y0.plus(h.times(slope)), t0.plus(h)).minus(slope).div(scale)).div(h0);
        Expr h1 = d1.le(1e-15).and(d2.le(1e-15)).where(h0.times(1e-3).maximum(1e-6),
                d1.maximum(d2).times(100).pow(-1.0 / (stepper().order() + 1)));
        return h0.times(100).minimum(h1).minimum(interval);
    }

    private Stepper.ErrorNorm norm(Expr y) {
        return new Stepper.ErrorNorm(solver.relative(), solver.absolute(), y);
    }

    /** The first place at a time or after it. */
    At until(At from, Expr time) {
        return ControlFlow.<At>loop(from, at -> unfinished(at, time),
                at -> step(at, time), new LoopOption.Keeping(solver.checkpoints()));
    }

    Expr unfinished(At at, Expr time) {
        return time.minus(at.t).times(direction).gt(0).and(at.steps.plus(at.rejected).lt(solver.maxSteps()))
                .and(at.failed.not());
    }

    private At step(At at, Expr time) {
        return step(at, time, false);
    }

    /**
     * One step, made or refused.
     *
     * @param dense whether every step needs dense output, not only one that holds the time
     */
    At step(At at, Expr time, boolean dense) {
        Stepper stepper = stepper();
        Expr t = at.t.stopGradient();
        Expr shortest = shortest(t);
        Expr tried = t.plus(at.length.maximum(shortest).times(direction));
        Expr next = tried.minus(last).times(direction).gt(0).where(last, tried);
        Expr h = next.minus(t).stopGradient();
        Stepper.Attempt attempt = stepper.step(f, at.t, at.y, at.slope, h, norm(at.y),
                error -> dense ? error.lt(1) : error.lt(1).and(next.minus(time).times(direction).ge(0)));
        Expr error = attempt.error();
        Expr made = error.lt(1);
        Expr factor = error.pow(-1.0 / (stepper.order() + 1)).times(SAFETY);
        Expr longer = error.eq(0).where(LONGER, factor.minimum(LONGER));
        Expr shorter = error.isNan().where(SHORTER, factor.maximum(SHORTER));
        Expr length = h.abs().times(made.where(at.again.where(longer.minimum(1), longer), shorter)).stopGradient();
        Expr evaluations = at.evaluations.plus(attempt.evaluations());
        // the time goes along with the start's, though the length does not
        Expr moved = next.stopGradient().plus(at.t.minus(t));
        Supplier<At> further = () -> new At(moved, attempt.y(), attempt.slope(), length, at.t, at.y, at.slope, attempt.dense(),
                at.steps.plus(1), at.rejected, evaluations, made.not(), made.not());
        Supplier<At> same = () -> new At(at.t, at.y, at.slope, length, at.before, at.stateBefore, at.slopeBefore, at.dense,
                at.steps, at.rejected.plus(1), evaluations, made.not(), length.lt(shortest));
        return ControlFlow.<At>choose("odeint", made, Array.of(same, further));
    }

    /** Ten times the distance of neighbouring numbers. */
    private static Expr shortest(Expr t) {
        return t.abs().times(t.dtype() == DType.F64 ? 10 * Math.ulp(1.0) : 10 * (double) Math.ulp(1f))
                .maximum(t.dtype() == DType.F64 ? 1e-300 : 1e-36);
    }

    /** The state at a time of the last step; NaN where it does not reach so far. */
    Expr state(At at, Expr time) {
        Expr h = at.t.minus(at.before);
        Expr y = stepper().between(time.minus(at.before).div(h), h, at.stateBefore, at.y, at.slopeBefore, at.slope, at.dense);
        Expr reached = time.minus(at.t).times(direction).le(0);
        return reached.where(y, y.times(Double.NaN));
    }
}
