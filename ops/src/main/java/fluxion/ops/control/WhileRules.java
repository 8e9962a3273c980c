package fluxion.ops.control;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.Lanes;
import fluxion.core.op.While.Sweep;
import fluxion.core.op.While;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The derivative of a loop is a loop of larger states, and lanes stop each when its own condition says so. */
final class WhileRules {
    private WhileRules() {}

    /**
     * Which values of each sweep have something (a tangent, lanes): the smallest choice that contains what is given and is
     * respected by every step.
     *
     * @param consts for each constant
     * @param states for each state of each sweep
     * @param tape for each entry of the tape
     * @param sweeps for each sweep its function with what it makes of that choice
     */
    record Reach(Seq<Boolean> consts, Seq<Seq<Boolean>> states, Seq<Boolean> tape, Seq<TransformCallbacks.Partial> sweeps) {
        static Reach of(While op, Seq<Boolean> given, BiFunction<Fn, Seq<Boolean>, TransformCallbacks.Partial> transform) {
            Seq<Boolean> consts = given.take(op.consts()).toArray();
            List<Seq<Boolean>> states = new ArrayList<>();
            List<TransformCallbacks.Partial> made = new ArrayList<>();
            Seq<Boolean> tape = Array.empty();
            for (int i = 0; i < op.sweeps().size(); i++) {
                Sweep sweep = op.sweeps().get(i);
                Seq<Boolean> written = tape;
                Seq<Boolean> read = Array.ofAll(sweep.reads()).map(written::get);
                int from = op.consts() + op.offset(i);
                Seq<Boolean> state = given.slice(from, from + sweep.states()).toArray();
                TransformCallbacks.Partial partial = transform.apply(sweep.step(), consts.appendAll(state).appendAll(read));
                for (Seq<Boolean> more = LoopLanes.or(state, partial.present().take(sweep.states())); !more.equals(state);
                        more = LoopLanes.or(state, partial.present().take(sweep.states()))) {
                    state = more;
                    partial = transform.apply(sweep.step(), consts.appendAll(state).appendAll(read));
                }
                states.add(state);
                made.add(partial);
                tape = tape.appendAll(partial.present().drop(sweep.states()));
            }
            return new Reach(consts, Array.ofAll(states), tape, Array.ofAll(made));
        }
    }

    /** Tangents are further states, and further entries of the tape; the condition stays that of the loop itself. */
    static Seq<Option<Expr>> jvp(While op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        Reach reach = Reach.of(op, tangents.map(Option::isDefined).toArray(), through::jvp);
        Seq<Boolean> active = reach.states().flatMap(s -> s).toArray();
        if (!active.contains(true)) {
            return active.map(_ -> Option.none());
        }
        int consts = op.consts();
        // where each old entry of the tape, and its tangent, will be
        int[] place = new int[reach.tape().size()];
        int[] moved = new int[reach.tape().size()];
        int old = 0;
        int next = 0;
        List<Sweep> sweeps = new ArrayList<>();
        Seq<Expr> operands = y.inputs().take(consts).appendAll(tangents.take(consts).flatMap(t -> t));
        for (int i = 0; i < op.sweeps().size(); i++) {
            Sweep sweep = op.sweeps().get(i);
            Seq<Boolean> state = reach.states().get(i);
            Fn step = sweep.step();
            TransformCallbacks.Partial derivative = reach.sweeps().get(i);
            int n = sweep.states();
            for (int k = 0; k < sweep.writes(); k++) {
                place[old + k] = next++;
            }
            for (int k = 0; k < sweep.writes(); k++) {
                moved[old + k] = reach.tape().get(old + k) ? next++ : -1;
            }
            old += sweep.writes();
            Seq<Boolean> flags = reach.consts().appendAll(state).appendAll(Array.ofAll(sweep.reads()).map(reach.tape()::get));
            Seq<Option<Expr>> moves = LoopLanes.spread(flags, derivative.fn().params().drop(step.params().size()));
            Seq<Var> params = both(step.params(), moves, 0, consts).appendAll(both(step.params(), moves, consts, consts + n))
                    .appendAll(both(step.params(), moves, consts + n, step.params().size()));
            Seq<Option<Expr>> made = LoopLanes.spread(derivative.present(), derivative.fn().results());
            Seq<Expr> results = step.results().take(n)
                    .appendAll(Array.range(0, n).filter(state::get)
                    .map(k -> made.get(k).getOrElse(() -> Literal.zerosLike(step.results().get(k)))))
                    .appendAll(step.results().drop(n)).appendAll(made.drop(n).flatMap(t -> t));
            Ints reads = sweep.reads().map(r -> place[r]).concat(sweep.reads().filter(r -> moved[r] >= 0).map(r -> moved[r]));
            sweeps.add(new Sweep(new Fn(params, results), n + state.count(s -> s), reads, sweep.backward()));
            int from = consts + op.offset(i);
            operands = operands.appendAll(y.inputs().slice(from, from + n)).appendAll(Array.range(0, n).filter(state::get)
                    .map(k -> tangents.get(from + k).getOrElse(() -> Literal.zerosLike(y.input(from + k)))));
        }
        Fn first = sweeps.get(0).step();
        int tested = op.sweeps().get(0).states();
        int more = reach.consts().count(c -> c);
        Fn condition = inserted(op.condition(), consts, first.params().slice(consts, consts + more),
                first.params().slice(consts + more + tested, consts + more + sweeps.get(0).states()));
        Option<Lanes> lanes = op.lanes()
                .map(l -> l.withMapped(l.mapped().take(consts)
                .appendAll(LoopLanes.where(l.mapped().take(consts), reach.consts(), true))
                .appendAll(Array.fill(sweeps.stream().mapToInt(Sweep::states).sum(), () -> true))));
        Seq<Expr> results = Apply.of(new While(condition, Array.ofAll(sweeps), consts + more, lanes, op.checkpoints()), operands)
                .results();
        Seq<Option<Expr>> out = Array.empty();
        int at = 0;
        for (Seq<Boolean> state : reach.states()) {
            at += state.size();
            int count = state.count(s -> s);
            out = out.appendAll(LoopLanes.spread(state, results.slice(at, at + count)));
            at += count;
        }
        return out;
    }

