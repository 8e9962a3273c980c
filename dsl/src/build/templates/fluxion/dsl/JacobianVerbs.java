package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TransformException;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.NoResult2;
import fluxion.dsl.function.OfExprs2;
import io.vavr.Function2;
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

    //@ each of 1 to 6
    // ---- two arguments ----

    /** The Jacobian column by column, best for few inputs: its axes are the result's, then the argument's. */
    public static <R extends Expr> Fun2.Jacobian<Expr, Expr, Expr, R, Expr> jacfwd(OfExprs2<R> f) {
        Given.arguments("jacfwd", f);
        return Fun2.of(f).jacfwd();
    }

    /** The Jacobian column by column, best for few inputs: with respect to the first argument, whose structure it has. */
    public static <W, A extends W, B extends W, R extends Expr> Fun2.Jacobian<A, B, A, R, W> jacfwd(Function2<A, B, R> f) {
        Given.arguments("jacfwd", f);
        return Fun2.of(f).jacfwd();
    }

    //@ only of 1, 2
    /**
     * The Jacobian column by column, best for few inputs, of a function with a tree of results: that tree, in each leaf a
     * tree like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J, R, Object> jacfwd(BiFunction<A, B, R> f) {
        Given.arguments("jacfwd", f);
        return function(f).jacfwd();
    }

    //@ of all
    /** The Jacobian row by row, best for few outputs: its axes are the result's, then the argument's. */
    public static <R extends Expr> Fun2.Jacobian<Expr, Expr, Expr, R, Expr> jacrev(OfExprs2<R> f) {
        Given.arguments("jacrev", f);
        return Fun2.of(f).jacrev();
    }

    /** The Jacobian in the mode that costs less, forward or reverse: its axes are the result's, then the argument's. */
    public static <R extends Expr> Fun2.Jacobian<Expr, Expr, Expr, R, Expr> jacobian(OfExprs2<R> f) {
        Given.arguments("jacobian", f);
        return Fun2.of(f).jacobian();
    }

    /** The Jacobian row by row, best for few outputs: with respect to the first argument, whose structure it has. */
    public static <W, A extends W, B extends W, R extends Expr> Fun2.Jacobian<A, B, A, R, W> jacrev(Function2<A, B, R> f) {
        Given.arguments("jacrev", f);
        return Fun2.of(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse: with respect to the first argument, whose structure it
     * has.
     */
    public static <W, A extends W, B extends W, R extends Expr> Fun2.Jacobian<A, B, A, R, W> jacobian(Function2<A, B, R> f) {
        Given.arguments("jacobian", f);
        return Fun2.of(f).jacobian();
    }

    //@ only of 1, 2
    /**
     * The Jacobian row by row, best for few outputs, of a function with a tree of results: that tree, in each leaf a tree
     * like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J, R, Object> jacrev(BiFunction<A, B, R> f) {
        Given.arguments("jacrev", f);
        return function(f).jacrev();
    }

    /**
     * The Jacobian in the mode that costs less, forward or reverse, of a function with a tree of results: that tree, in each
     * leaf a tree like the first argument.
     */
    public static <A, B, R, J> Fun2.Jacobian<A, B, J, R, Object> jacobian(BiFunction<A, B, R> f) {
        Given.arguments("jacobian", f);
        return function(f).jacobian();
    }

    //@ of all
    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <R extends Expr> Fun2.Hessian<Expr, Expr, Expr, R, Expr> hessian(OfExprs2<R> f) {
        Given.arguments("hessian", f);
        return Fun2.of(f).hessian();
    }

    //@ only of 2, 3, 4, 5, 6
    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <R extends Expr> Fun2.Hessian<Expr, Expr, Expr, R, Expr> hessian(Fun2<Expr, Expr, R> f) {
        Given.arguments("hessian", f);
        return f.hessian();
    }

    //@ of all
    /** The second derivatives: the axes of the result, then twice those of the first argument. */
    public static <B, R extends Expr> Fun2.Hessian<Expr, B, Expr, R, Object> hessian(Function2<Expr, B, R> f) {
        Given.arguments("hessian", f);
        return Fun2.of(f).hessian();
    }
    //@ only of 1, 2

    /**
     * The second derivatives of trees: the result's structure, in each leaf that of the first argument, in each leaf of it
     * that again.
     */
    public static <A, B, R, H> Fun2.Hessian<A, B, H, R, Object> hessian(BiFunction<A, B, R> f) {
        Given.arguments("hessian", f);
        return function(f).hessian();
    }
    //@ of all

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void jacfwd(NoResult2<A, B> f) {
        Given.arguments("jacfwd", f);
        throw new TransformException("jacfwd: the lambda must return its result; got one that returns nothing");
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void jacrev(NoResult2<A, B> f) {
        Given.arguments("jacrev", f);
        throw new TransformException("jacrev: the lambda must return its result; got one that returns nothing");
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void jacobian(NoResult2<A, B> f) {
        Given.arguments("jacobian", f);
        throw new TransformException("jacobian: the lambda must return its result; got one that returns nothing");
    }

    /**
     * Refuses a lambda that returns nothing.
     *
     * @hidden
     */
    public static <A, B> void hessian(NoResult2<A, B> f) {
        Given.arguments("hessian", f);
        throw new TransformException("hessian: the lambda must return its result; got one that returns nothing");
    }
    //@ end

    private static <A, R> Fun1<A, R> function(Function<A, R> f) {
        return f instanceof Fun1<A, R> known ? known : Fun1.of(f::apply);
    }

    private static <A, B, R> Fun2<A, B, R> function(BiFunction<A, B, R> f) {
        return f instanceof Fun2<A, B, R> known ? known : Fun2.of(f::apply);
    }
}
