package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The axes in another order: axis i of the result is axis {@code permutation[i]} of the operand.
 *
 * @param permutation each axis of the operand once
 */
public record Permute(Ints permutation) implements Movement {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.shape(this, permutation.size() == x.rank() && permutation.isPermutation(),
                "permutation must reorder the operand's axes", () -> permutation + " for " + x);
        return x.withShape(new Shape(x.shape().dims().select(permutation)));
    }
}
