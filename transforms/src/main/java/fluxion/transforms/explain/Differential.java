package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Call;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Map;

/**
 * Derivatives that are asked for but not worked out yet: {@code d(u)}, {@code d/dx(u)}, {@code ∇(u)}, {@code J(u)}. Such an
 * expression is a call of a function of that name that stands in the expression's place.
 *
 * @param name {@code d}, {@code d/dx}
 */
record Differential(String name) {
    static final Differential D = new Differential("d");

    /** The derivative of an expression. */
    Expr of(Expr u) {
        Var same = new Var("u", u.tensorType());
        return Apply.of(new Call(name, Fn.of(Array.of(same), Array.of(same))), Array.of(u));
    }

    /** The derivative of an expression, where it has another shape: a gradient or a Jacobian. */
    Expr of(Expr u, TensorType type) {
        Fn zero = Fn.of(Array.of(new Var("u", u.tensorType())), Array.of(Literal.of(type, 0)));
        return Apply.of(new Call(name, zero), Array.of(u));
    }

    boolean is(Expr e) {
        return e instanceof Apply(Call call, _, _) && call.name().equals(name);
    }

    /** The nodes that depend on some variables. */
    static Map<Expr, Boolean> dependent(Seq<Expr> roots, Seq<Var> variables) {
        Map<Expr, Boolean> depends = new NodeMap<>();
        variables.forEach(v -> depends.put(v, true));
        for (Expr node : Graph.topological(roots)) {
            boolean does = switch (node) {
                case Apply apply -> apply.inputs().exists(depends::containsKey);
                case fluxion.core.Result result -> depends.containsKey(result.of());
                case Var _, fluxion.core.Tensor _ -> false;
            };
            if (does) {
                depends.put(node, true);
            }
        }
        return depends;
    }
}
