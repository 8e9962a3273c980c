package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Control;
import fluxion.core.op.Scan;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Control flow before its surroundings are simplified: scans that do the same work become one, results that nothing needs
 * go, and the functions inside are simplified.
 *
 * <p>Reverse mode makes a scan that repeats another and saves more of it. The two are told to be the same by their
 * parameters, which are the same variables, and by their operands.
 */
final class ControlFlowSimplifier {
    private final UnaryOperator<Fn> simplify;
    private final Map<Expr, Expr> made = new NodeMap<>();

    private ControlFlowSimplifier(UnaryOperator<Fn> simplify) {
        this.simplify = simplify;
    }

    /** The expressions with their control flow simplified; the very same where they have none. */
    static Seq<Expr> simplified(Seq<Expr> roots, UnaryOperator<Fn> simplify) {
        Seq<Expr> order = Graph.topological(roots);
        if (!order.exists(e -> e instanceof Apply a && a.op() instanceof Control)) {
            return roots;
        }
        return new ControlFlowSimplifier(simplify).rebuild(roots, order);
    }

    private Seq<Expr> rebuild(Seq<Expr> roots, Seq<Expr> order) {
        Map<Apply, Merged> merged = merged(order);
        for (Expr node : order) {
            Expr becomes = switch (node) {
                case Tensor _, Var _ -> node;
                case Apply(Scan _, _, _) when merged.containsKey((Apply) node) -> {
                    Merged scans = merged.get((Apply) node);
                    Seq<Expr> results = scans.results((Apply) node, made);
                    // several results are found through the nodes that pick them
                    yield ((Apply) node).type() instanceof fluxion.core.TensorType ? results.get(0) : node;
                }
                case Apply apply when apply.op() instanceof Control control -> {
                    Control simple = control.withBodies(control.bodies().map(simplify).toArray());
                    yield Apply.of(simple, apply.inputs().map(made::get));
                }
                case Apply apply -> apply.on(apply.inputs().map(made::get));
                case Result result when merged.containsKey(result.of()) ->
                        merged.get(result.of()).results(result.of(), made).get(result.index());
                case Result result when made.get(result.of()) == result.of() -> result;
                case Result result -> ((Apply) made.get(result.of())).results().get(result.index());
            };
            made.put(node, becomes);
        }
        return roots.map(made::get);
    }

    // ---- scans that do the same work ------------------------------------------------------------------------------------

    /** Scans of the same operands that are one. */
    private final class Merged {
        private final Apply whole;
        private final List<Apply> parts = new ArrayList<>();
        private Seq<Expr> results;
        private final Map<Apply, int[]> places = new NodeMap<>();

        Merged(Apply whole) {
            this.whole = whole;
        }

        /** The results of one of the scans. */
        Seq<Expr> results(Apply scan, Map<Expr, Expr> made) {
            if (results == null) {
                build(made);
            }
            return Array.ofAll(places.get(scan)).map(results::get);
        }

        private void build(Map<Expr, Expr> made) {
            Scan op = (Scan) whole.op();
            Seq<Expr> outs = op.step().results();
            List<Expr> all = new ArrayList<>(outs.asJava());
            int[] own = new int[outs.size()];
            for (int i = 0; i < own.length; i++) {
                own[i] = i;
            }
            places.put(whole, own);
            for (Apply part : parts) {
                Scan other = (Scan) part.op();
                int[] at = new int[other.step().results().size()];
                for (int i = 0; i < at.length; i++) {
                    at[i] = i < other.carries() ? carry(op, other.step().params().get(other.consts() + i))
                            : entry(all, op.carries(), other.step().results().get(i));
                }
                places.put(part, at);
            }
            Fn step = simplify.apply(new Fn(op.step().params(), Array.ofAll(all)));
            results = Apply.of(new Scan(step, op.length(), op.consts(), op.carries(), op.reverse()),
                    whole.inputs().map(made::get)).results();
        }

        private int carry(Scan op, Var param) {
            return op.step().params().indexOf(param) - op.consts();
        }

        private int entry(List<Expr> all, int from, Expr result) {
            for (int i = from; i < all.size(); i++) {
                if (all.get(i) == result) {
                    return i;
                }
            }
            all.add(result);
            return all.size() - 1;
        }
    }

    private Map<Apply, Merged> merged(Seq<Expr> order) {
        Seq<Apply> scans = order.filter(e -> e instanceof Apply a && a.op() instanceof Scan).map(Apply.class::cast)
                .toArray();
        Map<Apply, Merged> merged = new NodeMap<>();
        List<Merged> wholes = new ArrayList<>();
        for (Apply scan : scans) {
            Merged into = null;
            for (Merged candidate : wholes) {
                if (into == null && isPart(scan, candidate.whole)) {
                    into = candidate;
                }
            }
            if (into == null) {
                into = new Merged(scan);
                wholes.add(into);
            } else {
                into.parts.add(scan);
            }
            merged.put(scan, into);
        }
        return merged;
    }

    /** Whether one scan does nothing to its carry that another does not do to its. */
    private static boolean isPart(Apply part, Apply whole) {
        Scan a = (Scan) part.op();
        Scan b = (Scan) whole.op();
        if (a.length() != b.length() || a.reverse() != b.reverse() || a.step().params().size() != b.step().params().size()) {
            return false;
        }
        for (int i = 0; i < a.step().params().size(); i++) {
            int k = b.step().params().indexOf(a.step().params().get(i));
            if (k < 0 || part.input(i) != whole.input(k) || kind(a, i) != kind(b, k)
                    || kind(a, i) == 1 && a.step().results().get(i - a.consts()) != b.step().results().get(k - b.consts())) {
                return false;
            }
        }
        return true;
    }

    /** 0 for a constant, 1 for a carry, 2 for a sequence. */
    private static int kind(Scan op, int i) {
        return i < op.consts() ? 0 : i < op.consts() + op.carries() ? 1 : 2;
    }
}
