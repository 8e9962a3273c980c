package fluxion.dsl.optim;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.collection.Array;

/**
 * Finds where functions of trees are smallest, by loops that are part of the language: they run over lanes, each as long as it
 * needs, and inside other functions.
 *
 * <pre>{@code
 * var f = fn((Expr x) -> x.minus(3).square().sum());
 * Minimum<Expr> best = new Bfgs().minimize(f, vector(0, 0));
 *
 * var ridge = new Bfgs().argmin((Expr w, Expr decay) -> loss(w).plus(w.square().sum().times(decay)), zeros(f64(5)));
 * Expr slope = jacfwd(ridge).apply(scalar(0.1));           // by the equation ∇f = 0, not through the steps
 * }</pre>
 */
public interface Minimizer extends java.io.Serializable {
    /**
     * Where a function is smallest near a start.
     *
     * @param f to a scalar
     * @param start floating-point leaves
     */
    default <P> Minimum<P> minimize(Function1<P, Expr> f, P start) {
        Given.arguments("minimize", f, start);
        return search(new Objective<>("minimize", f, start));
    }

    /** As for trees; so typed even where the start is a number. */
    default Minimum<Expr> minimize(ExprFn1 f, Expr start) {
        Given.arguments("minimize", f, start);
        return search(new Objective<Expr>("minimize", f::apply, start));
    }

    /**
     * Where a function is smallest among parameters between bounds, which may be infinite; both are trees like the parameters.
     * Steps are projected to the bounds, and what lies at one and would leave stays.
     */
    default <P> Minimum<P> minimize(Function1<P, Expr> f, P start, P lower, P upper) {
        Given.arguments("minimize", f, start, lower, upper);
        return search(new Objective<>("minimize", f, start).within(lower, upper));
    }

    /** As {@link #search(Objective)} is called by the methods above. */
    <P> Minimum<P> search(Objective<P> objective);

    /**
     * The x(a) where f(x, a) is smallest, as a function of a. It is differentiated by the equation ∂f/∂x = 0, with the matrix of
     * second derivatives, which must not be singular: to any order, in both modes.
     */
    default <P, A> Fun1<A, P> argmin(Function2<P, A, Expr> f, P start) {
        Given.arguments("argmin", f, start);
        return implicit(f, start, objective -> objective);
    }

    /** As {@link #argmin(Function2, Object)}, between bounds; what lies at one stays there. */
    default <P, A> Fun1<A, P> argmin(Function2<P, A, Expr> f, P start, P lower, P upper) {
        Given.arguments("argmin", f, start, lower, upper);
        return implicit(f, start, objective -> objective.within(lower, upper));
    }

    private <P, A> Fun1<A, P> implicit(Function2<P, A, Expr> f, P start, Function1<Objective<P>, Objective<P>> bounded) {
        Function1<A, Objective<P>> of = a -> bounded.apply(new Objective<>("argmin", (P p) -> f.apply(p, a), start));
        Fun1<A, Expr> root = Fluxion.customRoot((Expr x, A a) -> of.apply(a).residual(x),
                (A a) -> Fluxion.ravel(search(of.apply(a)).parameters()));
        return Fluxion.fn((A a) -> Fluxion.unravel(start, root.apply(a)));
    }

    /**
     * A function of trees as one of vectors, with bounds where there are some.
     *
     * @param <P> the type of the parameters
     */
    final class Objective<P> {
        private final String verb;
        private final Function1<P, Expr> f;
        private final P start;
        private final Array<Expr> bounds;

        private Objective(String verb, Function1<P, Expr> f, P start, Array<Expr> bounds) {
            this.verb = verb;
            this.f = f;
            this.start = start;
            this.bounds = bounds;
        }

        private Objective(String verb, Function1<P, Expr> f, P start) {
            this(verb, f, start, Array.empty());
            Fluxion.leaves(start).filter(leaf -> !leaf.dtype().isFloat()).forEach(leaf -> {
                throw new DTypeException(verb + ": parameters must be floating-point; got " + leaf.type());
            });
        }

        private Objective<P> within(P lower, P upper) {
            return new Objective<>(verb, f, start, Array.of(LineSearch.bound(lower, start),
                    LineSearch.bound(upper, start)));
        }

        /** The start, between the bounds. */
        Expr start() {
            return projected(Fluxion.ravel(start));
        }

        boolean isBounded() {
            return bounds.nonEmpty();
        }

        /** The nearest vector between the bounds. */
        Expr projected(Expr x) {
            return bounds.isEmpty() ? x : x.maximum(bounds.get(0)).minimum(bounds.get(1));
        }

        /** 1 where x may move against the gradient, 0 where it lies at a bound and would leave. */
        Expr free(Expr x, Expr gradient) {
            Expr held = x.le(bounds.get(0)).and(gradient.gt(0)).or(x.ge(bounds.get(1)).and(gradient.lt(0)));
            return held.where(Tensor.number(x.dtype(), 0), Tensor.number(x.dtype(), 1));
        }

        /** x − P(x − ∇f): 0 at the solution; without bounds ∇f. */
        Expr residual(Expr x) {
            Expr gradient = Fluxion.grad(fn()).apply(x);
            return residual(x, gradient);
        }

        Expr residual(Expr x, Expr gradient) {
            return bounds.isEmpty() ? gradient : x.minus(projected(x.minus(gradient)));
        }

        /** f of a vector, in its dtype. */
        Fun1<Expr, Expr> fn() {
            return Fluxion.fn((Expr x) -> {
                Expr value = f.apply(Fluxion.unravel(start, x));
                if (!value.shape().isScalar()) {
                    throw new ShapeException(verb + ": the function must give a scalar; got " + value.type());
                }
                return value.cast(x.dtype());
            });
        }

        /** What was found. */
        Minimum<P> minimum(Expr x, Expr value, Expr gradient, Expr steps, Expr evaluations, Expr converged) {
            return Fluxion.map(new Minimum<>(Fluxion.unravel(start, x), value, Fluxion.unravel(start, gradient), steps,
                    evaluations, converged), leaf -> leaf);
        }
    }
}
