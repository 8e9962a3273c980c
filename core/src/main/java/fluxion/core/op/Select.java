package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/** {@code select(c, x, y)}: x where the bool c holds, y elsewhere; all of one shape. */
public record Select() implements Op {
    @Override
    public String label() {
        return "where";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 3, operands);
        TensorType condition = operands.get(0);
        OperandChecks.dtype(this, condition.dtype() == DType.BOOL,
                "the condition must be bool (compare something, or cast(BOOL))",
                condition);
        TensorType branches = OperandChecks.same(this, operands.drop(1));
        if (!branches.shape().equals(condition.shape())) {
            throw new ShapeException(label() + ": the condition must have the branches' shape; got " + condition + " for "
                    + branches);
        }
        return branches;
    }
}
