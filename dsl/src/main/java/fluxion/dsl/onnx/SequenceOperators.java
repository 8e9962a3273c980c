package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.ofValues;
import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;

/** Sequences of tensors, whose lengths are known, and values that may be absent. */
final class SequenceOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            many("SequenceEmpty", c -> Array.empty()),
            many("SequenceConstruct", NodeCall::all),
            many("SequenceInsert", c -> c.sequence(0).insert(place(c, 2, c.sequence(0).size() + 1), c.y())).knowing(2),
            many("SequenceErase", c -> c.sequence(0).removeAt(place(c, 1, c.sequence(0).size()))).knowing(1),
            many("SplitToSequence", SequenceOperators::split).knowing(1),
            one("SequenceAt", c -> c.sequence(0).get(place(c, 1, c.sequence(0).size()))).knowing(1),
            one("SequenceLength", c -> Tensor.of(Shape.SCALAR, new long[] {c.sequence(0).size()})),
            one("ConcatFromSequence", SequenceOperators::concat),
            ofValues("SequenceMap", SequenceOperators::map),
            ofValues("Optional", c -> Array.of(c.value(0))),
            ofValues("OptionalGetElement", c -> Array.of(c.value(0))),
            one("OptionalHasElement", c -> Tensor.of(!(c.value(0) instanceof OnnxValue.Absent))));

    private SequenceOperators() {}

    private static OnnxOperator many(String name, java.util.function.Function<NodeCall, Array<Expr>> meaning) {
        return ofValues(name, c -> Array.of(new OnnxValue.Many(meaning.apply(c))));
    }

    /** A position among so many, counted from the end where it is negative; the last of them where it is left out. */
    private static int place(NodeCall c, int input, int n) {
        int at = c.optional(input).isDefined() ? c.knownInt(input) : n - 1;
        int limit = c.node().operator().equals("SequenceInsert") ? n - 1 : n;
        int plain = at < 0 ? at + limit : at;
        if (plain < 0 || plain >= n) {
            throw c.refused("a position must be from " + -limit + " to " + (n - 1) + "; got " + at);
        }
        return plain;
    }

    private static Array<Expr> split(NodeCall c) {
        Expr x = c.x();
        int axis = c.axis("axis", 0, x.rank());
        int n = x.shape().dim(axis);
        boolean each = c.optional(1).isEmpty();
        Ints lengths = each ? Ints.fill(n, 1) : c.known(1).rank() > 0 ? c.knownInts(1) : pieces(c, n, c.knownInt(1));
        List<Expr> parts = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            Expr part = x.slice(axis, at, at + length);
            parts.add(each && c.whole("keepdims", 1) == 0 ? part.squeeze(axis) : part);
            at += length;
        }
        return Array.ofAll(parts);
    }

    private static Ints pieces(NodeCall c, int n, int length) {
        if (length < 1) {
            throw c.refused("a part must have at least one element; got " + length);
        }
        return Ints.tabulate((n + length - 1) / length, i -> Math.min(length, n - i * length));
    }

    private static Expr concat(NodeCall c) {
        Array<Expr> parts = c.sequence(0);
        int axis = c.integer("axis", 0);
        int rank = parts.isEmpty() ? 0 : parts.get(0).rank();
        return c.flag("new_axis") ? Movements.stack(c.axis(axis, rank + 1), parts)
                : Movements.concatenate(c.axis(axis, rank), parts);
    }

    /** The body for each element of the first sequence, and of others beside it; what is no sequence is for all. */
    private static Array<OnnxValue> map(NodeCall c) {
        GraphProto body = c.graph("body");
        int n = c.sequence(0).size();
        Array<Array<Expr>> made = Array.range(0, n).map(i -> ControlOperators.tensors(c, c.tracer().trace(body,
                Array.range(0, c.count()).map(k -> c.value(k) instanceof OnnxValue.Many(Array<Expr> values)
                        ? OnnxValue.of(values.get(i)) : c.value(k)))));
        return Array.range(0, body.outputs().size()).map(k -> new OnnxValue.Many(made.map(results -> results.get(k))));
    }
}
