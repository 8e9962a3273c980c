package fluxion.dsl.equality;

import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import io.vavr.collection.Seq;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/** Elementary functions of decimal intervals. */
final class DecimalScalars implements Scalars<DecimalInterval> {
    private static final DecimalInterval ZERO = DecimalInterval.ZERO;
    private static final DecimalInterval ONE = DecimalInterval.ONE;
    private static final DecimalInterval TWO = DecimalInterval.exact(2);
    /** Of what is not a number nothing is known. */
    private static final DecimalInterval ANYTHING = new DecimalInterval(BigDecimal.TEN.pow(100_000).negate(),
            BigDecimal.TEN.pow(100_000));
    private static final DecimalInterval PI = near(DecimalFunctions.PI);
    private static final DecimalInterval LN_2 = near(DecimalFunctions.log(BigDecimal.TWO));
    private static final DecimalInterval LN_10 = near(DecimalFunctions.log(BigDecimal.TEN));

    /** A computed number is this near. */
    private static DecimalInterval near(BigDecimal value) {
        BigDecimal size = value.abs().max(BigDecimal.ONE);
        return DecimalInterval.exact(value).within(size.movePointLeft(DecimalInterval.DIGITS - 4));
    }

    @Override
    public DecimalInterval number(double literal, DType dtype) {
        if (!Double.isFinite(literal)) {
            return ANYTHING;
        }
        Numeral numeral = Numeral.of(literal, dtype);
        return numeral.rounded() ? value(numeral).widened(dtype == DType.F32 ? 0x1p-22 : 0x1p-51) : value(numeral);
    }

    static DecimalInterval value(Numeral numeral) {
        DecimalInterval value = DecimalInterval.exact(new BigDecimal(numeral.over()))
                .times(DecimalInterval.exact(new BigDecimal(numeral.under())).reciprocal());
        Numeral.Constant c = numeral.times();
        value = c.pi() == 0 ? value : value.times(sqrt(PI).power(c.pi()));
        value = c.root() == 1 ? value : value.times(sqrt(DecimalInterval.exact(c.root())));
        value = c.logPower() == 0 ? value : value.times(log(DecimalInterval.exact(c.log())).power(c.logPower()));
        return c.e() == 0 ? value : value.times(exp(DecimalInterval.exact(c.e())));
    }

    @Override
    public DecimalInterval unary(Unary op, DecimalInterval x) {
        return switch (op) {
            case NEG -> x.negate();
            case ABS -> x.abs();
            case SIGN -> new DecimalInterval(BigDecimal.valueOf(x.low().signum()), BigDecimal.valueOf(x.high().signum()));
            case FLOOR -> x.floor();
            case CEIL -> x.negate().floor().negate();
            case ROUND -> new DecimalInterval(x.low().setScale(0, RoundingMode.HALF_EVEN),
                    x.high().setScale(0, RoundingMode.HALF_EVEN));
            case TRUNC -> new DecimalInterval(x.low().setScale(0, RoundingMode.DOWN), x.high().setScale(0, RoundingMode.DOWN));
            case SQRT -> sqrt(x);
            case RSQRT -> sqrt(x).reciprocal();
            case CBRT -> x.isPositive() ? pow(x, ONE.times(DecimalInterval.exact(3).reciprocal()))
                    : x.isNegative() ? unary(op, x.negate()).negate() : atZero(x, op);
            case EXP -> exp(x);
            case EXP2 -> exp(x.times(LN_2));
            case EXPM1 -> exp(x).minus(ONE);
            case LOG -> log(x);
            case LOG1P -> log(ONE.plus(x));
            case LOG2 -> log(x).times(LN_2.reciprocal());
            case LOG10 -> log(x).times(LN_10.reciprocal());
            case SIN -> turning(x, DecimalFunctions::sin);
            case COS -> turning(x, DecimalFunctions::cos);
            case TAN -> unary(Unary.SIN, x).times(unary(Unary.COS, x).reciprocal());
            case ATAN -> rising(x, DecimalFunctions::arctan);
            case ASIN -> arcsin(x);
            case ACOS -> PI.times(TWO.reciprocal()).minus(arcsin(x));
            case SINH -> exp(x).minus(exp(x.negate())).times(TWO.reciprocal());
            case COSH -> exp(x.abs()).plus(exp(x.abs().negate())).times(TWO.reciprocal());
            case TANH -> ONE.minus(TWO.times(exp(x.plus(x)).plus(ONE).reciprocal()));
            case ASINH -> x.isNegative() ? unary(op, x.negate()).negate() : log(x.plus(sqrt(x.power(2).plus(ONE))));
            case ACOSH -> log(x.plus(sqrt(x.minus(ONE)).times(sqrt(x.plus(ONE)))));
            case ATANH -> log(ONE.plus(x).times(ONE.minus(x).reciprocal())).times(TWO.reciprocal());
            case SIGMOID -> ONE.plus(exp(x.negate())).reciprocal();
            case SOFTPLUS -> log(ONE.plus(exp(x)));
            case RELU -> x.max(ZERO);
            case IS_NAN, IS_INF -> ZERO;
            case IS_FINITE -> ONE;
            case LOGICAL_NOT -> ONE.minus(x);
            case ERF -> throw new BeyondReach("erf");
        };
    }

    private static DecimalInterval atZero(DecimalInterval x, Unary op) {
        if (x.isPoint()) {
            return x;
        }
        throw new BeyondReach(op.label() + " near 0");
    }

