package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.op.Control;
import fluxion.core.op.Lanes;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.dsl.export.OnnxGraph.Value;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Control flow as ONNX's Loop and If. The tape of a loop is what its Loop stacks, one entry for each step, and further sweeps
 * are Loops of as many steps that read it. Lanes that decide for themselves run one after the other, in a Loop over the lanes.
 */
final class OnnxControl {
    private final OnnxGraph graph;
    /** Makes the nodes of a function, given the names of its arguments. */
    private final BiFunction<Fn, Seq<String>, Seq<String>> program;

    OnnxControl(OnnxGraph graph, BiFunction<Fn, Seq<String>, Seq<String>> program) {
        this.graph = graph;
        this.program = program;
    }

    /** What a loop's step leaves: whether to go on, the states, and what is stacked. */
    private record Left(String goOn, Seq<String> states, Seq<String> stacked) {}

    /** What a loop's step sees. */
    private record Seen(String step, Seq<String> states) {}

    Seq<String> control(Control op, Apply y, Seq<String> x) {
        Seq<TensorType> types = y.inputs().map(Expr::tensorType);
        return switch (op) {
            case Scan scan -> scan(scan, x);
            case Switch choice -> choice.lanes().isDefined()
                    ? lanes(choice.lanes().get(), x, choice.lanes().get().mapped().prepend(true), results(y),
                    one -> branch(choice, types.get(0).dtype(), one))
                    : branch(choice, types.get(0).dtype(), x);
            case While loop -> loop.lanes().isDefined()
                    ? lanes(loop.lanes().get(), x, loop.lanes().get().mapped(), results(y), one -> loop(loop, one))
                    : loop(loop, x);
        };
    }

    private static Seq<TensorType> results(Apply y) {
        return switch (y.type()) {
            case TensorType one -> Array.of(one);
            case TupleType several -> several.results();
        };
    }

    // ---- loops ------------------------------------------------------------------------------------------------------------

    /** A Loop; its results are the last states and what was stacked. */
    private Seq<String> loop(Option<String> length, Option<String> first, Seq<String> initial, Seq<TensorType> states,
            Seq<TensorType> stacked,
            Function<Seen, Left> step) {
        Value counter = new Value(graph.fresh("i"), DType.I64, Array.empty(), true);
        Value condition = new Value(graph.fresh("b"), DType.BOOL, Array.empty(), true);
        Seq<Value> carried = states.map(t -> Value.of(graph.fresh("s"), t));
        Protobuf body = graph.body(carried.prepend(condition).prepend(counter), () -> {
            Left left = step.apply(new Seen(counter.name(), carried.map(Value::name)));
            return Array.of(new Value(left.goOn().isEmpty() ? condition.name() : left.goOn(), DType.BOOL, Array.empty(), true))
                    .appendAll(left.states().zipWith(states, Value::of)).appendAll(left.stacked().zipWith(stacked, Value::of));
        });
        Seq<String> inputs = Array.of(length.getOrElse(""), first.getOrElse("")).appendAll(initial);
        return graph.node("Loop", inputs.toJavaArray(String[]::new)).graph("body", body).made(states.size() + stacked.size());
    }

    private Seq<String> scan(Scan op, Seq<String> x) {
        Seq<TensorType> parameters = op.step().parameterTypes();
        Seq<String> consts = x.take(op.consts());
        Seq<String> xs = x.drop(op.consts() + op.carries());
        Seq<TensorType> stacked = op.step().resultTypes().drop(op.carries());
        Seq<String> made = loop(Option.of(graph.number(DType.I64, op.length())), Option.none(),
                x.slice(op.consts(), op.consts() + op.carries()),
                parameters.slice(op.consts(), op.consts() + op.carries()), stacked, seen -> {
                    String at = op.reverse() ? graph.op("Sub", graph.number(DType.I64, op.length() - 1.0), seen.step())
                            : seen.step();
                    Seq<String> results = program.apply(op.step(),
                            consts.appendAll(seen.states()).appendAll(xs.map(s -> graph.row(s, at))));
                    return new Left("", results.take(op.carries()), results.drop(op.carries()));
                });
        return made.take(op.carries()).appendAll(made.drop(op.carries()).map(s -> op.reverse() ? backwards(s) : s));
    }

