package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/** The identity, constant to derivatives. */
public record StopGradient() implements Op {
    @Override
    public String label() {
        return "stop_gradient";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.only(this, operands);
    }
}
