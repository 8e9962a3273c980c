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
import fluxion.core.op.Broadcast;
import fluxion.core.op.Movement;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.ops.Rules;
import fluxion.transforms.Cse;
import fluxion.transforms.Transforms;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;

/**
 * The derivative of a function from the outside in: by one number, d/dx(u·v) = d/dx(u)·v + u·d/dx(v), until d/dx(x) = 1; or
 * the differential, d(u·v) = d(u)·v + u·d(v), until only those of the parameters are left.
 */
final class ForwardDerivation {
    private final Seq<Var> wrt;
    private final Seq<Var> params;
    private final Differential d;
    private final List<Line> lines;

    private ForwardDerivation(Seq<Var> wrt, Seq<Var> params, Differential d, List<Line> lines) {
        this.wrt = wrt;
        this.params = params;
        this.d = d;
        this.lines = lines;
    }

    /** d/dx, or ∂/∂x where the function has other parameters. */
    static Differential by(Var x, Seq<Var> params) {
        return new Differential((params.size() == 1 ? "d/d" : "∂/∂") + x.name());
    }

    static Fn differentiate(Fn fn, Var x, List<Line> lines) {
        ForwardDerivation derivation = new ForwardDerivation(Array.of(x), fn.params(), by(x, fn.params()), lines);
        Expr end = derivation.run(fn.results().get(0));
        return derivation.whole(SimplificationTrace.simplify(Array.of(end), roots -> derivation.whole(roots.get(0)), lines)
                .get(0));
    }

    /** The differential of a function, in those of its parameters. */
    static Expr differential(Fn fn, Seq<Var> wrt, List<Line> lines) {
        return new ForwardDerivation(wrt, fn.params(), Differential.D, lines).run(fn.results().get(0));
    }

    private Expr run(Expr f) {
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
        return now;
    }

    private Fn whole(Expr e) {
        return Fn.of(params, Array.of(e));
    }

    /** The first derivative in reading order that is still to be worked out. */
    private Option<Apply> next(Expr e) {
        return Graph.topological(e).find(node -> d.is(node) && !isLeft((Apply) node)).map(Apply.class::cast);
    }

    /** Whether it is the differential of a parameter, which stays. */
    private boolean isLeft(Apply differential) {
        return isDifferential() && wrt.exists(v -> v == differential.input(0));
    }

    private boolean isDifferential() {
        return d.equals(Differential.D);
    }

    private static Expr substitute(Expr in, Expr old, Expr fresh) {
        Map<Expr, Expr> made = new NodeMap<>();
        return Graph.rebuild(Array.of(in), leaf -> leaf,
                (apply, inputs) -> made.computeIfAbsent(apply, a -> a == old ? fresh : apply.on(inputs))).get(0);
    }

    private Expr derivative(Expr u) {
        Map<Expr, Boolean> depends = Differential.dependent(Array.of(u), wrt);
        return switch (u) {
            case Var v -> wrt.exists(x -> x == v) ? Literal.of(v.type(), 1) : Literal.zerosLike(u);
            case Tensor _ -> Literal.zerosLike(u);
            case Result result -> moved(result.of(), depends).get(result.index()).getOrElse(() -> Literal.zerosLike(u));
            case Apply apply when depends.containsKey(apply) -> known(apply).map(form -> form.times(of(form.of(), depends)))
                    .orElse(() -> arranged(apply, depends))
                    .getOrElse(() -> moved(apply, depends).get(0).getOrElse(() -> Literal.zerosLike(u)));
            case Apply _ -> Literal.zerosLike(u);
        };
    }

    /**
     * The derivative of an operand. What no notation shows has no line: that a number is repeated, that an axis has length one,
     * that only the derivative is stopped; and the elements of dx are written at once.
     */
    private Expr of(Expr u, Map<Expr, Boolean> depends) {
        return switch (u) {
            case Apply apply when apply.op() instanceof Broadcast || apply.op() instanceof Reshape ->
                    apply.on(apply.inputs().map(i -> of(i, depends)));
            case Apply(Slice slice, var of, _) when isElements(of.get(0)) -> Apply.of(slice, of.map(i -> of(i, depends)));
            case Apply apply when apply.op() == Binary.ADD && apply.inputs().count(depends::containsKey) == 2
                    && apply.inputs().exists(ForwardDerivation::isStopped) ->
                    of(apply.inputs().find(i -> !isStopped(i)).get(), depends);
            default -> d.of(u);
        };
    }

