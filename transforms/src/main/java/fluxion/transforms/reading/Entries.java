package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/**
 * Vectors and matrices by their elements: where a function takes single elements of its arguments, as x[0], its derivatives
 * are a few formulas, one for each element, and not sums of zeros with something put between.
 */
final class Entries {
    /** The most elements that are written one by one. */
    private static final int ELEMENTS = 16;
    private static final int OPERATIONS = 400;
    /** The most terms of a sum that is written out. */
    private static final int TERMS = 6;
    private final Map<Expr, Map<Ints, Option<Expr>>> known = new NodeMap<>();

    /** A vector or matrix by its elements, each in simplest form; none where that is no better. */
    static Option<Expr> of(Expr e) {
        Seq<Expr> nodes = Graph.topological(e);
        boolean fits = (e.rank() == 1 || e.rank() == 2) && e.shape().size() <= ELEMENTS && e.shape().dims().forAll(d -> d > 1)
                && e.dtype().isFloat() && nodes.size() <= OPERATIONS && nodes.exists(Entries::places)
                && nodes.exists(Entries::picks);
        return fits ? new Entries().assembled(e) : Option.none();
    }

    private static boolean places(Expr node) {
        return node instanceof Apply(Op op, _, _) && switch (op) {
            case Pad _, Concatenate _ -> true;
            case Eye(_, int rows, int columns, int offset) -> rows != columns || offset != 0;
            default -> false;
        };
    }

    /** Whether it is one element of a variable. */
    private static boolean picks(Expr node) {
        return node instanceof Apply(Reshape(Shape to), var of, _) && to.isScalar()
                && of.get(0) instanceof Apply(Slice _, var whole, _) && whole.get(0) instanceof Var;
    }

    private Option<Expr> assembled(Expr e) {
        Seq<Ints> places = places(e.shape());
        Seq<Option<Expr>> elements = places.map(at -> at(e, at)).toArray();
        if (elements.exists(Option::isEmpty)) {
            return Option.none();
        }
        Seq<Expr> simple = Simplify.of(elements.map(Option::get).toArray());
        return Option.of(e.rank() == 1 ? Movements.stack(0, simple)
                : Movements.stack(0, simple.grouped(e.shape().dim(1)).map(row -> Movements.stack(0, row)).toArray()));
    }

    private static Seq<Ints> places(Shape shape) {
        return Array.range(0, (int) shape.size()).map(flat -> place(flat, shape));
    }

    private static Ints place(int flat, Shape shape) {
        int[] at = new int[shape.rank()];
        int rest = flat;
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return Ints.of(at);
    }

    private static int flat(Ints at, Shape shape) {
        int flat = 0;
        for (int axis = 0; axis < at.size(); axis++) {
            flat = flat * shape.dim(axis) + at.get(axis);
        }
        return flat;
    }

    /** One element of a tensor. */
    private Option<Expr> at(Expr e, Ints place) {
        Map<Ints, Option<Expr>> of = known.computeIfAbsent(e, _ -> new HashMap<>());
        Option<Expr> element = of.get(place);
        if (element == null) {
            element = element(e, place);
            of.put(place, element);
        }
        return element;
    }

    private Option<Expr> element(Expr e, Ints at) {
        if (e.rank() == 0) {
            return Option.of(e);
        }
        Option<Double> number = Literal.value(e);
        if (number.isDefined()) {
            return Option.of(Literal.of(TensorType.scalar(e.dtype()), number.get()));
        }
        return switch (e) {
            case Var _, Tensor _ -> Option.of(e.get(at.toArray()));
            case Result _ -> Option.none();
            case Apply apply -> element(apply, at);
        };
    }

