package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.Fun2;
import io.vavr.Function2;
import io.vavr.Tuple2;

/** Gradients of scalar functions. Options: {@code wrt} other arguments than the first, {@code withAux()}. */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class GradientVerbs {
    private GradientVerbs() {}

    //@ each of 1 to 6
    // ---- two arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun2.Derivative<Expr, Expr, Expr> grad(ExprFn2 f) {
        Given.arguments("grad", f);
        return Fun2.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <A, B, R> Fun2.Derivative<A, B, A> grad(Function2<A, B, R> f) {
        Given.arguments("grad", f);
        return Fun2.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static Fun2.Derivative<Expr, Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn2 f) {
        Given.arguments("valueAndGrad", f);
        return Fun2.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <A, B, R> Fun2.Derivative<A, B, Tuple2<Expr, A>> valueAndGrad(Function2<A, B, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun2.of(f).valueAndGrad();
    }
    //@ end
}
