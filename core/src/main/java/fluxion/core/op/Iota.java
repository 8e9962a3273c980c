package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Each element's position along an axis: 0, 1, 2, …
 *
 * @param type the type of the result, numeric
 * @param axis the axis that counts
 */
public record Iota(TensorType type, int axis) implements Creation {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 0, operands);
        OperandChecks.dtype(this, type.dtype().isNumeric(), "requires a numeric dtype", type);
        OperandChecks.shape(this, axis >= 0 && axis < type.rank(), "axis must be an axis of the result",
                () -> axis + " for " + type);
        return type;
    }
}
