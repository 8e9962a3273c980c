package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TensorType;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.OfExprs2;
import fluxion.dsl.function.Pointwise;
import fluxion.dsl.function.TracedFunction;
import io.vavr.Function2;
import io.vavr.Tuple2;
import io.vavr.collection.Array;

/**
 * Derivatives at a point: forward along a tangent, reverse from a cotangent, the linear approximation, and the transpose of a
 * function that is linear already. Tangents and cotangents have the structure and types of what they belong to; leaves that
 * are not floating-point have none, and what stands in their places is ignored. The forms {@code …WithAux} take a function
 * that returns a pair (result, aux), and pass aux on as it is.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class PointVerbs {
    private PointVerbs() {}

    // ---- one argument ----

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static Dual<Expr> jvp(ExprFn1 f, Expr primal, Expr tangent) {
        Given.arguments("jvp", f, primal, tangent);
        return push(Fun1.of(f).program(), Array.of(primal), Array.of(tangent), false);
    }

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static <A, R> Dual<R> jvp(Function1<A, R> f, A primal, A tangent) {
        Given.arguments("jvp", f, primal, tangent);
        return push(Fun1.of(f).program(), Array.of(primal), Array.of(tangent), false);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static Dual<Expr> strictJvp(ExprFn1 f, Expr primal, Expr tangent) {
        Given.arguments("strictJvp", f, primal, tangent);
        return push(Fun1.of(f).program(), Array.of(primal), Array.of(tangent), true);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static <A, R> Dual<R> strictJvp(Function1<A, R> f, A primal, A tangent) {
        Given.arguments("strictJvp", f, primal, tangent);
        return push(Fun1.of(f).program(), Array.of(primal), Array.of(tangent), true);
    }

    /** (f(x), ∂f(x)·ẋ) of the first part of what f gives, and aux, the second, as it is. */
    public static <R, X> Dual.WithAux<R, X> jvpWithAux(OfExprs1<Tuple2<R, X>> f, Expr primal, Expr tangent) {
        Given.arguments("jvpWithAux", f, primal, tangent);
        return pushWithAux(Fun1.of(f).program(), Array.of(primal), Array.of(tangent));
    }

    /** (f(x), ∂f(x)·ẋ) of the first part of what f gives, and aux, the second, as it is. */
    public static <A, R, X> Dual.WithAux<R, X> jvpWithAux(Function1<A, Tuple2<R, X>> f, A primal, A tangent) {
        Given.arguments("jvpWithAux", f, primal, tangent);
        return pushWithAux(Fun1.of(f).program(), Array.of(primal), Array.of(tangent));
    }

    //@ each of 2 to 6
    // ---- two arguments ----

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static Dual<Expr> jvp(ExprFn2 f, Tuple2<? extends Expr, ? extends Expr> primals,
            Tuple2<? extends Expr, ? extends Expr> tangents) {
        Given.arguments("jvp", f, primals, tangents);
        return push(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), false);
    }

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static <A, B, R> Dual<R> jvp(Function2<A, B, R> f, Tuple2<? extends A, ? extends B> primals,
            Tuple2<? extends A, ? extends B> tangents) {
        Given.arguments("jvp", f, primals, tangents);
        return push(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), false);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static Dual<Expr> strictJvp(ExprFn2 f, Tuple2<? extends Expr, ? extends Expr> primals,
            Tuple2<? extends Expr, ? extends Expr> tangents) {
        Given.arguments("strictJvp", f, primals, tangents);
        return push(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), true);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static <A, B, R> Dual<R> strictJvp(Function2<A, B, R> f, Tuple2<? extends A, ? extends B> primals,
            Tuple2<? extends A, ? extends B> tangents) {
        Given.arguments("strictJvp", f, primals, tangents);
        return push(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), true);
    }

    /** (f(x), ∂f(x)·ẋ) of the first part of what f gives, and aux, the second, as it is. */
    public static <R, X> Dual.WithAux<R, X> jvpWithAux(OfExprs2<Tuple2<R, X>> f,
            Tuple2<? extends Expr, ? extends Expr> primals,
            Tuple2<? extends Expr, ? extends Expr> tangents) {
        Given.arguments("jvpWithAux", f, primals, tangents);
        return pushWithAux(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray());
    }

    /** (f(x), ∂f(x)·ẋ) of the first part of what f gives, and aux, the second, as it is. */
    public static <A, B, R, X> Dual.WithAux<R, X> jvpWithAux(Function2<A, B, Tuple2<R, X>> f,
            Tuple2<? extends A, ? extends B> primals,
            Tuple2<? extends A, ? extends B> tangents) {
        Given.arguments("jvpWithAux", f, primals, tangents);
        return pushWithAux(Fun2.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray());
    }
    //@ end

    //@ each of 1 to 6
    // ---- two arguments: reverse mode and the linear approximation ----

    //@ only of 1
    /** The value, and a function that pulls cotangents back. */
    public static <R> Pulled<R, Expr> vjp(OfExprs2<R> f, Expr x, Expr y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The value, and a function that pulls cotangents back. */
    public static <A, B, R> Pulled<R, A> vjp(Function2<A, B, R> f, A x, B y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The first part of what f gives with a function that pulls its cotangents back, and aux, the second, as it is. */
    public static <R, X> Pulled.WithAux<R, Expr, X> vjpWithAux(OfExprs2<Tuple2<R, X>> f, Expr x, Expr y) {
        Given.arguments("vjpWithAux", f, x, y);
        return pullWithAux(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The first part of what f gives with a function that pulls its cotangents back, and aux, the second, as it is. */
    public static <A, B, R, X> Pulled.WithAux<R, A, X> vjpWithAux(Function2<A, B, Tuple2<R, X>> f, A x, B y) {
        Given.arguments("vjpWithAux", f, x, y);
        return pullWithAux(Fun2.of(f).program(), Array.of(x, y));
    }

    //@ only of 2, 3, 4, 5, 6
    /** The value, and a function that pulls cotangents back to a tuple. */
    public static Pulled<Expr, Tuple0<Expr, Expr>> vjp(ExprFn2 f, Expr x, Expr y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The value, and a function that pulls cotangents back to a tuple. */
    public static <A, B, R> Pulled<R, Tuple2<A, B>> vjp(Function2<A, B, R> f, A x, B y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The first part of what f gives with a function that pulls its cotangents back to a tuple, and aux, the second, as it is. */
    public static <R, X> Pulled.WithAux<R, Tuple0<Expr, Expr>, X> vjpWithAux(OfExprs2<Tuple2<R, X>> f, Expr x, Expr y) {
        Given.arguments("vjpWithAux", f, x, y);
        return pullWithAux(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The first part of what f gives with a function that pulls its cotangents back to a tuple, and aux, the second, as it is. */
    public static <A, B, R, X> Pulled.WithAux<R, Tuple2<A, B>, X> vjpWithAux(Function2<A, B, Tuple2<R, X>> f, A x, B y) {
        Given.arguments("vjpWithAux", f, x, y);
        return pullWithAux(Fun2.of(f).program(), Array.of(x, y));
    }

    //@ of all
    /** The value, and the linear function of tangents that is closest to f. */
    public static Linearized<Expr, Fun2<Expr, Expr, Expr>> linearize(ExprFn2 f, Expr x, Expr y) {
        Given.arguments("linearize", f, x, y);
        return linearize((Function2<Expr, Expr, Expr>) f, x, y);
    }

    /** The value, and the linear function of tangents that is closest to f. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, B, R> Linearized<R, Fun2<A, B, R>> linearize(Function2<A, B, R> f, A x, B y) {
        Given.arguments("linearize", f, x, y);
        Tuple2<Object, TracedFunction> pair = Pointwise.linearize(Fun2.of(f).program(), Array.of(x, y), false);
        return new Linearized<>((R) pair._1, Fun2.of(pair._2));
    }

    /** The first part of what f gives with the linear function that is closest to it, and aux, the second, as it is. */
    public static <R, X> Linearized.WithAux<R, Fun2<Expr, Expr, R>, X> linearizeWithAux(
            OfExprs2<Tuple2<R, X>> f, Expr x, Expr y) {
        Given.arguments("linearizeWithAux", f, x, y);
        return linearizeWithAux((Function2<Expr, Expr, Tuple2<R, X>>) f, x, y);
    }

    /** The first part of what f gives with the linear function that is closest to it, and aux, the second, as it is. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, B, R, X> Linearized.WithAux<R, Fun2<A, B, R>, X> linearizeWithAux(
            Function2<A, B, Tuple2<R, X>> f, A x, B y) {
        Given.arguments("linearizeWithAux", f, x, y);
        Tuple2<Object, TracedFunction> pair = Pointwise.linearize(Fun2.of(f).program(), Array.of(x, y), true);
        Tuple2<R, X> values = (Tuple2<R, X>) pair._1;
        return new Linearized.WithAux<>(values._1, Fun2.of(pair._2), values._2);
    }
    //@ end

    // ---- linear functions ----

    /** The transpose Aᵀ of a linear function A, whose argument has the given type; refused where it is not linear. */
    public static <R> Fun1<R, Expr> linearTranspose(Function1<Expr, R> f, TensorType type) {
        Given.arguments("linearTranspose", f, type);
        return Fun1.of(Pointwise.transpose(Fun1.of(f).program(), type));
    }

    /** The transpose Aᵀ of a linear function A of a tree; of the example only structure and types count. */
    public static <A, R> Fun1<R, A> linearTransposeAt(Function1<A, R> f, A example) {
        Given.arguments("linearTransposeAt", f, example);
        return Fun1.of(Pointwise.transpose(Fun1.of(f).program(), example));
    }

    /** The transpose of a function that is linear in two arguments together; of the examples only structure and types count. */
    public static <A, B, R> Fun1<R, Tuple2<A, B>> linearTransposeAt(Function2<A, B, R> f, A one, B other) {
        Given.arguments("linearTransposeAt", f, one, other);
        return Fun1.of(Pointwise.transpose(Fun2.of(f).program(), one, other));
    }

    // ---- how ----

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R> Dual<R> push(TracedFunction f, Array<?> primals, Array<?> tangents, boolean strict) {
        Tuple2<Object, Object> pair = Pointwise.jvp(f, Array.narrow(primals), Array.narrow(tangents), strict, false);
        return new Dual<>((R) pair._1, (R) pair._2);
    }

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R, X> Dual.WithAux<R, X> pushWithAux(TracedFunction f, Array<?> primals, Array<?> tangents) {
        Tuple2<Object, Object> pair = Pointwise.jvp(f, Array.narrow(primals), Array.narrow(tangents), false, true);
        Tuple2<R, X> values = (Tuple2<R, X>) pair._1;
        return new Dual.WithAux<>(values._1, (R) pair._2, values._2);
    }

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R, G> Pulled<R, G> pull(TracedFunction f, Array<?> primals) {
        Tuple2<Object, TracedFunction> pair = Pointwise.vjp(f, Array.narrow(primals), false);
        return new Pulled<>((R) pair._1, Fun1.of(pair._2));
    }

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R, G, X> Pulled.WithAux<R, G, X> pullWithAux(TracedFunction f, Array<?> primals) {
        Tuple2<Object, TracedFunction> pair = Pointwise.vjp(f, Array.narrow(primals), true);
        Tuple2<R, X> values = (Tuple2<R, X>) pair._1;
        return new Pulled.WithAux<>(values._1, Fun1.of(pair._2), values._2);
    }
}
