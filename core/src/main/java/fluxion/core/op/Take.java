package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Picks positions along one axis. With the leading {@code batch} axes B shared by operand and indices:
 * {@code y[b, p, i, q] = x[b, p, indices[b, i], q]}, shapes B+P+[n]+Q and B+I to B+P+I+Q. Negative indices count from the
 * end; the interpreter refuses indices out of range.
 *
 * @param batch how many leading axes are shared
 * @param axis the operand's axis of length n, at least {@code batch}
 */
public record Take(int batch, int axis) implements GatherScatter {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType x = operands.get(0);
        return x.withShape(resultShape(this, batch, axis, x, operands.get(1)));
    }

    static Shape resultShape(Op op, int batch, int axis, TensorType x, TensorType indices) {
        OperandChecks.dtype(op, indices.dtype().isInteger(), "requires integer indices", indices);
        OperandChecks.shape(op, batch >= 0 && axis >= batch && axis < x.rank(), "axis must be an axis of the operand",
                () -> axis + " for " + x);
        OperandChecks.shape(op, indices.rank() >= batch
                && indices.shape().dims().take(batch).equals(x.shape().dims().take(batch)),
                "the leading " + batch + " lengths of operand and indices must agree", () -> x + " and " + indices);
        Ints dims = x.shape().dims();
        return new Shape(dims.take(axis).concat(indices.shape().dims().drop(batch)).concat(dims.drop(axis + 1)));
    }
}
