package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.TensorType;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.ExprFn3;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.Pointwise;
import fluxion.dsl.function.TracedFunction;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.collection.Array;

/**
 * Derivatives at a point: forward along a tangent, reverse from a cotangent, the linear approximation, and the transpose of a
 * function that is linear already. Tangents and cotangents have the structure and types of what they belong to; leaves that
 * are not floating-point have none, and what stands in their places is ignored.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class PointVerbs {
    private PointVerbs() {}

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

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static Dual<Expr> jvp(ExprFn3 f, Tuple3<? extends Expr, ? extends Expr, ? extends Expr> primals,
            Tuple3<? extends Expr, ? extends Expr, ? extends Expr> tangents) {
        Given.arguments("jvp", f, primals, tangents);
        return push(Fun3.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), false);
    }

    /** (f(x), ∂f(x)·ẋ): the derivative along a tangent. */
    public static <A, B, C, R> Dual<R> jvp(Function3<A, B, C, R> f, Tuple3<? extends A, ? extends B, ? extends C> primals,
            Tuple3<? extends A, ? extends B, ? extends C> tangents) {
        Given.arguments("jvp", f, primals, tangents);
        return push(Fun3.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), false);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static Dual<Expr> strictJvp(ExprFn3 f, Tuple3<? extends Expr, ? extends Expr, ? extends Expr> primals,
            Tuple3<? extends Expr, ? extends Expr, ? extends Expr> tangents) {
        Given.arguments("strictJvp", f, primals, tangents);
        return push(Fun3.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), true);
    }

    /** (f(x), ∂f(x)·ẋ); refused where a result does not depend on the arguments. */
    public static <A, B, C, R> Dual<R> strictJvp(Function3<A, B, C, R> f, Tuple3<? extends A, ? extends B, ? extends C> primals,
            Tuple3<? extends A, ? extends B, ? extends C> tangents) {
        Given.arguments("strictJvp", f, primals, tangents);
        return push(Fun3.of(f).program(), primals.toSeq().toArray(), tangents.toSeq().toArray(), true);
    }

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R> Dual<R> push(TracedFunction f, Array<?> primals, Array<?> tangents, boolean strict) {
        Tuple2<Object, Object> pair = Pointwise.jvp(f, Array.narrow(primals), Array.narrow(tangents), strict);
        return new Dual<>((R) pair._1, (R) pair._2);
    }

    /** The value, and a function that pulls cotangents back. */
    public static Pulled<Expr, Expr> vjp(ExprFn1 f, Expr x) {
        Given.arguments("vjp", f, x);
        return pull(Fun1.of(f).program(), Array.of(x));
    }

    /** The value, and a function that pulls cotangents back. */
    public static <A, R> Pulled<R, A> vjp(Function1<A, R> f, A x) {
        Given.arguments("vjp", f, x);
        return pull(Fun1.of(f).program(), Array.of(x));
    }

    /** The value, and a function that pulls cotangents back to a tuple. */
    public static Pulled<Expr, Tuple2<Expr, Expr>> vjp(ExprFn2 f, Expr x, Expr y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The value, and a function that pulls cotangents back to a tuple. */
    public static <A, B, R> Pulled<R, Tuple2<A, B>> vjp(Function2<A, B, R> f, A x, B y) {
        Given.arguments("vjp", f, x, y);
        return pull(Fun2.of(f).program(), Array.of(x, y));
    }

    /** The value, and a function that pulls cotangents back to a tuple. */
    public static Pulled<Expr, Tuple3<Expr, Expr, Expr>> vjp(ExprFn3 f, Expr x, Expr y, Expr z) {
        Given.arguments("vjp", f, x, y, z);
        return pull(Fun3.of(f).program(), Array.of(x, y, z));
    }

    /** The value, and a function that pulls cotangents back to a tuple. */
    public static <A, B, C, R> Pulled<R, Tuple3<A, B, C>> vjp(Function3<A, B, C, R> f, A x, B y, C z) {
        Given.arguments("vjp", f, x, y, z);
        return pull(Fun3.of(f).program(), Array.of(x, y, z));
    }

    @SuppressWarnings("unchecked") // the program gives what the function would
    private static <R, G> Pulled<R, G> pull(TracedFunction f, Array<?> primals) {
        Tuple2<Object, TracedFunction> pair = Pointwise.vjp(f, Array.narrow(primals));
        return new Pulled<>((R) pair._1, Fun1.of(pair._2));
    }

    /** The value, and the linear function of tangents that is closest to f. */
    public static Linearized<Expr, Fun1<Expr, Expr>> linearize(ExprFn1 f, Expr x) {
        Given.arguments("linearize", f, x);
        return linearize((Function1<Expr, Expr>) f, x);
    }

    /** The value, and the linear function of tangents that is closest to f. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, R> Linearized<R, Fun1<A, R>> linearize(Function1<A, R> f, A x) {
        Given.arguments("linearize", f, x);
        Tuple2<Object, TracedFunction> pair = Pointwise.linearize(Fun1.of(f).program(), Array.of(x));
        return new Linearized<>((R) pair._1, Fun1.of(pair._2));
    }

    /** The value, and the linear function of tangents that is closest to f. */
    public static Linearized<Expr, Fun2<Expr, Expr, Expr>> linearize(ExprFn2 f, Expr x, Expr y) {
        Given.arguments("linearize", f, x, y);
        return linearize((Function2<Expr, Expr, Expr>) f, x, y);
    }

    /** The value, and the linear function of tangents that is closest to f. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, B, R> Linearized<R, Fun2<A, B, R>> linearize(Function2<A, B, R> f, A x, B y) {
        Given.arguments("linearize", f, x, y);
        Tuple2<Object, TracedFunction> pair = Pointwise.linearize(Fun2.of(f).program(), Array.of(x, y));
        return new Linearized<>((R) pair._1, Fun2.of(pair._2));
    }

    /** The value, and the linear function of tangents that is closest to f. */
    public static Linearized<Expr, Fun3<Expr, Expr, Expr, Expr>> linearize(ExprFn3 f, Expr x, Expr y, Expr z) {
        Given.arguments("linearize", f, x, y, z);
        return linearize((Function3<Expr, Expr, Expr, Expr>) f, x, y, z);
    }

    /** The value, and the linear function of tangents that is closest to f. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, B, C, R> Linearized<R, Fun3<A, B, C, R>> linearize(Function3<A, B, C, R> f, A x, B y, C z) {
        Given.arguments("linearize", f, x, y, z);
        Tuple2<Object, TracedFunction> pair = Pointwise.linearize(Fun3.of(f).program(), Array.of(x, y, z));
        return new Linearized<>((R) pair._1, Fun3.of(pair._2));
    }

    /** The transpose Aᵀ of a linear function A, whose argument has the given type; refused where it is not linear. */
    public static Fun1<Expr, Expr> linearTranspose(ExprFn1 f, TensorType type) {
        Given.arguments("linearTranspose", f, type);
        return Fun1.of(Pointwise.transpose(Fun1.of(f).program(), type));
    }

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
}
