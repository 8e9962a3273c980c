package fluxion.ops.control;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.Lanes;
import fluxion.core.op.While.Sweep;
import fluxion.core.op.While;
import fluxion.ops.Rules;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The transpose of a loop in some of its operands. The sweeps that do not depend on these stay, and write on the tape what
 * the rest needs of their states. Each sweep of the rest, linear, is gone through the other way round, the last one first:
 * its states are cotangents, and so are the entries that it writes for those that it once read.
 */
final class WhileTranspose {
    private final While op;
    private final Apply y;
    private final Seq<Boolean> linear;
    private final Seq<Option<Expr>> cotangents;
    private final TransformCallbacks through;
    private final WhileRules.Reach unknown;
    private final int consts;
    private final Seq<LoopSplit> splits;
    private final Seq<Boolean> lateConsts;

    /** The sweeps of the transpose, what their states start with, and where the tape ends. */
    private final List<Sweep> sweeps = new ArrayList<>();
    private Seq<Expr> starts = Array.empty();
    private int written;

    private WhileTranspose(While op, Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents, TransformCallbacks through) {
        this.op = op;
        this.y = y;
        this.linear = linear;
        this.cotangents = cotangents;
        this.through = through;
        this.consts = op.consts();
        this.unknown = WhileRules.Reach.of(op, linear,
                (fn, late) -> new TransformCallbacks.Partial(fn, LoopSplit.dependence(fn, late)));
        this.lateConsts = unknown.consts();
        this.splits = op.sweeps().zipWithIndex((sweep, i) -> LoopSplit.of(sweep.step(), fates(sweep, i))).toArray();
    }

    static Either<String, Seq<Option<Expr>>> of(While op, Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents,
            TransformCallbacks through) {
        return new WhileTranspose(op, y, linear, cotangents, through).transpose();
    }

    private Seq<LoopSplit.Fate> fates(Sweep sweep, int i) {
        return late(sweep, i).zipWithIndex((is, k) -> is ? LoopSplit.Fate.UNKNOWN : k < consts ? LoopSplit.Fate.CONSTANT
                : k < consts + sweep.states() ? LoopSplit.Fate.PASSING : LoopSplit.Fate.AGAIN).toArray();
    }

    /** For each parameter of a sweep's step whether it depends on what is unknown. */
    private Seq<Boolean> late(Sweep sweep, int i) {
        return lateConsts.appendAll(unknown.states().get(i)).appendAll(Array.ofAll(sweep.reads()).map(unknown.tape()::get))
                .toArray();
    }

    private Either<String, Seq<Option<Expr>>> transpose() {
        if (LoopSplit.dependence(op.condition(), lateConsts.appendAll(unknown.states().get(0))).get(0)) {
            return nonlinear("while in what its condition reads");
        }
        Seq<Boolean> lateStates = unknown.states().flatMap(s -> s).toArray();
        for (int i = 0; i < lateStates.size(); i++) {
            if (lateStates.get(i) && !linear.get(consts + i) && ScanRules.isAffine(y.input(consts + i))) {
                return Either.left("while with a constant in its state is affine, not linear");
            }
        }
        // the sweeps that are known
        int[] place = new int[unknown.tape().size()];
        int[] savedAt = new int[op.sweeps().size()];
        int old = 0;
        for (int i = 0; i < op.sweeps().size(); i++) {
            Sweep sweep = op.sweeps().get(i);
            savedAt[i] = keep(sweep, i, place, old);
            old += sweep.writes();
        }
        // those of the rest, the last one first
        Map<Integer, List<Integer>> pulled = new HashMap<>();
        int states = starts.size();
        int[] finals = new int[op.sweeps().size()];
        for (int i = op.sweeps().size() - 1; i >= 0; i--) {
            old -= op.sweeps().get(i).writes();
            finals[i] = starts.size();
            pull(op.sweeps().get(i), i, place, savedAt[i], old, pulled);
        }
        if (states == starts.size()) {
            return Either.right(linear.map(_ -> Option.<Expr>none()));
        }
        Fn condition = new Fn(LoopLanes.where(op.condition().params(), lateConsts.appendAll(unknown.states().get(0)), false),
                op.condition().results());
        Option<Lanes> lanes = op.lanes()
                .map(l -> l.withMapped(LoopLanes.where(l.mapped().take(consts), lateConsts, false)
                .appendAll(starts.map(_ -> true))));
        Seq<Expr> given = LoopLanes.where(y.inputs().take(consts), lateConsts, false);
        Seq<Expr> results = Apply.of(new While(condition, Array.ofAll(sweeps), given.size(), lanes, op.checkpoints()),
                given.appendAll(starts)).results();
        return Either.right(cotangents(results, finals));
    }

