package fluxion.dsl.ode;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;

/** Methods that make a given number of steps of one length. */
public final class FixedSteps {
    private FixedSteps() {}

    /**
     * Places and momenta of a system with energy T(p) + V(q), after each of n steps of Störmer, Verlet and Leapfrog: p is moved
     * by half a step, q by a whole one, p by half a step again. The map is symplectic and reversible, so that the energy stays
     * near its first value for all times, with an error of order h² (Hairer, Lubich and Wanner, Geometric Numerical Integration,
     * 2006, I.1.4).
     *
     * @param velocity p to ∂T/∂p, as p/m
     * @param force q to −∂V/∂q
     * @param start (q, p), of one structure
     * @param h the length of a step, a scalar
     * @param n how many, at least 1
     */
    public static <S> Tuple2<S, S> leapfrog(Function1<S, S> velocity, Function1<S, S> force, Tuple2<S, S> start, Expr h, int n) {
        requireSteps("leapfrog", n);
        TreeVector<S> place = TreeVector.of("leapfrog", start._1);
        TreeVector<S> momentum = TreeVector.of("leapfrog", start._2);
        return Tracing.whole(() -> {
            Function1<Expr, Expr> push = q -> momentum.flat("the force must be like the momentum", force.apply(place.tree(q)));
            Function1<Expr, Expr> move = p -> place.flat("the velocity must be like the place", velocity.apply(momentum.tree(p)));
            Expr q0 = place.flat("the place", start._1);
            Expr step = h.cast(q0.dtype());
            Expr half = step.times(0.5);
            // the force after one step is the force before the next
            var begin = Tuple.of(q0, momentum.flat("the momentum", start._2), push.apply(q0));
            var path = ControlFlow.scan(begin, steps(n), (at, i) -> {
                Expr p = at._2.plus(half.times(at._3));
                Expr q = at._1.plus(step.times(move.apply(p)));
                Expr f = push.apply(q);
                Expr there = p.plus(half.times(f));
                return Tuple.of(Tuple.of(q, there, f), Tuple.of(q, there));
            })._2;
            return Tuple.of(place.stacked(path._1), momentum.stacked(path._2));
        });
    }

    /**
     * The states, the first and those after each of n steps, of dy = f(y, t)·dt + g(y, t)·dW with independent noise for each
     * element, by Euler and Maruyama: y + f·h + g·√h·z with z from the standard normal distribution (Kloeden and Platen,
     * Numerical Solution of Stochastic Differential Equations, 1992, 10.2). Of strong order ½ and weak order 1.
     *
     * @param drift (y, t) to f
     * @param noise (y, t) to g, like y
     * @param y0 the state at t₀
     * @param t0 the first time, a scalar
     * @param t1 the last
     * @param n how many steps, at least 1
     */
    public static <S> S eulerMaruyama(RandomKey key, Function2<S, Expr, S> drift, Function2<S, Expr, S> noise, S y0, Expr t0,
            Expr t1, int n) {
        requireSteps("eulerMaruyama", n);
        TreeVector<S> vector = TreeVector.of("eulerMaruyama", y0);
        return Tracing.whole(() -> {
            Expr start = vector.flat("the state", y0);
            Expr from = t0.cast(start.dtype());
            Expr h = t1.cast(start.dtype()).minus(from).div(n);
            Expr root = h.abs().sqrt();
            Expr path = ControlFlow.<Expr, Expr, Expr>scan(start, steps(n), (y, i) -> {
                Expr t = from.plus(h.times(i.cast(start.dtype())));
                S at = vector.tree(y);
                Expr z = Distributions.normal(key.foldIn(i), start.tensorType());
                Expr next = y.plus(vector.flat("the drift must be like the state", drift.apply(at, t)).times(h))
                        .plus(vector.flat("the noise must be like the state", noise.apply(at, t)).times(root).times(z));
                return Tuple.of(next, next);
            })._2;
            return vector.stacked(Expr.apply(new Concatenate(0), start.expandDims(0), path));
        });
    }

    private static Expr steps(int n) {
        return Tensor.of(Ints.range(0, n).toArray());
    }

    private static void requireSteps(String operation, int n) {
        if (n < 1) {
            throw new FluxionException(operation + ": requires at least 1 step; got " + n);
        }
    }
}
