package fluxion.core;

import fluxion.core.op.Broadcast;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import io.vavr.control.Option;

/** Expressions that are one number everywhere: a scalar tensor, repeated to a shape where it has axes. */
public final class Literal {
    private Literal() {}

    /** The number in every element. */
    public static Expr of(TensorType type, Number value) {
        Expr scalar = type.dtype() == DType.BOOL ? Tensor.of(value.doubleValue() != 0) : Tensor.number(type.dtype(), value);
        return type.shape().isScalar() ? scalar : Expr.apply(new Broadcast(type.shape(), Ints.empty()), scalar);
    }

    /** Zeros, or false. */
    public static Expr zeros(TensorType type) {
        return of(type, 0);
    }

    /** Zeros of an expression's type. */
    public static Expr zerosLike(Expr x) {
        return zeros(x.tensorType());
    }

    /** The number that an expression is everywhere, if it is one; a bool counts as 0 or 1. */
    public static Option<Double> value(Expr x) {
        Expr at = x;
        while (at instanceof Apply(var op, var inputs, _)
                && (op instanceof Broadcast || op instanceof Reshape || op instanceof Permute)) {
            at = inputs.get(0);
        }
        return at instanceof Tensor tensor && tensor.view().isConstant() && tensor.type().shape().size() > 0 ? number(tensor)
                : Option.none();
    }

    /** The first element. */
    private static Option<Double> number(Tensor tensor) {
        return switch (tensor.type().dtype()) {
            case BOOL -> Option.of(tensor.storage().longAt(tensor.offset()) != 0 ? 1.0 : 0.0);
            case I64 -> {
                long value = tensor.storage().longAt(tensor.offset());
                yield Option.when((long) (double) value == value, () -> (double) value);
            }
            case F64, F32, I32 -> Option.of(tensor.storage().doubleAt(tensor.offset()));
        };
    }

    /** True where an expression is plainly zero (or false) everywhere. */
    public static boolean isZero(Expr x) {
        return value(x).exists(v -> v == 0);
    }
}
