package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * {@code scatter(x, indices, updates)}: x with {@code updates} combined into the positions that {@link Take} with the same
 * parameters would read. Repeated positions combine in row-major order of the indices, so the last of several SETs stays.
 * SET is linear in x and updates; MIN and MAX share the derivative evenly among ties. Negative indices count from the end;
 * the interpreter refuses indices out of range.
 *
 * @param kind how an update meets what is there; {@link ScatterAdd} adds
 * @param batch how many leading axes are shared
 * @param axis the axis of x that the indices count along, at least {@code batch}
 */
public record Scatter(Kind kind, int batch, int axis) implements DynamicIndexing {
    /** How an update meets what is there. */
    public enum Kind {
        /** The update replaces it; the last one of several stays. */
        SET,
        /** The product of both. */
        MULTIPLY,
        /** The smaller of both. */
        MIN,
        /** The larger of both. */
        MAX
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.updated(this, kind != Kind.SET, batch, axis, operands);
    }
}
