package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The elements as another dtype: to integers towards zero (Java's conversion: NaN gives 0, out of range saturates), to bool
 * x ≠ 0, from bool 0 or 1. The identity to derivatives between floating-point dtypes, constant to them otherwise.
 *
 * @param to the dtype of the result
 */
public record Cast(DType to) implements Op {
    @Override
    public String label() {
        return "cast";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.only(this, operands).withDtype(to);
    }
}
