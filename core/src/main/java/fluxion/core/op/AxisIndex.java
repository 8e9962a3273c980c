package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Which lane of a named axis this is, counted from 0, as i32.
 *
 * @param axis the name of the axis
 * @param size how many lanes it has
 */
public record AxisIndex(String axis, int size) implements NamedAxisOp {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 0, operands);
        return TensorType.scalar(DType.I32);
    }
}
