package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code dynamic_slice(x, start)}: the block of the given lengths that begins at computed positions, one for each axis,
 * clamped so that the block fits. With the leading {@code batch} axes B shared, shapes B+D and B+[rank of D] to B+sizes.
 * Linear in x.
 *
 * @param batch how many leading axes are shared
 * @param sizes the block's length along each axis of D
 */
public record DynamicSlice(int batch, Ints sizes) implements DynamicIndexing {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType x = operands.get(0);
        requireStart(this, batch, x, operands.get(1));
        Ints dims = x.shape().dims().drop(batch);
        OperandChecks.shape(this, sizes.size() == dims.size()
                && Ints.range(0, dims.size()).forAll(i -> 0 <= sizes.get(i) && sizes.get(i) <= dims.get(i)),
                "requires a size from 0 to the length for every axis", () -> sizes + " for " + x);
        return x.withShape(new Shape(x.shape().dims().take(batch).concat(sizes)));
    }

    static void requireStart(Op op, int batch, TensorType x, TensorType start) {
        OperandChecks.dtype(op, start.dtype().isInteger(), "requires integer start positions", start);
        OperandChecks.shape(op, batch >= 0 && batch <= x.rank()
                && start.shape().dims().equals(x.shape().dims().take(batch).append(x.rank() - batch)),
                "start must hold one position for each axis" + (batch == 0 ? "" : " behind " + batch + " shared axes"),
                () -> start + " for " + x);
    }
}
