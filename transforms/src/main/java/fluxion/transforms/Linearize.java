package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The linear part of forward mode alone: (params, tangents) to tangents of the floating-point results. */
public final class Linearize {
    private Linearize() {}

    /** The best linear approximation of a function at its parameters, linear in the tangents of {@code wrt}. */
    public static Fn of(Fn fn, Ints wrt) {
        WrtParameters.check("linearize", fn, wrt);
        Seq<Var> moving = WrtParameters.params(fn, wrt);
        Seq<Var> tangents = moving.map(WrtParameters::tangent);
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Option<Expr>> moved = Jvp.push(results, WrtParameters.seeds(moving, tangents));
        return new Fn(fn.params().appendAll(tangents),
                moved.zipWith(results, (t, r) -> t.getOrElse(() -> Literal.zerosLike(r))).toArray());
    }
}
