package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.ops.series.Expansion;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Taylor mode: the power series of a function along a curve, f(x + v·s) = Σ cₖ·sᵏ, by recurrences for whole series instead
 * of repeated differentiation; the k-th derivative along v is k!·cₖ. The work is quadratic in the order for each operation
 * (Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 13).
 */
public final class TaylorMode {
    private TaylorMode() {}

    /**
     * The series of some expressions.
     *
     * @param outputs the expressions
     * @param series for each variable that moves its coefficients from the first on, absent where zero
     * @param order the last coefficient
     * @return for each output its coefficients 0 to order, absent where zero
     */
    public static Seq<Seq<Option<Expr>>> push(Seq<Expr> outputs, Map<Var, Seq<Option<Expr>>> series, int order) {
        return new Expansion(Transforms.THROUGH, series).of(outputs, order);
    }

    /** (params, a direction for each of {@code wrt}) to coefficients 0 to order of each floating-point result, in turn. */
    public static Fn of(Fn fn, Ints wrt, int order) {
        WrtParameters.check("taylor", fn, wrt);
        if (order < 0) {
            throw new TransformException("taylor: the order must not be negative; got " + order);
        }
        Seq<Var> moving = WrtParameters.params(fn, wrt);
        Seq<Var> directions = moving.map(WrtParameters::tangent);
        Map<Var, Seq<Option<Expr>>> series = new NodeMap<>();
        for (int i = 0; i < moving.size(); i++) {
            series.put(moving.get(i), Array.of(Option.of((Expr) directions.get(i))));
        }
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Expr> coefficients = push(results, series, order)
                .zipWith(results, (cs, r) -> cs.map(c -> c.getOrElse(() -> Literal.zerosLike(r)))).flatMap(cs -> cs);
        return new Fn(fn.params().appendAll(directions), coefficients.toArray());
    }
}
