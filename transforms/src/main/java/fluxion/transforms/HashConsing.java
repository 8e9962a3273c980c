package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Make;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/**
 * A table of the nodes of one rewriting: equal nodes on equal inputs become one. Operands of commutative operations may
 * stand in either order. Small constants are shared by value, big ones by identity.
 */
final class HashConsing implements Make {
    /** Constants with more elements are not compared. */
    private static final int SMALL = 64;
    private static final int LEAST = 16;
    /** Spreads a hash to its upper bits, by which nodes are put: so the table grows in order. */
    private static final int SPREAD = 0x9E3779B9;
    private Apply[] nodes = new Apply[LEAST];
    /** Of each node. */
    private int[] hashes = new int[LEAST];
    private int shift = Integer.SIZE - Integer.numberOfTrailingZeros(LEAST);
    private int size;
    private final Map<Expr, Expr> leaves = new HashMap<>();

    /** A table with the nodes of expressions that share all they have in common. */
    static HashConsing of(Seq<Expr> roots) {
        HashConsing table = new HashConsing();
        Graph.topological(roots).forEach(table::intern);
        return table;
    }

    @Override
    public Expr apply(Op op, Seq<Expr> operands) {
        return intern(op, operands);
    }

    @Override
    public Expr leaf(Tensor tensor) {
        return intern(tensor);
    }

    /** The node that stands for all equal ones; its inputs must be such nodes already. */
    Expr intern(Expr node) {
        return switch (node) {
            case Var variable -> variable;
            case Tensor tensor -> tensor.shape().size() <= SMALL ? share(tensor) : tensor;
            case Result result -> share(result);
            case Apply apply -> {
                int hash = hash(apply.op(), apply.inputs());
                int place = place(apply.op(), apply.inputs(), hash);
                yield place >= 0 ? nodes[place] : insert(-1 - place, hash, apply);
            }
        };
    }

    /** The one node of an operation on such nodes. */
    Apply intern(Op op, Seq<Expr> inputs) {
        int hash = hash(op, inputs);
        int place = place(op, inputs, hash);
        return place >= 0 ? nodes[place] : insert(-1 - place, hash, Apply.of(op, inputs));
    }

    /** The node of an operation on such nodes, where there is one. */
    Option<Apply> find(Op op, Seq<Expr> inputs) {
        int place = place(op, inputs, hash(op, inputs));
        return Option.when(place >= 0, () -> nodes[place]);
    }

    private Expr share(Expr leaf) {
        Expr known = leaves.putIfAbsent(leaf, leaf);
        return known == null ? leaf : known;
    }

    // ---- operations and their operands by identity, in any order where they commute -------------------------------------

    private static int hash(Op op, Seq<Expr> inputs) {
        int hash = op.hashCode();
        boolean ordered = !ExprPattern.commutes(op);
        for (int i = 0; i < inputs.size(); i++) {
            hash = (ordered ? 31 * hash : hash) + System.identityHashCode(inputs.get(i));
        }
        return hash * SPREAD;
    }

    private static boolean equal(Apply node, Op op, Seq<Expr> inputs) {
        Seq<Expr> own = node.inputs();
        return own.size() == inputs.size() && op.equals(node.op())
                && (Apply.areSame(own, inputs) || own.size() == 2 && ExprPattern.commutes(op)
                        && own.get(0) == inputs.get(1) && own.get(1) == inputs.get(0));
    }

    /** Where the node stands; where it would stand, as −1 − place, if it is absent. */
    private int place(Op op, Seq<Expr> inputs, int hash) {
        int mask = nodes.length - 1;
        int i = hash >>> shift;
        while (nodes[i] != null) {
            if (hashes[i] == hash && equal(nodes[i], op, inputs)) {
                return i;
            }
            i = i + 1 & mask;
        }
        return -1 - i;
    }

    private Apply insert(int place, int hash, Apply node) {
        nodes[place] = node;
        hashes[place] = hash;
        if (3 * ++size > 2 * nodes.length) {
            grow();
        }
        return node;
    }

    private void grow() {
        Apply[] old = nodes;
        int[] before = hashes;
        nodes = new Apply[2 * old.length];
        hashes = new int[nodes.length];
        shift--;
        int mask = nodes.length - 1;
        for (int from = 0; from < old.length; from++) {
            if (old[from] != null) {
                int i = before[from] >>> shift;
                while (nodes[i] != null) {
                    i = i + 1 & mask;
                }
                nodes[i] = old[from];
                hashes[i] = before[from];
            }
        }
    }
}
