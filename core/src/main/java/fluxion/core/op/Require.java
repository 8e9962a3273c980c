package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The identity in its first operand, which states that its second one, a bool of any shape, holds. Like Java's assertions
 * it is only looked at when asked for.
 *
 * @param message what is wrong where it does not hold
 */
public record Require(String message) implements Marker {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        OperandChecks.dtype(this, operands.get(1).dtype() == DType.BOOL, "requires a condition, a bool", operands.get(1));
        return operands.get(0);
    }
}
