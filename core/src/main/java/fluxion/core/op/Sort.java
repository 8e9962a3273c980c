package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The elements along an axis in rising or falling order; equal ones (−0 and 0) keep theirs. NaN counts as the largest number:
 * last when rising, first when falling. The derivative moves tangents as the values moved; ties follow the order they had.
 *
 * @param axis the axis, from 0 to rank − 1
 * @param descending whether the order falls
 */
public record Sort(int axis, boolean descending) implements Order {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.numericAlong(this, axis, operands);
    }
}
