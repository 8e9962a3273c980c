package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.ExprFn3;
import fluxion.dsl.function.ExprFn4;
import fluxion.dsl.function.ExprFn5;
import fluxion.dsl.function.ExprFn6;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.Fun4;
import fluxion.dsl.function.Fun5;
import fluxion.dsl.function.Fun6;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Tuple2;

/** Gradients of scalar functions. Options: {@code wrt} other arguments than the first, {@code withAux()}. */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class GradientVerbs {
    private GradientVerbs() {}

    // ---- one argument ----

    /** The gradient of a scalar function with respect to its argument. */
    public static Fun1.Derivative<Expr, Expr> grad(ExprFn1 f) { Given.arguments("grad", f); return Fun1.of(f).grad(); }

    /** The gradient of a scalar function with respect to its argument; it has the argument's structure. */
    public static <A, R> Fun1.Derivative<A, A> grad(Function1<A, R> f) { Given.arguments("grad", f); return Fun1.of(f).grad(); }

    /** The value and the gradient of a scalar function with respect to its argument. */
    public static Fun1.Derivative<Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn1 f) {
        Given.arguments("valueAndGrad", f);
        return Fun1.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to its argument; the gradient has the argument's
     * structure.
     */
    public static <A, R> Fun1.Derivative<A, Tuple2<Expr, A>> valueAndGrad(Function1<A, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun1.of(f).valueAndGrad();
    }

    // ---- two arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun2.Derivative<Expr, Expr, Expr> grad(ExprFn2 f) { Given.arguments("grad", f); return Fun2.of(f).grad(); }

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

    // ---- three arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun3.Derivative<Expr, Expr, Expr, Expr> grad(ExprFn3 f) {
        Given.arguments("grad", f);
        return Fun3.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <A, B, C, R> Fun3.Derivative<A, B, C, A> grad(Function3<A, B, C, R> f) {
        Given.arguments("grad", f);
        return Fun3.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static Fun3.Derivative<Expr, Expr, Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn3 f) {
        Given.arguments("valueAndGrad", f);
        return Fun3.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <A, B, C, R> Fun3.Derivative<A, B, C, Tuple2<Expr, A>> valueAndGrad(Function3<A, B, C, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun3.of(f).valueAndGrad();
    }

    // ---- four arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun4.Derivative<Expr, Expr, Expr, Expr, Expr> grad(ExprFn4 f) {
        Given.arguments("grad", f);
        return Fun4.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <A, B, C, D, R> Fun4.Derivative<A, B, C, D, A> grad(Function4<A, B, C, D, R> f) {
        Given.arguments("grad", f);
        return Fun4.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static Fun4.Derivative<Expr, Expr, Expr, Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn4 f) {
        Given.arguments("valueAndGrad", f);
        return Fun4.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <A, B, C, D, R> Fun4.Derivative<A, B, C, D, Tuple2<Expr, A>> valueAndGrad(Function4<A, B, C, D, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun4.of(f).valueAndGrad();
    }

    // ---- five arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun5.Derivative<Expr, Expr, Expr, Expr, Expr, Expr> grad(ExprFn5 f) {
        Given.arguments("grad", f);
        return Fun5.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <A, B, C, D, E, R> Fun5.Derivative<A, B, C, D, E, A> grad(Function5<A, B, C, D, E, R> f) {
        Given.arguments("grad", f);
        return Fun5.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static Fun5.Derivative<Expr, Expr, Expr, Expr, Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn5 f) {
        Given.arguments("valueAndGrad", f);
        return Fun5.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <A, B, C, D, E, R> Fun5.Derivative<A, B, C, D, E, Tuple2<Expr, A>> valueAndGrad(Function5<A, B, C, D, E, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun5.of(f).valueAndGrad();
    }

    // ---- six arguments ----

    /** The gradient of a scalar function with respect to the first argument. */
    public static Fun6.Derivative<Expr, Expr, Expr, Expr, Expr, Expr, Expr> grad(ExprFn6 f) {
        Given.arguments("grad", f);
        return Fun6.of(f).grad();
    }

    /** The gradient of a scalar function with respect to the first argument; it has the argument's structure. */
    public static <A, B, C, D, E, F, R> Fun6.Derivative<A, B, C, D, E, F, A> grad(Function6<A, B, C, D, E, F, R> f) {
        Given.arguments("grad", f);
        return Fun6.of(f).grad();
    }

    /** The value and the gradient of a scalar function with respect to the first argument. */
    public static Fun6.Derivative<Expr, Expr, Expr, Expr, Expr, Expr, Tuple2<Expr, Expr>> valueAndGrad(ExprFn6 f) {
        Given.arguments("valueAndGrad", f);
        return Fun6.of(f).valueAndGrad();
    }

    /**
     * The value and the gradient of a scalar function with respect to the first argument; the gradient has the argument's
     * structure.
     */
    public static <A, B, C, D, E, F,
            R> Fun6.Derivative<A, B, C, D, E, F, Tuple2<Expr, A>> valueAndGrad(Function6<A, B, C, D, E, F, R> f) {
        Given.arguments("valueAndGrad", f);
        return Fun6.of(f).valueAndGrad();
    }
}
