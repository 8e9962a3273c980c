package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.LinearCall;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Derivatives of lambdas at a point, for solvers that are made of them. */
public final class Local {
    private Local() {}

    /** ∂f(x)·ẋ. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, R> R push(Function1<A, R> f, A x, A tangent) {
        return (R) Pointwise.jvp(Fun1.of(f).program(), Array.of(x), Array.of(tangent), false, false)._2;
    }

    /** ẋ ↦ ∂f(x)·ẋ. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, R> Function1<A, R> linearized(Function1<A, R> f, A x) {
        TracedFunction push = Pointwise.linearize(Fun1.of(f).program(), Array.of(x), false)._2;
        return tangent -> (R) push.call(tangent);
    }

    /** The matrix ∂f(x) of vectors, column by column. */
    public static Expr jacobian(OfExprs1<Expr> f, Expr x) {
        return Fun1.of(f).<Expr, Expr>jacfwd().apply(x);
    }

    /** ∂f(x)ᵀ·ȳ. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A, R> A pull(Function1<A, R> f, A x, R cotangent) {
        return (A) Pointwise.vjp(Fun1.of(f).program(), Array.of(x), false)._2.call(cotangent);
    }

    /** f(x) and ∇f(x), of a scalar f. */
    @SuppressWarnings("unchecked") // the program gives what the function would
    public static <A> Tuple2<Expr, A> valueAndGradient(Function1<A, Expr> f, A x) {
        Tuple2<Object, TracedFunction> pulled = Pointwise.vjp(Fun1.of(f).program(), Array.of(x), false);
        Expr value = (Expr) pulled._1;
        return Tuple.of(value, (A) pulled._2.call(Tensor.number(value.dtype(), 1)));
    }

    /** The transpose of a linear function of tensors like one. */
    public static UnaryOperator<Expr> transposed(UnaryOperator<Expr> f, Expr like) {
        TracedFunction transposed = Pointwise.transpose(Fun1.of((Function1<Expr, Expr>) f::apply).program(), like.tensorType());
        return v -> (Expr) transposed.call(v);
    }

    /**
     * A function that is linear in its last operands, with its transpose, which is not derived from it.
     *
     * @param name what the step is called when printed
     * @param constants the operands on which it may depend in any way
     * @param linear the operands in which it is linear
     * @param forward (constants, linear operands) to results
     * @param results the types of these
     * @param transposed (constants, cotangents of the results) to cotangents of the linear operands
     */
    public static Array<Expr> linearCall(String name, Array<Expr> constants, Array<Expr> linear,
            BinaryOperator<Seq<Expr>> forward, Array<TensorType> results, BinaryOperator<Seq<Expr>> transposed) {
        LinearCall op = new LinearCall(name, constants.size(), Either.right(fn(constants, linear.map(Expr::tensorType), forward)),
                fn(constants, results, transposed));
        return Tracing.settle(Apply.of(op, constants.appendAll(linear)).results());
    }

    private static Fn fn(Array<Expr> constants, Array<TensorType> types, BinaryOperator<Seq<Expr>> f) {
        Function<Array<TensorType>, Array<Expr>> variables = all -> all.zipWithIndex((type, i) -> new Var("v" + i, type));
        Array<Expr> at = variables.apply(constants.map(Expr::tensorType));
        Array<Expr> moving = variables.apply(types);
        Seq<Expr> made = Tracing.inside(() -> f.apply(at, moving));
        return new Fn(at.appendAll(moving).map(Var.class::cast), made);
    }
}
