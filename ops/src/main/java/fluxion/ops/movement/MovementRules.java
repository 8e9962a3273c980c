package fluxion.ops.movement;

import static fluxion.ops.rule.Linearity.linear;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Movement;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivatives, transposes and batching of the operations that only move elements. */
public final class MovementRules {
    private MovementRules() {}

    /** Tangents move as values do. */
    public static Option<Expr> jvp(Movement op, Apply y, Seq<Option<Expr>> tangents) {
        Seq<Expr> operands = y.inputs().zipWith(tangents, (input, tangent) -> tangent.getOrElse(() -> Literal.zerosLike(input)));
        return Option.of(Apply.of(op, operands));
    }

    /** The cotangents moved back. */
    public static Either<String, Seq<Option<Expr>>> transpose(Movement op, Apply y, Seq<Boolean> linear, Expr ct) {
        for (int i = 0; i < linear.size(); i++) {
            if (!linear.get(i) && !Literal.isZero(y.input(i))) {
                return Either.left(op.label() + " with a constant is affine, not linear");
            }
        }
        Expr x = y.input(0);
        return switch (op) {
            case Reshape _ -> linear(Guard.move(new Reshape(x.shape()), ct));
            case Permute permute -> linear(Guard.move(new Permute(permute.permutation().inverse()), ct));
            case Broadcast broadcast -> linear(broadcast.added().isEmpty() ? ct : ct.sum(broadcast.added().toArray()));
            case Slice slice -> linear(unslice(slice, x, ct));
            case Flip _ -> linear(Guard.move(op, ct));
            case Pad pad -> {
                Expr inside = Expr.apply(inside(pad, x), ct);
                yield Either.right(Array.of(Option.when(linear.get(0), inside),
                        Option.when(linear.get(1), () -> ct.sum().minus(inside.sum()))));
            }
            case Concatenate concatenate -> Either.right(parts(concatenate, y, ct)
                    .zipWith(linear, (part, wanted) -> Option.when(wanted, part)));
        };
    }

    private static Expr unslice(Slice slice, Expr x, Expr ct) {
        Ints interior = slice.step().map(s -> s - 1);
        Ints high = Ints.tabulate(x.rank(), i -> {
            int length = ct.shape().dim(i);
            int reach = length == 0 ? 0 : (length - 1) * slice.step().get(i) + 1;
            return x.shape().dim(i) - slice.start().get(i) - reach;
        });
        return Guard.pad(slice.start(), high, interior, ct);
    }

    private static Slice inside(Pad pad, Expr x) {
        Ints step = pad.interior().map(i -> i + 1);
        Ints stop = Ints.tabulate(x.rank(), i -> {
            int n = x.shape().dim(i);
            return pad.low().get(i) + (n == 0 ? 0 : (n - 1) * step.get(i) + 1);
        });
        return new Slice(pad.low(), stop, step);
    }

    private static Seq<Expr> parts(Concatenate op, Apply y, Expr ct) {
        int[] from = {0};
        return y.inputs().map(input -> {
            int start = from[0];
            from[0] += input.shape().dim(op.axis());
            return ct.slice(op.axis(), start, from[0]);
        }).toArray();
    }

    /** Windows add back where they read. */
    public static Either<String, Seq<Option<Expr>>> transpose(Windows op, Apply y, Expr ct) {
        Ints dims = y.input(0).shape().dims();
        return linear(Expr.apply(new Fold(dims.drop(dims.size() - op.size().size()), op), ct));
    }

    /** The same movement one axis further in. */
    public static Expr batch(Movement op, Seq<Batched> inputs, int size) {
        return switch (op) {
            case Reshape reshape -> Expr.apply(new Reshape(reshape.to().prepend(size)), inputs.get(0).value());
            case Permute permute -> Expr.apply(new Permute(further(permute.permutation()).prepend(0)), inputs.get(0).value());
            case Broadcast broadcast ->
                    Expr.apply(new Broadcast(broadcast.to().prepend(size), further(broadcast.axes()).prepend(0)),
                    inputs.get(0).value());
            case Slice slice -> Expr.apply(new Slice(slice.start().prepend(0), slice.stop().prepend(size),
                    slice.step().prepend(1)),
                    inputs.get(0).value());
            case Flip flip -> Expr.apply(new Flip(further(flip.axes())), inputs.get(0).value());
            case Concatenate concatenate -> Apply.of(new Concatenate(concatenate.axis() + 1), inputs.map(b -> b.lanes(size)));
            case Pad pad -> batch(pad, inputs.get(0), inputs.get(1), size);
        };
    }

    private static Expr batch(Pad pad, Batched x, Batched value, int size) {
        Pad lanes = new Pad(pad.low().prepend(0), pad.high().prepend(0), pad.interior().prepend(0));
        Expr operand = x.lanes(size);
        if (!value.mapped()) {
            return Expr.apply(lanes, operand, value.value());
        }
        // each lane pads with its own number: pad with zeros, then choose
        Expr padded = Expr.apply(lanes, operand, Literal.zeros(TensorType.scalar(operand.dtype())));
        Expr inside = Expr.apply(lanes, Literal.of(operand.tensorType().withDtype(DType.BOOL), 1), Tensor.of(false));
        Shape shape = padded.shape();
        return inside.where(padded, Expr.apply(new Broadcast(shape, Ints.of(0)), value.value()));
    }

    private static Ints further(Ints axes) {
        return axes.map(axis -> axis + 1);
    }
}
