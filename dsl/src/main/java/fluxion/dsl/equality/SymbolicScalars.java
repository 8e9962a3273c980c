package fluxion.dsl.equality;

import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;

/**
 * Numbers as quotients of polynomials in functions of the parameters. Whatever depends on a sign asks for it; logarithms and
 * roots are those of absolute values, which is the same wherever they are defined.
 */
final class SymbolicScalars implements Scalars<RationalFunction> {
    private static final RationalFunction ZERO = RationalFunction.ZERO;
    private static final RationalFunction ONE = RationalFunction.ONE;
    private static final RationalFunction TWO = Quotients.number(2);
    private static final RationalFunction HALF = Quotients.number(1, 2);
    /** ln Γ is brought back by so many steps at most. */
    private static final int STEPS = 8;

    private final AtomTable atoms;
    private final Signs signs;
    private final Quotients in;
    private final ElementaryForms forms;

    SymbolicScalars(AtomTable atoms, Signs signs) {
        this.atoms = atoms;
        this.signs = signs;
        this.in = new Quotients(atoms, signs);
        this.forms = new ElementaryForms(atoms, signs, in);
    }

    Quotients arithmetic() {
        return in;
    }

    @Override
    public RationalFunction number(double literal, DType dtype) {
        if (!Double.isFinite(literal)) {
            return forms.opaque(Double.toString(literal));
        }
        Numeral n = Numeral.of(literal, dtype);
        Numeral.Constant c = n.times();
        RationalFunction value = RationalFunction.of(new Rational(n.over(), n.under()));
        value = c.pi() == 0 ? value : in.times(value, c.pi() % 2 == 0 ? in.power(forms.pi(), c.pi() / 2)
                : forms.power(forms.pi(), Rational.of(c.pi(), 2)));
        value = c.root() == 1 ? value : in.times(value, forms.root(c.root()));
        value = c.logPower() == 0 ? value : in.times(value, in.power(forms.log(Quotients.number(c.log())), c.logPower()));
        return c.e() == 0 ? value : in.times(value, forms.exp(Quotients.number(c.e())));
    }

    // ---- signs ----

    /** The sign where the number is not 0. */
    private int sign(RationalFunction x) {
        Quotients.Product product = in.factored(x);
        int sign = product.sign();
        for (SparsePolynomial f : ElementaryForms.odd(product.factors())) {
            sign *= signs.of(f);
        }
        return sign;
    }

    /** The sign, 0 of 0. */
    private int exactSign(RationalFunction x) {
        if (x.isZero()) {
            return 0;
        }
        for (int i = 0; i < atoms.size(); i++) {
            // where the tangent is infinite there may be other zeros
            if (atoms.atom(i) instanceof Atom.HalfTangent && (x.numerator().degree(i) < x.denominator().degree(i)
                    || x.numerator().has(i) && x.numerator().leadingCoefficient(i).constant().isEmpty())) {
                throw new BeyondReach("zeros of circular functions");
            }
        }
        Quotients.Product product = in.factored(x);
        int sign = product.sign();
        for (Quotients.Factor factor : product.factors()) {
            int own = factor.of().constant().isDefined() ? 1
                    : factor.exponent() > 0 ? signs.exactly(factor.of()) : signs.of(factor.of());
            sign *= own == 0 || factor.exponent() % 2 != 0 ? own : 1;
        }
        return sign;
    }

    private RationalFunction abs(RationalFunction x) {
        return x.isZero() ? x : in.times(Quotients.number(sign(x)), x);
    }

    private static RationalFunction truth(boolean holds) {
        return holds ? ONE : ZERO;
    }

    @Override
    public RationalFunction compare(Compare op, RationalFunction x, RationalFunction y) {
        int sign = exactSign(in.minus(x, y));
        return truth(switch (op) {
            case LT -> sign < 0;
            case LE -> sign <= 0;
            case GT -> sign > 0;
            case GE -> sign >= 0;
            case EQ -> sign == 0;
            case NE -> sign != 0;
        });
    }

