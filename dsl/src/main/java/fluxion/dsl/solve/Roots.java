package fluxion.dsl.solve;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function1;
import io.vavr.collection.Array;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Roots and fixed points of functions of trees. */
public final class Roots {
    /** The most unknowns for which the derivative of a fixed point solves by the matrix; for more by gmres. */
    private static final int DENSE = 64;

    private Roots() {}

    /** x with f(x) = 0 near a start, by Newton's method with the Jacobian of forward mode. */
    public static <X> Root<X> newton(Function1<X, X> f, X start, RootOptions options) {
        RootIterations iterations = new RootIterations(options);
        return root("newton", f, start, (g, x) -> iterations.newton(g, x.get(0)), RootEquation::dense);
    }

    /** x with f(x) = 0 near a start, by Broyden's method, which takes one Jacobian, at the start. */
    public static <X> Root<X> broyden(Function1<X, X> f, X start, RootOptions options) {
        RootIterations iterations = new RootIterations(options);
        return root("broyden", f, start, (g, x) -> iterations.broyden(g, x.get(0)), RootEquation::dense);
    }

    /** x with g(x) = x near a start, by iteration with Anderson's acceleration. */
    public static <X> Root<X> fixedPoint(Function1<X, X> g, X start, RootOptions options) {
        RootIterations iterations = new RootIterations(options);
        TreeVector<X> vector = TreeVector.of("fixedPoint", start);
        Function1<X, X> residual = x -> vector.tree(vector.flat("the function must give what it takes", g.apply(x))
                .minus(vector.flat("the argument", x)));
        return root("fixedPoint", residual, start, (f, x) -> iterations.fixedPoint(f, x.get(0)), Roots::linear);
    }

    /** For each element the root of f between low and high, where f has different signs at these. */
    public static Root<Expr> between(String operation, Function1<Expr, Expr> f, Expr low, Expr high, RootOptions options,
            boolean halves) {
        if (!low.type().equals(high.type()) || !low.dtype().isFloat()) {
            throw low.type().equals(high.type())
                    ? new DTypeException(operation + ": the ends must be floating-point; got " + low.type() + "; cast them")
                    : new ShapeException(operation + ": both ends must be of one type; got " + low.type() + " and "
                    + high.type());
        }
        UnaryOperator<Expr> checked = x -> {
            Expr value = f.apply(x);
            if (!value.type().equals(low.type())) {
                throw new ShapeException(operation + ": the function must give what it takes, " + low.type() + "; got "
                        + value.type());
            }
            return value;
        };
        RootIterations iterations = new RootIterations(options);
        return Tracing.whole(() -> {
            RootEquation.Found found = new RootEquation(operation, checked,
                    (g, ends) -> iterations.enclosed(g, ends.get(0), ends.get(1), halves), RootEquation::diagonal)
                    .solve(Array.of(low, high));
            return new Root<>(found.x(), found.residual(), found.iterations(), found.isConverged());
        });
    }

    private static Expr linear(UnaryOperator<Expr> map, Expr c) {
        int n = Math.toIntExact(c.shape().size());
        return n <= DENSE ? RootEquation.dense(map, c)
                : new KrylovIteration(map, v -> v, 1e-12, 0, 10 * n, DENSE).run(KrylovMethod.GMRES, c).x();
    }

    private static <X> Root<X> root(String name, Function1<X, X> f, X start,
            BiFunction<UnaryOperator<Expr>, Array<Expr>, RootEquation.Found> iterate,
            BiFunction<UnaryOperator<Expr>, Expr, Expr> linear) {
        return Tracing.whole(() -> {
            TreeVector<X> vector = TreeVector.of(name, start);
            Expr begin = vector.flat("the start", start);
            int[] dims = begin.shape().dims().toArray();
            UnaryOperator<Expr> flat = x -> vector.flat("the function must give what it takes",
                    f.apply(vector.tree(x.reshape(dims)))).flatten();
            RootEquation.Found found = new RootEquation(name, flat, iterate, linear).solve(Array.of(begin.flatten()));
            return new Root<>(vector.tree(found.x().reshape(dims)), found.residual(), found.iterations(), found.isConverged());
        });
    }
}
