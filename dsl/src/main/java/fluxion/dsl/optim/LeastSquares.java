package fluxion.dsl.optim;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.collection.Array;

/**
 * Finds where sums of squares are smallest, by loops that are part of the language, as {@link Minimizer} does; it is given the
 * residuals r, a tree, and so knows their Jacobian J. The value that it finds is ½·Σr².
 *
 * <pre>{@code
 * var decay = new LevenbergMarquardt().minimize((Expr b) -> b.get(0).times(exp(x.times(b.get(1)))).minus(y), vector(1, -1));
 * }</pre>
 */
public interface LeastSquares extends java.io.Serializable {
    /**
     * Where ½·Σr² is smallest near a start.
     *
     * @param residuals to a tree of floating-point residuals
     * @param start floating-point leaves
     */
    default <P> Minimum<P> minimize(Function1<P, ?> residuals, P start) {
        Given.arguments("minimize", residuals, start);
        return search(new Problem<>("minimize", residuals, start, Array.empty()));
    }

    /** As for trees; so typed even where the start is a number. */
    default Minimum<Expr> minimize(ExprFn1 residuals, Expr start) {
        Given.arguments("minimize", residuals, start);
        return search(new Problem<Expr>("minimize", (Expr x) -> residuals.apply(x), start, Array.empty()));
    }

    /** Where ½·Σr² is smallest among parameters between bounds, trees like them, to which steps are projected. */
    default <P> Minimum<P> minimize(Function1<P, ?> residuals, P start, P lower, P upper) {
        Given.arguments("minimize", residuals, start, lower, upper);
        return search(new Problem<>("minimize", residuals, start, Array.of(LineSearch.bound(lower, start),
                LineSearch.bound(upper, start))));
    }

    /** As {@link #search(Problem)} is called by the methods above. */
    <P> Minimum<P> search(Problem<P> problem);

    /** The x(a) where ½·Σr(x, a)² is smallest, as a function of a, differentiated as by {@link Minimizer#argmin}. */
    default <P, A> Fun1<A, P> argmin(Function2<P, A, ?> residuals, P start) {
        Given.arguments("argmin", residuals, start);
        Function1<A, Problem<P>> of = a -> new Problem<>("argmin", (P p) -> residuals.apply(p, a), start, Array.empty());
        Fun1<A, Expr> root = Fluxion.customRoot((Expr x, A a) -> {
            Fun1<Expr, Expr> r = of.apply(a).fn();
            return Fluxion.grad((Expr v) -> r.apply(v).square().sum().div(2)).apply(x);
        }, (A a) -> Fluxion.ravel(search(of.apply(a)).parameters()));
        return Fluxion.fn((A a) -> Fluxion.unravel(start, root.apply(a)));
    }

    /**
     * Residuals of trees as a vector of a vector, with bounds where there are some.
     *
     * @param <P> the type of the parameters
     */
    final class Problem<P> {
        private final Function1<P, ?> residuals;
        private final P start;
        private final Array<Expr> bounds;

        private Problem(String verb, Function1<P, ?> residuals, P start, Array<Expr> bounds) {
            this.residuals = residuals;
            this.start = start;
            this.bounds = bounds;
            Fluxion.leaves(start).filter(leaf -> !leaf.dtype().isFloat()).forEach(leaf -> {
                throw new DTypeException(verb + ": parameters must be floating-point; got " + leaf.type());
            });
        }

        Expr start() {
            return projected(Fluxion.ravel(start));
        }

        /** The nearest vector between the bounds. */
        Expr projected(Expr x) {
            return bounds.isEmpty() ? x : x.maximum(bounds.get(0)).minimum(bounds.get(1));
        }

        /** 1 where x may move against the gradient, 0 where it lies at a bound and would leave. */
        Expr free(Expr x, Expr gradient) {
            Expr one = Fluxion.onesLike(x);
            return bounds.isEmpty() ? one : x.le(bounds.get(0)).and(gradient.gt(0)).or(x.ge(bounds.get(1)).and(gradient.lt(0)))
                    .where(Fluxion.zerosLike(x), one);
        }

        /** The residuals in a row. */
        Fun1<Expr, Expr> fn() {
            return Fluxion.fn((Expr x) -> Fluxion.ravel(residuals.apply(Fluxion.unravel(start, x))).cast(x.dtype()));
        }

        /** What was found. */
        Minimum<P> minimum(Expr x, Expr r, Expr gradient, Expr steps, Expr evaluations, Expr converged) {
            return Fluxion.map(new Minimum<>(Fluxion.unravel(start, x), r.square().sum().div(2), Fluxion.unravel(start, gradient),
                    steps, evaluations, converged), leaf -> leaf);
        }
    }
}
