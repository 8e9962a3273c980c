package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/** Comparisons of each pair of elements; bool results; all but {@code NE} are false where a NaN takes part. */
public enum Compare implements Pairwise {
    /** x = y. */
    EQ,
    /** x ≠ y. */
    NE,
    /** x &lt; y. */
    LT,
    /** x ≤ y. */
    LE,
    /** x &gt; y. */
    GT,
    /** x ≥ y. */
    GE;

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType type = OperandChecks.same(this, operands);
        OperandChecks.dtype(this, type.dtype().isNumeric() || this == EQ || this == NE, "requires numeric operands",
                OperandChecks.list(operands));
        return type.withDtype(DType.BOOL);
    }
}
