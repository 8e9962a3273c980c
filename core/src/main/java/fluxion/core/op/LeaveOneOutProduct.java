package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The product of all other elements along an axis, {@code y[i] = Π x[j]} over j ≠ i: the gradient of a product. Further
 * operands are tangents t, u, … of x, in each of which it is linear: {@code y[i] = Σ t[k]·u[l]·…·Π x[j]} over distinct
 * k, l, … ≠ i and all remaining j. So its derivative in x is itself with one tangent more, and in a tangent it is its own
 * transpose. It never divides, and so is right where elements are zero; elements of an axis of length 1 have product 1.
 *
 * @param axis the axis, from 0 to rank − 1
 */
public record LeaveOneOutProduct(int axis) implements Cumulative {
    /** The most tangents allowed: the work for each element doubles with every one. */
    public static final int MOST = 16;

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.shape(this, !operands.isEmpty() && operands.size() <= MOST + 1, "requires an operand and at most " + MOST
                + " tangents of it",
                () -> operands.size() + " operands");
        TensorType x = OperandChecks.same(this, operands);
        OperandChecks.dtype(this, x.dtype().isFloat(), "requires floating-point operands", OperandChecks.list(operands));
        OperandChecks.axis(this, axis, x);
        return x;
    }
}
