package fluxion.ops.control;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.Scan;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The derivative of a scan is a scan of the step and its derivative; its transpose a scan that saves what the derivative
 * needs, and one the other way round that pulls cotangents back.
 */
final class ScanRules {
    private ScanRules() {}

    /**
     * A scan whose carry has the tangents too. Which of them can be other than zero is the smallest choice that the step
     * respects: it may take several steps until a tangent reaches a carry.
     */
    static Seq<Option<Expr>> jvp(Scan op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        Fn step = op.step();
        int consts = op.consts();
        int states = consts + op.carries();
        Seq<Boolean> active = tangents.map(Option::isDefined).toArray();
        TransformCallbacks.Partial derivative = through.jvp(step, active);
        for (Seq<Boolean> more = grown(op, active, derivative.present()); !more.equals(active); more =
                grown(op, active, derivative.present())) {
            active = more;
            derivative = through.jvp(step, active);
        }
        Seq<Boolean> present = derivative.present();
        Seq<Boolean> carried = active.slice(consts, states);
        Seq<Boolean> results = carried.appendAll(present.drop(op.carries()));
        if (!results.contains(true)) {
            return results.map(_ -> Option.none());
        }
        Seq<Option<Expr>> moves = LoopLanes.spread(active, derivative.fn().params().drop(step.params().size()));
        Seq<Option<Expr>> moved = LoopLanes.spread(present, derivative.fn().results());
        Seq<Expr> carry = step.results().take(op.carries());
        Seq<Expr> made = carry
                .appendAll(Array.range(0, op.carries()).filter(carried::get)
                .map(i -> moved.get(i).getOrElse(() -> Literal.zerosLike(carry.get(i)))))
                .appendAll(moved.drop(op.carries()).flatMap(t -> t));
        Seq<Var> params = Array.<Var>empty();
        Seq<Expr> operands = Array.empty();
        int[] ends = {0, consts, states, step.params().size()};
        for (int k = 0; k < 3; k++) {
            params = params.appendAll(step.params().slice(ends[k], ends[k + 1]))
                    .appendAll(moves.slice(ends[k], ends[k + 1]).flatMap(t -> t).map(Var.class::cast));
            Seq<Boolean> moving = active;
            operands = operands.appendAll(y.inputs().slice(ends[k], ends[k + 1]))
                    .appendAll(Array.range(ends[k], ends[k + 1]).filter(moving::get)
                    .map(i -> tangents.get(i).getOrElse(() -> Literal.zerosLike(y.input(i)))));
        }
        Scan both = new Scan(new Fn(params, made), op.length(), consts + active.take(consts).count(a -> a),
                op.carries() + carried.count(a -> a), op.reverse());
        return LoopLanes.spread(results, Apply.of(both, operands).results().drop(op.carries()));
    }

    private static Seq<Boolean> grown(Scan op, Seq<Boolean> flags, Seq<Boolean> results) {
        int consts = op.consts();
        return flags.take(consts).appendAll(LoopLanes.or(flags.slice(consts, consts + op.carries()), results.take(op.carries())))
                .appendAll(flags.drop(consts + op.carries())).toArray();
    }

    /** A scan over lanes; a carry that only some steps make different between lanes has lanes from the start. */
    static Seq<Batched> batch(Scan op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        int consts = op.consts();
        int states = consts + op.carries();
        Seq<Boolean> mapped = inputs.map(Batched::mapped).toArray();
        TransformCallbacks.Partial wide = through.vmap(op.step(), mapped, size);
        for (Seq<Boolean> more = grown(op, mapped, wide.present()); !more.equals(mapped); more =
                grown(op, mapped, wide.present())) {
            mapped = more;
            wide = through.vmap(op.step(), mapped, size);
        }
        Seq<Boolean> results = mapped.slice(consts, states).appendAll(wide.present().drop(op.carries()));
        Fn step = new Fn(wide.fn().params(), LoopLanes.lanes(wide, results, size));
        Seq<Boolean> lanes = mapped;
        Seq<Expr> operands = inputs.zipWithIndex((b, i) -> i < consts || !lanes.get(i) ? b.value() : i < states ? b.lanes(size)
                : b.value().moveAxis(0, 1)).toArray();
        return Apply.of(new Scan(step, op.length(), consts, op.carries(), op.reverse()), operands).results()
                .zipWithIndex((r, i) ->
                new Batched(i >= op.carries() && results.get(i) ? r.moveAxis(1, 0) : r, results.get(i))).toArray();
    }

