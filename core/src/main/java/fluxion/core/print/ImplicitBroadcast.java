package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Reshape;
import fluxion.core.op.StopGradient;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What a reader supplies. In elementwise mathematics that is repetition along axes in the usual alignment (or along the axes
 * that a reduction has just taken away), axes of length one, and conversions between number types that lose nothing but
 * digits; elsewhere only the conversions.
 */
final class ImplicitBroadcast {
    private final Map<Expr, Expr> elementwise = new IdentityHashMap<>();
    private final Map<Expr, Expr> plain = new IdentityHashMap<>();

    ImplicitBroadcast(Seq<Expr> roots) {
        for (Expr node : Graph.topological(roots)) {
            elementwise.put(node, strip(node));
            plain.put(node, node instanceof Apply apply ? silent(apply).map(plain::get).getOrElse(node) : node);
        }
    }

    /** What to write for an operand of an elementwise operation. */
    Expr elementwise(Expr node) {
        return elementwise.get(node);
    }

    /** Whether it is a part of what is printed. */
    boolean knows(Expr node) {
        return plain.containsKey(node);
    }

    /**
     * What to write for the operands of an elementwise operation: as little as says the shape of the result, by the usual
     * alignment and {@link Repetition}.
     */
    Seq<Expr> operands(Apply apply) {
        Seq<Expr> bare = apply.inputs().map(this::elementwise);
        for (int i = 0; i < bare.size() && !Repetition.met(bare).contains(apply.shape()); i++) {
            bare = bare.update(i, plain(apply.input(i)));
        }
        return bare;
    }

    /** A tensor with axes of length one where the repetition adds some; others say how long they are. */
    private Expr spread(Expr source, Broadcast b) {
        boolean grows = !source.shape().dims().equals(b.to().dims().select(b.axes()));
        return grows || b.added().isEmpty() ? plain.get(source) : widened(source, b.added());
    }

    private Expr widened(Expr source, Ints added) {
        Expr wide = plain.get(source).expandDims(added.toArray());
        elementwise.putIfAbsent(wide, wide);
        plain.putIfAbsent(wide, wide);
        return wide;
    }

    /** What to write for any other operand. */
    Expr plain(Expr node) {
        return plain.get(node);
    }

    /** What reads as the same tensor. */
    private static Option<Expr> silent(Apply apply) {
        return apply.op() instanceof Cast(DType to) && isSilent(apply.input(0).dtype(), to) ? Option.of(apply.input(0))
                : StopGradient.guarded(apply);
    }

    private static boolean isSilent(DType from, DType to) {
        return from == to || to.isFloat() && from.isNumeric() && !(from == DType.F64 && to == DType.F32) || from == DType.I32
                && to == DType.I64;
    }

    private Expr strip(Expr node) {
        return switch (node) {
            case Tensor tensor when isUniform(tensor) -> tensor.view(Shape.SCALAR, tensor.offset(), Ints.empty());
            case Apply apply when silent(apply).isDefined() -> elementwise.get(silent(apply).get());
            case Apply(Broadcast b, var inputs, _) -> {
                Expr source = inputs.get(0);
                Expr wide = source instanceof Apply(Reshape _, var of, _) && drops(of.get(0).shape(), source.shape()) ? of.get(0)
                        : source;
                if (wide != source && aligned(wide.shape(), b)) {
                    Ints leading = Ints.range(0, b.to().rank() - wide.rank());
                    yield readsOtherwise(wide, leading) ? widened(wide, leading) : elementwise.get(wide);
                }
                yield aligned(source.shape(), b) && !readsOtherwise(source, b.added()) || keeps(source, b.added())
                        ? elementwise.get(source) : spread(source, b);
            }
            case Apply(Reshape(Shape to), var inputs, _) when drops(to, inputs.get(0).shape()) -> {
                Ints added = added(to, inputs.get(0).shape());
                yield added.isIdentity()
                        && !Repetition.gone(inputs.get(0)).exists(gone -> inputs.get(0).rank() > 0 && gone.size() == added.size()
                        && !gone.equals(added)) || keeps(inputs.get(0), added) ? elementwise.get(inputs.get(0)) : node;
            }
            case Apply apply when apply.op() == Binary.DIV && elementwise.get(apply.input(0)) instanceof Apply sum
                    && sum.rank() < apply.rank() && Idioms.isMean(sum, elementwise.get(apply.input(1))) -> mean(sum, apply);
            default -> node;
        };
    }

    /** The mean without the axes of length one that its sum has kept, which go without saying as those of the sum do. */
    private Expr mean(Apply sum, Apply kept) {
        Apply mean = (Apply) sum.div(elementwise.get(kept.input(1)));
        for (Expr made : Array.of(mean.input(1), mean)) {
            elementwise.computeIfAbsent(made, this::strip);
            plain.putIfAbsent(made, made);
        }
        return mean;
    }

    /** One number repeated. */
    static boolean isUniform(Tensor tensor) {
        return tensor.rank() > 0 && tensor.strides().forAll(s -> s == 0) && !tensor.shape().dims().contains(0);
    }

    /** Whether the narrow shape is the wide one without axes of length one. */
    static boolean drops(Shape wide, Shape narrow) {
        return wide.rank() > narrow.rank() && wide.dims().filter(d -> d != 1).equals(narrow.dims().filter(d -> d != 1));
    }

    /** The axes of length one that the wide shape has beyond the narrow one; leading ones first. */
    static Ints added(Shape wide, Shape narrow) {
        Ints added = Ints.empty();
        int j = narrow.rank() - 1;
        for (int i = wide.rank() - 1; i >= 0; i--) {
            if (j >= 0 && wide.dim(i) == narrow.dim(j)) {
                j--;
            } else {
                added = added.prepend(i);
            }
        }
        return added;
    }

    /** Whether the broadcast is the usual one of that shape: axes aligned from the last, those of length one repeated. */
    static boolean aligned(Shape source, Broadcast b) {
        int offset = b.to().rank() - source.rank();
        return offset >= 0 && Ints.range(0, source.rank()).filter(i -> source.dim(i) == b.to().dim(i + offset))
                .map(i -> i + offset).equals(b.axes());
    }

    /** Whether the axes are those that a reduction took away, with nothing but elementwise operations since. */
    private static boolean keeps(Expr reduced, Ints axes) {
        return Repetition.gone(reduced).exists(axes::equals);
    }

    /** Whether one would think that axes taken away come back, but others do. */
    private static boolean readsOtherwise(Expr source, Ints added) {
        return source.rank() > 0
                && Repetition.gone(source).exists(axes -> axes.size() == added.size() && !axes.equals(added));
    }
}
