package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Puts copies of a scalar (the second operand) around and between the elements of the first.
 *
 * @param low how many before the first element, per axis
 * @param high how many after the last, per axis
 * @param interior how many between neighbours, per axis
 */
public record Pad(Ints low, Ints high, Ints interior) implements Movement {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType x = operands.get(0);
        TensorType value = operands.get(1);
        OperandChecks.shape(this, low.size() == x.rank() && high.size() == x.rank() && interior.size() == x.rank()
                && low.concat(high).concat(interior).forAll(p -> p >= 0),
                "requires counts ≥ 0 for every axis (slice cuts off)", () -> "low " + low + ", high " + high + ", interior "
                        + interior + " for " + x);
        OperandChecks.shape(this, value.shape().isScalar() && value.dtype() == x.dtype(),
                "the padding must be a scalar of the operand's dtype",
                () -> value + " for " + x);
        return x.withShape(new Shape(Ints.tabulate(x.rank(), i -> {
            int n = x.shape().dim(i);
            long inner = Math.max(0, n - 1) * (long) interior.get(i);
            return OperandChecks.length(this, low.get(i) + (long) n + inner + high.get(i),
                    x + " with low " + low + ", high " + high
                    + ", interior " + interior);
        })));
    }
}
