package fluxion.core.op;

import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The same elements in row-major order, in another shape.
 *
 * @param to the shape of the result
 */
public record Reshape(Shape to) implements Movement {
    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.shape(this, x.shape().size() == to.size(), "the number of elements must stay the same",
                () -> x + " to " + to + " (" + x.shape().size() + " ≠ " + to.size() + ")");
        return x.withShape(to);
    }
}
