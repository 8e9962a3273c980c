package fluxion.ops.rule;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** What a transpose answers: cotangents of its inputs, or why the operation is not linear in them. */
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
}
