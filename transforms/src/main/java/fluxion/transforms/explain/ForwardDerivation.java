package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.explain.DerivationText;
import fluxion.core.explain.Line;
import fluxion.core.op.Binary;
import fluxion.ops.Rules;
import fluxion.transforms.Cse;
import fluxion.transforms.Transforms;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;

/** The derivative of a function by one number, from the outside in: d/dx(u·v) = d/dx(u)·v + u·d/dx(v), until d/dx(x) = 1. */
final class ForwardDerivation {
    private final Var x;
    private final Seq<Var> params;
    private final Differential d;
    private final List<Line> lines;

    private ForwardDerivation(Var x, Seq<Var> params, List<Line> lines) {
        this.x = x;
        this.params = params;
        this.d = new Differential(params.size() == 1 ? "d/d" + x.name() : "∂/∂" + x.name());
        this.lines = lines;
    }

    static Fn differentiate(Fn fn, Var x, List<Line> lines) {
        return new ForwardDerivation(x, fn.params(), lines).run(fn.results().get(0));
    }

    private Fn run(Expr f) {
        Expr now = d.of(f);
        for (Option<Apply> pending = next(now); pending.isDefined(); pending = next(now)) {
            Apply old = pending.get();
            Expr fresh = derivative(old.input(0));
            Expr after = Cse.of(Array.of(substitute(now, old, fresh))).get(0);
            Fn end = whole(after);
            if (!DerivationText.alike(whole(now), end)) {
                DerivativeNames rule = rule(old.input(0));
                Expr from = now;
                lines.add(new Line(Line.Kind.CALCULUS, rule.name(), rule.statement(), rule.condition(), rule.reason(),
                        whole(from), Array.of(old), end,
                        Array.of(Cse.of(Array.of(after, fresh)).get(1))));
            }
            now = SimplificationTrace.tidy(Array.of(after), roots -> whole(roots.get(0)), lines).get(0);
        }
        return whole(SimplificationTrace.simplify(Array.of(now), roots -> whole(roots.get(0)), lines).get(0));
    }

    private Fn whole(Expr e) {
        return Fn.of(params, Array.of(e));
    }

    /** The first derivative in reading order that is still to be worked out. */
    private Option<Apply> next(Expr e) {
        return Graph.topological(e).find(d::is).map(Apply.class::cast);
    }

    private static Expr substitute(Expr in, Expr old, Expr fresh) {
        Map<Expr, Expr> made = new NodeMap<>();
        return Graph.rebuild(Array.of(in), leaf -> leaf,
                (apply, inputs) -> made.computeIfAbsent(apply, a -> a == old ? fresh : apply.on(inputs))).get(0);
    }

    private Expr derivative(Expr u) {
        Map<Expr, Boolean> depends = Differential.dependent(Array.of(u), Array.of(x));
        return switch (u) {
            case Var _ -> u == x ? Literal.of(x.type(), 1) : Literal.zerosLike(u);
            case Tensor _ -> Literal.zerosLike(u);
            case Result result -> moved(result.of(), depends).get(result.index()).getOrElse(() -> Literal.zerosLike(u));
            case Apply apply -> moved(apply, depends).get(0).getOrElse(() -> Literal.zerosLike(u));
        };
    }

    private Seq<Option<Expr>> moved(Apply y, Map<Expr, Boolean> depends) {
        Map<Expr, Expr> shared = new NodeMap<>();
        Seq<Option<Expr>> tangents = y.inputs().map(input ->
                Option.when(depends.containsKey(input) && input.dtype().isFloat(), () -> shared.computeIfAbsent(input, d::of)));
        if (y.op() == Binary.DIV && tangents.get(1).isDefined()) {
            return Array.of(Option.of(quotient(y.input(0), y.input(1), tangents.get(0), tangents.get(1).get())));
        }
        return tangents.forAll(Option::isEmpty) ? y.results().map(_ -> Option.none())
                : Rules.jvp(y, tangents, Transforms.THROUGH);
    }

    /** As textbooks have it, (u′·v − u·v′)/v². */
    private static Expr quotient(Expr u, Expr v, Option<Expr> du, Expr dv) {
        Expr second = u.times(dv);
        return du.map(d -> d.times(v).minus(second)).getOrElse(second::neg).div(v.square());
    }

    private DerivativeNames rule(Expr u) {
        Map<Expr, Boolean> depends = Differential.dependent(Array.of(u), Array.of(x));
        return switch (u) {
            case Var v when v == x -> new DerivativeNames("the variable itself", d.name() + "(" + x.name() + ") = 1",
                    "everywhere", "");
            case Var _, Tensor _ -> new DerivativeNames("constant rule", d.name() + "(c) = 0", "everywhere",
                    "c does not depend on " + x.name());
            case Result result -> DerivativeNames.of(result.of(), result.of().inputs().map(depends::containsKey));
            case Apply apply when !depends.containsKey(apply) -> new DerivativeNames("constant rule", d.name() + "(c) = 0",
                    "everywhere",
                    "c does not depend on " + x.name());
            case Apply apply -> DerivativeNames.of(apply, apply.inputs().map(depends::containsKey));
        };
    }
}
