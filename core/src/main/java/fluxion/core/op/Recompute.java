package fluxion.core.op;

import fluxion.core.Fn;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The identity in its first operand, computed after the others: what is made of it is not shared with what was made of the
 * operand itself, but computed again, later.
 *
 * @param region the function that is computed again; by its identity
 */
public record Recompute(Fn region) implements Marker {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.shape(this, operands.nonEmpty(), "requires an operand", "none");
        return operands.get(0);
    }
}
