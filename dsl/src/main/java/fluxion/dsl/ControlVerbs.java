package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.op.Checkpoints;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.LoopOption;
import fluxion.dsl.function.OfExprs1;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.function.Supplier;

/**
 * Control flow: choices and loops that are part of the language, so that they have derivatives of any order in both modes
 * and run over lanes. States, elements and results are trees; what a lambda uses of what is around it is captured.
 *
 * <p>Under {@code vmap}, lanes that decide alike go together and those that decide otherwise do not go along: a branch not
 * taken is not run, and a loop runs only the lanes that still go on.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class ControlVerbs {
    private ControlVerbs() {}

    /** Two values as one. */
    public static <A, B> Tuple2<A, B> pair(A a, B b) { Given.arguments("pair", a, b); return Tuple.of(a, b); }

    /** Two expressions as one; so typed even where both are known already, so that a state may begin with numbers. */
    public static Tuple2<Expr, Expr> pair(Expr a, Expr b) { Given.arguments("pair", a, b); return Tuple.of(a, b); }

    /** A value and an expression as one. */
    public static <A> Tuple2<A, Expr> pair(A a, Expr b) { Given.arguments("pair", a, b); return Tuple.of(a, b); }

    /** An expression and a value as one. */
    public static <B> Tuple2<Expr, B> pair(Expr a, B b) { Given.arguments("pair", a, b); return Tuple.of(a, b); }

    // ---- choice ----

    /** The value of one of two thunks; the other does not run. Element by element, use {@code where}. */
    public static <R> R cond(Expr predicate, Supplier<? extends R> yes, Supplier<? extends R> no) {
        Given.arguments("cond", predicate, yes, no);
        return ControlFlow.choose("cond", truth(predicate), Array.of(no, yes));
    }

    /** The value of one of two functions at x; the other does not run. */
    public static Expr cond(Expr predicate, ExprFn1 yes, ExprFn1 no, Expr x) {
        Given.arguments("cond", predicate, yes, no, x);
        return ControlFlow.<Expr>choose("cond", truth(predicate),
                Array.<Supplier<Expr>>of(() -> no.apply(x), () -> yes.apply(x)));
    }

    /** The value of one of two functions at x; the other does not run. */
    public static <A, R> R cond(Expr predicate, Function1<A, R> yes, Function1<A, R> no, A x) {
        Given.arguments("cond", predicate, yes, no, x);
        return ControlFlow.<R>choose("cond", truth(predicate), Array.<Supplier<R>>of(() -> no.apply(x), () -> yes.apply(x)));
    }

    /** The value of the thunk at an index, which is clamped to those there are; the others do not run. */
    @SafeVarargs
    public static <R> R switchOn(Expr index, Supplier<? extends R>... branches) {
        Given.arguments("switchOn", index, branches);
        return ControlFlow.choose("switchOn", index, Array.of(branches));
    }

    private static Expr truth(Expr predicate) {
        return predicate.dtype() == fluxion.core.DType.BOOL ? predicate : predicate.ne(0);
    }

    // ---- loops ----

    /**
     * {@code while (condition(s)) s = body(s)}. Reverse mode needs the states of all steps: it keeps what the derivatives need
     * of each, or less where {@link Fluxion#checkpointed} says so.
     */
    public static Expr whileLoop(Expr init, ExprFn1 condition, ExprFn1 body, LoopOption... options) {
        Given.arguments("whileLoop", init, condition, body, options);
        return ControlFlow.<Expr>loop(init, condition, body, options);
    }

    /** {@code while (condition(s)) s = body(s)} for a state that is a tree. */
    public static <C> C whileLoop(C init, Function1<C, Expr> condition, Function1<C, C> body, LoopOption... options) {
        Given.arguments("whileLoop", init, condition, body, options);
        return ControlFlow.loop(init, condition, body, options);
    }

    /** {@code for (i = low; i < high; i++) s = body(i, s)}. */
    public static Expr fori(int low, int high, Expr init, ExprFn2 body, LoopOption... options) {
        Given.arguments("fori", init, body, options);
        return ControlFlow.<Expr>range(low, high, init, body, options);
    }

    /** {@code for (i = low; i < high; i++) s = body(i, s)} for a state that is a tree. */
    public static <C> C fori(int low, int high, C init, Function2<Expr, C, C> body, LoopOption... options) {
        Given.arguments("fori", init, body, options);
        return ControlFlow.range(low, high, init, body, options);
    }

    /** {@code for (i = low; i < high; i++) s = body(i, s)} for a state of two expressions, {@code Tuple.of(x, scalar(1))}. */
    public static Tuple2<Expr, Expr> fori(int low, int high, Tuple2<Expr, Expr> init, Fluxion.PairStep body,
            LoopOption... options) {
        Given.arguments("fori", init, body, options);
        return ControlFlow.<Tuple2<Expr, Expr>>range(low, high, init, body, options);
    }

    /** {@code for (i = low; i < high; i++) s = body(i, s)}, the bounds known only when it runs. */
    public static Expr fori(Expr low, Expr high, Expr init, ExprFn2 body, LoopOption... options) {
        Given.arguments("fori", low, high, init, body, options);
        return ControlFlow.<Expr>range(low, high, init, body, options);
    }

    /** {@code for (i = low; i < high; i++) s = body(i, s)}, the bounds known only when it runs. */
    public static <C> C fori(Expr low, Expr high, C init, Function2<Expr, C, C> body, LoopOption... options) {
        Given.arguments("fori", low, high, init, body, options);
        return ControlFlow.range(low, high, init, body, options);
    }

    /**
     * {@code (c, y[i]) = step(c, x[i])} for each i along axis 0; the last c and the stacked ys. Options:
     * {@link Fluxion#reversed}, {@link Fluxion#unroll}, {@link Fluxion#checkpointed}.
     */
    public static <Y> Tuple2<Expr, Y> scan(Expr init, Expr xs, Fluxion.ExprStep<Y> step, LoopOption... options) {
        Given.arguments("scan", init, xs, step, options);
        return ControlFlow.<Expr, Expr, Y>scan(init, xs, step, options);
    }

    /** {@code (c, y[i]) = step(c, x[i])} for carries and results that are trees. */
    public static <C, Y> Tuple2<C, Y> scan(C init, Expr xs, Fluxion.ElementStep<C, Y> step, LoopOption... options) {
        Given.arguments("scan", init, xs, step, options);
        return ControlFlow.<C, Expr, Y>scan(init, xs, step, options);
    }

    /** {@code (c, y[i]) = step(c, x[i])} for elements and results that are trees. */
    public static <X, Y> Tuple2<Expr, Y> scan(Expr init, X xs, Fluxion.CarryStep<X, Y> step, LoopOption... options) {
        Given.arguments("scan", init, xs, step, options);
        return ControlFlow.<Expr, X, Y>scan(init, xs, step, options);
    }

    /** {@code (c, y[i]) = step(c, x[i])} for trees. */
    public static <C, X, Y> Tuple2<C, Y> scan(C init, X xs, Function2<C, X, Tuple2<C, Y>> step, LoopOption... options) {
        Given.arguments("scan", init, xs, step, options);
        return ControlFlow.<C, X, Y>scan(init, xs, step, options);
    }

    /** f of each element along axis 0, one after another or {@link Fluxion#batchSize} at a time, stacked. */
    public static <Y> Y mapEach(Expr xs, OfExprs1<Y> f, LoopOption... options) {
        Given.arguments("mapEach", xs, f, options);
        return ControlFlow.<Expr, Y>map(xs, f, options);
    }

    /** f of each element of a tree along axis 0, stacked. */
    public static <X, Y> Y mapEach(X xs, Function1<X, Y> f, LoopOption... options) {
        Given.arguments("mapEach", xs, f, options);
        return ControlFlow.<X, Y>map(xs, f, options);
    }

    /**
     * Combinations of the first i + 1 elements along axis 0, for each i, by an associative operation: x₀∘x₁∘…∘xᵢ. With
     * {@link Fluxion#reversed} of element i and all after it, in their order: xᵢ∘xᵢ₊₁∘…∘xₙ₋₁. (JAX's {@code reverse=True} takes
     * them from the last to the first, xₙ₋₁∘…∘xᵢ: the same for commutative operations; {@code (a, b) -> combine(b, a)} gives it.)
     */
    public static Expr associativeScan(Expr xs, ExprFn2 combine, LoopOption... options) {
        Given.arguments("associativeScan", xs, combine, options);
        return ControlFlow.<Expr>prefix(xs, combine, options);
    }

    /**
     * Combinations of the first i + 1 elements of a tree along axis 0, for each i, as for
     * {@link #associativeScan(Expr, ExprFn2, LoopOption...)}.
     */
    public static <X> X associativeScan(X xs, Function2<X, X, X> combine, LoopOption... options) {
        Given.arguments("associativeScan", xs, combine, options);
        return ControlFlow.prefix(xs, combine, options);
    }

    // ---- options ----

    /** From the last element to the first. */
    public static LoopOption reversed() { return LoopOption.Reversed.REVERSED; }

    /** So many steps as one. */
    public static LoopOption unroll(int steps) { return new LoopOption.Unrolled(steps); }

    /** So many elements at a time. */
    public static LoopOption batchSize(int size) { return new LoopOption.BatchSize(size); }

    /** Reverse mode keeps about √n states of n and runs each step twice. */
    public static LoopOption checkpointed() { return new LoopOption.Keeping(Checkpoints.Root.ROOT); }

    /**
     * Reverse mode keeps at most so many states, and runs steps as often as that takes. A scan is cut into parts, and these
     * again, so that about so many carries are there at a time, but not fewer than 2·log₂ n.
     */
    public static LoopOption checkpointed(int states) { return new LoopOption.Keeping(new Checkpoints.AtMost(states)); }
}