    private Option<Expr> element(Apply node, Ints at) {
        return switch (node.op()) {
            case Op op when op.isElementwise() -> all(node.inputs().map(input -> at(input, at))).map(x -> Apply.of(op, x));
            case Broadcast b -> at(node.input(0), at.select(b.axes()));
            case Permute(Ints p) -> at(node.input(0), at.select(p.inverse()));
            case Reshape(Shape to) -> at(node.input(0), place(flat(at, to), node.input(0).shape()));
            case Slice slice -> at(node.input(0),
                    Ints.tabulate(at.size(), axis -> slice.start().get(axis) + at.get(axis) * slice.step().get(axis)));
            case Flip(Ints axes) -> at(node.input(0), Ints.tabulate(at.size(),
                    axis -> axes.contains(axis) ? node.shape().dim(axis) - 1 - at.get(axis) : at.get(axis)));
            case Pad pad -> padded(pad, node, at);
            case Concatenate(int axis) -> joined(axis, node, at);
            case Eye(var dtype, _, _, int offset) ->
                    Option.of(Tensor.number(dtype, at.get(1) - at.get(0) == offset ? 1 : 0));
            case Diag(int offset) when node.rank() == 2 -> at.get(1) - at.get(0) == offset
                    ? at(node.input(0), Ints.of(Math.min(at.get(0), at.get(1)))) : zero(node);
            case Diagonal(int offset) when node.rank() == 1 -> at(node.input(0),
                    Ints.of(at.get(0) + Math.max(0, -offset), at.get(0) + Math.max(0, offset)));
            case Reduce(var kind, Ints axes) when kind == Reduce.Kind.SUM -> sum(node, axes, at);
            case Dot dot -> product(dot, node, at);
            case Op _ -> Option.none();
        };
    }

    private static Option<Seq<Expr>> all(Seq<Option<Expr>> parts) {
        return parts.exists(Option::isEmpty) ? Option.none() : Option.of(parts.map(Option::get).toArray());
    }

    private static Option<Expr> zero(Expr like) {
        return Option.of(Literal.of(TensorType.scalar(like.dtype()), 0));
    }

    private Option<Expr> padded(Pad pad, Apply node, Ints at) {
        Ints inside = Ints.tabulate(at.size(), axis -> at.get(axis) - pad.low().get(axis));
        Shape of = node.input(0).shape();
        boolean within = Ints.range(0, at.size()).forAll(axis -> inside.get(axis) >= 0
                && inside.get(axis) % (pad.interior().get(axis) + 1) == 0
                && inside.get(axis) / (pad.interior().get(axis) + 1) < of.dim(axis));
        return !within ? Option.of(node.input(1)) : at(node.input(0),
                Ints.tabulate(at.size(), axis -> inside.get(axis) / (pad.interior().get(axis) + 1)));
    }

    private Option<Expr> joined(int axis, Apply node, Ints at) {
        int left = at.get(axis);
        for (Expr part : node.inputs()) {
            if (left < part.shape().dim(axis)) {
                return at(part, at.with(axis, left));
            }
            left -= part.shape().dim(axis);
        }
        return Option.none();
    }

    private Option<Expr> sum(Apply node, Ints axes, Ints at) {
        Shape summed = new Shape(node.input(0).shape().dims().select(axes));
        if (summed.size() > TERMS || summed.size() == 0) {
            return Option.none();
        }
        Ints kept = Ints.range(0, node.input(0).rank()).without(axes);
        return all(places(summed).map(s -> at(node.input(0), Ints.tabulate(node.input(0).rank(),
                axis -> axes.contains(axis) ? s.get(axes.indexOf(axis)) : at.get(kept.indexOf(axis))))))
                .map(terms -> terms.reduce(Expr::plus));
    }

    private Option<Expr> product(Dot dot, Apply node, Ints at) {
        int m = node.input(0).rank();
        int n = node.input(1).rank();
        Shape summed = new Shape(node.input(0).shape().dims().select(dot.leftContract()));
        if (summed.size() > TERMS || summed.size() == 0) {
            return Option.none();
        }
        int batch = dot.leftBatch().size();
        Ints leftFree = dot.leftFree(m);
        Ints rightFree = dot.rightFree(n);
        return all(places(summed).map(s -> at(node.input(0), Ints.tabulate(m, axis -> place(axis, dot.leftBatch(),
                dot.leftContract(), leftFree, at, s, batch))).flatMap(x -> at(node.input(1), Ints.tabulate(n,
                axis -> place(axis, dot.rightBatch(), dot.rightContract(), rightFree, at, s, batch + leftFree.size())))
                .map(x::times)))).map(terms -> terms.reduce(Expr::plus));
    }

    private static int place(int axis, Ints batch, Ints contract, Ints free, Ints at, Ints summed, int first) {
        return batch.contains(axis) ? at.get(batch.indexOf(axis)) : contract.contains(axis)
                ? summed.get(contract.indexOf(axis)) : at.get(first + free.indexOf(axis));
    }
}
