package fluxion.ops.elementwise;

import static fluxion.ops.rule.Linearity.linear;
import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivatives and transposes of the elementwise operations; lanes are just more elements, so batching is one line each. */
public final class ElementwiseRules {
    private static final double LN2 = Math.log(2);
    private static final double LN10 = Math.log(10);
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private ElementwiseRules() {}

    /** The tangent of y = op(x) from x's tangent t, none where the derivative is 0 everywhere. */
    public static Option<Expr> jvp(Unary op, Apply y, Expr t) {
        Expr x = y.input(0);
        return switch (op) {
            case NEG -> Option.of(t.neg());
            case ABS -> Option.of(t.times(x.sign()));
            case RELU -> Option.of(x.gt(0).where(t, Literal.zerosLike(t)));
            case SQRT -> Option.of(t.div(y.times(2)));
            case RSQRT -> Option.of(t.times(y.div(x)).times(-0.5));
            case CBRT -> Option.of(t.times(y.pow(-2)).div(3));
            case EXP -> Option.of(t.times(y));
            case EXP2 -> Option.of(t.times(y).times(LN2));
            case EXPM1 -> Option.of(t.times(x.exp()));
            case LOG -> Option.of(t.div(x));
            case LOG1P -> Option.of(t.div(x.plus(1)));
            case LOG2 -> Option.of(t.div(x.times(LN2)));
            case LOG10 -> Option.of(t.div(x.times(LN10)));
            case SIN -> Option.of(t.times(x.cos()));
            case COS -> Option.of(t.times(x.sin()).neg());
            case TAN -> Option.of(t.times(y.square().plus(1)));
            case ASIN -> Option.of(t.div(x.square().subtractedFrom(1).sqrt()));
            case ACOS -> Option.of(t.div(x.square().subtractedFrom(1).sqrt()).neg());
            case ATAN -> Option.of(t.div(x.square().plus(1)));
            case SINH -> Option.of(t.times(x.cosh()));
            case COSH -> Option.of(t.times(x.sinh()));
            case TANH -> Option.of(t.times(y.square().subtractedFrom(1)));
            case ASINH -> Option.of(t.div(x.square().plus(1).sqrt()));
            case ACOSH -> Option.of(t.div(x.square().minus(1).sqrt()));
            case ATANH -> Option.of(t.div(x.square().subtractedFrom(1)));
            case ERF -> Option.of(t.times(x.square().neg().exp()).times(TWO_OVER_SQRT_PI));
            case SIGMOID -> Option.of(t.times(y.times(y.subtractedFrom(1))));
            case SOFTPLUS -> Option.of(t.times(x.sigmoid()));
            case SIGN, FLOOR, CEIL, ROUND, TRUNC, IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> Option.none();
        };
    }

    /** The tangent of xⁿ: n·xⁿ⁻¹·t. */
    public static Option<Expr> jvp(Power op, Apply y, Expr t) {
        Expr x = y.input(0);
        return switch (op.exponent()) {
            case 0 -> Option.none();
            case 1 -> Option.of(t);
            case 2 -> Option.of(t.times(x.times(2)));
            default -> Option.of(t.times((op.exponent() < 0 ? Guard.unguarded(x) : x).pow(op.exponent() - 1)
                    .times(op.exponent())));
        };
    }

    /** The tangent of y = op(a, b). */
    public static Option<Expr> jvp(Binary op, Apply y, Option<Expr> ta, Option<Expr> tb) {
        Expr a = y.input(0);
        Expr b = y.input(1);
        return switch (op) {
            case ADD -> sum(ta, tb);
            case SUB -> sum(ta, tb.map(Expr::neg));
            case MUL -> sum(ta.map(t -> t.times(b)), tb.map(a::times));
            case DIV -> {
                Expr divisor = Guard.unguarded(b);
                yield sum(ta.map(t -> t.div(divisor)), tb.map(t -> t.times(y.div(divisor)).neg()));
            }
            case POW -> sum(ta.map(t -> t.times(powerByBase(a, b))), tb.map(t -> t.times(y).times(logOrZero(a))));
            case REMAINDER -> sum(ta, tb.map(t -> t.times(a.floorDivide(b)).neg()));
            case MAXIMUM -> Option.of(chosen(a.gt(b), a.lt(b), a.eq(b), ta, tb));
            case MINIMUM -> Option.of(chosen(a.lt(b), a.gt(b), a.eq(b), ta, tb));
            case ATAN2 -> {
                Expr square = a.square().plus(b.square());
                Expr divisor = square.eq(0).where(1, square);
                yield sum(ta.map(t -> t.times(b.div(divisor))), tb.map(t -> t.times(a.div(divisor)).neg()));
            }
            case HYPOT -> {
                Expr divisor = Guard.divisor(y);
                yield sum(ta.map(t -> t.times(a.div(divisor))), tb.map(t -> t.times(b.div(divisor))));
            }
            case LOGADDEXP -> {
                // the difference of two equal infinities is 0
                Expr difference = a.eq(b).and(a.isInf()).where(0, a.minus(b));
                yield sum(ta.map(t -> t.times(difference.sigmoid())), tb.map(t -> t.times(difference.neg().sigmoid())));
            }
            case COPYSIGN -> ta.map(t -> t.times(a.sign().times(Literal.of(b.tensorType(), 1).copysign(b))));
            case FLOOR_DIVIDE, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> Option.none();
        };
    }

