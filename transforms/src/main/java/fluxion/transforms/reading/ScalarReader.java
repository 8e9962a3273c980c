package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;
import static fluxion.transforms.reading.Indeterminates.polynomial;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Group;
import fluxion.transforms.reading.Indeterminate.Opaque;
import fluxion.transforms.reading.Indeterminate.SumOf;
import fluxion.transforms.reading.Indeterminate.SymbolicPower;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Reads the arithmetic of one type as polynomials of indeterminates, roots, powers and exponentials included. */
final class ScalarReader {
    /** Sums of more terms are indeterminates. */
    private static final int TERMS = 80;
    private final Indeterminates table;
    private final NumberReader numbers;
    private final Exponentials exponentials;
    private final CasesForms cases;
    private final ScalarCandidates candidates;
    /** The best form of a sum. */
    private final UnaryOperator<SparsePolynomial> improve;
    /** The form of an argument. */
    private final Function<Expr, SparsePolynomial> argument;
    /** What stands for a node that is no arithmetic, its operands in reading form. */
    private final UnaryOperator<Expr> finished;
    private final Map<Expr, SparsePolynomial> values = new NodeMap<>();
    private final Map<Expr, Monomial> terms = new NodeMap<>();

    ScalarReader(Indeterminates table, ScalarCandidates candidates, UnaryOperator<SparsePolynomial> improve,
            Function<Expr, SparsePolynomial> argument, UnaryOperator<Expr> finished) {
        this.table = table;
        this.numbers = new NumberReader(table);
        this.candidates = candidates;
        this.exponentials = new Exponentials(table, candidates.fractions());
        this.improve = improve;
        this.cases = candidates.cases();
        this.argument = argument;
        this.finished = finished;
    }

    /** Whether a node is arithmetic, which the reader looks into. */
    static boolean isArithmetic(Expr e) {
        return e instanceof Apply a && (ReadingGuards.guarded(a).isDefined() || switch (a.op()) {
            case Binary b -> b == Binary.ADD || b == Binary.SUB || b == Binary.MUL || b == Binary.DIV || b == Binary.POW;
            case Unary u -> u == Unary.NEG || u == Unary.SQRT || u == Unary.RSQRT || u == Unary.CBRT || u == Unary.EXP
                    || u == Unary.EXP2 || u == Unary.EXPM1 || u == Unary.LOG || isFunction(u);
            case Power _ -> true;
            case Select _ -> a.rank() == 0 && !ReadingGuards.isGuardedNorm(a);
            case Op _ -> false;
        });
    }

    /** Whether a node is a function of its operand, no sum, product, power or root. */
    static boolean isCall(Apply a) {
        return a.op() instanceof Unary u && (u == Unary.EXP || u == Unary.LOG || isFunction(u));
    }

    /** Functions of which more is known than their values. */
    private static boolean isFunction(Unary u) {
        return u == Unary.ABS || u == Unary.SIGN || u == Unary.SIN || u == Unary.COS || u == Unary.TAN || u == Unary.ERF;
    }

    /** The value of a node whose operands have been asked for before. */
    SparsePolynomial of(Expr e) {
        SparsePolynomial known = values.get(e);
        if (known == null) {
            known = value(e);
            if (known.size() > TERMS) {
                known = polynomial(opaque(e));
            }
            values.put(e, known);
        }
        return known;
    }

    /** The value as one product. */
    Monomial term(Expr e) {
        return terms.computeIfAbsent(e, _ -> candidates.shared(nonzero(improve.apply(of(e)))));
    }

    private static SparsePolynomial nonzero(SparsePolynomial p) {
        return p.isZero() ? SparsePolynomial.of(Rational.ONE) : p;
    }

    private Monomial opaque(Expr e) {
        return table.power(new Opaque(finished.apply(e)), UNIT);
    }

    private static SparsePolynomial one(Monomial term) {
        return polynomial(term);
    }

    private SparsePolynomial value(Expr e) {
        Option<Double> number = Literal.value(e).filter(Double::isFinite);
        if (number.isDefined() && (e instanceof Tensor || !(e instanceof Apply a && isArithmetic(a)))) {
            return one(numbers.of(number.get()));
        }
        Option<Expr> guarded = e instanceof Apply a ? ReadingGuards.guarded(a) : Option.none();
        return guarded.isDefined() ? of(guarded.get())
                : isArithmetic(e) && e instanceof Apply a ? arithmetic(a) : one(opaque(e));
    }

