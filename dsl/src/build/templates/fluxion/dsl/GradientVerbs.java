package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TransformException;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.NoResult2;
import fluxion.dsl.function.OfExprs2;
import io.vavr.Function2;
import io.vavr.Tuple2;

/** Gradients of scalar functions. Options: {@code wrt} other arguments than the first, {@code withAux()}. */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class GradientVerbs {
    private GradientVerbs() {}

    //@ each of 1 to 6
    // ---- two arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static <R> Fun2.Gradient<Expr, Expr, Expr, R, Expr> grad(OfExprs2<R> f) {
        Given.arguments("grad", f);
        return Fun2.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <W, A extends W, B extends W, R> Fun2.Gradient<A, B, A, R, W> grad(Function2<A, B, R> f) {
        Given.arguments("grad", f);
        return Fun2.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static <R> Fun2.ValueAndGradient<Expr, Expr, Tuple2<Expr, Expr>, R, Expr> valueAndGrad(OfExprs2<R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun2.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <W, A extends W, B extends W, R> Fun2.ValueAndGradient<A, B, Tuple2<Expr, A>, R, W> valueAndGrad(
            Function2<A, B, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun2.of(f).valueAndGrad();
    }

    /**
     * The same derivative of a function that returns a pair (result, aux): the derivative of the result, and aux as it is, as
     * in {@code withAux(grad(f))}.
     */
    public static <A, B, Z, X> Fun2<A, B, Tuple2<Z, X>> withAux(Fun2.Derivative<A, B, Z, ? extends Tuple2<?, X>> derivative) {
        Given.arguments("withAux", derivative);
        return derivative.withAux();
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void grad(NoResult2<A, B> f) {
        Given.arguments("grad", f);
        throw new TransformException("grad: the lambda must return its result; got one that returns nothing");
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void valueAndGrad(NoResult2<A, B> f) {
        Given.arguments("valueAndGrad", f);
        throw new TransformException("valueAndGrad: the lambda must return its result; got one that returns nothing");
    }
    //@ end
}
