package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import io.vavr.collection.Seq;

/**
 * Shares common subexpressions: equal operations on equal operands become one node, bottom up, through a table that lives
 * as long as the call. Linear in the number of distinct nodes; values keep their bits. Two operations are equal whose static
 * parameters and operands are, the operands of commutative operations in either order.
 */
public final class Cse {
    private Cse() {}

    /** The function with each of its distinct subexpressions once. */
    public static Fn of(Fn fn) {
        return Fn.of(fn.params(), of(fn.results()));
    }

    /** The expressions with each of their distinct subexpressions once, shared among all of them. */
    public static Seq<Expr> of(Seq<? extends Expr> roots) {
        HashConsing table = new HashConsing();
        return Graph.rebuild(roots, table::intern, (apply, inputs) -> table.intern(apply.on(inputs.map(table::intern))))
                .map(table::intern);
    }
}