    /** Cotangents go through the steps from the last to the first. */
    static Either<String, Seq<Option<Expr>>> transpose(Scan op, Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents,
            TransformCallbacks through) {
        Fn step = op.step();
        int consts = op.consts();
        int states = consts + op.carries();
        Seq<Boolean> unknown = linear.toArray();
        for (Seq<Boolean> more = grown(op, unknown, LoopSplit.dependence(step, unknown)); !more.equals(unknown);
                more = grown(op, unknown, LoopSplit.dependence(step, unknown))) {
            unknown = more;
        }
        Seq<Boolean> late = unknown;
        for (int i = consts; i < states; i++) {
            if (late.get(i) && (!linear.get(i) && isAffine(y.input(i)) || !LoopSplit.dependence(step, late).get(i - consts)
                    && isAffine(step.results().get(i - consts)))) {
                return Either.left("scan with a constant in its carry is affine, not linear");
            }
        }
        LoopSplit split = LoopSplit.of(step, Array.range(0, late.size()).map(i -> late.get(i) ? LoopSplit.Fate.UNKNOWN
                : i < consts ? LoopSplit.Fate.CONSTANT : i < states ? LoopSplit.Fate.PASSING : LoopSplit.Fate.AGAIN));

        Seq<Boolean> lateConsts = late.take(consts);
        Seq<Boolean> lateCarry = late.slice(consts, states);
        Seq<Boolean> lateXs = late.drop(states);
        Seq<Var> knownConsts = LoopLanes.where(step.params().take(consts), lateConsts, false);
        Seq<Var> knownCarry = LoopLanes.where(step.params().slice(consts, states), lateCarry, false);
        Seq<Var> knownXs = LoopLanes.where(step.params().drop(states), lateXs, false);
        Seq<Expr> constsGiven = LoopLanes.where(y.inputs().take(consts), lateConsts, false);
        Seq<Expr> xsGiven = LoopLanes.where(y.inputs().drop(states), lateXs, false);
        Seq<Expr> saved = Array.empty();
        if (!split.saved().isEmpty()) {
            Seq<Expr> forward = LoopLanes.where(step.results().take(op.carries()), lateCarry, false);
            Scan keeping = new Scan(new Fn(knownConsts.appendAll(knownCarry).appendAll(knownXs),
                    forward.appendAll(split.saved())),
                    op.length(), knownConsts.size(), knownCarry.size(), op.reverse());
            saved = Apply.of(keeping, constsGiven.appendAll(LoopLanes.where(y.inputs().slice(consts, states), lateCarry, false))
                    .appendAll(xsGiven))
                    .results().drop(knownCarry.size());
        }

        // the rest of one step, linear in what was unknown; of the ys those that have a cotangent
        Seq<Option<Expr>> rest = LoopLanes.spread(split.unknown(), split.rest());
        Seq<Integer> outs = Array.range(op.carries(), rest.size())
                .filter(i -> rest.get(i).isDefined() && cotangents.get(i).isDefined());
        Seq<Boolean> live = LoopLanes.live(step.params().slice(consts, states), rest.take(op.carries()),
                Array.range(0, op.carries()).map(i -> lateCarry.get(i) && cotangents.get(i).isDefined()),
                outs.map(i -> rest.get(i).get()));
        Seq<Expr> linearResults = Array.range(0, op.carries()).filter(lateCarry::get)
                .map(i -> rest.get(i).filter(_ -> live.get(i)).getOrElse(() -> Literal.zerosLike(step.results().get(i))))
                .appendAll(outs.map(i -> rest.get(i).get()));
        Seq<Var> others = knownConsts.appendAll(knownXs).appendAll(split.places());
        Seq<Var> variables = LoopLanes.where(step.params(), late, true);
        TransformCallbacks.Partial back = through.transpose(new Fn(others.appendAll(variables), linearResults),
                others.map(_ -> false).appendAll(variables.map(_ -> true)).toArray());

        int nConsts = lateConsts.count(l -> l);
        int nCarry = lateCarry.count(l -> l);
        Seq<Option<Expr>> pulled = LoopLanes.spread(back.present(), back.fn().results());
        Seq<Var> cts = back.fn().params().drop(others.size());
        Seq<Var> sums = variables.take(nConsts).map(v -> new Var("sum", v.type())).toArray();
        Sums total = new Sums(Array.ofAll(knownXs).appendAll(split.places()).appendAll(cts.drop(nCarry)),
                xsGiven.appendAll(saved).appendAll(outs.map(i -> cotangents.get(i).get())));
        Seq<Boolean> outside = Array.range(0, nConsts).map(i -> pulled.get(i).exists(total::takes)).toArray();
        Seq<Expr> carry = Array.range(0, nCarry)
                .map(i -> pulled.get(nConsts + i).getOrElse(() -> Literal.zerosLike(variables.get(nConsts + i))))
                .appendAll(Array.range(0, nConsts).reject(outside::get)
                        .map(i -> pulled.get(i).map(ct -> (Expr) sums.get(i).plus(ct)).getOrElse(sums.get(i))));
        Seq<Var> inside = LoopLanes.where(sums, outside, false);
        Seq<Expr> ys = pulled.drop(nConsts + nCarry).flatMap(ct -> ct);
        Seq<Var> params = knownConsts.appendAll(cts.take(nCarry)).appendAll(inside).appendAll(knownXs).appendAll(split.places())
                .appendAll(cts.drop(nCarry));
        Seq<Expr> starts = Array.range(0, op.carries()).filter(lateCarry::get)
                .map(i -> cotangents.get(i).getOrElse(() -> Literal.zerosLike(y.input(consts + i))));
        Seq<Expr> operands = constsGiven.appendAll(starts).appendAll(inside.map(Literal::zerosLike)).appendAll(xsGiven)
                .appendAll(saved)
                .appendAll(outs.map(i -> cotangents.get(i).get()));
        Scan backward = new Scan(new Fn(params, carry.appendAll(ys).appendAll(total.factors())), op.length(), knownConsts.size(),
                nCarry + inside.size(), !op.reverse());
        Seq<Expr> results = Apply.of(backward, operands).results();

        int ends = nCarry + inside.size();
        Seq<Option<Expr>> within = LoopLanes.spread(outside.map(o -> !o), results.slice(nCarry, ends));
        Seq<Expr> factors = results.drop(ends + ys.size());
        Seq<Option<Expr>> ofConsts = LoopLanes.place(lateConsts, Array.range(0, nConsts)
                .map(i -> outside.get(i) ? Option.of(total.over(pulled.get(i).get(), factors)) : within.get(i)));
        Seq<Option<Expr>> ofCarry = LoopLanes.spread(lateCarry, results.take(nCarry));
        Seq<Option<Expr>> ofXs = LoopLanes.place(lateXs,
                LoopLanes.spread(back.present().drop(nConsts + nCarry), results.slice(ends, ends + ys.size())));
        return Either.right(ofConsts.appendAll(ofCarry).appendAll(ofXs).zipWith(linear, (ct, is) -> is ? ct : Option.<Expr>none())
                .toArray());
    }

    /** Whether a constant is plainly not zero. */
    static boolean isAffine(Expr x) {
        return Literal.value(x).exists(v -> v != 0);
    }
}
