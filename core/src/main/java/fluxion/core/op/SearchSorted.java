package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code searchsorted(sorted, values)}: for each value how many numbers of a rising vector are smaller (LEFT), or smaller or
 * equal (RIGHT): the first or last place where the value keeps the order. The leading {@code batch} axes B are shared: shapes
 * B+[n] and B+I to B+I, i32. NaN counts as the largest number. Constant to derivatives. Numbers that do not rise give some
 * position from 0 to n.
 *
 * @param batch how many leading axes are shared
 * @param side which of equal places
 */
public record SearchSorted(int batch, Side side) implements Order {
    /** Before or behind equal numbers. */
    public enum Side {
        /** Before equal numbers. */
        LEFT,
        /** Behind equal numbers. */
        RIGHT
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType sorted = operands.get(0);
        TensorType values = operands.get(1);
        OperandChecks.dtype(this, sorted.dtype().isNumeric() && sorted.dtype() == values.dtype(), "requires numbers of one dtype",
                OperandChecks.list(operands));
        OperandChecks.shape(this, batch >= 0 && sorted.rank() == batch + 1,
                "the sorted numbers must be a vector" + (batch == 0 ? "" : " behind " + batch + " shared axes"), sorted);
        OperandChecks.shape(this, values.rank() >= batch
                && values.shape().dims().take(batch).equals(sorted.shape().dims().take(batch)),
                "the leading " + batch + " lengths must agree", OperandChecks.list(operands));
        return values.withDtype(DType.I32);
    }
}
