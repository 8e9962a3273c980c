package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The identity, giving its operand a name that a checkpoint's policy may speak of.
 *
 * @param name the name
 */
public record Named(String name) implements Marker {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.only(this, operands);
    }
}
