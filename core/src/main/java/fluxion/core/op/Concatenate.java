package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * One or more tensors one after the other along an axis; their other axes agree.
 *
 * @param axis the axis, from 0 to rank − 1
 */
public record Concatenate(int axis) implements Movement {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.shape(this, operands.nonEmpty(), "requires at least one operand", "none");
        TensorType first = operands.get(0);
        OperandChecks.shape(this, axis >= 0 && axis < first.rank(), "axis must be an axis of the operands",
                () -> axis + " for " + first);
        OperandChecks.dtype(this, operands.forAll(t -> t.dtype() == first.dtype()), "requires operands of one dtype",
                OperandChecks.list(operands));
        Ints axes = Ints.of(axis);
        OperandChecks.shape(this, operands.forAll(t -> t.rank() == first.rank() && t.shape().without(axes)
                .equals(first.shape().without(axes))),
                "lengths off axis " + axis + " must agree", OperandChecks.list(operands));
        int total = OperandChecks.length(this, operands.toJavaStream().mapToLong(t -> t.shape().dim(axis)).sum(),
                OperandChecks.list(operands));
        return first.withShape(new Shape(first.shape().dims().with(axis, total)));
    }
}