    private SparsePolynomial arithmetic(Apply a) {
        Expr x = a.input(0);
        return switch (a.op()) {
            case Binary.ADD -> of(x).plus(of(a.input(1)));
            case Binary.SUB -> of(x).minus(of(a.input(1)));
            case Unary.NEG -> of(x).negate();
            case Binary.MUL -> product(a, of(x), of(a.input(1)));
            case Binary.DIV -> of(a.input(1)).isZero() ? one(opaque(a)) : quotient(a, of(x), of(a.input(1)));
            case Select _ -> cases.of(finished.apply(x), improve.apply(of(a.input(1))), improve.apply(of(a.input(2))));
            case Power(int n) -> n < 0 && of(x).isZero() ? one(opaque(a)) : n == 0 ? SparsePolynomial.ONE
                    : of(x).isZero() ? SparsePolynomial.ZERO
                    : one(table.settled(Indeterminates.raised(term(x), n * UNIT)));
            case Unary.SQRT -> ReadingGuards.isNorm(x) ? one(opaque(a)) : root(a, x, UNIT / 2);
            case Unary.RSQRT -> root(a, x, -UNIT / 2);
            case Unary.CBRT -> root(a, x, UNIT / 3);
            case Unary.EXP -> of(x).isZero() ? SparsePolynomial.ONE : one(exponentials.of(argument.apply(x)));
            case Unary.EXPM1 -> one(exponentials.of(nonzero(argument.apply(x)))).minus(SparsePolynomial.ONE);
            case Unary.EXP2 -> symbolic(a, SparsePolynomial.of(Rational.of(2)), argument.apply(x));
            case Binary.POW -> power(a, x, a.input(1));
            case Unary u when isFunction(u) -> of(x).isZero() ? u == Unary.COS ? SparsePolynomial.ONE : SparsePolynomial.ZERO
                    : function(a, term(x));
            case Unary.LOG -> of(x).isZero() ? one(opaque(a)) : of(x).isOne() ? SparsePolynomial.ZERO : function(a, term(x));
            case Op _ -> one(opaque(a));
        };
    }

    /** A function whose argument matters. */
    private SparsePolynomial function(Apply a, Monomial argument) {
        return one(finished.apply(a) instanceof Apply of && of.op() == a.op() ? table.settled(table.function(of, argument))
                : opaque(a));
    }

    private SparsePolynomial product(Apply a, SparsePolynomial x, SparsePolynomial y) {
        if (x.isZero() || y.isZero()) {
            return SparsePolynomial.ZERO;
        }
        return x.constant().map(y::times).orElse(() -> y.constant().map(x::times))
                .getOrElse(() -> one(table.settled(term(a.input(0)).times(term(a.input(1))))));
    }

    private SparsePolynomial quotient(Apply a, SparsePolynomial x, SparsePolynomial y) {
        return x.isZero() ? x : y.constant().map(c -> x.times(c.inverse()))
                .getOrElse(() -> one(table.settled(term(a.input(0)).over(term(a.input(1))))));
    }

    // ---- powers -----------------------------------------------------------------------------------------------------

    private SparsePolynomial power(Apply a, Expr base, Expr exponent) {
        SparsePolynomial e = of(exponent);
        Option<Rational> constant = e.constant();
        if (constant.isDefined()) {
            return constant.get().times(Rational.of(UNIT)).whole().filter(n -> n != 0 && Math.abs(n) < 100 * UNIT)
                    .map(n -> n % UNIT == 0 && !of(base).isZero() ? one(table.settled(Indeterminates.raised(term(base), n)))
                    : root(a, base, n)).getOrElse(() -> one(opaque(a)));
        }
        return symbolic(a, of(base), argument.apply(exponent));
    }

    /** A power whose exponent is no number: whole numbers in it are powers of their own. */
    private SparsePolynomial symbolic(Apply a, SparsePolynomial base, SparsePolynomial exponent) {
        if (base.isZero() || exponent.isZero()) {
            return one(opaque(a));
        }
        Monomial under = candidates.shared(improve.apply(base));
        Option<Integer> index = index(under);
        if (index.isEmpty()) {
            return one(opaque(a));
        }
        Rational constant = exponent.terms().find(t -> t.powers().isOne()).map(Monomial::coefficient).getOrElse(Rational.ZERO);
        boolean apart = exponent.size() > 1 && constant.isWhole() && !base.constant().isDefined();
        SparsePolynomial rest = apart ? exponent.minus(SparsePolynomial.of(constant)) : exponent;
        Rational number = rest.content();
        Option<Integer> units = number.times(Rational.of(UNIT)).whole();
        Monomial power = units.map(u -> table.power(new SymbolicPower(index.get(), rest.times(number.inverse())), u))
                .getOrElse(() -> table.power(new SymbolicPower(index.get(), rest), UNIT));
        return one(apart ? power.times(table.power(index.get(), constant.whole().getOrElse(0) * UNIT)) : power);
    }

