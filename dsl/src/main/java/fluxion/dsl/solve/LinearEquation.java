package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.dsl.function.Closed;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Implicit;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.collection.Array;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A·x = b, differentiated by the equation: A·ẋ = ḃ − Ȧ·x, which the same method solves, and its transpose for Aᵀ.
 *
 * @param method how it is solved
 * @param options how long
 * @param <A> the type of x
 */
public record LinearEquation<A>(KrylovMethod method, Krylov<? super A> options) {
    private record Given(Array<Expr> map, Array<Expr> near, Expr b) {}

    private record Solved(Expr x, Expr residual, Expr iterations) {}

    /** The solution, for a linear map. */
    public LinearSolution<A> solve(Function1<A, A> map, A b) {
        return Tracing.whole(() -> {
            TreeVector<A> vector = TreeVector.of(method.verb(), b);
            Expr right = vector.flat("the right-hand side", b).flatten();
            UnaryOperator<Expr> flatMap = flat(vector, "the map must give what it takes", map);
            Closed<Expr, Expr> closed = Closed.of(flatMap, right);
            Closed<Expr, Expr> near = Closed.of(near(vector), right);
            Function1<Given, Solved> run = given ->
                    solved(v -> closed.apply(given.map, v), v -> near.apply(given.near, v), given.b);
            Function3<Given, Solved, Given, Solved> rule = (at, y, tangent) -> {
                Expr turned = Local.<Array<Expr>, Expr>push(p -> closed.apply(p, y.x), at.map, tangent.map);
                return new Solved(moved(closed, near, at, tangent.b.minus(turned)), y.residual.times(0), y.iterations);
            };
            Solved solved = Fun1.<Given, Solved>of(new CustomProgram(method.verb(), Fun1.of(run).program(),
                    CustomProgram.Form.TANGENT, rule)).apply(new Given(closed.captured(), near.captured(), right));
            Expr residual = solved.residual.stopGradient();
            return new LinearSolution<>(vector.tree(solved.x), residual, solved.iterations,
                    residual.le(iteration(v -> v, v -> v, right).tolerance(right)));
        });
    }

    @SuppressWarnings("unchecked") // what takes more than an A takes an A, and what it gives is looked at
    private UnaryOperator<Expr> near(TreeVector<A> vector) {
        return options.preconditioner().map(m -> flat(vector, "the preconditioner must give what it takes", (Function1<A, A>) m))
                .getOrElse(() -> v -> v);
    }

    private static <A> UnaryOperator<Expr> flat(TreeVector<A> vector, String requirement, Function1<A, A> f) {
        return v -> vector.flat(requirement, f.apply(vector.tree(v))).flatten();
    }

    private KrylovIteration iteration(UnaryOperator<Expr> map, UnaryOperator<Expr> near, Expr b) {
        int n = Math.toIntExact(b.shape().size());
        return new KrylovIteration(map, near, options.relative(), options.absolute(), options.maxIterations().getOrElse(10 * n),
                options.restart());
    }

    private Solved solved(UnaryOperator<Expr> map, UnaryOperator<Expr> near, Expr b) {
        KrylovIteration.Found found = iteration(map, near, b).run(method, b);
        return new Solved(found.x(), found.residual(), found.iterations());
    }

    /** The solution of A·ẋ = c; further derivatives are those of this equation. */
    private Expr moved(Closed<Expr, Expr> closed, Closed<Expr, Expr> near, Given at, Expr c) {
        UnaryOperator<Expr> forward = v -> near.apply(at.near, v);
        UnaryOperator<Expr> backward = method.isSymmetric() ? forward
                : Local.transposed(forward, c);
        return (Expr) Implicit.linearSolve(v -> closed.apply(at.map, (Expr) v), c,
                (a, r) -> solved(applied(a), forward, (Expr) r).x, (a, r) -> solved(applied(a), backward, (Expr) r).x);
    }

    private static UnaryOperator<Expr> applied(Function<Object, Object> map) {
        return v -> (Expr) map.apply(v);
    }
}
