package fluxion.transforms.partition;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Named;
import fluxion.core.op.Recompute;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vjp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A function and its pullback, cut in two. With x̄ = ∂f(x)ᵀ·ȳ,
 *
 * <pre>{@code
 * forward(x…)            = (f(x)…, kept…)
 * backward(kept…, ȳ…)    = x̄…
 * }</pre>
 *
 * <p>so that {@code backward(kept, ȳ)} after {@code forward(x)} is what {@code vjp} computes. Both are functions like any other:
 * they print, run, are exported. Among what is kept are arguments that the backward pass reads; they take no memory of their own.
 *
 * <p>The joint graph of both is cut where a policy says, or by the least weight: each value that the forward pass computes weighs
 * its bytes, what may not be computed again is a source, what the backward pass reads is a sink, and the values of a minimal cut
 * (Ford and Fulkerson, 1956) are kept. That is the partition of functorch's {@code min_cut_rematerialization_partition}; to trade
 * memory for work is Griewank and Walther's and Chen et al.'s ("Training deep nets with sublinear memory cost", 2016).
 *
 * @param forward (x…) ↦ (f(x)…, kept…)
 * @param backward (kept…, ȳ…) ↦ x̄…, with a cotangent for each floating-point result
 * @param kept what the forward pass keeps, in order
 * @param recomputed the labels of the operations that both passes compute, in order
 */
public record Partition(Fn forward, Fn backward, Array<Kept> kept, Array<String> recomputed) {
    /**
     * A value that is kept.
     *
     * @param what an argument's name, a name given with {@code named}, or the operation
     * @param type its type
     * @param isArgument whether it is an argument, which is there anyway
     */
    public record Kept(String what, TensorType type, boolean isArgument) {
        /** How much memory it takes; none as an argument. */
        public long bytes() {
            return isArgument ? 0 : Partition.bytes(type);
        }

        @Override
        public String toString() {
            return type + "  " + what;
        }
    }

    /**
     * The partition of a function.
     *
     * @param fn closed
     * @param wrt with respect to which parameters
     * @param saving what is kept
     * @throws fluxion.core.TransformException where a parameter of {@code wrt} is not floating-point
     */
    public static Partition of(Fn fn, Ints wrt, Saving saving) {
        Fn vjp = Vjp.of(fn, wrt);
        Fn joint = Simplify.of(new Fn(vjp.params(), Cse.of(withoutMarks(Inline.of(vjp.results())))));
        int results = fn.results().size();
        int params = fn.params().size();
        Seq<Expr> gradients = joint.results().drop(results);
        Seq<Var> cotangents = joint.params().drop(params);
        var split = new JointGraph(joint.results(), gradients, cotangents);
        Array<Expr> kept = split.kept(saving);
        Map<Expr, Expr> places = new IdentityHashMap<>();
        Array<Var> saved = kept.zipWithIndex((e, i) -> e instanceof Var v ? v : new Var("kept" + i, e.tensorType()));
        for (int i = 0; i < kept.size(); i++) {
            places.put(kept.get(i), saved.get(i));
        }
        Seq<Expr> rest = given(gradients, places);
        Fn backward = new Fn(saved.map(v -> v).appendAll(cotangents), rest);
        Fn forward = new Fn(joint.params().take(params), joint.results().take(results).appendAll(kept));
        return new Partition(forward, backward, kept.map(e -> new Kept(what(e), e.tensorType(), e instanceof Var)),
                split.recomputed(kept).map(a -> a.op().label()));
    }

    /** How many bytes the values take that are kept and are no arguments. */
    public long bytes() {
        return kept.map(Kept::bytes).sum().longValue();
    }

    /** Checkpoints' marks say what is computed again; here the cut says it. */
    private static Seq<Expr> withoutMarks(Seq<Expr> results) {
        return Graph.rebuild(results, leaf -> leaf, (node, inputs) -> node.op() instanceof Recompute ? inputs.get(0)
                : node.on(inputs));
    }

    /** The expressions again, with others in the places of some of their nodes. */
    private static Seq<Expr> given(Seq<Expr> outputs, Map<Expr, Expr> places) {
        Map<Expr, Expr> made = new IdentityHashMap<>(places);
        Set<Expr> asked = asked(outputs, places);
        for (Expr node : Graph.topological(outputs)) {
            if (asked.contains(node) && !made.containsKey(node)) {
                made.put(node, switch (node) {
                    case Tensor _, Var _ -> node;
                    case Apply apply -> apply.on(apply.inputs().map(made::get));
                    case Result result -> ((Apply) made.get(result.of())).results().get(result.index());
                });
            }
        }
        return outputs.map(made::get);
    }

    /** What the outputs are made of, down to the places. */
    private static Set<Expr> asked(Seq<Expr> outputs, Map<Expr, Expr> places) {
        Set<Expr> asked = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.forEach(asked::add);
        for (Expr node : Graph.topological(outputs).reverse()) {
            if (asked.contains(node) && !places.containsKey(node)) {
                JointGraph.inputs(node).forEach(asked::add);
            }
        }
        return asked;
    }

    static long bytes(TensorType type) {
        return type.shape().size() * type.dtype().bytes();
    }

    private static String what(Expr e) {
        return switch (e) {
            case Var v -> "argument " + v.name();
            case Apply(Named(String name), var _, var _) -> "named " + name;
            case Apply apply -> "from " + apply.op().label();
            case Result result -> "from " + result.of().op().label();
            case Tensor _ -> "constant";
        };
    }

    /** What is kept, one value a line; how many bytes; what is computed again. */
    @Override
    public String toString() {
        String counted = recomputed.groupBy(label -> label).toSortedMap(t -> t).map(t -> t._2.size() == 1 ? t._1
                : t._2.size() + " × " + t._1).mkString(", ");
        return kept.mkString("", "\n", "\n") + bytes() + " bytes beside the arguments\ncomputed again: "
                + (counted.isEmpty() ? "nothing" : counted);
    }
}
