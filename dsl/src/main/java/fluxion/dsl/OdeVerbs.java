package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.ode.FixedSteps;
import fluxion.dsl.ode.OdeEvent;
import fluxion.dsl.ode.OdeMethod;
import fluxion.dsl.ode.OdeSolution;
import fluxion.dsl.ode.OdeSolver;
import fluxion.dsl.random.RandomKey;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;

/**
 * Ordinary differential equations ẏ = f(y, t): their solutions at given times, as functions of the initial state, the times,
 * and whatever f uses of what is around it. States are trees.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class OdeVerbs {
    private OdeVerbs() {}

    /** The states at times, along a new axis 0, of ẏ = f(y, t) from y₀ at the first time; by {@link #dormandPrince5}. */
    public static Expr odeint(ExprFn2 f, Expr y0, Expr times) {
        Given.arguments("odeint", f, y0, times);
        return dormandPrince5().<Expr>solve(f, y0, times).states();
    }

    /** The states at times, along a new axis 0, of ẏ = f(y, t) from y₀ at the first time. */
    public static Expr odeint(ExprFn2 f, Expr y0, Expr times, OdeSolver solver) {
        Given.arguments("odeint", f, y0, times, solver);
        return solver.<Expr>solve(f, y0, times).states();
    }

    /** The states at times, along a new axis 0 of each leaf, of ẏ = f(y, t) for states that are trees. */
    public static <S> S odeint(Function2<S, Expr, S> f, S y0, Expr times) {
        Given.arguments("odeint", f, y0, times);
        return dormandPrince5().solve(f, y0, times).states();
    }

    /** The states at times, along a new axis 0 of each leaf, of ẏ = f(y, t) for states that are trees. */
    public static <S> S odeint(Function2<S, Expr, S> f, S y0, Expr times, OdeSolver solver) {
        Given.arguments("odeint", f, y0, times, solver);
        return solver.solve(f, y0, times).states();
    }

    /** The states at times as {@code odeint} gives them, whether all were reached, and how many steps that took. */
    public static OdeSolution<Expr> odeSolution(ExprFn2 f, Expr y0, Expr times, OdeSolver solver) {
        Given.arguments("odeSolution", f, y0, times, solver);
        return solver.<Expr>solve(f, y0, times);
    }

    /** The states at times as {@code odeint} gives them, whether all were reached, and how many steps that took. */
    public static <S> OdeSolution<S> odeSolution(Function2<S, Expr, S> f, S y0, Expr times, OdeSolver solver) {
        Given.arguments("odeSolution", f, y0, times, solver);
        return solver.solve(f, y0, times);
    }

    /** When event(y, t) changes its sign on the way from t₀ to t₁, and the state of ẏ = f(y, t) then. */
    public static OdeEvent<Expr> odeUntil(ExprFn2 f, Expr y0, Expr t0, Expr t1, ExprFn2 event, OdeSolver solver) {
        Given.arguments("odeUntil", f, y0, t0, t1, event, solver);
        return solver.<Expr>until(f, y0, t0, t1, event);
    }

    /** When event(y, t) changes its sign on the way from t₀ to t₁, and the state of ẏ = f(y, t) then. */
    public static <S> OdeEvent<S> odeUntil(Function2<S, Expr, S> f, S y0, Expr t0, Expr t1, Function2<S, Expr, Expr> event,
            OdeSolver solver) {
        Given.arguments("odeUntil", f, y0, t0, t1, event, solver);
        return solver.until(f, y0, t0, t1, event);
    }

    /**
     * Places and momenta after each of n leapfrog steps of length h, of a system with velocity q̇ = v(p) and force ṗ = F(q), see
     * {@link FixedSteps#leapfrog}.
     */
    public static Tuple2<Expr, Expr> leapfrog(ExprFn1 velocity, ExprFn1 force, Expr place, Expr momentum, Expr h, int n) {
        Given.arguments("leapfrog", velocity, force, place, momentum, h);
        return FixedSteps.<Expr>leapfrog(velocity, force, Tuple.of(place, momentum), h, n);
    }

    /** Places and momenta after each of n leapfrog steps of length h, where they are trees. */
    public static <S> Tuple2<S, S> leapfrog(Function1<S, S> velocity, Function1<S, S> force, S place, S momentum, Expr h, int n) {
        Given.arguments("leapfrog", velocity, force, place, momentum, h);
        return FixedSteps.leapfrog(velocity, force, Tuple.of(place, momentum), h, n);
    }

    /**
     * The states at t₀ and after each of n steps to t₁ of dy = f(y, t)·dt + g(y, t)·dW, with noise from a key, see
     * {@link FixedSteps#eulerMaruyama}.
     */
    public static Expr eulerMaruyama(RandomKey key, ExprFn2 drift, ExprFn2 noise, Expr y0, Expr t0, Expr t1, int n) {
        Given.arguments("eulerMaruyama", key, drift, noise, y0, t0, t1);
        return FixedSteps.<Expr>eulerMaruyama(key, drift, noise, y0, t0, t1, n);
    }

    /** The states at t₀ and after each of n steps to t₁ of dy = f(y, t)·dt + g(y, t)·dW, for states that are trees. */
    public static <S> S eulerMaruyama(RandomKey key, Function2<S, Expr, S> drift, Function2<S, Expr, S> noise, S y0, Expr t0,
            Expr t1, int n) {
        Given.arguments("eulerMaruyama", key, drift, noise, y0, t0, t1);
        return FixedSteps.eulerMaruyama(key, drift, noise, y0, t0, t1, n);
    }

    /** Dormand and Prince's method of order 5, see {@link OdeMethod#DORMAND_PRINCE_5}. */
    public static OdeSolver dormandPrince5() { return new OdeSolver(OdeMethod.DORMAND_PRINCE_5); }

    /** Dormand and Prince's method of order 8, for strict tolerances, see {@link OdeMethod#DORMAND_PRINCE_8}. */
    public static OdeSolver dormandPrince8() { return new OdeSolver(OdeMethod.DORMAND_PRINCE_8); }

    /** A Rosenbrock method of order 4, for stiff equations, see {@link OdeMethod#RODAS_4}. */
    public static OdeSolver rosenbrock() { return new OdeSolver(OdeMethod.RODAS_4); }
}
