package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.op.Movement;
import fluxion.core.op.Pad;
import fluxion.core.op.Select;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/**
 * Masked cotangents: {@code select(mask, value, 0)}. Where a function chose another branch its cotangent is 0, and has to
 * stay 0 whatever the derivative of the branch not taken is; 0·∞ would make it NaN. So linear steps act inside the mask,
 * which stays outermost: {@code select(c, t, 0)·d} becomes {@code select(c, t·d, 0)}.
 */
public final class Guard {
    private record Masked(Expr mask, Expr value) {}

    private Guard() {}

    private static Option<Masked> masked(Expr x) {
        if (x instanceof Apply(Select _, var inputs, _)) {
            if (Literal.isZero(inputs.get(2))) {
                return Option.of(new Masked(inputs.get(0), inputs.get(1)));
            }
            if (Literal.isZero(inputs.get(1))) {
                return Option.of(new Masked(inputs.get(0).not(), inputs.get(2)));
            }
        }
        return Option.none();
    }

    private static Expr select(Expr mask, Expr value) {
        return Expr.apply(new Select(), mask, value, Literal.zerosLike(value));
    }

    /** A linear elementwise step, inside the mask where there is one. */
    public static Expr map(Expr cotangent, UnaryOperator<Expr> step) {
        return masked(cotangent).map(m -> select(m.mask(), step.apply(m.value()))).getOrElse(() -> step.apply(cotangent));
    }

    /** The cotangent times a factor of its shape. */
    public static Expr times(Expr cotangent, Expr factor) {
        return map(cotangent, t -> t.times(factor));
    }

    /** The cotangent divided by a divisor of its shape. */
    public static Expr div(Expr cotangent, Expr divisor) {
        return map(cotangent, t -> t.div(divisor));
    }

    /** The cotangent where the mask holds, 0 elsewhere; two masks become one. */
    public static Expr mask(Expr mask, Expr cotangent) {
        return masked(cotangent).map(m -> select(mask.and(m.mask()), m.value())).getOrElse(() -> select(mask, cotangent));
    }

    /** A movement of the cotangent, the mask moving along. */
    public static Expr move(Movement op, Expr cotangent) {
        return masked(cotangent).map(m -> select(Expr.apply(op, m.mask()), Expr.apply(op, m.value())))
                .getOrElse(() -> Expr.apply(op, cotangent));
    }

    /** Zeros put around and between the elements of the cotangent. */
    public static Expr pad(Ints low, Ints high, Ints interior, Expr cotangent) {
        Pad op = new Pad(low, high, interior);
        Expr zero = Tensor.number(cotangent.dtype(), 0);
        return masked(cotangent).map(m -> select(Expr.apply(op, m.mask(), Tensor.of(false)), Expr.apply(op, m.value(), zero)))
                .getOrElse(() -> Expr.apply(op, cotangent, zero));
    }

    /** The sum of two cotangents of one value, under their mask where they have the same one. */
    public static Expr plus(Expr a, Expr b) {
        return masked(a).flatMap(m -> masked(b).filter(n -> n.mask() == m.mask() && m.mask().dtype() == DType.BOOL)
                        .map(n -> select(m.mask(), m.value().plus(n.value()))))
                .getOrElse(() -> a.plus(b));
    }
}
