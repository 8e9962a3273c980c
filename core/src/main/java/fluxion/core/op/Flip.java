package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The elements in reverse order along some axes.
 *
 * @param axes the axes, ascending
 */
public record Flip(Ints axes) implements Movement {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.axes(this, axes, x);
        return x;
    }
}
