package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TransformException;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.NoResult2;
import fluxion.dsl.function.OfExprs2;
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
    public static <R> Fun2<Expr, Expr, R> fn(OfExprs2<R> f) {
        Given.arguments("fn", f);
        return Fun2.of(f);
    }

    /** The function of two arguments that a lambda computes, its parameter types written out. */
    public static <A, B, R> Fun2<A, B, R> fn(Function2<A, B, R> f) {
        Given.arguments("fn", f);
        return Fun2.of(f);
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <R> Fun2.Mapped<Expr, Expr, R> vmap(OfExprs2<R> f) {
        Given.arguments("vmap", f);
        return Fun2.of(f).vmap();
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, R> Fun2.Mapped<A, B, R> vmap(Function2<A, B, R> f) {
        Given.arguments("vmap", f);
        return Fun2.of(f).vmap();
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void fn(NoResult2<A, B> f) {
        Given.arguments("fn", f);
        throw new TransformException("fn: the lambda must return its result; got one that returns nothing");
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void vmap(NoResult2<A, B> f) {
        Given.arguments("vmap", f);
        throw new TransformException("vmap: the lambda must return its result; got one that returns nothing");
    }
    //@ end
}