    @Override
    public DecimalInterval binary(Binary op, DecimalInterval x, DecimalInterval y) {
        return switch (op) {
            case ADD -> x.plus(y);
            case SUB -> x.minus(y);
            case MUL -> x.times(y);
            case DIV -> x.times(y.reciprocal());
            case POW -> pow(x, y);
            case FLOOR_DIVIDE -> x.times(y.reciprocal()).floor();
            case REMAINDER -> x.minus(y.times(x.times(y.reciprocal()).floor()));
            case MAXIMUM -> x.max(y);
            case MINIMUM -> x.min(y);
            case HYPOT -> sqrt(x.power(2).plus(y.power(2)));
            case ATAN2 -> angle(x, y);
            case LOGADDEXP -> log(exp(x).plus(exp(y)));
            case COPYSIGN -> y.isPositive() ? x.abs() : y.isNegative() ? x.abs().negate() : x.abs().hull(x.abs().negate());
            case LOGICAL_AND -> x.min(y);
            case LOGICAL_OR -> x.max(y);
            case LOGICAL_XOR -> x.plus(y).minus(TWO.times(x).times(y));
        };
    }

    private static DecimalInterval angle(DecimalInterval y, DecimalInterval x) {
        DecimalInterval right = PI.times(TWO.reciprocal());
        if (x.isPositive()) {
            return rising(y.times(x.reciprocal()), DecimalFunctions::arctan);
        }
        if (y.isPositive()) {
            return right.minus(rising(x.times(y.reciprocal()), DecimalFunctions::arctan));
        }
        if (y.isNegative()) {
            return right.plus(rising(x.times(y.reciprocal()), DecimalFunctions::arctan)).negate();
        }
        throw new BeyondReach("atan2 near its cut");
    }

    @Override
    public DecimalInterval power(DecimalInterval x, int exponent) {
        return x.power(exponent);
    }

    private static DecimalInterval pow(DecimalInterval x, DecimalInterval y) {
        if (y.isPoint() && y.low().stripTrailingZeros().scale() <= 0 && y.low().abs().compareTo(BigDecimal.valueOf(999)) < 0) {
            return x.power(y.low().intValueExact());
        }
        return exp(y.times(log(x)));
    }

    @Override
    public DecimalInterval compare(Compare op, DecimalInterval x, DecimalInterval y) {
        int below = x.high().compareTo(y.low());
        int above = x.low().compareTo(y.high());
        return switch (op) {
            case LT -> below < 0 ? ONE : above >= 0 ? ZERO : either();
            case LE -> below <= 0 ? ONE : above > 0 ? ZERO : either();
            case GT -> above > 0 ? ONE : below <= 0 ? ZERO : either();
            case GE -> above >= 0 ? ONE : below < 0 ? ZERO : either();
            case EQ -> x.apart(y) ? ZERO : x.isPoint() && y.isPoint() ? ONE : either();
            case NE -> ONE.minus(compare(Compare.EQ, x, y));
        };
    }

    private static DecimalInterval either() {
        return ZERO.hull(ONE);
    }

    @Override
    public DecimalInterval select(DecimalInterval condition, DecimalInterval yes, DecimalInterval no) {
        return condition.isPositive() ? yes : condition.high().signum() == 0 ? no : yes.hull(no);
    }

    @Override
    public DecimalInterval special(Special op, Seq<DecimalInterval> x) {
        if (op instanceof SpecialFunction function) {
            switch (function) {
                case ENTR -> {
                    return x.get(0).times(log(x.get(0))).negate();
                }
                case XLOGY -> {
                    return x.get(0).times(log(x.get(1)));
                }
                case XLOG1PY -> {
                    return x.get(0).times(log(ONE.plus(x.get(1))));
                }
                case LOGIT -> {
                    return log(x.get(0)).minus(log(ONE.minus(x.get(0))));
                }
                default -> throw new BeyondReach(op.label());
            }
        }
        throw new BeyondReach(op.label());
    }

    // ---- elementary functions ----

    private static DecimalInterval rising(DecimalInterval x, UnaryOperator<BigDecimal> f) {
        DecimalInterval low = near(f.apply(x.low()));
        return x.isPoint() ? low : low.hull(near(f.apply(x.high())));
    }

    private static DecimalInterval exp(DecimalInterval x) {
        DecimalInterval value = new DecimalInterval(DecimalFunctions.exp(x.low()), x.isPoint()
                ? DecimalFunctions.exp(x.low()) : DecimalFunctions.exp(x.high()));
        return value.widened(1e-56);
    }

    private static DecimalInterval log(DecimalInterval x) {
        if (!x.isPositive()) {
            throw new BeyondReach("logarithms near 0");
        }
        return rising(x, DecimalFunctions::log);
    }

    private static DecimalInterval sqrt(DecimalInterval x) {
        if (x.low().signum() < 0) {
            throw new BeyondReach("roots near 0");
        }
        return new DecimalInterval(x.low().sqrt(DecimalFunctions.WORK), x.high().sqrt(DecimalFunctions.WORK)).widened(1e-58);
    }

    /** A function that changes no faster than its argument. */
    private static DecimalInterval turning(DecimalInterval x, UnaryOperator<BigDecimal> f) {
        BigDecimal middle = x.low().add(x.high()).divide(BigDecimal.TWO, DecimalFunctions.WORK);
        return near(f.apply(middle)).within(x.high().subtract(x.low()));
    }

    private static DecimalInterval arcsin(DecimalInterval x) {
        return rising(x, at -> {
            int end = at.abs().compareTo(BigDecimal.ONE);
            if (end > 0) {
                throw new BeyondReach("arcsin beyond 1");
            }
            return end == 0 ? DecimalFunctions.PI.divide(BigDecimal.valueOf(2L * at.signum()), DecimalFunctions.WORK)
                    : DecimalFunctions.arctan(at.divide(BigDecimal.ONE.subtract(at.multiply(at))
                            .sqrt(DecimalFunctions.WORK), DecimalFunctions.WORK));
        });
    }
}
