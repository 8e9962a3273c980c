package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Closed;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Implicit;
import fluxion.dsl.function.Local;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.collection.Array;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * f(x) = 0 for vectors, differentiated by the equation: ∂f/∂x·ẋ = −∂f/∂p·ṗ for whatever f captures. Where the iteration began
 * does not move the solution.
 *
 * @param name what the step is called when printed
 * @param f the residual
 * @param iterate (f, where to begin) to what was found
 * @param linear (A, c) to the solution of A·v = c
 */
record RootEquation(String name, UnaryOperator<Expr> f, BiFunction<UnaryOperator<Expr>, Array<Expr>, Found> iterate,
        BiFunction<UnaryOperator<Expr>, Expr, Expr> linear) {
    /** What an iteration found. */
    record Found(Expr x, Expr residual, Expr iterations, Expr isConverged) {}

    private record Given(Array<Expr> captured, Array<Expr> start) {}

    Found solve(Array<Expr> start) {
        Closed<Expr, Expr> closed = Closed.of(f, start.get(0));
        Function1<Given, Found> run = given -> iterate.apply(x -> closed.apply(given.captured, x), given.start);
        Function3<Given, Found, Given, Found> rule = (at, y, tangent) -> {
            Expr right = Local.<Array<Expr>, Expr>push(p -> closed.apply(p, y.x), at.captured, tangent.captured).neg();
            Expr moved = (Expr) Implicit.linearSolve(
                    v -> Local.<Expr, Expr>push(x -> closed.apply(at.captured, x), y.x, (Expr) v), right,
                    (a, c) -> linear.apply(v -> (Expr) a.apply(v), (Expr) c),
                    (a, c) -> linear.apply(v -> (Expr) a.apply(v), (Expr) c));
            return new Found(moved, y.residual.times(0), y.iterations, y.isConverged);
        };
        Found found = Fun1.<Given, Found>of(new CustomProgram(name, Fun1.of(run).program(), CustomProgram.Form.TANGENT, rule))
                .apply(new Given(closed.captured(), start.map(Expr::stopGradient)));
        return new Found(found.x, found.residual.stopGradient(), found.iterations, found.isConverged);
    }

    /** By the matrix of a map of vectors. */
    static Expr dense(UnaryOperator<Expr> map, Expr c) {
        return Local.jacobian(map::apply, Tensor.zeros(c.tensorType())).solve(c);
    }

    /** Of a map of each element alone. */
    static Expr diagonal(UnaryOperator<Expr> map, Expr c) {
        return c.div(map.apply(c.times(0).plus(1)));
    }
}