    @Override
    public RationalFunction select(RationalFunction condition, RationalFunction yes, RationalFunction no) {
        return condition.isZero() ? no : yes;
    }

    // ---- one operand ----

    @Override
    public RationalFunction unary(Unary op, RationalFunction x) {
        return switch (op) {
            case NEG -> x.negate();
            case ABS -> abs(x);
            case SIGN -> Quotients.number(exactSign(x));
            case RELU -> x.isZero() || sign(x) < 0 ? ZERO : x;
            case FLOOR -> floor(x);
            case CEIL -> {
                atoms.used("⌈x⌉ = −⌊−x⌋");
                yield floor(x.negate()).negate();
            }
            case ROUND -> forms.odd("round", x);
            case TRUNC -> forms.odd("trunc", x);
            case SQRT -> forms.sqrt(x);
            case RSQRT -> in.over(ONE, forms.sqrt(x));
            case CBRT -> x.isZero() ? x : in.times(Quotients.number(sign(x)), forms.power(x, Rational.of(1, 3)));
            case EXP -> forms.exp(x);
            case EXP2 -> forms.exp(in.times(x, forms.log(TWO)));
            case EXPM1 -> in.minus(forms.exp(x), ONE);
            case LOG -> forms.log(x);
            case LOG1P -> forms.log(in.plus(ONE, x));
            case LOG2 -> in.over(forms.log(x), forms.log(TWO));
            case LOG10 -> in.over(forms.log(x), forms.log(Quotients.number(10)));
            case SIN -> forms.turn(x).sin();
            case COS -> forms.turn(x).cos();
            case TAN -> {
                atoms.used("tan = sin/cos");
                ElementaryForms.Turn turn = forms.turn(x);
                yield in.over(turn.sin(), turn.cos());
            }
            case ASIN -> arcsin(x);
            case ACOS -> {
                atoms.used("arccos x = π/2 − arcsin x");
                yield in.minus(in.times(HALF, forms.pi()), arcsin(x));
            }
            case ATAN -> arctan(x);
            case SINH, COSH, TANH -> hyperbolic(op, x);
            case ASINH -> arsinh(x);
            case ACOSH -> {
                atoms.used("arcosh x = ln(x + √(x² − 1))");
                yield forms.log(in.plus(x, forms.sqrt(in.minus(in.times(x, x), ONE))));
            }
            case ATANH -> {
                atoms.used("artanh x = ln((1 + x)/(1 − x))/2");
                yield in.times(HALF, in.minus(forms.log(in.plus(ONE, x)), forms.log(in.minus(ONE, x))));
            }
            case ERF -> forms.odd("erf", x);
            case SIGMOID -> {
                atoms.used("σ(x) = eˣ/(1 + eˣ)");
                RationalFunction e = forms.exp(x);
                yield in.over(e, in.plus(ONE, e));
            }
            case SOFTPLUS -> {
                atoms.used("softplus x = ln(1 + eˣ)");
                yield forms.log(in.plus(ONE, forms.exp(x)));
            }
            case IS_NAN, IS_INF -> ZERO;
            case IS_FINITE -> ONE;
            case LOGICAL_NOT -> in.minus(ONE, x);
        };
    }

    private RationalFunction hyperbolic(Unary op, RationalFunction x) {
        atoms.used("hyperbolic functions by exponentials");
        RationalFunction e = forms.exp(x);
        RationalFunction inverse = in.over(ONE, e);
        RationalFunction difference = in.minus(e, inverse);
        RationalFunction sum = in.plus(e, inverse);
        return switch (op) {
            case SINH -> in.times(HALF, difference);
            case COSH -> in.times(HALF, sum);
            case TANH -> in.over(difference, sum);
            default -> throw new IllegalStateException("no case for " + op);
        };
    }

