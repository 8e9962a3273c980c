package fluxion.ops.control;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.op.Lanes;
import fluxion.core.op.Switch;
import fluxion.ops.Rules;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The derivative of the branch taken, its transpose, and lanes that each take their own branch. */
final class SwitchRules {
    private SwitchRules() {}

    /** A branch is replaced by its derivative; a tangent that only some branches have is zero in the others. */
    static Seq<Option<Expr>> jvp(Switch op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        Seq<Boolean> active = tangents.tail().map(Option::isDefined).toArray();
        if (!active.contains(true)) {
            return y.results().map(_ -> Option.none());
        }
        Seq<TransformCallbacks.Partial> derivatives = op.branches().map(b -> through.jvp(b, active)).toArray();
        Seq<Boolean> present = any(derivatives);
        if (!present.contains(true)) {
            return present.map(_ -> Option.none());
        }
        Seq<Fn> branches = derivatives.zipWith(op.branches(), (d, b) -> full(d, present, b.results())).toArray();
        Option<Lanes> lanes = op.lanes().map(l -> l.withMapped(l.mapped().appendAll(LoopLanes.where(l.mapped(), active, true))));
        Seq<Expr> moved = Apply.of(new Switch(branches, lanes), y.inputs().appendAll(tangents.flatMap(t -> t))).results();
        return LoopLanes.spread(present, moved);
    }

    /** A branch is replaced by its transpose. */
    static Either<String, Seq<Option<Expr>>> transpose(Switch op, Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents,
            TransformCallbacks through) {
        if (linear.get(0)) {
            return nonlinear(op.label() + " in the choice of its branch");
        }
        Seq<Boolean> which = linear.tail();
        Seq<TransformCallbacks.Partial> transposed = op.branches().map(b -> through.transpose(b, which)).toArray();
        Seq<Boolean> present = any(transposed);
        Seq<Expr> others = LoopLanes.where(y.inputs().tail(), which, false);
        Seq<Expr> cts = cotangents.zipWith(y.results(), (ct, result) -> ct.getOrElse(() -> Literal.zerosLike(result))).toArray();
        Seq<Option<Expr>> pulled = present.map(_ -> Option.<Expr>none());
        if (present.contains(true)) {
            Seq<Fn> branches = transposed.zipWith(op.branches(),
                    (t, b) -> full(t, present, LoopLanes.where(b.params(), which, true))).toArray();
            Option<Lanes> lanes = op.lanes()
                    .map(l -> l.withMapped(LoopLanes.where(l.mapped(), which, false).appendAll(cts.map(_ -> true))));
            pulled = LoopLanes.spread(present, Apply.of(new Switch(branches, lanes), others.appendAll(cts).prepend(y.input(0)))
                    .results());
        }
        Seq<Boolean> shared = op.lanes().map(l -> LoopLanes.where(l.mapped(), which, true).map(m -> !m))
                .getOrElse(present.map(_ -> false));
        Seq<Option<Expr>> summed = pulled.zipWith(shared, (ct, is) -> is ? ct.map(c -> c.sum(0)) : ct).toArray();
        return Either.right(LoopLanes.place(linear, summed));
    }

    /** One choice for all lanes stays one; where lanes choose, each takes its branch. */
    static Seq<Batched> batch(Switch op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        Seq<Batched> arguments = inputs.tail();
        if (op.lanes().isDefined()) {
            Lanes lanes = op.lanes().get();
            Seq<Boolean> mapped = LoopLanes.wider(lanes, arguments.map(Batched::mapped));
            Seq<Expr> operands = arguments.zipWith(lanes.mapped(), (b, m) -> LoopLanes.joined(b, m, lanes.size(), size))
                    .toArray();
            Lanes more = new Lanes(lanes.size() * size, mapped, lanes.over());
            return Apply.of(new Switch(op.branches(), Option.of(more)),
                    operands.prepend(LoopLanes.joined(inputs.get(0), true, lanes.size(), size))).results()
                    .map(r -> Batched.mapped(LoopLanes.parted(r, size, lanes.size())));
        }
        Seq<Boolean> mapped = arguments.map(Batched::mapped).toArray();
        if (inputs.get(0).mapped()) {
            Lanes lanes = new Lanes(size, mapped, through.over());
            return Apply.of(new Switch(op.branches(), Option.of(lanes)), inputs.map(Batched::value)).results()
                    .map(Batched::mapped);
        }
        Seq<TransformCallbacks.Partial> wide = op.branches().map(b -> through.vmap(b, mapped, size)).toArray();
        Seq<Boolean> present = any(wide);
        Seq<Fn> branches = wide.map(w -> new Fn(w.fn().params(), LoopLanes.lanes(w, present, size))).toArray();
        return Apply.of(new Switch(branches, Option.none()), inputs.map(Batched::value)).results().zipWith(present, Batched::new);
    }

    private static Seq<Boolean> any(Seq<TransformCallbacks.Partial> partials) {
        return Array.range(0, partials.get(0).present().size()).map(i -> partials.exists(p -> p.present().get(i)));
    }

    /** The function with zeros, like the given expressions, for what it lacks. */
    private static Fn full(TransformCallbacks.Partial partial, Seq<Boolean> present, Seq<? extends Expr> like) {
        Seq<Option<Expr>> has = LoopLanes.spread(partial.present(), partial.fn().results());
        return new Fn(partial.fn().params(), Array.range(0, present.size()).filter(present::get)
                .map(i -> has.get(i).getOrElse(() -> Literal.zerosLike(like.get(i)))));
    }
}
