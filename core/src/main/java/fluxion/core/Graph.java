package fluxion.core;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
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
        List<Expr> order = new ArrayList<>();
        Set<Expr> seen = NodeMap.set();
        Path path = new Path();
        for (Expr root : roots) {
            if (seen.add(root)) {
                path.push(root);
            }
            while (path.length > 0) {
                Expr input = path.next();
                if (input == null) {
                    order.add(path.pop());
                } else if (seen.add(input)) {
                    path.push(input);
                }
            }
        }
        return order;
    }

    /** The nodes on the way from a root to where a walk is, and how many inputs of each it has been to. */
    private static final class Path {
        private Expr[] nodes = new Expr[16];
        private int[] done = new int[16];
        private int length;

        void push(Expr node) {
            if (length == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * length);
                done = Arrays.copyOf(done, 2 * length);
            }
            nodes[length] = node;
            done[length++] = 0;
        }

        Expr pop() {
            return nodes[--length];
        }

        /** The next input of the last node; null after all. */
        Expr next() {
            int i = done[length - 1]++;
            return switch (nodes[length - 1]) {
                case Tensor _, Var _ -> null;
                case Apply apply -> i < apply.inputs().size() ? apply.input(i) : null;
                case Result result -> i == 0 ? result.of() : null;
            };
        }
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
        Map<Expr, Expr> made = new NodeMap<>();
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
        Map<Expr, Expr> replacement = new NodeMap<>();
        for (int i = 0; i < variables.size(); i++) {
            replacement.put(variables.get(i), values.get(i));
        }
        return rebuild(roots, leaf -> replacement.getOrDefault(leaf, leaf), Apply::on);
    }
}
