package fluxion.ops.rule;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/**
 * Masked cotangents: {@code select(mask, value, 0)}. Where a function chose another branch its cotangent is 0, and has to
 * stay 0 whatever the derivative of the branch not taken is; 0·∞ would make it NaN. So linear steps act inside the mask,
 * which stays outermost: {@code select(c, t, 0)·d} becomes {@code select(c, t·d, 0)}.
 */
public final class Guard {
    /** How deep a divisor is searched for factors. */
    private static final int FACTORS = 6;

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

    /**
     * The sum of two cotangents of one value. Where both are masked it is masked where neither mask holds: 0 + 0 must stay 0
     * in steps to come.
     */
    public static Expr plus(Expr a, Expr b) {
        return masked(a).flatMap(m -> masked(b).filter(n -> m.mask().dtype() == DType.BOOL && n.mask().dtype() == DType.BOOL)
                        .map(n -> n.mask() == m.mask() ? select(m.mask(), m.value().plus(n.value()))
                        : select(m.mask().or(n.mask()), a.plus(b))))
                .getOrElse(() -> a.plus(b));
    }

    // ---- divisors at a kink -------------------------------------------------------------------------------------------

    /**
     * A divisor that is 1 where it would be 0, so that 0/0 is 0, as a slope at a kink is by convention. To derivatives it is the
     * divisor itself: see {@link #unguarded}.
     */
    public static Expr divisor(Expr x) {
        return x.plus(x.eq(0).where(Literal.of(x.tensorType(), 1), Literal.zerosLike(x)).stopGradient());
    }

    /**
     * What a divisor was before it was made 1 where it is 0. The derivative of the quotient is divided by this one: at the kink
     * it does not exist, and is NaN or ∞, not what the convention for the quotient would make of it.
     */
    public static Expr unguarded(Expr x) {
        return unguarded(x, FACTORS);
    }

    private static Expr unguarded(Expr x, int depth) {
        if (!(x instanceof Apply y) || depth == 0) {
            return x;
        }
        return switch (y.op()) {
            case Broadcast _, Reshape _, Permute _, Power _ -> inside(y, depth);
            case Binary op when op == Binary.MUL || op == Binary.DIV -> inside(y, depth);
            case Unary op when op == Unary.NEG || op == Unary.SQRT -> inside(y, depth);
            case Binary _ -> isDivisor(y) ? y.input(0) : y;
            case Select _ -> isOne(y.input(1)) && isZeroTest(y.input(0), y.input(2)) ? y.input(2) : y;
            case Op _ -> y;
        };
    }

    private static Expr inside(Apply y, int depth) {
        Seq<Expr> inner = y.inputs().map(in -> unguarded(in, depth - 1));
        return Array.range(0, inner.size()).forAll(i -> inner.get(i) == y.input(i)) ? y : y.on(inner);
    }

    /** Whether an operation is what {@link #divisor} makes: to algebra one number, not a sum. */
    public static boolean isDivisor(Apply y) {
        return y.op() == Binary.ADD && y.input(1) instanceof Apply(StopGradient _, var of, _)
                && of.get(0) instanceof Apply(Select _, var guard, _)
                && isZeroTest(guard.get(0), y.input(0)) && isOne(guard.get(1)) && Literal.isZero(guard.get(2));
    }

    /** The s of a norm, √s whose slope at 0 is 0: where(√s ≠ 0, √s, 0). */
    public static Option<Expr> squareOfNorm(Apply y) {
        return y.op() instanceof Select && y.input(0) instanceof Apply test && test.op() == Compare.NE
                && test.input(0) == y.input(1)
                && Literal.isZero(test.input(1)) && Literal.isZero(y.input(2)) && y.input(1) instanceof Apply sqrt
                && sqrt.op() == Unary.SQRT
                ? Option.of(sqrt.input(0)) : Option.none();
    }

    private static boolean isOne(Expr x) {
        return Literal.value(x).exists(v -> v == 1);
    }

    private static boolean isZeroTest(Expr test, Expr x) {
        return test instanceof Apply(Compare op, var in, _) && op == Compare.EQ && in.get(0) == x && Literal.isZero(in.get(1));
    }
}
