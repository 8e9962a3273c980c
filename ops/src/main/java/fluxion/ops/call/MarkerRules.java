package fluxion.ops.call;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Marker;
import fluxion.core.op.Named;
import fluxion.core.op.Recompute;
import fluxion.core.op.Require;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Identities that mean something to a transform. What must hold of a value must hold where only its derivative is left, too. */
public final class MarkerRules {
    private MarkerRules() {}

    /** The tangent of the first operand; what was required stays required. */
    public static Option<Expr> jvp(Marker op, Apply y, Seq<Option<Expr>> tangents) {
        return tangents.get(0).map(t -> switch (op) {
            case Named _, Recompute _ -> t;
            case Require _ -> Expr.apply(op, t, y.input(1));
        });
    }

    /** Linear in the first operand. */
    public static Either<String, Seq<Option<Expr>>> transpose(Marker op, Apply y, Seq<Boolean> linear, Expr ct) {
        Option<Expr> first = Option.when(linear.get(0), () -> switch (op) {
            case Named _, Recompute _ -> ct;
            case Require _ -> Expr.apply(op, ct, y.input(1));
        });
        return op instanceof Require && linear.get(1) ? nonlinear("check in its condition")
                : Either.right(linear.zipWithIndex((_, i) -> i == 0 ? first : Option.<Expr>none()).toArray());
    }

    /** Lanes are just more elements. */
    public static Batched batch(Marker op, Seq<Batched> inputs, int size) {
        boolean mapped = op instanceof Require ? inputs.exists(Batched::mapped) : inputs.get(0).mapped();
        Seq<Expr> values = inputs.zipWithIndex((input, i) -> i == 0 && mapped ? input.lanes(size) : input.value());
        return new Batched(Apply.of(op, Array.ofAll(values)), mapped);
    }
}