    /** b·a^(b−1), and 0 at 0⁰, where the second factor is infinite. */
    private static Expr powerByBase(Expr a, Expr b) {
        boolean nonzero = Literal.value(b).exists(v -> v != 0);
        Expr base = nonzero ? a : a.eq(0).and(b.eq(0)).where(1, a);
        return b.times(base.pow(b.minus(1)));
    }

    /** ln a, and 0 at a = 0, where a^b has derivative 0 in b for every b &gt; 0. */
    private static Expr logOrZero(Expr a) {
        return Literal.value(a).exists(v -> v > 0) ? a.log() : a.eq(0).where(1, a).log();
    }

    /** The tangent of the operand that won; at a tie half of each; 0 where a NaN won. */
    private static Expr chosen(Expr first, Expr second, Expr tie, Option<Expr> ta, Option<Expr> tb) {
        Expr rest = tie.where(sum(ta, tb).get().times(0.5), 0);
        Expr orSecond = tb.map(t -> second.where(t, rest)).getOrElse(rest);
        return ta.map(t -> first.where(t, orSecond)).getOrElse(orSecond);
    }

    /** The tangent of where(c, a, b). */
    public static Option<Expr> jvpSelect(Apply y, Option<Expr> ta, Option<Expr> tb) {
        return ta.orElse(tb).map(Literal::zerosLike)
                .map(zero -> Expr.apply(new Select(), y.input(0), ta.getOrElse(zero), tb.getOrElse(zero)));
    }

    /** The tangent of a cast: the tangent cast, between floating-point dtypes. */
    public static Option<Expr> jvp(Cast op, Expr t) {
        return Option.when(op.to().isFloat() && t.dtype().isFloat(), () -> t.cast(op.to()));
    }

    private static Option<Expr> sum(Option<Expr> a, Option<Expr> b) {
        return a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get())) : a.orElse(b);
    }

    /** Only negation is linear. */
    public static Either<String, Seq<Option<Expr>>> transpose(Unary op, Expr ct) {
        return op == Unary.NEG ? linear(Guard.map(ct, Expr::neg)) : nonlinear(op.label());
    }

    /** Only x¹ is linear. */
    public static Either<String, Seq<Option<Expr>>> transpose(Power op, Expr ct) {
        return op.exponent() == 1 ? linear(ct) : nonlinear("x to the power " + op.exponent());
    }

    /** Sums of two linear operands, products with a constant, quotients by a constant. */
    public static Either<String, Seq<Option<Expr>>> transpose(Binary op, Apply y, Seq<Boolean> linear, Expr ct) {
        boolean left = linear.get(0);
        boolean right = linear.get(1);
        Expr a = y.input(0);
        Expr b = y.input(1);
        return switch (op) {
            case ADD, SUB -> {
                Expr constant = left ? b : a;
                yield left && right || Literal.isZero(constant)
                        ? both(Option.when(left, ct), Option.when(right, () -> op == Binary.SUB ? Guard.map(ct, Expr::neg) : ct))
                        : Either.left(op.label() + " of a constant is affine, not linear");
            }
            case MUL -> left && right ? nonlinear("the product of two linear operands")
                    : both(Option.when(left, () -> Guard.times(ct, b)), Option.when(right, () -> Guard.times(ct, a)));
            case DIV -> right ? nonlinear("a quotient in its divisor") : both(Option.of(Guard.div(ct, b)), Option.none());
            case POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR,
                    LOGICAL_XOR -> nonlinear(op.label());
        };
    }

    /** where(c, x, y): the cotangent where x was taken to x, elsewhere to y. */
    public static Either<String, Seq<Option<Expr>>> transposeSelect(Apply y, Seq<Boolean> linear, Expr ct) {
        Expr condition = y.input(0);
        if (linear.get(0)) {
            return nonlinear("where in its condition");
        }
        for (int i = 1; i <= 2; i++) {
            if (!linear.get(i) && !Literal.isZero(y.input(i))) {
                return Either.left("where with a constant branch is affine, not linear");
            }
        }
        return Either.right(Array.of(Option.none(), Option.when(linear.get(1), () -> Guard.mask(condition, ct)),
                Option.when(linear.get(2), () -> Guard.mask(condition.not(), ct))));
    }

    /** A cast between floating-point dtypes is linear. */
    public static Either<String, Seq<Option<Expr>>> transpose(Cast op, Apply y, Expr ct) {
        return op.to().isFloat() && y.input(0).dtype().isFloat() ? linear(Guard.map(ct, t -> t.cast(y.input(0).dtype())))
                : nonlinear("cast from " + y.input(0).dtype() + " to " + op.to());
    }

    private static Either<String, Seq<Option<Expr>>> both(Option<Expr> a, Option<Expr> b) {
        return Either.right(Array.of(a, b));
    }
}
