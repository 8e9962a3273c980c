package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Every {@code step}-th element from {@code start} (inclusive) to {@code stop} (exclusive), per axis.
 *
 * @param start per axis, from 0
 * @param stop per axis, from start to the axis's length
 * @param step per axis, at least 1
 */
public record Slice(Ints start, Ints stop, Ints step) implements Movement {
    /** The length of the result along an axis. */
    public int length(int axis) {
        return (stop.get(axis) - start.get(axis) + step.get(axis) - 1) / step.get(axis);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        boolean fits = start.size() == x.rank() && stop.size() == x.rank() && step.size() == x.rank();
        for (int i = 0; fits && i < x.rank(); i++) {
            fits = 0 <= start.get(i) && start.get(i) <= stop.get(i) && stop.get(i) <= x.shape().dim(i) && step.get(i) >= 1;
        }
        OperandChecks.shape(this, fits, "requires 0 ≤ start ≤ stop ≤ length and step ≥ 1 on every axis",
                () -> "start " + start + ", stop " + stop + ", step " + step + " for " + x);
        return x.withShape(new Shape(Ints.tabulate(x.rank(), this::length)));
    }
}
