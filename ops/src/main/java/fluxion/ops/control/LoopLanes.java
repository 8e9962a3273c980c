package fluxion.ops.control;

import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Lanes;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What the rules of control flow share: picking by flags, and lanes within lanes. */
final class LoopLanes {
    private LoopLanes() {}

    /** Those elements whose flag is the value. */
    static <T> Seq<T> where(Seq<? extends T> all, Seq<Boolean> flags, boolean value) {
        return Array.<T>narrow(Array.ofAll(all)).zip(flags).filter(p -> p._2 == value).map(p -> p._1);
    }

    /** The values where the flags are, none elsewhere. */
    static Seq<Option<Expr>> spread(Seq<Boolean> flags, Seq<? extends Expr> values) {
        Iterator<? extends Expr> next = values.iterator();
        return flags.map(is -> is ? Option.<Expr>of(next.next()) : Option.<Expr>none()).toArray();
    }

    /** What there may be where the flags are, none elsewhere. */
    static Seq<Option<Expr>> place(Seq<Boolean> flags, Seq<Option<Expr>> values) {
        Iterator<Option<Expr>> next = values.iterator();
        return flags.map(is -> is ? next.next() : Option.<Expr>none()).toArray();
    }

    /**
     * Which states of a loop anything comes back from: those that are wanted at the end, and those that what is wanted is made
     * of. A cotangent of the others is 0, and must not meet an infinite derivative of a value that is not read.
     *
     * @param states the variables of the states
     * @param next for each what it becomes, none where that does not depend on them
     * @param wanted whether each has a cotangent at the end
     * @param outputs what else has cotangents
     */
    static Seq<Boolean> live(Seq<Var> states, Seq<Option<Expr>> next, Seq<Boolean> wanted, Seq<Expr> outputs) {
        Seq<Boolean> live = wanted.toArray();
        while (true) {
            Seq<Boolean> now = live;
            Set<Expr> read = Collections.newSetFromMap(new IdentityHashMap<>());
            Graph.variables(outputs.appendAll(Array.range(0, states.size()).filter(now::get).flatMap(next::get)))
                    .forEach(read::add);
            Seq<Boolean> more = Array.range(0, states.size()).map(i -> now.get(i) || read.contains(states.get(i)));
            if (more.equals(live)) {
                return live;
            }
            live = more;
        }
    }

    static Seq<Boolean> or(Seq<Boolean> a, Seq<Boolean> b) {
        return a.zipWith(b, (p, q) -> p || q).toArray();
    }

    /** The results of a function over lanes, with an axis for lanes where asked for. */
    static Seq<Expr> lanes(TransformCallbacks.Partial wide, Seq<Boolean> mapped, int size) {
        return wide.fn().results().zip(wide.present()).zipWith(mapped, (r, is) -> is ? new Batched(r._1, r._2).lanes(size) : r._1)
                .toArray();
    }

    // ---- lanes within lanes: one long axis, the outer lanes slower ------------------------------------------------------

    static Seq<Boolean> wider(Lanes lanes, Seq<Boolean> outer) {
        return or(lanes.mapped(), outer);
    }

    /**
     * A value with inner lanes where {@code inner} and outer ones where mapped, as one with both on axis 0; shared stays
     * shared.
     */
    static Expr joined(Batched x, boolean inner, int innerSize, int outerSize) {
        if (!inner && !x.mapped()) {
            return x.value();
        }
        Shape lane = new Shape(x.value().shape().dims().drop((inner ? 1 : 0) + (x.mapped() ? 1 : 0)));
        Ints rest = Ints.range(2, lane.rank() + 2);
        Ints axes = (x.mapped() ? Ints.of(0) : Ints.empty()).concat(inner ? Ints.of(1) : Ints.empty()).concat(rest);
        Shape both = lane.prepend(innerSize).prepend(outerSize);
        Expr wide = inner && x.mapped() ? x.value() : Expr.apply(new Broadcast(both, axes), x.value());
        return wide.reshape(lane.prepend(innerSize * outerSize));
    }

    static Expr parted(Expr x, int outerSize, int innerSize) {
        return x.reshape(new Shape(x.shape().dims().drop(1)).prepend(innerSize).prepend(outerSize));
    }
}
