package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** How rules build nodes: plainly, or sharing equal nodes and simplifying on the way. */
@FunctionalInterface
public interface Make {
    /** Builds what is asked for. */
    Make PLAIN = Apply::of;

    /** The operation on the operands, or something equal. */
    Expr apply(Op op, Seq<Expr> operands);

    /** The operation on the operands, or something equal. */
    default Expr apply(Op op, Expr... operands) {
        return apply(op, Array.of(operands));
    }

    /** Whether that operation on these operands is there already and used. */
    default boolean has(Op op, Expr... operands) {
        return false;
    }

    /** A tensor, or an equal one that is there already. */
    default Expr leaf(Tensor tensor) {
        return tensor;
    }

    /** Whether the expression has several uses, so that a rule which takes it apart may leave it behind as work of its own. */
    default boolean shared(Expr expression) {
        return uses(expression) > 1;
    }

    /** How often the expression is used where a rule is applied; fewer where not all is known yet. */
    default int uses(Expr expression) {
        return 0;
    }

    /** A number everywhere; none where the dtype does not hold it (f32 rounds). */
    default Option<Expr> literal(TensorType type, double number) {
        return scalar(type.dtype(), number).map(tensor -> spread(leaf(tensor), type));
    }

    /** A scalar repeated to the type's shape. */
    default Expr spread(Expr scalar, TensorType type) {
        return type.shape().isScalar() ? scalar : apply(new Broadcast(type.shape(), Ints.empty()), scalar);
    }

    private static Option<Tensor> scalar(DType dtype, double number) {
        return switch (dtype) {
            case F64 -> Option.of(Tensor.of(number));
            case F32 -> Option.of(Tensor.of((float) number));
            case I64 -> Option.when(number == Math.rint(number) && Math.abs(number) < 1L << 53, () -> Tensor.of((long) number));
            case I32 -> Option.when(number == (int) number, () -> Tensor.of((int) number));
            case BOOL -> Option.when(number == 0 || number == 1, () -> Tensor.of(number == 1));
        };
    }
}
