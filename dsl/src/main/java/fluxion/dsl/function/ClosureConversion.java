package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Births;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lambdas that use what is around them, as closed functions: what they use becomes parameters in front of their own.
 *
 * @param captured what the lambdas use of what was made before them
 * @param fns for each lambda a closed function of (captured, its own parameters)
 * @param results the structure of what each lambda returned
 */
record ClosureConversion(Array<Expr> captured, Array<Fn> fns, Array<Structure> results) {
    /** A lambda and the variables it is called with. */
    record Lambda(Array<Var> params, Supplier<Object> body) {}

    static ClosureConversion of(Seq<Lambda> lambdas) {
        Array<Births.During<Trees.Flat>> traced = Array.ofAll(lambdas)
                .map(l -> Births.during(() -> Trees.flatten(Tracing.inside(l.body()))));
        Set<Expr> outer = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Expr> captured = new ArrayList<>();
        for (int i = 0; i < traced.size(); i++) {
            capture(traced.get(i), lambdas.get(i), outer, captured);
        }
        Array<Fn> fns = traced.zipWith(lambdas, (during, lambda) -> {
            Array<Var> places = Array.ofAll(captured).map(c -> new Var(c instanceof Var v ? v.name() : "c", c.tensorType()));
            return new Fn(places.appendAll(lambda.params()), replaced(during.result().leaves(), captured, places));
        });
        return new ClosureConversion(Array.ofAll(captured), fns, traced.map(during -> during.result().structure()));
    }

    /** What was there before the lambda ran. */
    private static void capture(Births.During<Trees.Flat> during, Lambda lambda, Set<Expr> known, List<Expr> captured) {
        Seq<Expr> leaves = during.result().leaves();
        Set<Expr> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(lambda.params().asJava());
        for (Expr node : Graph.topological(leaves)) {
            if (inputs(node).exists(own::contains)) {
                own.add(node);
            }
        }
        // from the results down, as large parts as may be
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        java.util.ArrayDeque<Expr> open = new java.util.ArrayDeque<>(leaves.asJava());
        while (!open.isEmpty()) {
            Expr node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            boolean outer = !own.contains(node) && switch (node) {
                case Tensor _ -> false;
                case Var _ -> true;
                case Result result -> !during.made(result.of());
                case Apply apply -> !during.made(apply) && apply.type() instanceof fluxion.core.TensorType;
            };
            if (outer) {
                if (known.add(node)) {
                    captured.add(node);
                }
            } else {
                inputs(node).forEach(open::push);
            }
        }
    }

    private static Seq<Expr> inputs(Expr node) {
        return switch (node) {
            case Tensor _, Var _ -> Array.empty();
            case Apply apply -> apply.inputs();
            case Result result -> Array.of(result.of());
        };
    }

    private static Seq<Expr> replaced(Seq<Expr> outputs, List<Expr> captured, Seq<Var> places) {
        Map<Expr, Expr> made = new IdentityHashMap<>();
        for (int i = 0; i < captured.size(); i++) {
            made.put(captured.get(i), places.get(i));
        }
        for (Expr node : Graph.topological(outputs)) {
            if (made.containsKey(node)) {
                continue;
            }
            made.put(node, switch (node) {
                case Tensor _, Var _ -> node;
                case Apply apply -> apply.on(apply.inputs().map(made::get));
                case Result result when made.get(result.of()) == result.of() -> result;
                case Result result -> ((Apply) made.get(result.of())).results().get(result.index());
            });
        }
        return outputs.map(made::get);
    }
}
