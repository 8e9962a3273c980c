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
    private final Map<Key, Apply> nodes = new HashMap<>();
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
            case Apply apply -> nodes.computeIfAbsent(new Key(apply.op(), apply.inputs()), _ -> apply);
        };
    }

    /** The one node of an operation on such nodes. */
    Apply intern(Op op, Seq<Expr> inputs) {
        return nodes.computeIfAbsent(new Key(op, inputs), key -> Apply.of(key.op(), key.inputs()));
    }

    /** The node of an operation on such nodes, where there is one. */
    Option<Apply> find(Op op, Seq<Expr> inputs) {
        return Option.of(nodes.get(new Key(op, inputs)));
    }

    private Expr share(Expr leaf) {
        Expr known = leaves.putIfAbsent(leaf, leaf);
        return known == null ? leaf : known;
    }

    /** An operation and its operands by identity, in any order where it commutes. */
    private record Key(Op op, Seq<Expr> inputs) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && inputs.size() == that.inputs.size() && op.equals(that.op)
                    && (Apply.areSame(inputs, that.inputs) || inputs.size() == 2 && ExprPattern.commutes(op)
                            && inputs.get(0) == that.inputs.get(1) && inputs.get(1) == that.inputs.get(0));
        }

        @Override
        public int hashCode() {
            int hash = op.hashCode();
            boolean ordered = !ExprPattern.commutes(op);
            for (int i = 0; i < inputs.size(); i++) {
                hash = (ordered ? 31 * hash : hash) + System.identityHashCode(inputs.get(i));
            }
            return hash;
        }
    }
}
