package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Provenance;
import fluxion.core.Result;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Recompute;
import fluxion.ops.Rules;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The transpose of a linear function: with ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩ for all x and y, from cotangents of results to cotangents
 * of parameters. What is not linear is refused, affine functions included.
 */
public final class Transpose {
    private Transpose() {}

    /**
     * Cotangents of variables from cotangents of expressions that are linear in them.
     *
     * @param outputs the expressions
     * @param cotangents for each its cotangent, absent where zero
     * @param linear the variables
     * @return for each variable its cotangent, absent where zero
     * @throws TransformException where an operation on the way is not linear, naming it
     */
    public static Seq<Option<Expr>> pull(Seq<Expr> outputs, Seq<Option<Expr>> cotangents, Seq<Var> linear) {
        Map<Expr, Expr> pulled = new NodeMap<>();
        List<Expr> dependent = dependent(outputs, linear);
        for (int i = 0; i < outputs.size(); i++) {
            Expr output = outputs.get(i);
            cotangents.get(i).forEach(ct -> add(pulled, output, ct));
        }
        Map<Expr, Boolean> depends = new NodeMap<>();
        dependent.forEach(node -> depends.put(node, true));
        Map<Apply, Seq<Option<Expr>>> several = new NodeMap<>();
        for (int i = dependent.size() - 1; i >= 0; i--) {
            Expr node = dependent.get(i);
            switch (node) {
                case Result result -> Option.of(pulled.remove(result)).forEach(ct -> several.merge(result.of(),
                        result.of().results().map(r -> Option.when(r.equals(result), ct)),
                        (old, more) -> old.zipWith(more, (a, b) -> a.isDefined() && b.isDefined()
                                ? Option.of(Guard.plus(a.get(), b.get())) : a.orElse(b))));
                case Apply apply -> {
                    Seq<Option<Expr>> cts = several.containsKey(apply) ? several.get(apply)
                            : Array.of(Option.of(pulled.remove(apply)));
                    if (cts.exists(Option::isDefined)) {
                        Seq<Boolean> which = apply.inputs().map(depends::containsKey);
                        Either<String, Seq<Option<Expr>>> contributions =
                                Provenance.during("transpose", apply,
                                        () -> Rules.transpose(apply, which, cts, Transforms.THROUGH));
                        Seq<Option<Expr>> parts = contributions.getOrElseThrow(reason ->
                                new TransformException("linearTranspose: requires a linear function; " + reason + " (in "
                                        + apply.op().label()
                                        + " of " + apply.inputs().map(e -> e.type().toString()).mkString(", ") + ")"));
                        for (int k = 0; k < parts.size(); k++) {
                            if (which.get(k) && parts.get(k).isDefined()) {
                                add(pulled, apply.input(k), parts.get(k).get());
                            }
                        }
                    }
                }
                case Var _ -> { }
                case fluxion.core.Tensor _ -> { }
            }
        }
        return linear.map(variable -> Option.of(pulled.get(variable)));
    }

    private static void add(Map<Expr, Expr> pulled, Expr node, Expr ct) {
        pulled.merge(node, ct, Guard::plus);
    }

    /** The nodes that depend on the variables, each after its inputs. */
    private static List<Expr> dependent(Seq<Expr> outputs, Seq<Var> variables) {
        Map<Expr, Boolean> depends = new NodeMap<>();
        variables.forEach(v -> depends.put(v, true));
        List<Expr> order = new ArrayList<>();
        for (Expr node : Graph.topological(outputs)) {
            boolean does = switch (node) {
                // what is computed again only waits for its other operands
                case Apply apply when apply.op() instanceof Recompute -> depends.containsKey(apply.input(0));
                case Apply apply -> apply.inputs().exists(depends::containsKey);
                case Result result -> depends.containsKey(result.of());
                case Var variable -> depends.containsKey(variable);
                case fluxion.core.Tensor _ -> false;
            };
            if (does) {
                depends.put(node, true);
                order.add(node);
            }
        }
        return order;
    }

    /**
     * (a cotangent for each result) to a cotangent for each parameter of a function linear in all of them.
     *
     * @throws TransformException where it is not: a result that does not vanish at zero, or an operation that is not linear
     */
    public static Fn of(Fn fn) {
        Seq<Var> cotangents = fn.results()
                .zipWithIndex((r, i) -> new Var("ct" + (fn.results().size() == 1 ? "" : i), r.tensorType()));
        List<Expr> dependent = dependent(fn.results(), fn.params());
        Map<Expr, Boolean> depends = new NodeMap<>();
        dependent.forEach(node -> depends.put(node, true));
        for (Expr result : fn.results()) {
            if (!depends.containsKey(result) && !Literal.isZero(result)) {
                throw new TransformException("linearTranspose: requires a linear function; a result " + result.type()
                        + " is a constant that is not zero (an affine function has no transpose)");
            }
        }
        Seq<Option<Expr>> pulled = pull(fn.results(), cotangents.map(ct -> Option.of((Expr) ct)), fn.params());
        return new Fn(cotangents, pulled.zipWith(fn.params(), (ct, param) -> ct.getOrElse(() -> Literal.zerosLike(param))));
    }
}
