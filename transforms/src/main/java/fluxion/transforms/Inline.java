package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Call;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Puts what calls compute in their places, calls with rules of their own included: every step can be seen, and rules are
 * gone.
 */
public final class Inline {
    private Inline() {}

    /** The function without calls. */
    public static Fn of(Fn fn) {
        return new Fn(fn.params(), of(fn.results()));
    }

    /** The expressions without calls. */
    public static Seq<Expr> of(Seq<? extends Expr> roots) {
        Map<Expr, Seq<Expr>> made = new NodeMap<>();
        for (Expr node : Graph.topological(roots)) {
            made.put(node, switch (node) {
                case Tensor _, Var _ -> Array.of(node);
                case Result result -> Array.of(made.get(result.of()).get(result.index()));
                case Apply apply -> {
                    Seq<Expr> inputs = apply.inputs().map(input -> made.get(input).get(0));
                    yield called(apply.op()).map(fn -> of(fn).on(inputs)).getOrElse(() -> apply.on(inputs).results());
                }
            });
        }
        return Array.ofAll(roots).map(root -> made.get(root).get(0));
    }

    private static Option<Fn> called(Op op) {
        return switch (op) {
            case Call call -> Option.of(call.fn());
            case LinearCall call -> call.forward().toOption();
            case CustomRule call -> Option.of(call.body());
            default -> Option.none();
        };
    }
}
