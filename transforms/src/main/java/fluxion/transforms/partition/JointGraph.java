package fluxion.transforms.partition;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Permute;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reshape;
import fluxion.core.op.Scan;
import fluxion.core.op.While;
import fluxion.core.rewrite.Cost;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The graph of values and gradients, and where it is cut. */
final class JointGraph {
    private final Array<Expr> order;
    /** What depends on cotangents: the backward pass and nothing else computes it. */
    private final Set<Expr> backward = Collections.newSetFromMap(new IdentityHashMap<>());
    /** What the backward pass reads of the rest. */
    private final Set<Expr> read = Collections.newSetFromMap(new IdentityHashMap<>());

    JointGraph(Seq<Expr> results, Seq<Expr> gradients, Seq<Var> cotangents) {
        order = Array.ofAll(Graph.topological(results));
        backward.addAll(cotangents.toJavaList());
        for (Expr node : order) {
            if (inputs(node).exists(backward::contains)) {
                backward.add(node);
            }
        }
        // of what the gradients are made of alone: results may depend on nothing backward
        for (Expr node : Graph.topological(gradients)) {
            if (backward.contains(node)) {
                inputs(node).filter(input -> !backward.contains(input)).forEach(read::add);
            }
        }
        gradients.filter(g -> !backward.contains(g)).forEach(read::add);
    }

    static Seq<Expr> inputs(Expr node) {
        return switch (node) {
            case Tensor _, Var _ -> Array.empty();
            case Apply apply -> apply.inputs();
            case Result result -> Array.of(result.of());
        };
    }

    /** The values that are kept, in the order in which they are computed. */
    Array<Expr> kept(Saving saving) {
        return switch (saving) {
            case Saving.Everything _ -> used(cut(JointGraph::isMovement));
            case Saving.By(Checkpoint.Keep keep) -> used(policy(keep));
            case Saving.Least _ -> used(cut(node -> !isDear(node)));
            case Saving.Within(long bytes) -> used(within(bytes));
        };
    }

    /** The operations that are computed again from what is kept. */
    Array<Apply> recomputed(Array<Expr> kept) {
        Set<Expr> again = again(kept);
        return order.filter(again::contains).filter(Apply.class::isInstance).map(Apply.class::cast).toArray();
    }

    private static Set<Expr> identity(Seq<Expr> nodes) {
        Set<Expr> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(nodes.toJavaList());
        return set;
    }

    private Set<Expr> again(Seq<Expr> kept) {
        Set<Expr> there = identity(kept);
        Set<Expr> again = Collections.newSetFromMap(new IdentityHashMap<>());
        read.stream().filter(e -> !there.contains(e)).forEach(again::add);
        for (Expr node : order.reverse()) {
            if (again.contains(node)) {
                inputs(node).filter(input -> !there.contains(input)).forEach(again::add);
            }
        }
        return again;
    }

    /** Of what may be kept, that which the backward pass reads or computes with, and every argument that it needs. */
    private Array<Expr> used(Set<Expr> kept) {
        Set<Expr> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(read);
        for (Expr node : order.reverse()) {
            if (needed.contains(node) && !kept.contains(node)) {
                inputs(node).forEach(needed::add);
            }
        }
        return order.filter(e -> needed.contains(e) && (kept.contains(e) || e instanceof Var));
    }

    private Set<Expr> policy(Checkpoint.Keep keep) {
        return identity(order.filter(e -> !backward.contains(e) && isValue(e) && e instanceof Apply a && keep.keeps(a)));
    }

    /**
     * A cut of least weight where operations may be computed again that are the first in the order of their work for each byte
     * they make: as few as will do. The more may be, the less the cut weighs; where all may be, arguments are enough.
     */
    private Set<Expr> within(long bytes) {
        Array<Apply> operations = order.filter(e -> e instanceof Apply && !backward.contains(e)).map(Apply.class::cast)
                .filter(a -> !isMovement(a)).sortBy(JointGraph::workByByte).toArray();
        int low = 0;
        int high = operations.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weight(cut(allowing(operations, middle))) <= bytes) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return cut(allowing(operations, low));
    }

    private static Predicate<Apply> allowing(Array<Apply> operations, int count) {
        Set<Expr> allowed = identity(operations.take(count).map(a -> a));
        return node -> isMovement(node) || allowed.contains(node);
    }

    private long weight(Set<Expr> kept) {
        return used(kept).map(JointGraph::weight).sum().longValue();
    }

    private static long weight(Expr e) {
        return e instanceof Var ? 0 : Partition.bytes(e.tensorType());
    }

    /** A cut of least weight between what may not be computed again, and what the backward pass reads. */
    private Set<Expr> cut(Predicate<Apply> again) {
        Array<Expr> nodes = order.filter(e -> !backward.contains(e));
        Map<Expr, Integer> number = new IdentityHashMap<>();
        nodes.forEach(e -> number.put(e, number.size()));
        // each node a pair (in, out) whose edge weighs what keeping it does
        int source = 2 * nodes.size();
        int sink = source + 1;
        var flow = new MaximumFlow(sink + 1);
        for (int i = 0; i < nodes.size(); i++) {
            Expr node = nodes.get(i);
            flow.edge(2 * i, 2 * i + 1, isValue(node) ? weight(node) : MaximumFlow.WITHOUT_BOUND);
            boolean given = node instanceof Var || node instanceof Apply a && !again.test(a);
            if (given) {
                flow.edge(source, 2 * i, MaximumFlow.WITHOUT_BOUND);
            }
            for (Expr input : inputs(node)) {
                flow.edge(2 * number.get(input) + 1, 2 * i, MaximumFlow.WITHOUT_BOUND);
            }
            if (read.contains(node)) {
                flow.edge(2 * i + 1, sink, MaximumFlow.WITHOUT_BOUND);
            }
        }
        flow.run(source, sink);
        // of several least cuts the last, after which the least is left to compute
        boolean[] beyond = flow.reaching(sink);
        List<Expr> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!beyond[2 * i] && beyond[2 * i + 1]) {
                kept.add(nodes.get(i));
            }
        }
        return identity(Array.ofAll(kept));
    }

    /** Whether it is a tensor, and not several in one. */
    private static boolean isValue(Expr e) {
        return e.type() instanceof TensorType;
    }

    private static boolean isMovement(Expr e) {
        return e instanceof Apply a && (a.op() instanceof Broadcast || a.op() instanceof Reshape || a.op() instanceof Permute
                || a.op() instanceof Iota || a.op() instanceof Eye);
    }

    /** What least bytes are not worth computing again for. */
    private static boolean isDear(Apply node) {
        return node.results().size() != 1 || node.op() instanceof Dot || node.op() instanceof Conv
                || node.op() instanceof LinearAlgebra
                || node.op() instanceof Control || node.op() instanceof Scan || node.op() instanceof While
                || node.op() instanceof RandomNumbers;
    }

    private static double workByByte(Apply node) {
        if (node.results().size() != 1) {
            return Double.POSITIVE_INFINITY;
        }
        return Cost.of(node) / Math.max(1, Partition.bytes(node.tensorType()));
    }
}
