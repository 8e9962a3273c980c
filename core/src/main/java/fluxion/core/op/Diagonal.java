package fluxion.core.op;

import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * A diagonal of each matrix (the last two axes): [..., m, n] to [..., k].
 *
 * @param offset which diagonal; positive above the main one
 */
public record Diagonal(int offset) implements GatherScatter {
    /** The length of the diagonal of an m×n matrix. */
    public int length(int rows, int columns) {
        return Math.max(0, Math.min(rows + Math.min(0, offset), columns - Math.max(0, offset)));
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.shape(this, x.rank() >= 2, "requires an operand with at least two axes", x);
        int rank = x.rank();
        return x.withShape(new Shape(x.shape().dims().take(rank - 2)
                .append(length(x.shape().dim(rank - 2), x.shape().dim(rank - 1)))));
    }
}
