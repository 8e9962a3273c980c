package fluxion.core.rewrite;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Apply;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Flip;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import io.vavr.control.Option;

/**
 * Expressions that are one known number everywhere: a scalar tensor, a tensor that repeats one element, and either under
 * movements. Bools count as 0 and 1. Integers that a double does not hold exactly are no literals.
 */
public final class Literal {
    private static final long EXACT = 1L << 53;

    private Literal() {}

    /** The number that every element is, where that is known without evaluating. */
    public static Option<Double> value(Expr expression) {
        Expr e = expression;
        while (e instanceof Apply apply) {
            switch (apply.op()) {
                case Broadcast _, Reshape _, Permute _, Flip _, Slice _ -> e = apply.input(0);
                default -> {
                    return Option.none();
                }
            }
        }
        return switch (e) {
            case Tensor tensor -> of(tensor);
            case Var _, Apply _, Result _ -> Option.none();
        };
    }

    /** Whether the expression is the given number everywhere; zeros of both signs are the same number. */
    public static boolean is(Expr expression, double number) {
        Option<Double> value = value(expression);
        return value.isDefined() && value.get() == number;
    }

    private static Option<Double> of(Tensor tensor) {
        for (int axis = 0; axis < tensor.rank(); axis++) {
            int dim = tensor.shape().dim(axis);
            if (dim == 0 || dim > 1 && tensor.strides().get(axis) != 0) {
                return Option.none();
            }
        }
        int[] first = new int[tensor.rank()];
        return switch (tensor.dtype()) {
            case F64, F32, I32 -> Option.of(tensor.doubleAt(first));
            case I64 -> {
                long value = tensor.longAt(first);
                yield Math.abs(value) <= EXACT ? Option.of((double) value) : Option.none();
            }
            case BOOL -> Option.of(tensor.booleanAt(first) ? 1.0 : 0.0);
        };
    }

    /**
     * The number everywhere in a tensor of the type, a scalar under a {@link Broadcast} unless the type is a scalar's; none
     * where the dtype does not hold it (f32 rounds).
     */
    public static Option<Expr> of(TensorType type, double number) {
        return scalar(type.dtype(), number).map(one -> spread(one, type));
    }

    /** A scalar repeated to the type's shape. */
    public static Expr spread(Expr scalar, TensorType type) {
        return type.shape().isScalar() ? scalar : Expr.apply(new Broadcast(type.shape(), Ints.empty()), scalar);
    }

    /** The scalar of a dtype; none where the dtype does not hold the number (f32 rounds). */
    public static Option<Tensor> scalar(DType dtype, double number) {
        return switch (dtype) {
            case F64 -> Option.of(Tensor.of(number));
            case F32 -> Option.of(Tensor.of((float) number));
            case I64 -> number == Math.rint(number) && Math.abs(number) <= EXACT ? Option.of(Tensor.of((long) number)) : Option.none();
            case I32 -> number == (int) number ? Option.of(Tensor.of((int) number)) : Option.none();
            case BOOL -> number == 0 || number == 1 ? Option.of(Tensor.of(number == 1)) : Option.none();
        };
    }
}
