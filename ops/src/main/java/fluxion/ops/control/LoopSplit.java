package fluxion.ops.control;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One step of a loop cut in two: what can be computed before some of its parameters are known, and the rest. Between them go
 * the saved values: what the rest needs of the states that have passed by then. Whatever is cheap to compute from a saved
 * value is computed again, not saved.
 *
 * @param unknown for each result whether it belongs to the rest
 * @param saved expressions of the known parameters, as few as may be
 * @param places variables that stand for the saved values
 * @param rest the results of the rest in order, made of parameters that are still there and of {@code places}
 */
record LoopSplit(Seq<Boolean> unknown, Seq<Expr> saved, Seq<Var> places, Seq<Expr> rest) {
    /** What becomes of a parameter. */
    enum Fate {
        /** Given to the rest only. */
        UNKNOWN,
        /** The same in all steps: given to both. */
        CONSTANT,
        /** Found again when the rest runs. */
        AGAIN,
        /** Gone when the rest runs. */
        PASSING
    }

    static LoopSplit of(Fn fn, Seq<Fate> fates) {
        return new Cut(fn, fates).split();
    }

    /** For each result whether it depends on one of the chosen parameters. */
    static Seq<Boolean> dependence(Fn fn, Seq<Boolean> chosen) {
        Set<Expr> dependent = dependents(Graph.topological(fn.results()),
                fn.params().zip(chosen).filter(p -> p._2).map(p -> p._1));
        return fn.results().map(dependent::contains).toArray();
    }

    private static Set<Expr> dependents(Seq<Expr> order, Seq<Var> roots) {
        Set<Expr> dependent = Collections.newSetFromMap(new IdentityHashMap<>());
        roots.forEach(dependent::add);
        for (Expr node : order) {
            if (inputs(node).exists(dependent::contains)) {
                dependent.add(node);
            }
        }
        return dependent;
    }

    private static Seq<Expr> inputs(Expr node) {
        return switch (node) {
            case Tensor _, Var _ -> Array.empty();
            case Apply apply -> apply.inputs();
            case Result result -> Array.of(result.of());
        };
    }

    private static final class Cut {
        private final Fn fn;
        private final Seq<Expr> order;
        private final Set<Expr> unknown;
        private final Set<Expr> passing;
        private final Set<Expr> sequential;
        private final boolean anyPassing;
        private final Set<Expr> redone = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Expr> needed = Collections.newSetFromMap(new IdentityHashMap<>());

        Cut(Fn fn, Seq<Fate> fates) {
            this.fn = fn;
            this.order = Graph.topological(fn.results());
            this.unknown = dependents(order, chosen(fn, fates, Fate.UNKNOWN));
            this.passing = dependents(order, chosen(fn, fates, Fate.PASSING));
            this.sequential = dependents(order, chosen(fn, fates, Fate.AGAIN));
            this.anyPassing = fates.contains(Fate.PASSING);
        }

        private static Seq<Var> chosen(Fn fn, Seq<Fate> fates, Fate fate) {
            return fn.params().zip(fates).filter(p -> p._2 == fate).map(p -> p._1);
        }

        LoopSplit split() {
            Seq<Expr> outputs = fn.results().filter(unknown::contains);
            // cheap nodes pass the need on to what they are made of, so from the results down
            for (Expr node : Array.ofAll(order).reverse()) {
                if (unknown.contains(node) || redone.contains(node)) {
                    inputs(node).filter(input -> !unknown.contains(input)).forEach(this::need);
                }
            }
            Seq<Expr> saved = order.filter(needed::contains).toArray();
            Seq<Var> places = saved.map(s -> new Var("s", s.tensorType())).toArray();
            Map<Expr, Expr> made = new IdentityHashMap<>();
            for (int i = 0; i < saved.size(); i++) {
                made.put(saved.get(i), places.get(i));
            }
            for (Expr node : order) {
                if (!made.containsKey(node) && (unknown.contains(node) || redone.contains(node) || node instanceof Var
                        || node instanceof Tensor)) {
                    made.put(node, switch (node) {
                        case Tensor _, Var _ -> node;
                        case Apply apply -> apply.on(apply.inputs().map(made::get));
                        case Result result when made.get(result.of()) == result.of() -> result;
                        case Result result -> ((Apply) made.get(result.of())).results().get(result.index());
                    });
                }
            }
            return new LoopSplit(fn.results().map(unknown::contains).toArray(), saved, places, outputs.map(made::get).toArray());
        }

        private void need(Expr node) {
            boolean again = switch (node) {
                case Tensor _ -> true;
                case Var _ -> !passing.contains(node);
                case Result _ -> !passing.contains(node) && !(anyPassing && sequential.contains(node));
                case Apply apply -> apply.type() instanceof fluxion.core.TupleType || isCheap(apply)
                        || !passing.contains(node) && !(anyPassing && sequential.contains(node));
            };
            if (again) {
                redone.add(node);
            } else {
                needed.add(node);
            }
        }

        /** Movements, and arithmetic with numbers: less work than storing and loading the result. */
        private static boolean isCheap(Apply apply) {
            boolean one = apply.inputs().count(i -> Literal.value(i).isEmpty()) <= 1;
            return switch (apply.op()) {
                case Broadcast _, Reshape _, Permute _, Iota _, Eye _ -> true;
                case Cast cast -> cast.to().isFloat() && apply.input(0).dtype().isFloat();
                case Unary op -> op == Unary.NEG || op == Unary.ABS;
                case Power(int exponent) -> exponent >= 1 && exponent <= 3;
                case Binary op -> one && (op == Binary.ADD || op == Binary.SUB || op == Binary.MUL);
                case fluxion.core.op.Op _ -> false;
            };
        }
    }
}
