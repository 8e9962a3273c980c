package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The linear recurrence {@code y[i] = a[i]·y[i−1] + b[i]} along an axis, y[0] = b[0]; from the end when reversed, where y[i]
 * builds on y[i+1]. Where a is 0 the past is forgotten, be it infinite or NaN. The first factor is not used. Linear in b; the
 * derivatives of all running operations are recurrences, and a recurrence's own derivative and transpose are again.
 *
 * @param axis the axis, from 0 to rank − 1
 * @param reverse whether to start at the end
 */
public record Recurrence(int axis, boolean reverse) implements Cumulative {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType x = OperandChecks.same(this, operands);
        OperandChecks.dtype(this, x.dtype().isFloat(), "requires floating-point factors and terms", OperandChecks.list(operands));
        OperandChecks.shape(this, axis >= 0 && axis < x.rank(), "axis must be an axis of the operands", () -> axis + " for " + x);
        return x;
    }
}
