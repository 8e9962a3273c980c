package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The matrix with ones where column − row = offset, zeros elsewhere; the identity for offset 0.
 *
 * @param dtype any dtype
 * @param rows number of rows
 * @param columns number of columns
 * @param offset which diagonal; positive above the main one
 */
public record Eye(DType dtype, int rows, int columns, int offset) implements Creation {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 0, operands);
        return TensorType.of(dtype, rows, columns);
    }
}
