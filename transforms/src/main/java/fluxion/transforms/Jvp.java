package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Provenance;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.ops.Rules;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Forward mode: the derivative of a function along a tangent, (x, ẋ) ↦ (f(x), ∂f(x)·ẋ). The tangents made are linear in
 * the tangents given, and share the nodes of the function itself; a zero tangent is absent.
 */
public final class Jvp {
    private Jvp() {}

    /**
     * The tangents of some expressions.
     *
     * @param outputs the expressions
     * @param tangents the tangent of each variable that moves
     * @return for each output its tangent, absent where it is zero
     */
    public static Seq<Option<Expr>> push(Seq<Expr> outputs, Map<Var, Expr> tangents) {
        Map<Expr, Seq<Option<Expr>>> moved = new NodeMap<>();
        EvenFunctions even = new EvenFunctions();
        SpectralProducts products = new SpectralProducts();
        for (Expr node : Graph.topological(outputs)) {
            switch (node) {
                case Tensor _ -> { }
                case Var variable -> {
                    if (tangents.containsKey(variable)) {
                        moved.put(variable, Array.of(Option.of(tangents.get(variable))));
                    }
                }
                case Result result -> {
                    if (moved.containsKey(result.of())) {
                        Option<Expr> tangent = moved.get(result.of()).get(result.index());
                        tangent.forEach(t -> moved.put(result, Array.of(Option.of(t))));
                    }
                }
                case Apply apply -> {
                    Option<Seq<Option<Expr>>> product = !products.concern(apply) ? Option.none()
                            : Provenance.during("jvp", apply, () -> products.tangents(apply, input -> tangent(moved, input)));
                    if (product.isDefined() || apply.inputs().exists(moved::containsKey)) {
                        Seq<Option<Expr>> results = product.getOrElse(() -> {
                            Seq<Option<Expr>> inputs = apply.inputs().map(input -> tangent(moved, input));
                            return Provenance.during("jvp", apply,
                                    () -> even.tangent(apply, moved).map(t -> (Seq<Option<Expr>>) Array.of(Option.of(t)))
                                    .getOrElse(() -> Rules.jvp(apply, inputs, Transforms.THROUGH)));
                        });
                        if (results.exists(Option::isDefined)) {
                            moved.put(apply, results);
                        }
                    }
                }
            }
        }
        return outputs.map(output -> tangent(moved, output));
    }

    private static Option<Expr> tangent(Map<Expr, Seq<Option<Expr>>> moved, Expr node) {
        return Option.of(moved.get(node)).flatMap(tangents -> tangents.get(0));
    }

    /**
     * (params, a tangent for each of {@code wrt}) to (results, a tangent for each floating-point result), zeros where a
     * result does not depend on them.
     *
     * @throws fluxion.core.TransformException where a parameter of {@code wrt} is not floating-point
     */
    public static Fn of(Fn fn, Ints wrt) {
        WrtParameters.check("jvp", fn, wrt);
        Seq<Var> moving = WrtParameters.params(fn, wrt);
        Seq<Var> tangents = moving.map(WrtParameters::tangent);
        Seq<Option<Expr>> moved = push(fn.results(), WrtParameters.seeds(moving, tangents));
        Seq<Expr> pushed = moved.zip(fn.results()).filter(p -> p._2.dtype().isFloat())
                .map(p -> p._1.getOrElse(() -> Literal.zerosLike(p._2)));
        return new Fn(fn.params().appendAll(tangents), fn.results().appendAll(pushed));
    }
}
