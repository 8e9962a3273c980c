package fluxion.core.op;

import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code scatter_add(x, indices, updates)}: x with {@code updates} added at the positions that {@link Take} with the same
 * parameters would read; repeated positions add up. Linear in x and updates.
 *
 * @param batch how many leading axes are shared
 * @param axis the axis of x that the indices count along, at least {@code batch}
 */
public record ScatterAdd(int batch, int axis) implements Op {
    @Override
    public String label() {
        return "scatter_add";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 3, operands);
        TensorType x = operands.get(0);
        TensorType updates = operands.get(2);
        OperandChecks.dtype(this, x.dtype().isNumeric() && updates.dtype() == x.dtype(),
                "requires numeric operand and updates of one dtype",
                () -> x + " and " + updates);
        Shape expected = Take.resultShape(this, batch, axis, x, operands.get(1));
        OperandChecks.shape(this, updates.shape().equals(expected), "updates must have shape " + expected
                + ", one slice for each index",
                updates);
        return x;
    }
}