    /** The one indeterminate that a base is. */
    private Option<Integer> index(Monomial base) {
        if (base.powers().isOne()) {
            return Option.of(table.of(new Opaque(Literal.of(table.type(), base.coefficient().toDouble()))));
        }
        for (int i = 0; i < base.powers().size(); i++) {
            if (base.powers().exponent(i) == UNIT && base.powers().with(i, 0).isOne() && base.coefficient().isOne()) {
                return Option.of(i);
            }
        }
        return base.coefficient().signum() > 0 && base.coefficient().isOne()
                ? Option.of(table.of(new Group(base.powers()))) : Option.none();
    }

    /** A root of a product: of squares the magnitude, of what may have either sign together. */
    private SparsePolynomial root(Apply a, Expr of, int exponent) {
        if (of(of).isZero()) {
            return one(opaque(a));
        }
        boolean odd = exponent % (UNIT / 3) == 0 && a.op() == Unary.CBRT;
        return root(term(of), exponent, odd).map(t -> one(table.settled(t))).getOrElse(() -> one(opaque(a)));
    }

    private Option<Monomial> root(Monomial base, int exponent, boolean odd) {
        Option<Monomial> number = numbers.root(base.coefficient().abs(), exponent);
        if (number.isEmpty()) {
            return Option.none();
        }
        Monomial result = number.get();
        PowerProduct unsure = PowerProduct.ONE;
        for (int i = 0; i < base.powers().size(); i++) {
            int e = base.powers().exponent(i);
            long raised = (long) e * exponent;
            if (e == 0) {
                continue;
            }
            if (raised % UNIT != 0) {
                return Option.none();
            }
            int power = (int) (raised / UNIT);
            if (odd || e % UNIT != 0 || table.isPositive(i) || e % (2 * UNIT) == 0 && power % (2 * UNIT) == 0) {
                result = result.times(table.power(i, power));
            } else if (e % (2 * UNIT) == 0) {
                Expr magnitude = finished.apply(Expr.apply(Unary.ABS, form(i)));
                result = result.times(Indeterminates.raised(table.settled(table.function((Apply) magnitude,
                        table.power(i, UNIT))), UNIT)).times(table.power(new Opaque(magnitude), power - UNIT));
            } else {
                unsure = unsure.with(i, e);
            }
        }
        Monomial rest = result;
        return base.coefficient().signum() < 0 ? odd ? Option.of(new Monomial(rest.coefficient().negate(), rest.powers()))
                : negative(unsure, exponent).map(rest::times) : Option.of(rest.times(together(unsure, exponent)));
    }

    private Monomial together(PowerProduct unsure, int exponent) {
        int many = (int) unsure.exponents().stream().filter(e -> e != 0).count();
        return many <= 1 ? new Monomial(Rational.ONE, unsure.map(i -> unsure.exponent(i) * exponent / UNIT))
                : table.power(new Group(unsure), exponent);
    }

    /** A root of −(…): the minus goes into the sum that is there, or into the only factor. */
    private Option<Monomial> negative(PowerProduct unsure, int exponent) {
        for (int i = 0; i < unsure.size(); i++) {
            int e = unsure.exponent(i);
            if (e % (2 * UNIT) != 0 && table.get(i) instanceof SumOf(SparsePolynomial terms)) {
                int other = table.of(new SumOf(terms.negate()));
                return Option.of(together(unsure.with(i, 0).times(PowerProduct.of(other, e)), exponent));
            }
        }
        int factors = (int) unsure.exponents().stream().filter(e -> e != 0).count();
        return factors != 1 ? Option.none() : Option.of(table.power(new SumOf(SparsePolynomial.of(Rational.of(-1), unsure)),
                exponent));
    }

    private Expr form(int i) {
        return table.get(i) instanceof Opaque(Expr e) ? e : writer.apply(i);
    }

    private IntFunction<Expr> writer = _ -> {
        throw new IllegalStateException("no writer yet");
    };

    /** Who writes indeterminates. */
    ScalarReader writing(IntFunction<Expr> forms) {
        writer = forms;
        return this;
    }
}
