package fluxion.ops.rule;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;

/**
 * A value under vmap.
 *
 * @param value the value of every lane side by side along axis 0 where {@code mapped}; else the one value all lanes share
 * @param mapped whether it has the batch axis
 */
public record Batched(Expr value, boolean mapped) {
    public static Batched mapped(Expr value) {
        return new Batched(value, true);
    }

    public static Batched shared(Expr value) {
        return new Batched(value, false);
    }

    /** With the batch axis: itself where it has it, repeated for each lane where it does not. */
    public Expr lanes(int size) {
        if (mapped) {
            return value;
        }
        Shape shape = value.shape();
        return Expr.apply(new Broadcast(shape.prepend(size), Ints.range(1, shape.rank() + 1)), value);
    }

    /** The rank of one lane's value. */
    public int laneRank() {
        return value.rank() - (mapped ? 1 : 0);
    }
}
