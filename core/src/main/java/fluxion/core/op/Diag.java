package fluxion.core.op;

import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Square matrices (the last two axes) with the operand's last axis on a diagonal, zeros elsewhere: [..., n] to
 * [..., n + |offset|, n + |offset|]. The transpose of {@link Diagonal} of such matrices.
 *
 * @param offset which diagonal; positive above the main one
 */
public record Diag(int offset) implements GatherScatter {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.shape(this, x.rank() >= 1, "requires an operand with at least one axis", x);
        int n = OperandChecks.length(this, x.shape().dims().last() + Math.abs((long) offset), x + " with offset " + offset);
        return x.withShape(new Shape(x.shape().dims().take(x.rank() - 1).append(n).append(n)));
    }
}
