package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code flat_index(i, j, …)}: the row-major number {@code i·n₁·… + j·… + …} of a position in axes of the given lengths, one
 * operand an axis. Negative indices count from the end; the interpreter refuses indices out of range.
 *
 * @param dims the lengths of the axes
 */
public record FlatIndex(Ints dims) implements DynamicIndexing {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, dims.size(), operands);
        OperandChecks.shape(this, !dims.isEmpty() && dims.forAll(d -> d >= 0), "requires lengths of at least one axis", dims);
        TensorType indices = OperandChecks.same(this, operands);
        OperandChecks.dtype(this, indices.dtype().isInteger(), "requires integer indices", indices);
        return indices;
    }
}
