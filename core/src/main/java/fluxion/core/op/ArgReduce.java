package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * The position of the extremum along one axis, which the result (i32) does not have: the first of ties, the first NaN where
 * there is one. Constant to derivatives.
 *
 * @param kind which extremum
 * @param axis the axis, from 0 to rank − 1, of positive length
 */
public record ArgReduce(Kind kind, int axis) implements Op {
    /** Which extremum. */
    public enum Kind {
        /** The position of the largest element. */
        ARGMAX,
        /** The position of the smallest element. */
        ARGMIN
    }

    @Override
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.numericAlong(this, axis, operands);
        OperandChecks.shape(this, x.shape().dim(axis) > 0, "no elements have no extremum", () -> x + " along axis " + axis);
        return new TensorType(DType.I32, x.shape().without(Ints.of(axis)));
    }
}
