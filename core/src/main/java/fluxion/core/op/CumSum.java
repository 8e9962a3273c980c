package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Running sums along an axis: {@code y[i] = x[0] + … + x[i]}, or {@code x[i] + … + x[n−1]} when reversed.
 *
 * @param axis the axis, from 0 to rank − 1
 * @param reverse whether to start at the end
 */
public record CumSum(int axis, boolean reverse) implements Op {
    @Override
    public String label() {
        return "cumsum";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.numericAlong(this, axis, operands);
    }
}