    private RationalFunction floor(RationalFunction x) {
        Option<Rational> number = Quotients.constant(x);
        Rational shift = !x.denominator().isOne() ? Rational.ZERO
                : x.numerator().terms().find(t -> t.powers().isOne()).map(SparsePolynomial.Monomial::coefficient)
                .getOrElse(Rational.ZERO);
        RationalFunction below = RationalFunction.of(new Rational(floor(shift), java.math.BigInteger.ONE));
        return number.isDefined() ? below : in.plus(below, forms.opaque("floor", in.minus(x, below)));
    }

    private static java.math.BigInteger floor(Rational x) {
        java.math.BigInteger[] parts = x.numerator().divideAndRemainder(x.denominator());
        return parts[1].signum() < 0 ? parts[0].subtract(java.math.BigInteger.ONE) : parts[0];
    }

    /** Angles with known sines: 0, π/6, π/4, π/3, π/2. */
    private RationalFunction arcsin(RationalFunction x) {
        int quarters = x.isZero() ? 0 : in.times(x, x).equals(Quotients.number(1, 4)) ? 2
                : in.times(x, x).equals(HALF) ? 3 : in.times(x, x).equals(Quotients.number(3, 4)) ? 4
                : in.times(x, x).equals(ONE) ? 6 : -1;
        return quarters < 0 ? forms.odd("arcsin", x) : part(x, quarters);
    }

    private RationalFunction arctan(RationalFunction x) {
        int quarters = x.isZero() ? 0 : in.times(x, x).equals(Quotients.number(1, 3)) ? 2
                : in.times(x, x).equals(ONE) ? 3 : in.times(x, x).equals(Quotients.number(3)) ? 4 : -1;
        return quarters >= 0 ? part(x, quarters) : x.denominator().constant()
                .flatMap(d -> x.numerator().constant().map(n -> n.over(d)))
                .flatMap(GaussianAngles::of).filter(angles -> !angles.isPrime()).map(this::angle)
                .getOrElse(() -> forms.odd("arctan", x));
    }

    private RationalFunction angle(GaussianAngles angles) {
        atoms.used("angles of complex factors add");
        RationalFunction sum = in.times(Quotients.number(angles.eighths(), 4), forms.pi());
        for (Tuple2<Rational, Integer> prime : angles.primes()) {
            sum = in.plus(sum, in.times(Quotients.number(prime._2), forms.odd("arctan", RationalFunction.of(prime._1))));
        }
        return sum;
    }

    /** So many twelfths of π, with the sign of x. */
    private RationalFunction part(RationalFunction x, int twelfths) {
        return twelfths == 0 ? ZERO : in.times(Quotients.number((long) twelfths * sign(x), 12), forms.pi());
    }

    private RationalFunction arsinh(RationalFunction x) {
        if (x.isZero()) {
            return x;
        }
        atoms.used("arsinh x = ln(x + √(x² + 1))");
        RationalFunction inside = in.plus(x, forms.sqrt(in.plus(in.times(x, x), ONE)));
        List<SparsePolynomial> odd = ElementaryForms.odd(in.factored(inside).factors());
        if (odd.size() == 1) {
            atoms.positive(odd.get(0));
        }
        return forms.log(inside);
    }

    // ---- two operands ----

    @Override
    public RationalFunction binary(Binary op, RationalFunction x, RationalFunction y) {
        return switch (op) {
            case ADD -> in.plus(x, y);
            case SUB -> in.minus(x, y);
            case MUL -> in.times(x, y);
            case DIV -> in.over(x, y);
            case POW -> pow(x, y);
            case FLOOR_DIVIDE -> floor(in.over(x, y));
            case REMAINDER -> in.minus(x, in.times(y, floor(in.over(x, y))));
            case MAXIMUM -> larger(x, y) ? x : y;
            case MINIMUM -> larger(x, y) ? y : x;
            case ATAN2 -> angle(x, y);
            case HYPOT -> forms.sqrt(in.plus(in.times(x, x), in.times(y, y)));
            case LOGADDEXP -> forms.log(in.plus(forms.exp(x), forms.exp(y)));
            case COPYSIGN -> in.times(Quotients.number(nonzeroSign(y)), abs(x));
            case LOGICAL_AND -> in.times(x, y);
            case LOGICAL_OR -> in.minus(in.plus(x, y), in.times(x, y));
            case LOGICAL_XOR -> in.minus(in.plus(x, y), in.times(TWO, in.times(x, y)));
        };
    }