    /** The known part of a sweep; the position on the tape of what it saves for the rest. */
    private int keep(Sweep sweep, int i, int[] place, int old) {
        LoopSplit split = splits.get(i);
        Seq<Boolean> state = unknown.states().get(i);
        Seq<Expr> results = sweep.step().results();
        Seq<Integer> entries = Array.range(0, sweep.writes()).filter(k -> !split.unknown().get(sweep.states() + k));
        Seq<Expr> next = LoopLanes.where(results.take(sweep.states()), state, false);
        if (i > 0 && next.isEmpty() && entries.isEmpty() && split.saved().isEmpty()) {
            return written;
        }
        entries.forEach(k -> place[old + k] = written++);
        int saved = written;
        written += split.saved().size();
        Seq<Expr> made = next.appendAll(entries.map(k -> results.get(sweep.states() + k))).appendAll(split.saved());
        Ints reads = sweep.reads().filter(r -> !unknown.tape().get(r)).map(r -> place[r]);
        sweeps.add(new Sweep(new Fn(LoopLanes.where(sweep.step().params(), late(sweep, i), false), made), next.size(), reads,
                sweep.backward()));
        int from = consts + op.offset(i);
        starts = starts.appendAll(LoopLanes.where(y.inputs().slice(from, from + sweep.states()), state, false));
        return saved;
    }

    /**
     * The transposed rest of a sweep: it adds to {@code pulled}, for entries of the old tape, where their cotangents are
     * written.
     */
    private void pull(Sweep sweep, int i, int[] place, int savedAt, int old, Map<Integer, List<Integer>> pulled) {
        LoopSplit split = splits.get(i);
        Seq<Boolean> late = late(sweep, i);
        Seq<Boolean> state = unknown.states().get(i);
        int n = sweep.states();
        int nConsts = lateConsts.count(l -> l);
        int nStates = state.count(s -> s);
        int from = op.offset(i);
        Seq<Var> params = sweep.step().params();
        Seq<Option<Expr>> rest = LoopLanes.spread(split.unknown(), split.rest());
        Seq<Integer> entries = Array.range(0, sweep.writes())
                .filter(k -> rest.get(n + k).isDefined() && pulled.containsKey(old + k));
        boolean moves = Array.range(0, n).exists(k -> state.get(k) && cotangents.get(from + k).isDefined());
        if (!moves && entries.isEmpty()) {
            return;
        }
        Seq<Boolean> live = LoopLanes.live(params.slice(consts, consts + n), rest.take(n),
                Array.range(0, n).map(k -> state.get(k) && cotangents.get(from + k).isDefined()),
                entries.map(k -> rest.get(n + k).get()));
        Seq<Expr> results = Array.range(0, n).filter(state::get)
                .map(k -> rest.get(k).filter(_ -> live.get(k)).getOrElse(() -> Literal.zerosLike(sweep.step().results().get(k))))
                .appendAll(entries.map(k -> rest.get(n + k).get()));
        Seq<Var> variables = LoopLanes.where(params, late, true);
        Seq<Var> known = LoopLanes.where(params.take(consts), lateConsts, false);
        Seq<Boolean> lateReads = late.drop(consts + n);
        Seq<Var> readsAgain = LoopLanes.where(params.drop(consts + n), lateReads, false);
        Seq<Var> others = known.appendAll(readsAgain).appendAll(split.places());
        TransformCallbacks.Partial back = through.transpose(new Fn(others.appendAll(variables), results),
                others.map(_ -> false).appendAll(variables.map(_ -> true)).toArray());
        Seq<Option<Expr>> cts = LoopLanes.spread(back.present(), back.fn().results());
        Seq<Var> given = back.fn().params().drop(others.size());
        Seq<Var> sums = variables.take(nConsts).map(v -> new Var("sum", v.type())).toArray();
        Seq<Expr> next = Array.range(0, nStates)
                .map(k -> cts.get(nConsts + k).getOrElse(() -> Literal.zerosLike(variables.get(nConsts + k))))
                .appendAll(sums.zipWithIndex((sum, k) -> cts.get(k).map(ct -> (Expr) sum.plus(ct)).getOrElse(sum)));

        // several sweeps may have read an entry: its cotangent is the sum of theirs
        Seq<Var> contributions = Array.empty();
        Seq<Expr> total = Array.empty();
        Ints reads = sweep.reads().filter(r -> !unknown.tape().get(r)).map(r -> place[r])
                .concat(Ints.range(savedAt, savedAt + split.saved().size()));
        for (int e = 0; e < entries.size(); e++) {
            Var whole = given.get(nStates + e);
            Seq<Var> parts = Array.ofAll(pulled.get(old + entries.get(e))).map(_ -> new Var("ct", whole.type()));
            contributions = contributions.appendAll(parts);
            total = total.append(parts.tail().foldLeft((Expr) parts.head(), (a, b) -> a.plus(b)));
            reads = reads.concat(Ints.from(pulled.get(old + entries.get(e))));
        }
        Seq<Option<Expr>> ofReads = cts.drop(nConsts + nStates);
        Seq<Integer> oldReads = LoopLanes.where(Array.ofAll(sweep.reads()), lateReads, true);
        Seq<Expr> writes = Array.empty();
        for (int k = 0; k < oldReads.size(); k++) {
            if (ofReads.get(k).isDefined()) {
                writes = writes.append(ofReads.get(k).get());
                pulled.computeIfAbsent(oldReads.get(k), _ -> new ArrayList<>()).add(written++);
            }
        }
        Seq<Expr> made = fluxion.core.Graph.substitute(next.appendAll(writes), given.drop(nStates), total);
        Fn step = new Fn(known.appendAll(given.take(nStates)).appendAll(sums).appendAll(readsAgain).appendAll(split.places())
                .appendAll(contributions), made);
        sweeps.add(new Sweep(step, nStates + nConsts, reads, !sweep.backward()));
        starts = starts.appendAll(Array.range(0, n).filter(state::get)
                .map(k -> cotangents.get(from + k).getOrElse(() -> Literal.zerosLike(y.input(consts + from + k)))))
                .appendAll(sums.map(s -> op.lanes().map(l -> Literal.zeros(s.type().withShape(s.shape().prepend(l.size()))))
                        .getOrElse(() -> Literal.zerosLike(s))));
    }

