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
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Jacobians and Hessians. Options: {@code chunk(n)} first, {@code wrt} other arguments than the first, {@code withAux()}.
 *
 * <p>Of trees, the result's structure is outside and the argument's inside. Where a record would have to hold trees in
 * components declared to hold expressions, {@link fluxion.dsl.tree.Blocks} stand for it. Where the types cannot be said from
 * the function alone, the type of the derivative is the one assigned to. A function of three arguments or more with a tree of
 * results says it itself: {@code fn(f).jacrev()}.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class JacobianVerbs {
    private JacobianVerbs() {}

    // ---- one argument ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun1.Jacobian<Expr, Expr> jacfwd(ExprFn1 f) { Given.arguments("jacfwd", f); return Fun1.of(f).jacfwd(); }

    /** The Jacobian column by column, best for few inputs: with respect to its argument, whose structure it has. */
    public static <A> Fun1.Jacobian<A, A> jacfwd(Function1<A, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun1.of(f).jacfwd();
    }

    /**
     * The Jacobian column by column, best for few inputs, of a function with a tree of results: that tree, in each leaf a
     * tree like its argument.
     */
    public static <A, R, J> Fun1.Jacobian<A, J> jacfwd(Function<A, R> f) {
        Given.arguments("jacfwd", f);
        return function(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun1.Jacobian<Expr, Expr> jacrev(ExprFn1 f) { Given.arguments("jacrev", f); return Fun1.of(f).jacrev(); }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun1.Jacobian<Expr, Expr> jacobian(ExprFn1 f) { Given.arguments("jacobian", f); return Fun1.of(f).jacobian(); }

    /** The Jacobian row by row, best for few outputs: with respect to its argument, whose structure it has. */
    public static <A> Fun1.Jacobian<A, A> jacrev(Function1<A, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun1.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: with respect to its argument, whose structure it has. */
    public static <A> Fun1.Jacobian<A, A> jacobian(Function1<A, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun1.of(f).jacobian();
    }

    /**
     * The Jacobian row by row, best for few outputs, of a function with a tree of results: that tree, in each leaf a tree
     * like its argument.
     */
    public static <A, R, J> Fun1.Jacobian<A, J> jacrev(Function<A, R> f) {
        Given.arguments("jacrev", f);
        return function(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse, of a function with a tree of results: that tree, in each
     * leaf a tree like its argument.
     */
    public static <A, R, J> Fun1.Jacobian<A, J> jacobian(Function<A, R> f) {
        Given.arguments("jacobian", f);
        return function(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of its argument. */
    public static Fun1.Jacobian<Expr, Expr> hessian(ExprFn1 f) { Given.arguments("hessian", f); return Fun1.of(f).hessian(); }

    /** The second derivatives: the axes of the result, then twice those of its argument. */
    public static Fun1.Jacobian<Expr, Expr> hessian(Function1<Expr, Expr> f) {
        Given.arguments("hessian", f);
        return Fun1.of(f).hessian();
    }

    /**
     * The second derivatives of trees: the result's structure, in each leaf that of its argument, in each leaf of it that
     * again.
     */
    public static <A, R, H> Fun1.Jacobian<A, H> hessian(Function<A, R> f) {
        Given.arguments("hessian", f);
        return function(f).hessian();
    }

    // ---- two arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun2.Jacobian<Expr, Expr, Expr> jacfwd(ExprFn2 f) { Given.arguments("jacfwd", f); return Fun2.of(f).jacfwd(); }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <A, B> Fun2.Jacobian<A, B, A> jacfwd(Function2<A, B, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun2.of(f).jacfwd();
    }

    /**
     * The Jacobian column by column, best for few inputs, of a function with a tree of results: that tree, in each leaf a
     * tree like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J> jacfwd(BiFunction<A, B, R> f) {
        Given.arguments("jacfwd", f);
        return function(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun2.Jacobian<Expr, Expr, Expr> jacrev(ExprFn2 f) { Given.arguments("jacrev", f); return Fun2.of(f).jacrev(); }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun2.Jacobian<Expr, Expr, Expr> jacobian(ExprFn2 f) {
        Given.arguments("jacobian", f);
        return Fun2.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <A, B> Fun2.Jacobian<A, B, A> jacrev(Function2<A, B, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun2.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <A, B> Fun2.Jacobian<A, B, A> jacobian(Function2<A, B, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun2.of(f).jacobian();
    }

    /**
     * The Jacobian row by row, best for few outputs, of a function with a tree of results: that tree, in each leaf a tree
     * like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J> jacrev(BiFunction<A, B, R> f) {
        Given.arguments("jacrev", f);
        return function(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse, of a function with a tree of results: that tree, in each
     * leaf a tree like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J> jacobian(BiFunction<A, B, R> f) {
        Given.arguments("jacobian", f);
        return function(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static Fun2.Jacobian<Expr, Expr, Expr> hessian(ExprFn2 f) {
        Given.arguments("hessian", f);
        return Fun2.of(f).hessian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B> Fun2.Jacobian<Expr, B, Expr> hessian(Function2<Expr, B, Expr> f) {
        Given.arguments("hessian", f);
        return Fun2.of(f).hessian();
    }

    /**
     * The second derivatives of trees: the result's structure, in each leaf that of the first argument, in each leaf of it
     * that again.
     */
    public static <A, B, R, H> Fun2.Jacobian<A, B, H> hessian(BiFunction<A, B, R> f) {
        Given.arguments("hessian", f);
        return function(f).hessian();
    }

    // ---- three arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun3.Jacobian<Expr, Expr, Expr, Expr> jacfwd(ExprFn3 f) {
        Given.arguments("jacfwd", f);
        return Fun3.of(f).jacfwd();
    }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C> Fun3.Jacobian<A, B, C, A> jacfwd(Function3<A, B, C, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun3.of(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun3.Jacobian<Expr, Expr, Expr, Expr> jacrev(ExprFn3 f) {
        Given.arguments("jacrev", f);
        return Fun3.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun3.Jacobian<Expr, Expr, Expr, Expr> jacobian(ExprFn3 f) {
        Given.arguments("jacobian", f);
        return Fun3.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C> Fun3.Jacobian<A, B, C, A> jacrev(Function3<A, B, C, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun3.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <A, B, C> Fun3.Jacobian<A, B, C, A> jacobian(Function3<A, B, C, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun3.of(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static Fun3.Jacobian<Expr, Expr, Expr, Expr> hessian(ExprFn3 f) {
        Given.arguments("hessian", f);
        return Fun3.of(f).hessian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B, C> Fun3.Jacobian<Expr, B, C, Expr> hessian(Function3<Expr, B, C, Expr> f) {
        Given.arguments("hessian", f);
        return Fun3.of(f).hessian();
    }

    // ---- four arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun4.Jacobian<Expr, Expr, Expr, Expr, Expr> jacfwd(ExprFn4 f) {
        Given.arguments("jacfwd", f);
        return Fun4.of(f).jacfwd();
    }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D> Fun4.Jacobian<A, B, C, D, A> jacfwd(Function4<A, B, C, D, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun4.of(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun4.Jacobian<Expr, Expr, Expr, Expr, Expr> jacrev(ExprFn4 f) {
        Given.arguments("jacrev", f);
        return Fun4.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun4.Jacobian<Expr, Expr, Expr, Expr, Expr> jacobian(ExprFn4 f) {
        Given.arguments("jacobian", f);
        return Fun4.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D> Fun4.Jacobian<A, B, C, D, A> jacrev(Function4<A, B, C, D, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun4.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <A, B, C, D> Fun4.Jacobian<A, B, C, D, A> jacobian(Function4<A, B, C, D, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun4.of(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static Fun4.Jacobian<Expr, Expr, Expr, Expr, Expr> hessian(ExprFn4 f) {
        Given.arguments("hessian", f);
        return Fun4.of(f).hessian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B, C, D> Fun4.Jacobian<Expr, B, C, D, Expr> hessian(Function4<Expr, B, C, D, Expr> f) {
        Given.arguments("hessian", f);
        return Fun4.of(f).hessian();
    }

    // ---- five arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun5.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr> jacfwd(ExprFn5 f) {
        Given.arguments("jacfwd", f);
        return Fun5.of(f).jacfwd();
    }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D, E> Fun5.Jacobian<A, B, C, D, E, A> jacfwd(Function5<A, B, C, D, E, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun5.of(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun5.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr> jacrev(ExprFn5 f) {
        Given.arguments("jacrev", f);
        return Fun5.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun5.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr> jacobian(ExprFn5 f) {
        Given.arguments("jacobian", f);
        return Fun5.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D, E> Fun5.Jacobian<A, B, C, D, E, A> jacrev(Function5<A, B, C, D, E, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun5.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <A, B, C, D, E> Fun5.Jacobian<A, B, C, D, E, A> jacobian(Function5<A, B, C, D, E, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun5.of(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static Fun5.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr> hessian(ExprFn5 f) {
        Given.arguments("hessian", f);
        return Fun5.of(f).hessian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B, C, D, E> Fun5.Jacobian<Expr, B, C, D, E, Expr> hessian(Function5<Expr, B, C, D, E, Expr> f) {
        Given.arguments("hessian", f);
        return Fun5.of(f).hessian();
    }

    // ---- six arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static Fun6.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr, Expr> jacfwd(ExprFn6 f) {
        Given.arguments("jacfwd", f);
        return Fun6.of(f).jacfwd();
    }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D, E, F> Fun6.Jacobian<A, B, C, D, E, F, A> jacfwd(Function6<A, B, C, D, E, F, Expr> f) {
        Given.arguments("jacfwd", f);
        return Fun6.of(f).jacfwd();
    }

    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static Fun6.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr, Expr> jacrev(ExprFn6 f) {
        Given.arguments("jacrev", f);
        return Fun6.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static Fun6.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr, Expr> jacobian(ExprFn6 f) {
        Given.arguments("jacobian", f);
        return Fun6.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <A, B, C, D, E, F> Fun6.Jacobian<A, B, C, D, E, F, A> jacrev(Function6<A, B, C, D, E, F, Expr> f) {
        Given.arguments("jacrev", f);
        return Fun6.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <A, B, C, D, E, F> Fun6.Jacobian<A, B, C, D, E, F, A> jacobian(Function6<A, B, C, D, E, F, Expr> f) {
        Given.arguments("jacobian", f);
        return Fun6.of(f).jacobian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static Fun6.Jacobian<Expr, Expr, Expr, Expr, Expr, Expr, Expr> hessian(ExprFn6 f) {
        Given.arguments("hessian", f);
        return Fun6.of(f).hessian();
    }

    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B, C, D, E, F> Fun6.Jacobian<Expr, B, C, D, E, F, Expr> hessian(Function6<Expr, B, C, D, E, F, Expr> f) {
        Given.arguments("hessian", f);
        return Fun6.of(f).hessian();
    }

    private static <A, R> Fun1<A, R> function(Function<A, R> f) {
        return f instanceof Fun1<A, R> known ? known : Fun1.of(f::apply);
    }

    private static <A, B, R> Fun2<A, B, R> function(BiFunction<A, B, R> f) {
        return f instanceof Fun2<A, B, R> known ? known : Fun2.of(f::apply);
    }
}
