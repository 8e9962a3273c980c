package fluxion.dsl.ode;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.function.BinaryOperator;

/**
 * How a differential equation ẏ = f(y, t) is solved: by steps whose error is kept below atol + rtol·|y| in the mean square of all
 * elements.
 *
 * <p>Derivatives of any order, in both modes, are those of the steps that were made, each a constant of its length; reverse mode
 * keeps what it needs of each step, less with {@link #checkpointed()}. With {@link #adjoint()} reverse mode solves the adjoint
 * equation backwards in time instead, which takes memory for the states asked for alone (Chen, Rubanova, Bettencourt and
 * Duvenaud, Neural Ordinary Differential Equations, 2018, appendix B); it is as near to the gradient as the tolerances say, and
 * where states are forgotten on the way, as in strongly damped equations, the way back is not.
 *
 * @param method which steps
 * @param relative rtol, at least 0
 * @param absolute atol, at least 0, above it where rtol is 0
 * @param maxSteps how many steps are tried at most, at least 1
 * @param checkpoints what reverse mode keeps
 * @param isAdjoint whether reverse mode solves the adjoint equation
 */
public record OdeSolver(OdeMethod method, double relative, double absolute, int maxSteps, Checkpoints checkpoints,
        boolean isAdjoint) implements java.io.Serializable {
    private static final double TOLERANCE = 1.4e-8;
    private static final int STEPS = 100_000;

    /** Refuses numbers out of these ranges. */
    public OdeSolver {
        if (!(relative >= 0 && absolute >= 0 && relative + absolute > 0 && relative + absolute < Double.POSITIVE_INFINITY)) {
            throw new FluxionException("odeint: requires tolerances of at least 0, not both 0; got relative " + relative
                    + ", absolute " + absolute);
        }
        if (maxSteps < 1) {
            throw new FluxionException("odeint: requires at least 1 step; got " + maxSteps);
        }
    }

    /** With both tolerances 1.4·10⁻⁸ and at most 100,000 steps. */
    public OdeSolver(OdeMethod method) {
        this(method, TOLERANCE, TOLERANCE, STEPS, Checkpoints.Everything.EVERYTHING, false);
    }

    /** With other tolerances. */
    public OdeSolver tolerances(double newRelative, double newAbsolute) {
        return new OdeSolver(method, newRelative, newAbsolute, maxSteps, checkpoints, isAdjoint);
    }

    /** With at most so many steps, made or refused. */
    public OdeSolver maxSteps(int steps) {
        return new OdeSolver(method, relative, absolute, steps, checkpoints, isAdjoint);
    }

    /** Reverse mode keeps about √n steps of n between two times, and makes each twice. */
    public OdeSolver checkpointed() {
        return new OdeSolver(method, relative, absolute, maxSteps, Checkpoints.Root.ROOT, isAdjoint);
    }

    /** Reverse mode keeps at most so many steps between two times, and makes steps as often as that takes. */
    public OdeSolver checkpointed(int steps) {
        return new OdeSolver(method, relative, absolute, maxSteps, new Checkpoints.AtMost(steps), isAdjoint);
    }

    /** Reverse mode by the adjoint equation. */
    public OdeSolver adjoint() {
        return new OdeSolver(method, relative, absolute, maxSteps, checkpoints, true);
    }

    /** Reverse mode through the steps. */
    OdeSolver throughSteps() {
        return new OdeSolver(method, relative, absolute, maxSteps, checkpoints, false);
    }

    /**
     * The solution of ẏ = f(y, t) at times.
     *
     * @param f (y, t) to ẏ, of the structure and types of y
     * @param y0 the state at the first time, a tree of floating-point tensors
     * @param times a vector, ascending or descending
     */
    public <S> OdeSolution<S> solve(Function2<S, Expr, S> f, S y0, Expr times) {
        return Tracing.whole(() -> solution(f, y0, times));
    }

    private <S> OdeSolution<S> solution(Function2<S, Expr, S> f, S y0, Expr times) {
        TreeVector<S> vector = TreeVector.of("odeint", y0);
        Expr ts = times("odeint", times).cast(vector.dtype());
        BinaryOperator<Expr> right = right(vector, f);
        Expr start = vector.flat("the state", y0);
        if (isAdjoint) {
            return new AdjointOde<>(right, throughSteps(), vector).solve(start, ts);
        }
        Integration integration = Integration.of(right, this, ts);
        Tuple2<Expr, Integration.At> run = integration.run(start);
        return new OdeSolution<>(vector.stacked(run._1), integration.isComplete(run._2), run._2.steps(), run._2.rejected(),
                run._2.evaluations());
    }

    /**
     * The solution of ẏ = f(y, t) until event(y, t) changes its sign, or to the last time. The time and the state have
     * derivatives through the steps, of first and second order, where the event's is not zero there. Signs are seen at the ends
     * of steps: an event that changes its sign twice in one is missed.
     *
     * @param f (y, t) to ẏ
     * @param y0 the state at t₀
     * @param t0 the first time, a scalar
     * @param t1 the last, a scalar
     * @param event (y, t) to a scalar; where it is 0 at the start, it does not happen
     */
    public <S> OdeEvent<S> until(Function2<S, Expr, S> f, S y0, Expr t0, Expr t1, Function2<S, Expr, Expr> event) {
        if (isAdjoint) {
            throw new FluxionException("odeUntil: the time of an event has its derivatives through the steps; got a solver with "
                    + "adjoint(). Use checkpointed() to keep less of them");
        }
        return Tracing.whole(() -> {
            TreeVector<S> vector = TreeVector.of("odeUntil", y0);
            Expr ends = Expr.apply(new Concatenate(0), t0.cast(vector.dtype()).reshape(1), t1.cast(vector.dtype()).reshape(1));
            Integration integration = Integration.of(right(vector, f), this, ends);
            BinaryOperator<Expr> scalar = (y, t) -> {
                Expr value = event.apply(vector.tree(y), t);
                if (!value.shape().isScalar()) {
                    throw new ShapeException("odeUntil: the event must give a scalar; got " + value.type());
                }
                return value;
            };
            EventSearch.Found found = new EventSearch(integration, scalar).run(vector.flat("the state", y0));
            return new OdeEvent<>(found.happened(), found.time(), vector.tree(found.state()), found.end().steps());
        });
    }

    private static <S> BinaryOperator<Expr> right(TreeVector<S> vector, Function2<S, Expr, S> f) {
        return (y, t) -> vector.flat("the right-hand side must give what is like the state", f.apply(vector.tree(y), t));
    }

    static Expr times(String operation, Expr times) {
        if (times.rank() != 1 || times.shape().dim(0) == 0) {
            throw new ShapeException(operation + ": the times must be a vector that is not empty; got " + times.type());
        }
        return times;
    }
}
