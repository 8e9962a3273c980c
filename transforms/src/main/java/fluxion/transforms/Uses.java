package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import java.util.Map;

/** How often nodes are used. */
final class Uses {
    private Uses() {}

    /**
     * For each node the number of operands and roots that it is; a root counts twice, because it stays whatever becomes of
     * others.
     */
    static Map<Expr, Integer> of(Iterable<? extends Expr> roots, Iterable<Expr> nodes) {
        Map<Expr, Integer> uses = new NodeMap<>();
        for (Expr node : nodes) {
            switch (node) {
                case Tensor _, Var _ -> { }
                case Result result -> uses.merge(result.of(), 1, Integer::sum);
                case Apply apply -> apply.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
            }
        }
        roots.forEach(root -> uses.merge(root, 2, Integer::sum));
        return uses;
    }
}
