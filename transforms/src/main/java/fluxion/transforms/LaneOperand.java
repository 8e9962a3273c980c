package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Lanes;
import fluxion.core.op.Op;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.BiFunction;

/**
 * A choice or a loop whose functions are told the position of their lane. Lanes that decide for themselves run a function of
 * one lane, in which no axis of lanes is left: what it asks of its lane, and what it draws as that lane, it has to be told.
 *
 * @param apply the operation with one more operand, an i32 scalar of one lane
 * @param at where that operand stands
 */
record LaneOperand(Apply apply, int at) {
    /** Whether lanes may decide for themselves in it, and its functions ask for their lane. */
    static boolean isNeeded(Op op, Vmap.Lanes lanes) {
        return (op instanceof Switch || op instanceof While) && asks(op, lanes);
    }

    private static boolean asks(Op op, Vmap.Lanes lanes) {
        return op.functions().exists(fn -> Graph.topological(fn.results()).exists(node -> node instanceof Apply inner
                && (isIndex(inner.op(), lanes) || draws(inner, lanes) || asks(inner.op(), lanes))));
    }

    private static boolean isIndex(Op op, Vmap.Lanes lanes) {
        return op instanceof AxisIndex index && lanes.concern(index);
    }

    private static boolean draws(Apply node, Vmap.Lanes lanes) {
        return lanes.randomness() == Randomness.DIFFERENT && lanes.draws().exists(draws -> draws.isShared(node));
    }

    static LaneOperand of(Apply apply, Vmap.Lanes lanes) {
        return told(apply, apply.inputs(), Expr.apply(new AxisIndex(lanes.name().getOrElse(""), lanes.size())), lanes);
    }

    private static LaneOperand told(Apply apply, Seq<? extends Expr> inputs, Expr lane, Vmap.Lanes lanes) {
        int at = switch (apply.op()) {
            case Scan scan -> scan.consts();
            case While loop -> loop.consts();
            case Op _ -> inputs.size();
        };
        return new LaneOperand(Apply.of(told(apply.op(), lanes), Array.<Expr>narrow(Array.ofAll(inputs)).insert(at, lane)), at);
    }

    private static Op told(Op op, Vmap.Lanes lanes) {
        return switch (op) {
            case Switch s -> new Switch(s.branches().map(b -> told(b, b.params().size(), lanes)),
                    s.lanes().map(l -> l.withMapped(l.mapped().append(false))));
            case While w -> {
                int consts = w.consts();
                yield new While(told(w.condition(), consts, lanes), w.sweeps().map(sweep ->
                        new While.Sweep(told(sweep.step(), consts, lanes), sweep.states(), sweep.reads(), sweep.backward())),
                                consts + 1,
                        w.lanes().map(l -> l.withMapped(l.mapped().insert(consts, false))), w.checkpoints());
            }
            case Scan s -> new Scan(told(s.step(), s.consts(), lanes), s.length(), s.consts() + 1, s.carries(), s.reverse());
            case Checkpoint c -> new Checkpoint(c.name(), told(c.body(), c.body().params().size(), lanes), c.keep());
            case Call c -> new Call(c.name(), told(c.fn(), c.fn().params().size(), lanes));
            case Op other -> throw new TransformException("vmap: " + other.label()
                    + " asks for its lane, or draws random numbers of its lane, inside a choice or a loop"
                    + " in which each lane decides for itself; it cannot be told there. Compute the index or the numbers "
                            + "outside, and use them inside");
        };
    }

    private static Fn told(Fn fn, int at, Vmap.Lanes lanes) {
        Var lane = new Var("lane", TensorType.scalar(DType.I32));
        BiFunction<Apply, Seq<Expr>, Expr> node = (apply, inputs) -> isIndex(apply.op(), lanes) ? lane
                : draws(apply, lanes) ? Vmap.draw((RandomNumbers) apply.op(), inputs.get(0), lane)
                : asks(apply.op(), lanes) ? told(apply, inputs, lane, lanes).apply()
                : apply.on(inputs);
        return new Fn(fn.params().insert(at, lane), Graph.rebuild(fn.results(), leaf -> leaf, node));
    }
}
