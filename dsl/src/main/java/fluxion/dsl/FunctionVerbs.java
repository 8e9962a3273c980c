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

/**
 * Functions, and functions over lanes. Each verb is there twice: for lambdas of expressions, {@code fn(x -> sin(x))}, and for
 * any trees, {@code fn((Mlp net, Expr x) -> net.apply(x))}.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class FunctionVerbs {
    private FunctionVerbs() {}

    // ---- one argument ----

    /** The function of one argument that a lambda computes. */
    public static Fun1<Expr, Expr> fn(ExprFn1 f) { Given.arguments("fn", f); return Fun1.of(f); }

    /** The function of one argument that a lambda computes, its parameter types written out. */
    public static <A, R> Fun1<A, R> fn(Function1<A, R> f) { Given.arguments("fn", f); return Fun1.of(f); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun1.Mapped<Expr, Expr> vmap(ExprFn1 f) { Given.arguments("vmap", f); return Fun1.of(f).vmap(); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, R> Fun1.Mapped<A, R> vmap(Function1<A, R> f) { Given.arguments("vmap", f); return Fun1.of(f).vmap(); }

    // ---- two arguments ----

    /** The function of two arguments that a lambda computes. */
    public static Fun2<Expr, Expr, Expr> fn(ExprFn2 f) { Given.arguments("fn", f); return Fun2.of(f); }

    /** The function of two arguments that a lambda computes, its parameter types written out. */
    public static <A, B, R> Fun2<A, B, R> fn(Function2<A, B, R> f) { Given.arguments("fn", f); return Fun2.of(f); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun2.Mapped<Expr, Expr, Expr> vmap(ExprFn2 f) { Given.arguments("vmap", f); return Fun2.of(f).vmap(); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, R> Fun2.Mapped<A, B, R> vmap(Function2<A, B, R> f) {
        Given.arguments("vmap", f);
        return Fun2.of(f).vmap();
    }

    // ---- three arguments ----

    /** The function of three arguments that a lambda computes. */
    public static Fun3<Expr, Expr, Expr, Expr> fn(ExprFn3 f) { Given.arguments("fn", f); return Fun3.of(f); }

    /** The function of three arguments that a lambda computes, its parameter types written out. */
    public static <A, B, C, R> Fun3<A, B, C, R> fn(Function3<A, B, C, R> f) { Given.arguments("fn", f); return Fun3.of(f); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun3.Mapped<Expr, Expr, Expr, Expr> vmap(ExprFn3 f) { Given.arguments("vmap", f); return Fun3.of(f).vmap(); }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, C, R> Fun3.Mapped<A, B, C, R> vmap(Function3<A, B, C, R> f) {
        Given.arguments("vmap", f);
        return Fun3.of(f).vmap();
    }

    // ---- four arguments ----

    /** The function of four arguments that a lambda computes. */
    public static Fun4<Expr, Expr, Expr, Expr, Expr> fn(ExprFn4 f) { Given.arguments("fn", f); return Fun4.of(f); }

    /** The function of four arguments that a lambda computes, its parameter types written out. */
    public static <A, B, C, D, R> Fun4<A, B, C, D, R> fn(Function4<A, B, C, D, R> f) {
        Given.arguments("fn", f);
        return Fun4.of(f);
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun4.Mapped<Expr, Expr, Expr, Expr, Expr> vmap(ExprFn4 f) {
        Given.arguments("vmap", f);
        return Fun4.of(f).vmap();
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, C, D, R> Fun4.Mapped<A, B, C, D, R> vmap(Function4<A, B, C, D, R> f) {
        Given.arguments("vmap", f);
        return Fun4.of(f).vmap();
    }

    // ---- five arguments ----

    /** The function of five arguments that a lambda computes. */
    public static Fun5<Expr, Expr, Expr, Expr, Expr, Expr> fn(ExprFn5 f) { Given.arguments("fn", f); return Fun5.of(f); }

    /** The function of five arguments that a lambda computes, its parameter types written out. */
    public static <A, B, C, D, E, R> Fun5<A, B, C, D, E, R> fn(Function5<A, B, C, D, E, R> f) {
        Given.arguments("fn", f);
        return Fun5.of(f);
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun5.Mapped<Expr, Expr, Expr, Expr, Expr, Expr> vmap(ExprFn5 f) {
        Given.arguments("vmap", f);
        return Fun5.of(f).vmap();
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, C, D, E, R> Fun5.Mapped<A, B, C, D, E, R> vmap(Function5<A, B, C, D, E, R> f) {
        Given.arguments("vmap", f);
        return Fun5.of(f).vmap();
    }

    // ---- six arguments ----

    /** The function of six arguments that a lambda computes. */
    public static Fun6<Expr, Expr, Expr, Expr, Expr, Expr, Expr> fn(ExprFn6 f) { Given.arguments("fn", f); return Fun6.of(f); }

    /** The function of six arguments that a lambda computes, its parameter types written out. */
    public static <A, B, C, D, E, F, R> Fun6<A, B, C, D, E, F, R> fn(Function6<A, B, C, D, E, F, R> f) {
        Given.arguments("fn", f);
        return Fun6.of(f);
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static Fun6.Mapped<Expr, Expr, Expr, Expr, Expr, Expr, Expr> vmap(ExprFn6 f) {
        Given.arguments("vmap", f);
        return Fun6.of(f).vmap();
    }

    /** The function over lanes: along axis 0 of every argument and result unless {@code in} and {@code out} say otherwise. */
    public static <A, B, C, D, E, F, R> Fun6.Mapped<A, B, C, D, E, F, R> vmap(Function6<A, B, C, D, E, F, R> f) {
        Given.arguments("vmap", f);
        return Fun6.of(f).vmap();
    }
}
