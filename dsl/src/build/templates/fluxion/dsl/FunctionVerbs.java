package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.Fun2;
import io.vavr.Function2;

/**
 * Functions, and functions over lanes. Each verb is there twice: for lambdas of expressions, {@code fn(x -> sin(x))}, and for
 * any trees, {@code fn((Mlp net, Expr x) -> net.apply(x))}.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class FunctionVerbs {
    private FunctionVerbs() {}

    //@ each of 1 to 6
    // ---- two arguments ----

    /** The function of two arguments that a lambda computes. */
    public static Fun2<Expr, Expr, Expr> fn(ExprFn2 f) {
        Given.arguments("fn", f);
        return Fun2.of(f);
    }

    /** The function of two arguments that a lambda computes, its parameter types written out. */
    public static <A, B, R> Fun2<A, B, R> fn(Function2<A, B, R> f) {
        Given.arguments("fn", f);
        return Fun2.of(f);
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun2.Mapped<Expr, Expr, Expr> vmap(ExprFn2 f) {
        Given.arguments("vmap", f);
        return Fun2.of(f).vmap();
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, R> Fun2.Mapped<A, B, R> vmap(Function2<A, B, R> f) {
        Given.arguments("vmap", f);
        return Fun2.of(f).vmap();
    }
    //@ end
}
