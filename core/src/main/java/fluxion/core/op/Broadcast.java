package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Repeats the operand along new axes: axis i of the operand becomes axis {@code axes[i]} of the result, with the same
 * length. (Axes of length one are not stretched; the verbs drop them first.)
 *
 * @param to the shape of the result
 * @param axes where each of the operand's axes goes, ascending
 */
public record Broadcast(Shape to, Ints axes) implements Movement {
    /** The result's axes that the operand does not have. */
    public Ints added() {
        return Ints.range(0, to.rank()).without(axes);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.shape(this, axes.size() == x.rank() && axes.isDistinct() && axes.equals(axes.sorted())
                && axes.forAll(a -> a >= 0 && a < to.rank()),
                "axes must say where each of the operand's axes goes, ascending", () -> axes + " for " + x + " to " + to);
        OperandChecks.shape(this, to.dims().select(axes).equals(x.shape().dims()), "lengths must stay the same",
                () -> x + " to " + to + " at axes " + axes);
        return x.withShape(to);
    }
}