    /** The last states of the transposed sweeps, for the operands they are the cotangents of. */
    private Seq<Option<Expr>> cotangents(Seq<Expr> results, int[] finals) {
        List<Option<Expr>> out = new ArrayList<>();
        Seq<Boolean> lateC = lateConsts;
        int nConsts = lateC.count(l -> l);
        Seq<Option<Expr>> sums = Array.fill(nConsts, Option::none);
        List<Option<Expr>> ofStates = new ArrayList<>();
        for (int i = 0; i < op.sweeps().size(); i++) {
            Seq<Boolean> state = unknown.states().get(i);
            int nStates = state.count(s -> s);
            int end = i == 0 ? results.size() : finals[i - 1];
            boolean ran = end > finals[i];
            int at = finals[i];
            if (ran) {
                sums = sums.zipWithIndex((sum, k) -> Option.of(sum.map(s -> (Expr) s.plus(results.get(at + nStates + k)))
                        .getOrElse(() -> results.get(at + nStates + k)))).toArray();
            }
            ofStates.addAll(LoopLanes.place(state, ran ? results.slice(at, at + nStates).map(Option::of)
                    : Array.fill(nStates, Option::<Expr>none)).asJava());
        }
        Seq<Boolean> shared = op.lanes().map(l -> LoopLanes.where(l.mapped().take(consts), lateC, true).map(m -> !m))
                .getOrElse(Array.fill(nConsts, () -> false));
        Seq<Option<Expr>> perConst = sums.zipWith(shared, (sum, is) -> is ? sum.map(s -> s.sum(0)) : sum).toArray();
        out.addAll(LoopLanes.place(lateC, perConst).asJava());
        out.addAll(ofStates);
        return Array.ofAll(out).zipWith(linear, (ct, is) -> is ? ct : Option.<Expr>none()).toArray();
    }
}
