package fluxion.dsl.equality;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.op.Compare;
import fluxion.core.op.Select;
import io.vavr.collection.Seq;
import java.util.Map;

/** Choices that are none over the real numbers: t where t ≠ 0 and 0 elsewhere is t. */
public final class Conventions {
    private Conventions() {}

    /** The expressions without them. */
    public static Seq<Expr> without(Seq<Expr> roots) {
        Map<Expr, Expr> plain = new NodeMap<>();
        for (Expr node : Graph.topological(roots)) {
            plain.put(node, node instanceof Apply apply ? chosen(apply.on(apply.inputs().map(plain::get))) : node);
        }
        return roots.map(plain::get);
    }

    private static Expr chosen(Apply node) {
        return node.op() instanceof Select && node.input(0) instanceof Apply test && test.op() == Compare.NE
                && Literal.isZero(test.input(1)) && Literal.isZero(node.input(2)) && test.input(0) == node.input(1)
                ? node.input(1) : node;
    }
}
