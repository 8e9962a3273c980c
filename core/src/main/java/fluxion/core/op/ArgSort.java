package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The positions (i32) of the first {@code count} elements of the order that {@link Sort} puts an axis into; ties in the order
 * of their positions. Constant to derivatives.
 *
 * @param axis the axis, from 0 to rank − 1
 * @param descending whether the order falls
 * @param count how many positions, at most the axis's length
 */
public record ArgSort(int axis, boolean descending, int count) implements Order {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.numericAlong(this, axis, operands);
        OperandChecks.shape(this, count >= 0 && count <= x.shape().dim(axis), "count must be from 0 to the length of axis "
                + axis,
                () -> count + " for " + x);
        return new TensorType(DType.I32, new Shape(x.shape().dims().with(axis, count)));
    }
}