    /** The order of the leading axis turned round. */
    private String backwards(String x) {
        return graph.op("Slice", x, graph.longs(Ints.of(-1)), graph.longs(Ints.of(Integer.MIN_VALUE)), graph.longs(Ints.of(0)),
                graph.longs(Ints.of(-1)));
    }

    private Seq<String> loop(While op, Seq<String> x) {
        Seq<String> consts = x.take(op.consts());
        Seq<String> results = Array.empty();
        Seq<String> tape = Array.empty();
        String steps = "";
        TensorType count = TensorType.scalar(DType.I64);
        for (int k = 0; k < op.sweeps().size(); k++) {
            While.Sweep sweep = op.sweeps().get(k);
            Fn step = sweep.step();
            int from = op.consts() + op.offset(k);
            Seq<String> initial = x.slice(from, from + sweep.states());
            Seq<TensorType> states = step.parameterTypes().slice(op.consts(), op.consts() + sweep.states());
            Seq<TensorType> written = step.resultTypes().drop(sweep.states());
            Seq<String> made;
            if (k == 0) {
                String first = program.apply(op.condition(), consts.appendAll(initial)).get(0);
                made = loop(Option.none(), Option.of(first), initial.prepend(graph.number(DType.I64, 0)), states.prepend(count),
                        written, seen -> {
                    Seq<String> next = program.apply(step, consts.appendAll(seen.states().tail()));
                    String more = program.apply(op.condition(), consts.appendAll(next.take(sweep.states()))).get(0);
                    return new Left(more, next.take(sweep.states())
                            .prepend(graph.op("Add", seen.states().get(0), graph.number(DType.I64, 1))),
                            next.drop(sweep.states()));
                });
                steps = made.get(0);
                made = made.tail();
            } else {
                Seq<String> entries = Array.ofAll(sweep.reads()).map(tape::get);
                String last = graph.op("Sub", steps, graph.number(DType.I64, 1));
                made = loop(Option.of(steps), Option.none(), initial, states, written, seen -> {
                    String at = sweep.backward() ? graph.op("Sub", last, seen.step()) : seen.step();
                    Seq<String> next = program.apply(step,
                            consts.appendAll(seen.states()).appendAll(entries.map(t -> graph.row(t, at))));
                    return new Left("", next.take(sweep.states()), next.drop(sweep.states()));
                });
            }
            results = results.appendAll(made.take(sweep.states()));
            // entries belong to the loop's steps, whichever way they were written
            tape = tape.appendAll(made.drop(sweep.states()).map(t -> sweep.backward() ? backwards(t) : t));
        }
        return results;
    }

    // ---- branches ---------------------------------------------------------------------------------------------------------

    private Seq<String> branch(Switch op, DType index, Seq<String> x) {
        String at = index == DType.BOOL ? graph.cast(x.get(0), DType.I32) : x.get(0);
        return branch(op, 0, at, x.tail());
    }

    private Seq<String> branch(Switch op, int from, String index, Seq<String> x) {
        Seq<TensorType> types = op.branches().get(0).resultTypes();
        if (from == op.branches().size() - 1) {
            return program.apply(op.branches().get(from), x);
        }
        String here = graph.op("LessOrEqual", index, graph.number(DType.I32, from));
        Protobuf yes = graph.body(Array.empty(), () -> program.apply(op.branches().get(from), x).zipWith(types, Value::of));
        Protobuf no = graph.body(Array.empty(), () -> branch(op, from + 1, index, x).zipWith(types, Value::of));
        return graph.node("If", here).graph("then_branch", yes).graph("else_branch", no).made(types.size());
    }

    // ---- lanes ------------------------------------------------------------------------------------------------------------

    /** One lane after the other; {@code one} makes a lane's results from its operands. */
    private Seq<String> lanes(Lanes lanes, Seq<String> x, Seq<Boolean> mapped, Seq<TensorType> wide,
            Function<Seq<String>, Seq<String>> one) {
        Seq<TensorType> types = wide.map(t -> t.withShape(new fluxion.core.Shape(t.shape().dims().drop(1))));
        return loop(Option.of(graph.number(DType.I64, lanes.size())), Option.none(), Array.empty(), Array.empty(), types, seen ->
                new Left("", Array.empty(), one.apply(x.zipWith(mapped, (v, is) -> is ? graph.row(v, seen.step()) : v))));
    }
}
