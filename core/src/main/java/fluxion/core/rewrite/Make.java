package fluxion.core.rewrite;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** How rules build nodes: plainly, or sharing equal nodes and simplifying on the way. */
@FunctionalInterface
public interface Make {
    /** Builds what is asked for. */
    Make PLAIN = fluxion.core.Apply::of;

    /** The operation on the operands, or something equal. */
    Expr apply(Op op, Seq<Expr> operands);

    /** The operation on the operands, or something equal. */
    default Expr apply(Op op, Expr... operands) {
        return apply(op, Array.of(operands));
    }

    /** A number everywhere; none where the dtype does not hold it. */
    default Option<Expr> literal(TensorType type, double number) {
        return Literal.scalar(type.dtype(), number).map(this::leaf).map(scalar -> type.shape().isScalar() ? scalar
                : apply(new fluxion.core.op.Broadcast(type.shape(), fluxion.core.Ints.empty()), scalar));
    }

    /** A tensor, or an equal one that is there already. */
    default Expr leaf(Expr tensor) {
        return tensor;
    }
}
