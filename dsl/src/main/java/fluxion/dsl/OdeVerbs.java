package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.ode.OdeMethod;
import fluxion.dsl.ode.OdeSolution;
import fluxion.dsl.ode.OdeSolver;
import io.vavr.Function2;

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

    /** Dormand and Prince's method of order 5, see {@link OdeMethod#DORMAND_PRINCE_5}. */
    public static OdeSolver dormandPrince5() { return new OdeSolver(OdeMethod.DORMAND_PRINCE_5); }

    /** Dormand and Prince's method of order 8, for strict tolerances, see {@link OdeMethod#DORMAND_PRINCE_8}. */
    public static OdeSolver dormandPrince8() { return new OdeSolver(OdeMethod.DORMAND_PRINCE_8); }

    /** A Rosenbrock method of order 4, for stiff equations, see {@link OdeMethod#RODAS_4}. */
    public static OdeSolver rosenbrock() { return new OdeSolver(OdeMethod.RODAS_4); }
}
