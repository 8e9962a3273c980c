package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.ExprPattern;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** What is known of the sign of an expression's elements from its form, over the reals. */
public final class SignAnalysis {
    /** How far down the form is read. */
    private static final int DEPTH = 8;

    private enum Sign { POSITIVE, NONNEGATIVE, UNKNOWN }

    private SignAnalysis() {}

    /** Whether a guard like {@code x ≠ 0} is proven with these expressions in its holes' places. */
    public static boolean holds(ExprPattern guard, Seq<Option<Expr>> values) {
        return guard.template() instanceof Apply(Compare compare, var sides, _) && sides.get(0) instanceof Var hole
                && Literal.value(sides.get(1)).exists(bound -> bound <= 0 && values.get(guard.holes().indexOf(hole))
                .exists(value -> switch (compare) {
                    case NE, GT -> bound == 0 ? positive(value) : compare == Compare.GT && nonnegative(value);
                    case GE -> nonnegative(value);
                    case EQ, LT, LE -> false;
                }));
    }

    /** Whether all elements are plainly greater than 0. */
    public static boolean positive(Expr e) {
        return sign(e, DEPTH) == Sign.POSITIVE;
    }

    /** Whether all elements are plainly at least 0. */
    public static boolean nonnegative(Expr e) {
        return sign(e, DEPTH) != Sign.UNKNOWN;
    }

    private static Sign sign(Expr e, int depth) {
        Option<Double> number = Literal.value(e);
        if (number.isDefined()) {
            return number.get() > 0 ? Sign.POSITIVE : number.get() == 0 ? Sign.NONNEGATIVE : Sign.UNKNOWN;
        }
        return e instanceof Apply apply && depth > 0 && apply.type() instanceof TensorType t && t.dtype().isFloat()
                ? sign(apply, depth - 1) : Sign.UNKNOWN;
    }

    private static Sign sign(Apply e, int depth) {
        return switch (e.op()) {
            case Unary unary -> switch (unary) {
                case EXP, EXP2, COSH, SIGMOID, SOFTPLUS -> Sign.POSITIVE;
                case ABS, RELU -> better(sign(e.input(0), depth), Sign.NONNEGATIVE);
                case SQRT -> better(sign(e.input(0), depth), Sign.NONNEGATIVE);
                case CBRT -> sign(e.input(0), depth);
                case RSQRT -> sign(e.input(0), depth) == Sign.POSITIVE ? Sign.POSITIVE : Sign.NONNEGATIVE;
                default -> Sign.UNKNOWN;
            };
            case Power power -> power.exponent() % 2 == 0 ? better(sign(e.input(0), depth), Sign.NONNEGATIVE)
                    : sign(e.input(0), depth);
            case Binary.ADD, Binary.MAXIMUM -> {
                Sign a = sign(e.input(0), depth);
                Sign b = sign(e.input(1), depth);
                yield e.op() == Binary.MAXIMUM ? a.compareTo(b) < 0 ? a : b
                        : a == Sign.UNKNOWN || b == Sign.UNKNOWN ? Sign.UNKNOWN : a.compareTo(b) < 0 ? a : b;
            }
            case Binary.MUL, Binary.DIV, Binary.MINIMUM -> {
                Sign a = sign(e.input(0), depth);
                Sign b = sign(e.input(1), depth);
                yield a.compareTo(b) > 0 ? a : b;
            }
            case Binary.HYPOT -> Sign.NONNEGATIVE;
            case Reduce reduce -> reduce.kind() == Reduce.Kind.SUM && sign(e.input(0), depth) != Sign.UNKNOWN ? Sign.NONNEGATIVE
                    : Sign.UNKNOWN;
            case Broadcast _, Reshape _, Permute _, Flip _, Slice _, StopGradient _ -> sign(e.input(0), depth);
            case Op _ -> Sign.UNKNOWN;
        };
    }

    /** The operand's sign if it is known to be better than what the operation alone gives. */
    private static Sign better(Sign operand, Sign alone) {
        return operand == Sign.POSITIVE ? Sign.POSITIVE : alone;
    }
}
