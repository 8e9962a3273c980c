package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.ofValues;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.ControlFlow;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.function.Supplier;

/** Branches, and scans over elements; a branch that is known when a function is traced is the only one that is traced. */
final class ControlOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            ofValues("If", ControlOperators::branch),
            ofValues("Loop", LoopTracer::loop),
            ofValues("Scan", ControlOperators::scan));

    private ControlOperators() {}

    /** A tensor of one element as a truth value. */
    static Expr truth(Expr condition) {
        return ElementwiseOperators.cast(condition.reshape(Shape.SCALAR), DType.BOOL);
    }

    private static Array<OnnxValue> branch(NodeCall c) {
        Expr condition = truth(c.x());
        GraphProto yes = c.graph("then_branch");
        GraphProto no = c.graph("else_branch");
        return GraphTracer.known(condition).map(t -> c.tracer().trace(t.toBoolean() ? yes : no, Array.empty())).getOrElse(() -> {
            Array<Supplier<Array<Expr>>> branches = Array.of(no, yes).map(g -> () ->
                    tensors(c, c.tracer().trace(g, Array.empty())));
            return ControlFlow.<Array<Expr>>choose("If", condition, branches).map(OnnxValue::of);
        });
    }

    /** Values of which all must be tensors. */
    static Array<Expr> tensors(NodeCall c, Array<OnnxValue> values) {
        return values.map(v -> switch (v) {
            case OnnxValue.One(Expr value) -> value;
            case OnnxValue.Many _, OnnxValue.Absent _ -> throw c.refused("states and results must be tensors where they depend "
                    + "on arguments");
        });
    }

    /** A scan's states come first, then what it goes along; each of the latter has an axis and a direction. */
    private static Array<OnnxValue> scan(NodeCall c) {
        int elements = c.integer("num_scan_inputs", 0);
        GraphProto body = c.graph("body");
        int states = c.count() - elements;
        int stacked = body.outputs().size() - states;
        if (elements < 1 || states < 0 || stacked < 0) {
            throw c.refused("there must be something to go along; got " + elements + " of " + c.count() + " inputs");
        }
        Ints axes = c.ints("scan_input_axes").getOrElse(() -> Ints.fill(elements, 0));
        Ints turned = c.ints("scan_input_directions").getOrElse(() -> Ints.fill(elements, 0));
        Array<Expr> along = Array.range(0, elements).map(i -> {
            Expr x = c.input(states + i);
            Expr first = x.moveAxis(c.axis(axes.get(i), x.rank()), 0);
            return turned.get(i) == 1 ? first.flip(0) : first;
        });
        Tuple2<Array<Expr>, Array<Expr>> made = ControlFlow.scan(Array.range(0, states).map(c::input), along, (state, x) -> {
            Array<Expr> results = tensors(c, c.tracer().trace(body, state.appendAll(x).map(OnnxValue::of)));
            return Tuple.of(results.take(states), results.drop(states));
        });
        Ints outputAxes = c.ints("scan_output_axes").getOrElse(() -> Ints.fill(stacked, 0));
        Ints outputTurned = c.ints("scan_output_directions").getOrElse(() -> Ints.fill(stacked, 0));
        Array<Expr> results = made._2.zipWithIndex((y, i) -> {
            Expr ordered = outputTurned.get(i) == 1 ? y.flip(0) : y;
            return ordered.moveAxis(0, c.axis(outputAxes.get(i), y.rank()));
        });
        return made._1.appendAll(results).map(OnnxValue::of);
    }

    /** An integer of a node: known when the function is traced. */
    static Tensor index(long i) {
        return Tensor.of(Shape.SCALAR, new long[] {i});
    }
}
