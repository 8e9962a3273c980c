package fluxion.core;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Walks over expressions: each visits a node once however often it is used, keeps its own stack however deep the
 * expression, and takes time linear in the number of distinct nodes.
 */
public final class Graph {
    private Graph() {}

    /** All distinct nodes that the roots are made of, each after its inputs. */
    public static Seq<Expr> topological(Iterable<? extends Expr> roots) {
        return Array.ofAll(order(roots));
    }

    /** The nodes of one expression, each after its inputs. */
    public static Seq<Expr> topological(Expr root) {
        return topological(Array.of(root));
    }

    private static List<Expr> order(Iterable<? extends Expr> roots) {
        record Visit(Expr node, boolean inputsDone) {}
        List<Expr> order = new ArrayList<>();
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Visit> stack = new ArrayDeque<>();
        for (Expr root : roots) {
            stack.push(new Visit(root, false));
            while (!stack.isEmpty()) {
                Visit visit = stack.pop();
                Expr node = visit.node();
                if (visit.inputsDone()) {
                    order.add(node);
                } else if (seen.add(node)) {
                    stack.push(new Visit(node, true));
                    switch (node) {
                        case Tensor _, Var _ -> { }
                        case Apply apply -> {
                            for (int i = apply.inputs().size() - 1; i >= 0; i--) {
                                Expr input = apply.input(i);
                                if (!seen.contains(input)) {
                                    stack.push(new Visit(input, false));
                                }
                            }
                        }
                        case Result result -> {
                            if (!seen.contains(result.of())) {
                                stack.push(new Visit(result.of(), false));
                            }
                        }
                    }
                }
            }
        }
        return order;
    }

    /** The variables that the roots depend on, in order of first use. */
    public static Seq<Var> variables(Iterable<? extends Expr> roots) {
        return topological(roots).filter(Var.class::isInstance).map(Var.class::cast);
    }

    /** How many distinct operations the roots are made of. */
    public static int operations(Iterable<? extends Expr> roots) {
        return topological(roots).count(Apply.class::isInstance);
    }

    /**
     * Builds the roots again, bottom up: {@code leaf} replaces tensors and variables, {@code node} makes an operation from
     * itself and its new inputs. Results of operations with several are projected from what {@code node} made.
     */
    public static Seq<Expr> rebuild(Seq<? extends Expr> roots, Function<Expr, Expr> leaf,
            BiFunction<Apply, Seq<Expr>, Expr> node) {
        Map<Expr, Expr> made = new IdentityHashMap<>();
        for (Expr old : order(roots)) {
            made.put(old, switch (old) {
                case Tensor tensor -> leaf.apply(tensor);
                case Var variable -> leaf.apply(variable);
                case Apply apply -> node.apply(apply, apply.inputs().map(made::get));
                case Result result -> switch (made.get(result.of())) {
                    case Apply apply when apply == result.of() -> result;
                    case Apply apply -> apply.results().get(result.index());
                    case Expr other -> throw new ShapeException("an operation with several results became " + other.type());
                };
            });
        }
        return Array.ofAll(roots).map(made::get);
    }

    /** The roots with expressions in some variables' places; whatever does not depend on them is shared, not copied. */
    public static Seq<Expr> substitute(Seq<? extends Expr> roots, Seq<Var> variables, Seq<? extends Expr> values) {
        Map<Expr, Expr> replacement = new IdentityHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            replacement.put(variables.get(i), values.get(i));
        }
        return rebuild(roots, leaf -> replacement.getOrDefault(leaf, leaf), Apply::on);
    }
}