    /** Whether it is a derivative that is asked for, or elements of one. */
    private boolean isMoving(Expr e) {
        return d.is(e) || e instanceof Apply apply && apply.op() instanceof Movement && apply.inputs().forAll(this::isMoving);
    }

    /** Whether it is a parameter, or elements of one, whose differential stays. */
    private boolean isElements(Expr u) {
        return isDifferential() && switch (u) {
            case Var v -> wrt.exists(x -> x == v);
            case Apply apply when apply.op() instanceof Slice || apply.op() instanceof Reshape -> isElements(apply.input(0));
            default -> false;
        };
    }

    private static boolean isStopped(Expr u) {
        return u instanceof Apply apply && apply.op() instanceof StopGradient;
    }

    /** Arrangements of what moves: the elements of the derivative are the derivatives of the elements. */
    private Option<Expr> arranged(Apply y, Map<Expr, Boolean> depends) {
        return Option.when(y.op() instanceof Movement, () -> y.on(y.inputs().map(i -> depends.containsKey(i) ? of(i, depends)
                : Literal.zerosLike(i))));
    }

    private static Option<KnownForms> known(Apply apply) {
        return KnownForms.at(apply);
    }

    private Seq<Option<Expr>> moved(Apply y, Map<Expr, Boolean> depends) {
        Map<Expr, Expr> shared = new NodeMap<>();
        boolean basic = isBasic(y, depends);
        Seq<Option<Expr>> tangents = y.inputs().map(input -> Option.when(depends.containsKey(input) && input.dtype().isFloat(),
                () -> shared.computeIfAbsent(input, i -> basic ? Literal.of(i.tensorType(), 1) : of(i, depends))));
        if (y.op() == Binary.DIV && tangents.get(1).isDefined()) {
            return Array.of(Option.of(quotient(y.input(0), y.input(1), tangents.get(0), tangents.get(1).get())));
        }
        if (tangents.forAll(Option::isEmpty)) {
            return y.results().map(_ -> Option.none());
        }
        Seq<Option<Expr>> moved = Rules.jvp(y, tangents, Transforms.THROUGH);
        return basic ? moved.map(r -> r.map(e -> SimplificationTrace.tidy(e)))
                : y.op() == Binary.MUL ? moved : moved.map(r -> r.map(e -> Factors.last(e, this::isMoving)));
    }

    /** Whether it is a function that tables of derivatives have, of the variable itself: its derivative is read from there. */
    private boolean isBasic(Apply y, Map<Expr, Boolean> depends) {
        return !isDifferential() && y.inputs().count(depends::containsKey) == 1 && y.inputs().exists(i -> i == wrt.get(0))
                && switch (y.op()) {
                    case Unary _, Power _, Special _ -> true;
                    case Binary.MUL, Binary.ADD, Binary.SUB, Binary.POW -> true;
                    case Binary.DIV -> depends.containsKey(y.input(0));
                    default -> false;
                };
    }

    /** As textbooks have it, (u′·v − u·v′)/v²; −u·v′/v² where u does not move. */
    private static Expr quotient(Expr u, Expr v, Option<Expr> du, Expr dv) {
        return du.map(d -> d.times(v).minus(u.times(dv)))
                .getOrElse(() -> Literal.value(u).exists(c -> c == 1) ? dv.neg() : u.times(dv).neg()).div(v.square());
    }

    private DerivativeNames rule(Expr u) {
        Map<Expr, Boolean> depends = Differential.dependent(Array.of(u), wrt);
        return switch (u) {
            case Var v when wrt.exists(x -> x == v) -> new DerivativeNames("the variable itself",
                    d.name() + "(" + v.name() + ") = 1", "everywhere", "");
            case Result result -> DerivativeNames.of(result.of(), result.of().inputs().map(depends::containsKey));
            case Apply apply when depends.containsKey(apply) -> known(apply).map(KnownForms::names).getOrElse(() ->
                    isBasic(apply, depends) ? DerivativeNames.basic(apply, wrt.get(0), d)
                            : DerivativeNames.of(apply, apply.inputs().map(depends::containsKey)));
            case Var _, Tensor _, Apply _ -> new DerivativeNames("constant rule", d.name() + "(c) = 0", "everywhere",
                    "c does not depend on " + wrt.map(Var::name).mkString(", "));
        };
    }
}