    private static Seq<Var> both(Seq<Var> params, Seq<Option<Expr>> moves, int from, int to) {
        return params.slice(from, to).appendAll(moves.slice(from, to).flatMap(t -> t).map(Var.class::cast));
    }

    /** The condition with parameters that it does not read after its constants and after its states. */
    private static Fn inserted(Fn condition, int consts, Seq<Var> moreConsts, Seq<Var> moreStates) {
        return new Fn(condition.params().take(consts).appendAll(moreConsts.map(v -> new Var(v.name(), v.type())))
                .appendAll(condition.params().drop(consts)).appendAll(moreStates.map(v -> new Var(v.name(), v.type()))),
                condition.results());
    }

    /**
     * Where the condition is the same for all lanes, so is the loop, and its steps have lanes. Where it is not, each lane
     * stops for itself.
     */
    static Seq<Batched> batch(While op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        int consts = op.consts();
        if (op.lanes().isDefined()) {
            Lanes lanes = op.lanes().get();
            Lanes more = new Lanes(lanes.size() * size, LoopLanes.wider(lanes, inputs.map(Batched::mapped)), lanes.over());
            Seq<Expr> operands = inputs.zipWith(lanes.mapped(), (b, m) -> LoopLanes.joined(b, m, lanes.size(), size)).toArray();
            return Apply.of(new While(op.condition(), op.sweeps(), consts, Option.of(more), op.checkpoints()), operands).results()
                    .map(r -> Batched.mapped(LoopLanes.parted(r, size, lanes.size())));
        }
        Seq<Boolean> mapped = inputs.map(Batched::mapped).toArray();
        Reach reach = Reach.of(op, mapped, (fn, which) -> through.vmap(fn, which, size));
        TransformCallbacks.Partial condition = through.vmap(op.condition(), reach.consts().appendAll(reach.states().get(0)),
                size);
        if (condition.present().get(0)) {
            Lanes lanes = new Lanes(size, Array.range(0, inputs.size()).map(i -> i >= consts || mapped.get(i)), through.over());
            return Apply.of(new While(op.condition(), op.sweeps(), consts, Option.of(lanes), op.checkpoints()),
                    inputs.zipWithIndex((b, i) -> i < consts ? b.value() : b.lanes(size))).results().map(Batched::mapped);
        }
        int at = 0;
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < op.sweeps().size(); i++) {
            Sweep sweep = op.sweeps().get(i);
            TransformCallbacks.Partial wide = reach.sweeps().get(i);
            Seq<Boolean> results = reach.states().get(i).appendAll(reach.tape().slice(at, at + sweep.writes()));
            at += sweep.writes();
            sweeps.add(new Sweep(new Fn(wide.fn().params(), LoopLanes.lanes(wide, results, size)), sweep.states(), sweep.reads(),
                    sweep.backward()));
        }
        Seq<Boolean> states = reach.states().flatMap(s -> s).toArray();
        Seq<Expr> operands = inputs.zipWithIndex((b, i) -> i >= consts && states.get(i - consts) ? b.lanes(size) : b.value())
                .toArray();
        return Apply.of(new While(condition.fn(), Array.ofAll(sweeps), consts, Option.none(), op.checkpoints()), operands)
                .results()
                .zipWith(states, Batched::new).toArray();
    }
}
