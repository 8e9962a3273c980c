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
    public String label() {
        return "flip";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 1, operands);
        TensorType x = operands.get(0);
        OperandChecks.shape(this, axes.isDistinct() && axes.equals(axes.sorted()) && axes.forAll(a -> a >= 0 && a < x.rank()),
                "axes must be distinct axes of the operand, ascending", () -> axes + " for " + x);
        return x;
    }
}