    private boolean larger(RationalFunction x, RationalFunction y) {
        RationalFunction difference = in.minus(x, y);
        return difference.isZero() || sign(difference) > 0;
    }

    private int nonzeroSign(RationalFunction y) {
        int sign = exactSign(y);
        if (sign == 0) {
            throw new BeyondReach("the sign of zero");
        }
        return sign;
    }

    private RationalFunction angle(RationalFunction y, RationalFunction x) {
        if (y.isZero() || x.isZero()) {
            throw new BeyondReach("angles on an axis");
        }
        RationalFunction scale = RationalFunction.of(y.numerator().content().abs().inverse());
        return forms.opaque("atan2", in.times(y, scale), in.times(x, scale));
    }

    private RationalFunction pow(RationalFunction x, RationalFunction y) {
        Option<Rational> exponent = Quotients.constant(y);
        if (exponent.isEmpty()) {
            if (Quotients.constant(x).exists(base -> base.signum() <= 0)) {
                throw new BeyondReach("powers of negative numbers");
            }
            atoms.used("xʸ = e to the y·ln x");
            return forms.exp(in.times(y, forms.log(x)));
        }
        return exponent.get().isWhole() ? power(x, exponent.get().whole().getOrElseThrow(() -> new BeyondReach("large powers")))
                : x.isZero() ? x : forms.power(x, exponent.get());
    }

    @Override
    public RationalFunction power(RationalFunction x, int exponent) {
        return in.power(x, exponent);
    }

    // ---- special functions ----

    @Override
    public RationalFunction special(Special op, Seq<RationalFunction> x) {
        if (op instanceof SpecialFunction function) {
            RationalFunction a = x.get(0);
            return switch (function) {
                case ERFC -> {
                    atoms.used("erfc x = 1 − erf x");
                    yield in.minus(ONE, forms.odd("erf", a));
                }
                case NDTR -> ndtr(a);
                case LOG_NDTR -> forms.log(ndtr(a));
                case LGAMMA -> lnGamma(a);
                case LBETA -> in.minus(in.plus(lnGamma(a), lnGamma(x.get(1))), lnGamma(in.plus(a, x.get(1))));
                case ENTR -> a.isZero() ? a : in.times(a, forms.log(a)).negate();
                case XLOGY -> a.isZero() ? a : in.times(a, forms.log(x.get(1)));
                case XLOG1PY -> a.isZero() ? a : in.times(a, forms.log(in.plus(ONE, x.get(1))));
                case LOGIT -> in.minus(forms.log(a), forms.log(in.minus(ONE, a)));
                case ERFINV, NDTRI, GAMMAINCC, GAMMAINCINV, LOG_GAMMAINCINV, BETAINCINV, POISSON_QUANTILE ->
                        forms.opaque(function.label(), x.toJavaArray(RationalFunction[]::new));
            };
        }
        return forms.opaque(op.toString(), x.toJavaArray(RationalFunction[]::new));
    }

    private RationalFunction ndtr(RationalFunction x) {
        atoms.used("Φ(x) = (1 + erf(x/√2))/2");
        return in.times(HALF, in.plus(ONE, forms.odd("erf", in.over(x, forms.root(2)))));
    }

    private RationalFunction lnGamma(RationalFunction x) {
        RationalFunction at = x;
        RationalFunction sum = ZERO;
        for (int step = 0; step < STEPS && at.denominator().isOne()
                && at.numerator().terms().exists(t -> t.powers().isOne() && t.coefficient().compareTo(Rational.ONE) >= 0)
                && at.numerator().constant().isEmpty(); step++) {
            atoms.used("ln Γ(x + 1) = ln Γ(x) + ln x");
            at = in.minus(at, ONE);
            sum = in.plus(sum, forms.log(at));
        }
        return in.plus(sum, forms.opaque("lnΓ", at));
    }
}
