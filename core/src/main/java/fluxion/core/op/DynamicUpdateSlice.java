package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code dynamic_update_slice(x, update, start)}: x with the block that {@link DynamicSlice} would read replaced by
 * {@code update}; start is clamped so that it fits. With the leading {@code batch} axes B shared, shapes B+D, B+E and
 * B+[rank of D]. Linear in x and update together.
 *
 * @param batch how many leading axes are shared
 */
public record DynamicUpdateSlice(int batch) implements DynamicIndexing {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 3, operands);
        TensorType x = operands.get(0);
        TensorType update = operands.get(1);
        OperandChecks.dtype(this, update.dtype() == x.dtype(), "requires an update of the operand's dtype",
                () -> update + " for " + x);
        DynamicSlice.requireStart(this, batch, x, operands.get(2));
        Ints dims = x.shape().dims();
        Ints lengths = update.shape().dims();
        OperandChecks.shape(this, lengths.size() == dims.size() && lengths.take(batch).equals(dims.take(batch))
                        && Ints.range(batch, dims.size()).forAll(i -> lengths.get(i) <= dims.get(i)),
                "the update must fit into the operand", () -> update + " for " + x);
        return x;
    }
}
