package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code scatter_add(x, indices, updates)}: x with {@code updates} added at the positions that {@link Take} with the same
 * parameters would read; repeated positions add up. Linear in x and updates.
 *
 * @param batch how many leading axes are shared
 * @param axis the axis of x that the indices count along, at least {@code batch}
 */
public record ScatterAdd(int batch, int axis) implements GatherScatter {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.updated(this, true, batch, axis, operands);
    }
}
