package fluxion.dsl.onnx;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Movements;
import fluxion.core.Ranges;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * A Loop: one of a known number of steps is a scan, or as many copies of its body where shapes change from step to step; one
 * that ends when a condition on arguments says so is a while loop, and can then stack nothing.
 */
final class LoopTracer {
    /** So many copies of a body at most. */
    private static final int MOST = 10_000;

    private final NodeCall call;
    private final GraphProto body;
    private final Array<OnnxValue> initial;
    private final int states;

    private LoopTracer(NodeCall call) {
        this.call = call;
        body = call.graph("body");
        initial = Array.range(2, call.count()).map(call::value);
        states = initial.size();
        if (body.inputs().size() != states + 2 || body.outputs().size() < states + 1) {
            throw call.refused("the body must take a number, a condition and " + states + " states, and give all but the number; "
                    + "it takes " + body.inputs().size() + " and gives " + body.outputs().size());
        }
    }

    static Array<OnnxValue> loop(NodeCall call) {
        LoopTracer loop = new LoopTracer(call);
        Option<Expr> trips = call.optional(0).map(t -> t.reshape(Shape.SCALAR));
        Option<Expr> first = call.optional(1).map(ControlOperators::truth);
        Option<Long> length = trips.isEmpty() ? Option.some(Long.MAX_VALUE)
                : GraphTracer.known(trips.get()).map(t -> NodeCall.longs((Tensor) t)[0]);
        boolean goesOn = first.forAll(f -> GraphTracer.known(f).exists(Tensor::toBoolean));
        if (goesOn && loop.neverStops() && length.isDefined() && trips.isDefined()) {
            return loop.counted(Math.max(0, length.get()));
        }
        return first.forAll(f -> GraphTracer.known(f).isDefined()) && length.isDefined()
                ? loop.copies(length.get(), goesOn, trips, first) : loop.conditional(trips, first);
    }

    // ---- a known number of steps ------------------------------------------------------------------------------------

    /** Whether the condition that the body gives is the one that it takes, or true. */
    private boolean neverStops() {
        String name = body.outputs().get(0).name();
        for (NodeProto node : body.nodes().reverse()) {
            if (node.outputs().contains(name) && node.operator().equals("Identity")) {
                name = node.inputs().get(0);
            } else if (node.outputs().contains(name)) {
                return node.operator().equals("Constant")
                        && node.attributes().get("value").getOrNull() instanceof AttributeProto.Elements(TensorProto t)
                        && isTrue(t);
            }
        }
        return name.equals(body.inputs().get(1).name()) || body.initializers().get(name).exists(LoopTracer::isTrue);
    }

    private static boolean isTrue(TensorProto tensor) {
        return tensor.value().exists(t -> t.dtype() == DType.BOOL && t.shape().size() == 1 && t.booleans()[0]);
    }

    private Array<OnnxValue> counted(long length) {
        if (length > Integer.MAX_VALUE) {
            throw call.refused("there must be less than 2³¹ steps; got " + length);
        }
        boolean tensors = initial.forAll(OnnxValue.One.class::isInstance);
        try {
            if (tensors) {
                return scanned((int) length);
            }
        } catch (FluxionException e) {
            // shapes change from step to step, or depend on its number; what is really wrong is said by the copies
            if (length > MOST) {
                throw e;
            }
        }
        return copies(length, true, Option.none(), Option.none());
    }

    private Array<OnnxValue> scanned(int length) {
        Array<Expr> state = ControlOperators.tensors(call, initial);
        Tuple2<Array<Expr>, Array<Expr>> made = ControlFlow.scan(state, Ranges.arange(0, length, 1, DType.I64), (s, i) -> {
            Array<Expr> results = ControlOperators.tensors(call, step(i, Tensor.of(true), s.map(OnnxValue::of)));
            return Tuple.of(results.slice(1, states + 1), results.drop(states + 1));
        });
        return made._1.appendAll(made._2).map(OnnxValue::of);
    }

    private Array<OnnxValue> step(Expr i, Expr condition, Array<OnnxValue> state) {
        return call.tracer().trace(body, state.prepend(OnnxValue.of(condition)).prepend(OnnxValue.of(i)));
    }

    /** The body again and again, as long as it is known to go on. */
    private Array<OnnxValue> copies(long length, boolean goesOn, Option<Expr> trips, Option<Expr> first) {
        Array<OnnxValue> state = initial;
        List<Array<Expr>> stacked = new ArrayList<>();
        boolean on = goesOn;
        for (long i = 0; on && i < length; i++) {
            if (i >= MOST) {
                throw call.refused("a loop whose shapes change must have at most " + MOST + " steps");
            }
            Array<OnnxValue> made = step(ControlOperators.index(i), Tensor.of(true), state);
            Option<Tensor> next = GraphTracer.known(ControlOperators.truth(ControlOperators.tensors(call, made.take(1)).get(0)));
            if (next.isEmpty()) {
                return conditional(trips, first);
            }
            on = next.get().toBoolean();
            state = made.slice(1, states + 1);
            stacked.add(ControlOperators.tensors(call, made.drop(states + 1)));
        }
        int outputs = body.outputs().size() - states - 1;
        return state.appendAll(Array.range(0, outputs).map(k -> OnnxValue.of(stacked.isEmpty() ? none(k)
                : Movements.stack(0, Array.ofAll(stacked).map(each -> each.get(k))))));
    }

    /** What is stacked in no steps: of the type that a step would give. */
    private Expr none(int k) {
        Array<OnnxValue> made = step(ControlOperators.index(0), Tensor.of(true), initial);
        Expr one = ControlOperators.tensors(call, made.drop(states + 1)).get(k);
        return Tensor.zeros(new TensorType(one.dtype(), one.shape().prepend(0)));
    }

    // ---- as long as a condition holds -------------------------------------------------------------------------------

    private Array<OnnxValue> conditional(Option<Expr> trips, Option<Expr> first) {
        if (body.outputs().size() > states + 1) {
            throw new UnknownValueException("a loop that stacks results must have a number of steps that is known when the "
                    + "function is traced. Give the inputs that it is computed from their values by fixed(…), or export the "
                    + "model with a number that is a constant or an axis");
        }
        Expr start = ControlOperators.index(0);
        Expr on = first.getOrElse(() -> Tensor.of(true));
        Tuple3<Expr, Expr, Array<Expr>> last = ControlFlow.loop(Tuple.of(start, on, ControlOperators.tensors(call, initial)),
                s -> trips.map(t -> s._2.and(s._1.lt(t))).getOrElse(s._2), s -> {
                    Array<Expr> made = ControlOperators.tensors(call, step(s._1, s._2, s._3.map(OnnxValue::of)));
                    return Tuple.of(s._1.plus(1), ControlOperators.truth(made.get(0)), made.drop(1));
                });
        return last._3.map(OnnxValue::of);
    }
}
