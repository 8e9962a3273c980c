package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The general product of two tensors: sums of products over the contracting axes, side by side for each position of the
 * batch axes. The result's axes are the batch axes, then the left operand's free axes, then the right operand's.
 *
 * @param leftBatch batch axes of the left operand
 * @param rightBatch batch axes of the right operand, paired with the left's
 * @param leftContract contracting axes of the left operand
 * @param rightContract contracting axes of the right operand, paired with the left's
 */
public record Dot(Ints leftBatch, Ints rightBatch, Ints leftContract, Ints rightContract) implements Op {
    @Override
    public String label() {
        return "dot";
    }

    /** The left operand's axes that are neither batch nor contracting, ascending. */
    public Ints leftFree(int rank) {
        return Ints.range(0, rank).without(leftBatch.concat(leftContract));
    }

    /** The right operand's axes that are neither batch nor contracting, ascending. */
    public Ints rightFree(int rank) {
        return Ints.range(0, rank).without(rightBatch.concat(rightContract));
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType left = operands.get(0);
        TensorType right = operands.get(1);
        OperandChecks.dtype(this, left.dtype() == right.dtype() && left.dtype().isNumeric(),
                "requires numeric operands of one dtype",
                OperandChecks.list(operands));
        axes(left, leftBatch, leftContract);
        axes(right, rightBatch, rightContract);
        pairs(left, right, leftBatch, rightBatch, "batch");
        pairs(left, right, leftContract, rightContract, "inner");
        Ints dims = left.shape().dims().select(leftBatch)
                .concat(left.shape().dims().select(leftFree(left.rank())))
                .concat(right.shape().dims().select(rightFree(right.rank())));
        return left.withShape(new Shape(dims));
    }

    private void axes(TensorType operand, Ints batch, Ints contract) {
        Ints used = batch.concat(contract);
        OperandChecks.shape(this, used.isDistinct() && used.forAll(a -> a >= 0 && a < operand.rank()),
                "batch and contracting axes must be distinct axes of their operand", () -> used + " for " + operand);
    }

    private void pairs(TensorType left, TensorType right, Ints leftAxes, Ints rightAxes, String role) {
        OperandChecks.shape(this, leftAxes.size() == rightAxes.size(), role + " axes must come in pairs",
                () -> leftAxes + " and " + rightAxes);
        for (int i = 0; i < leftAxes.size(); i++) {
            int m = left.shape().dim(leftAxes.get(i));
            int n = right.shape().dim(rightAxes.get(i));
            if (m != n) {
                throw new ShapeException("dot: the " + role + " sizes must agree; got " + left + " · " + right
                        + " (" + m + " ≠ " + n + ")");
            }
        }
    }
}
