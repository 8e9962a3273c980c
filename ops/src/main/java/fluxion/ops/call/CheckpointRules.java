package fluxion.ops.call;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.LinearCall;
import fluxion.core.op.Recompute;
import fluxion.ops.rule.CallRules;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/** Derivatives that compute intermediate values again instead of keeping them. */
final class CheckpointRules {
    private CheckpointRules() {}

    /** In forward mode nothing is kept anyway; the transpose starts from the operands and from what the policy keeps. */
    static Seq<Option<Expr>> jvp(Checkpoint op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        if (op.keep() instanceof Checkpoint.Everything) {
            return CallRules.jvp(new Call(op.name(), op.body()), y, tangents, through);
        }
        TransformCallbacks.Partial derivative = through.jvp(op.body(), tangents.map(Option::isDefined));
        if (derivative.fn().results().isEmpty()) {
            return derivative.present().map(_ -> Option.<Expr>none());
        }
        Seq<Var> params = op.body().params();
        Seq<Expr> kept = kept(op, derivative.fn());
        Seq<Var> keptAs = kept.zipWithIndex((k, i) -> new Var("kept" + i, k.tensorType()));
        Fn forward = new Fn(params.appendAll(keptAs).appendAll(derivative.fn().params().drop(params.size())),
                replaced(derivative.fn().results(), kept, keptAs));
        Seq<Expr> constants = kept.isEmpty() ? y.inputs()
                : y.inputs().appendAll(Apply.of(new Call(op.name() + ".kept", new Fn(params, kept)), y.inputs()).results());
        LinearCall linear = new LinearCall(op.name() + "'", constants.size(), Either.right(forward),
                again(op, forward, constants.size(), through));
        Iterator<Expr> pushed = Apply.of(linear, constants.appendAll(tangents.flatMap(t -> t))).results().iterator();
        return derivative.present().map(is -> is ? Option.of(pushed.next()) : Option.<Expr>none()).toArray();
    }

    /** Intermediate values that the derivative uses and the policy keeps. */
    private static Seq<Expr> kept(Checkpoint op, Fn derivative) {
        Map<Expr, Expr> used = new IdentityHashMap<>();
        Graph.topological(derivative.results()).forEach(node -> used.put(node, node));
        return Graph.topological(op.body().results())
                .filter(node -> node instanceof Apply apply && apply.type() instanceof TensorType && used.containsKey(apply)
                && op.keep().keeps(apply));
    }

    /** (operands, kept values, cotangents) to cotangents, everything else computed again once the cotangents are there. */
    private static Fn again(Checkpoint op, Fn forward, int constants, TransformCallbacks through) {
        Fn transposed =
                RuledRules.all(through.transpose(forward, Array.range(0, forward.params().size()).map(i -> i >= constants)),
                forward.params().drop(constants));
        Seq<Var> operands = transposed.params().take(constants);
        Seq<Expr> cotangents = transposed.params().drop(constants).map(ct -> ct);
        return new Fn(transposed.params(), Graph.substitute(transposed.results(), operands,
                operands.map(x -> (Expr) Apply.of(new Recompute(op.body()), Array.<Expr>of(x).appendAll(cotangents)))));
    }

    private static Seq<Expr> replaced(Seq<Expr> roots, Seq<Expr> nodes, Seq<Var> by) {
        Map<Expr, Expr> replacement = new IdentityHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            replacement.put(nodes.get(i), by.get(i));
        }
        return Graph.rebuild(roots, leaf -> leaf, (apply, inputs) -> replacement.containsKey(apply) ? replacement.get(apply)
                : apply.on(inputs));
    }
}
