package fluxion.ops.rule;

import fluxion.core.Apply;
import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The product rule of what is linear in each of two inputs, and what a transpose answers: cotangents of its inputs, or why the
 * operation is not linear in them.
 */
public final class Linearity {
    private Linearity() {}

    /** The cotangent of the only input. */
    public static Either<String, Seq<Option<Expr>>> linear(Expr cotangent) {
        return Either.right(Array.of(Option.of(cotangent)));
    }

    /** Why an operation has no transpose. */
    public static <T> Either<String, T> nonlinear(String operation) {
        return Either.left(operation + " is not linear");
    }

    /** The tangent of an operation that is linear in each of its two inputs: f(ȧ, b) + f(a, ḃ). */
    public static Option<Expr> productRule(Apply y, Option<Expr> ta, Option<Expr> tb) {
        Option<Expr> left = ta.map(t -> Expr.apply(y.op(), t, y.input(1)));
        Option<Expr> right = tb.map(t -> Expr.apply(y.op(), y.input(0), t));
        return left.isDefined() && right.isDefined() ? Option.of(left.get().plus(right.get())) : left.orElse(right);
    }
}
