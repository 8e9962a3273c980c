package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Cuts expressions in two: what does not depend on some variables, and what is left to do once these are known.
 *
 * @param outputs the expressions
 * @param needed the parts that do not depend on the variables, as few and as small as may be: a broadcast is redone, its
 *     operand kept
 */
record Residuals(Seq<Expr> outputs, Array<Expr> needed) {

    static Residuals of(Seq<Expr> outputs, Seq<Var> variables) {
        Set<Expr> dependent = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Expr, Expr> needed = new IdentityHashMap<>();
        variables.forEach(dependent::add);
        Array<Expr> order = Array.ofAll(Graph.topological(outputs));
        for (Expr node : order) {
            if (inputs(node).exists(dependent::contains)) {
                dependent.add(node);
            }
        }
        // cheap nodes pass the need on to what they are made of, so from the results down
        Set<Expr> redone = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.filter(o -> !dependent.contains(o)).forEach(o -> need(o, redone, needed));
        for (Expr node : order.reverse()) {
            if (dependent.contains(node) || redone.contains(node)) {
                inputs(node).filter(input -> !dependent.contains(input)).forEach(input -> need(input, redone, needed));
            }
        }
        return new Residuals(outputs, order.filter(needed::containsKey));
    }

    private static void need(Expr node, Set<Expr> redone, Map<Expr, Expr> needed) {
        boolean cheap = switch (node) {
            case Tensor _ -> true;
            case Var _, Result _ -> false;
            case Apply apply -> apply.op() instanceof Broadcast || apply.op() instanceof Reshape || apply.op() instanceof Permute
                    || apply.op() instanceof Iota || apply.op() instanceof Eye;
        };
        if (cheap) {
            redone.add(node);
        } else {
            needed.put(node, node);
        }
    }

    private static Seq<Expr> inputs(Expr node) {
        return switch (node) {
            case Tensor _, Var _ -> Array.empty();
            case Apply apply -> apply.inputs();
            case Result result -> Array.of(result.of());
        };
    }

    /** The expressions again, with values for what was needed. */
    Seq<Expr> given(Seq<? extends Expr> values) {
        Map<Expr, Expr> made = new IdentityHashMap<>();
        for (int i = 0; i < needed.size(); i++) {
            made.put(needed.get(i), values.get(i));
        }
        for (Expr node : Graph.topological(outputs)) {
            if (!made.containsKey(node)) {
                made.put(node, switch (node) {
                    case Tensor _, Var _ -> node;
                    case Apply apply -> apply.on(apply.inputs().map(made::get));
                    case Result result -> ((Apply) made.get(result.of())).results().get(result.index());
                });
            }
        }
        return outputs.map(made::get);
    }
}
