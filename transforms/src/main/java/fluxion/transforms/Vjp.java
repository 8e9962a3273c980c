package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Reverse mode, the transpose of forward mode: (x, ȳ) ↦ (f(x), ∂f(x)ᵀ·ȳ). */
public final class Vjp {
    private Vjp() {}

    /**
     * Cotangents of variables from cotangents of expressions.
     *
     * @param outputs the expressions
     * @param cotangents for each its cotangent, absent where zero
     * @param wrt the variables
     * @return for each variable its cotangent, absent where zero
     */
    public static Seq<Option<Expr>> pull(Seq<Expr> outputs, Seq<Option<Expr>> cotangents, Seq<Var> wrt) {
        Seq<Var> tangents = wrt.map(WrtParameters::tangent);
        Seq<Option<Expr>> moved = Jvp.push(outputs, WrtParameters.seeds(wrt, tangents));
        Seq<io.vavr.Tuple2<Option<Expr>, Option<Expr>>> live =
                moved.zip(cotangents).filter(p -> p._1.isDefined() && p._2.isDefined());
        return Transpose.pull(live.map(p -> p._1.get()), live.map(p -> p._2), tangents);
    }

    /**
     * (params, a cotangent for each floating-point result) to (results, a cotangent for each of {@code wrt}), zeros where
     * no result depends on it.
     *
     * @throws fluxion.core.TransformException where a parameter of {@code wrt} is not floating-point
     */
    public static Fn of(Fn fn, Ints wrt) {
        WrtParameters.check("vjp", fn, wrt);
        Seq<Var> params = WrtParameters.params(fn, wrt);
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Var> cotangents = results.zipWithIndex((r, i) -> new Var("ct" + (results.size() == 1 ? "" : i), r.tensorType()));
        Seq<Option<Expr>> pulled = pull(results, cotangents.map(ct -> Option.of((Expr) ct)), params);
        return new Fn(fn.params().appendAll(cotangents), fn.results().appendAll(orZeros(pulled, params)));
    }

    static Seq<Expr> orZeros(Seq<Option<Expr>> cotangents, Seq<Var> params) {
        return cotangents.zipWith(params, (ct, param) -> ct.getOrElse(() -> Literal.zerosLike(param))).toArray();
    }
}
