package fluxion.tests.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Control;
import fluxion.core.op.Lanes;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.tests.eval.Naive.Value;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/** Control flow step by step, lane by lane. */
final class NaiveControl {
    private NaiveControl() {}

    static Seq<Value> run(Control op, Seq<Value> in) {
        return switch (op) {
            case Scan scan -> scan(scan, in);
            case Switch choice -> choice.lanes().isEmpty() ? choose(choice, in) : lanes(choice.lanes().get(), in, 1, lane -> choose(choice, lane));
            case While loop -> loop.lanes().isEmpty() ? loop(loop, in) : lanes(loop.lanes().get(), in, 0, lane -> loop(loop, lane));
        };
    }

    private static Seq<Value> lanes(Lanes lanes, Seq<Value> in, int leading, java.util.function.Function<Seq<Value>, Seq<Value>> one) {
        Seq<Seq<Value>> results = Array.range(0, lanes.size()).map(lane -> one.apply(
                in.zipWithIndex((v, i) -> i < leading || lanes.mapped().get(i - leading) ? row(v, lane) : v)));
        return Array.range(0, results.get(0).size()).map(i -> stack(results.map(r -> r.get(i))));
    }

    private static Seq<Value> choose(Switch op, Seq<Value> in) {
        int index = (int) Math.clamp(in.get(0).integers()[0], 0, op.branches().size() - 1);
        return Naive.run(op.branches().get(index), in.tail());
    }

    private static Seq<Value> scan(Scan op, Seq<Value> in) {
        Seq<Value> carry = in.slice(op.consts(), op.consts() + op.carries());
        Value[][] ys = new Value[op.length()][];
        for (int t = 0; t < op.length(); t++) {
            int at = op.reverse() ? op.length() - 1 - t : t;
            Seq<Value> results = Naive.run(op.step(), in.take(op.consts()).appendAll(carry)
                    .appendAll(in.drop(op.consts() + op.carries()).map(x -> row(x, at))));
            carry = results.take(op.carries());
            ys[at] = results.drop(op.carries()).toJavaArray(Value[]::new);
        }
        Seq<TensorType> types = op.step().resultTypes().drop(op.carries());
        return carry.appendAll(Array.range(0, types.size()).map(i -> op.length() == 0 ? new Value(types.get(i).withShape(types.get(i).shape().prepend(0)))
                : stack(Array.of(ys).map(y -> y[i]))));
    }

    private static Seq<Value> loop(While op, Seq<Value> in) {
        Seq<Value> consts = in.take(op.consts());
        List<Seq<Value>> tape = new ArrayList<>();
        Seq<Value> results = Array.empty();
        for (int p = 0; p < op.sweeps().size(); p++) {
            While.Sweep sweep = op.sweeps().get(p);
            int from = op.consts() + op.offset(p);
            Seq<Value> state = in.slice(from, from + sweep.states());
            for (int t = 0; p == 0 ? Naive.run(op.condition(), consts.appendAll(state)).get(0).integers()[0] != 0 : t < tape.size(); t++) {
                int at = sweep.backward() ? tape.size() - 1 - t : t;
                if (p == 0) {
                    tape.add(Array.empty());
                }
                Seq<Value> made = Naive.run(sweep.step(), consts.appendAll(state).appendAll(Array.ofAll(sweep.reads()).map(tape.get(at)::get)));
                state = made.take(sweep.states());
                tape.set(at, tape.get(at).appendAll(made.drop(sweep.states())));
            }
            results = results.appendAll(state);
        }
        return results;
    }

    private static Value row(Value x, int i) {
        Value y = new Value(x.type().withShape(new fluxion.core.Shape(x.type().shape().dims().drop(1))));
        y.each(index -> {
            int[] from = new int[index.length + 1];
            from[0] = i;
            System.arraycopy(index, 0, from, 1, index.length);
            y.set(index, x, from);
        });
        return y;
    }

    private static Value stack(Seq<Value> rows) {
        TensorType type = rows.get(0).type();
        Value y = new Value(type.withShape(type.shape().prepend(rows.size())));
        y.each(index -> y.set(index, rows.get(index[0]), java.util.Arrays.copyOfRange(index, 1, index.length)));
        return y;
    }
}
