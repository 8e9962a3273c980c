package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Cases;
import fluxion.transforms.reading.Indeterminate.Exponential;
import fluxion.transforms.reading.Indeterminate.Group;
import fluxion.transforms.reading.Indeterminate.Opaque;
import fluxion.transforms.reading.Indeterminate.Prime;
import fluxion.transforms.reading.Indeterminate.SumOf;
import fluxion.transforms.reading.Indeterminate.SymbolicPower;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes polynomials of indeterminates as expressions, in the order in which one writes: numbers, constants, variables, powers
 * of them, roots, sums and functions; terms by descending powers of the first parameter, the first one without a minus.
 */
final class ScalarWriter {
    /** Where decimals were written, fractions of tenths are decimals too. */
    private static final int SMALL = 20;
    /** What was written may cost so much more. */
    private static final double SLACK = 0.5;
    private static final Seq<String> FUNCTIONS = Array.of("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "log");

    private enum Rank { NUMBER, CONSTANT, COEFFICIENT, VARIABLE, POWER, ROOT, POLYNOMIAL, LONG_ROOT, LOGARITHM, FUNCTION, SUM }

    private record Factor(Rank rank, double weight, int kind, String text, Expr expr) {
        static final Comparator<Factor> ORDER = Comparator.comparing(Factor::rank).thenComparing(Factor::weight)
                .thenComparing(Factor::kind).thenComparing(Factor::text);
    }

    private final Indeterminates table;
    private final ConventionalOrder ordering;
    private final ScalarCost cost;
    private final boolean decimals;
    private final Map<Expr, Expr> shared = new HashMap<>();
    /** The best form of an exponent or argument. */
    private final UnaryOperator<SparsePolynomial> improve;
    private final Map<SparsePolynomial, Expr> sums = new HashMap<>();
    private final Map<SparsePolynomial, Expr> written = new HashMap<>();
    private final Map<Monomial, Expr> products = new HashMap<>();
    private final Map<Integer, Expr> forms = new HashMap<>();

    ScalarWriter(Indeterminates table, ConventionalOrder ordering, ScalarCost cost, boolean decimals,
            UnaryOperator<SparsePolynomial> improve) {
        this.table = table;
        this.ordering = ordering;
        this.cost = cost;
        this.decimals = decimals;
        this.improve = improve;
    }

    /** How a sum stands as an operand from now on: as someone wrote it. */
    void written(SparsePolynomial sum, Expr expr) {
        written.putIfAbsent(sum, expr);
    }

    private Expr made(Op op, Expr... operands) {
        return share(Expr.apply(op, operands));
    }

    private Expr literal(double value) {
        return share(Literal.of(table.type(), value));
    }

    /** The one expression of all that are equal. */
    private Expr share(Expr e) {
        return shared.computeIfAbsent(e, x -> x);
    }

    double cost(SparsePolynomial sum) {
        return cost.of(sum(sum));
    }

    // ---- sums -------------------------------------------------------------------------------------------------------

    Expr sum(SparsePolynomial p) {
        Expr known = sums.get(p);
        if (known == null) {
            known = ordered(p);
            sums.put(p, known);
        }
        Expr as = written.get(p);
        return as != null && cost.of(as) <= cost.of(known) + SLACK ? as : known;
    }

    /** In the conventional order, even where it was written in another. */
    Expr ordered(SparsePolynomial p) {
        if (p.isZero()) {
            return literal(0);
        }
        Seq<Monomial> terms = ordering.terms(p, t -> cost.of(magnitude(t)));
        Expr sum = signed(terms.get(0));
        for (Monomial term : terms.tail()) {
            Expr next = magnitude(term);
            sum = made(term.coefficient().signum() < 0 ? Binary.SUB : Binary.ADD, sum, next);
            cost.of(next);
            cost.of(sum);
        }
        return sum;
    }

    private Expr signed(Monomial term) {
        Expr of = magnitude(term);
        return term.coefficient().signum() >= 0 ? of : Literal.value(of).map(v -> literal(-v))
                .getOrElse(() -> made(Unary.NEG, of));
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    private Expr magnitude(Monomial term) {
        Monomial positive = new Monomial(term.coefficient().abs(), term.powers());
        Expr known = products.get(positive);
        if (known == null) {
            known = product(positive);
            products.put(positive, known);
        }
        return known;
    }

    private Expr product(Monomial term) {
        Rational number = term.coefficient();
        List<Factor> over = new ArrayList<>();
        List<Factor> under = new ArrayList<>();
        PowerProduct rootOver = PowerProduct.ONE;
        PowerProduct rootUnder = PowerProduct.ONE;
        SparsePolynomial exponent = SparsePolynomial.ZERO;
        PowerProduct powers = term.powers();
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && table.get(i) instanceof SymbolicPower(int base, SparsePolynomial of)) {
                powers = symbolic(powers, i, base, of, over, under);
            }
        }
        for (int i = 0; i < powers.size(); i++) {
            int e = powers.exponent(i);
            if (e == 0) {
                continue;
            }
            if (table.get(i) instanceof Exponential(SparsePolynomial of)) {
                exponent = exponent.plus(of.times(Rational.of(e, UNIT)));
                continue;
            }
            if (table.get(i) instanceof Prime(int p) && number.denominator().mod(java.math.BigInteger.valueOf(p)).signum() == 0) {
                number = number.times(Rational.of(p));
                e -= UNIT;
            }
            if (e == UNIT && table.get(i) instanceof SumOf && ordering.isCoefficient(i, powers)) {
                over.add(new Factor(Rank.COEFFICIENT, cost.of(form(i)), 0, "", form(i)));
            } else if (e == UNIT / 2) {
                rootOver = rootOver.with(i, UNIT);
            } else if (e == -UNIT / 2) {
                rootUnder = rootUnder.with(i, UNIT);
            } else {
                power(i, Math.abs(e), e > 0 ? over : under);
            }
        }
        roots(rootOver, rootUnder, over, under);
        if (!exponent.isZero()) {
            Expr e = made(Unary.EXP, sum(improve.apply(exponent)));
            over.add(new Factor(Rank.FUNCTION, cost.of(((Apply) e).input(0)), 0, "", e));
        }
        return quotient(number, over, under);
    }

    private Expr quotient(Rational number, List<Factor> over, List<Factor> under) {
        boolean asDecimal = ScalarCandidates.isDecimal(number)
                || decimals && ScalarCandidates.isDecimal(number.times(Rational.of(1, SMALL)));
        Rational p = asDecimal ? number : new Rational(number.numerator(), java.math.BigInteger.ONE);
        Rational q = asDecimal ? Rational.ONE : new Rational(number.denominator(), java.math.BigInteger.ONE);
        if (!p.isOne() || over.isEmpty()) {
            over.add(number(p));
        }
        if (!q.isOne()) {
            under.add(number(q));
        }
        under.replaceAll(f -> f.rank() == Rank.CONSTANT && f.expr() instanceof Apply a && a.op() == Unary.LOG
                ? new Factor(Rank.LOGARITHM, 0, 0, "", a) : f);
        Expr n = row(over);
        return under.isEmpty() ? n : made(Binary.DIV, n, row(under));
    }

    private Factor number(Rational value) {
        return new Factor(Rank.NUMBER, 0, 0, "", literal(value.toDouble()));
    }

    private Expr row(List<Factor> factors) {
        factors.sort(Factor.ORDER);
        Expr row = factors.get(0).expr();
        cost.of(row);
        for (Factor factor : factors.subList(1, factors.size())) {
            cost.of(factor.expr());
            row = made(Binary.MUL, row, factor.expr());
            cost.of(row);
        }
        return row;
    }

    /** Square roots, one for all that is under them; constants over and under a line share one. */
    private void roots(PowerProduct up, PowerProduct down, List<Factor> over, List<Factor> under) {
        if (isConstant(up) && isConstant(down) && !up.isOne() && !down.isOne()) {
            Expr of = magnitude(new Monomial(Rational.ONE, up.over(down)));
            over.add(new Factor(Rank.CONSTANT, 0, 0, "√", made(Unary.SQRT, of)));
        } else {
            root(up, over);
            root(down, under);
        }
    }

    private void root(PowerProduct of, List<Factor> factors) {
        if (!of.isOne()) {
            Monomial inside = table.settled(new Monomial(Rational.ONE, of));
            Expr x = sum(Indeterminates.polynomial(inside));
            cost.of(x);
            Rank rank = isConstant(of) ? Rank.CONSTANT : cost.of(x) <= 2 ? Rank.ROOT : Rank.LONG_ROOT;
            factors.add(new Factor(rank, cost.of(x), 0, "√",
                    made(Unary.SQRT, x)));
        }
    }

    private boolean isConstant(PowerProduct powers) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && !ordering.isConstant(i)) {
                return false;
            }
        }
        return true;
    }

    /** A base to an exponent that is no number, whole powers of the base counted in; the powers that are left. */
    private PowerProduct symbolic(PowerProduct powers, int i, int base, SparsePolynomial of, List<Factor> over,
            List<Factor> under) {
        SparsePolynomial exponent = SparsePolynomial.ZERO;
        PowerProduct left = powers;
        for (int j = i; j < powers.size(); j++) {
            if (left.exponent(j) != 0 && table.get(j) instanceof SymbolicPower(int b, SparsePolynomial more) && b == base) {
                exponent = exponent.plus(more.times(Rational.of(left.exponent(j), UNIT)));
                left = left.with(j, 0);
            }
        }
        exponent = exponent.plus(SparsePolynomial.of(Rational.of(left.exponent(base), UNIT)));
        left = left.with(base, 0);
        if (exponent.isZero()) {
            return left;
        }
        boolean below = exponent.terms().forAll(t -> t.coefficient().signum() < 0);
        Expr e = sum(improve.apply(below ? exponent.negate() : exponent));
        Expr power = exponent.constant().isDefined() ? e : made(Binary.POW, form(base), e);
        cost.of(power);
        (below ? under : over).add(new Factor(Rank.POWER, cost.of(power), 0, ordering.text(base), power));
        return left;
    }

    /** One indeterminate to a positive power. */
    private void power(int i, int exponent, List<Factor> factors) {
        if (exponent == UNIT && table.get(i) instanceof Group(PowerProduct of)) {
            factors.add(new Factor(Rank.POLYNOMIAL, 0, 0, "", magnitude(new Monomial(Rational.ONE, of))));
            return;
        }
        Expr x = form(i);
        Expr power;
        if (exponent % UNIT == 0) {
            power = raised(x, exponent / UNIT);
        } else if (exponent % (UNIT / 2) == 0) {
            power = made(Binary.POW, x, fraction(2 * exponent / UNIT, 2));
        } else if (exponent % (UNIT / 3) == 0) {
            if (exponent > UNIT) {
                factors.add(factor(i, raised(x, exponent / UNIT)));
            }
            power = raised(made(Unary.CBRT, x), exponent % UNIT / (UNIT / 3));
        } else {
            power = made(Binary.POW, x, literal(exponent / (double) UNIT));
        }
        factors.add(factor(i, power));
    }

    private Expr fraction(int p, int q) {
        return made(Binary.DIV, literal(p), literal(q));
    }

    private Expr raised(Expr x, int n) {
        cost.of(x);
        return n == 1 ? x : made(new Power(n), x);
    }

    private Factor factor(int i, Expr power) {
        cost.of(power);
        return switch (table.get(i)) {
            case Opaque(Expr e) when ordering.isConstant(i) -> new Factor(Rank.CONSTANT, 0, 0, ordering.text(i), power);
            case Opaque(Expr e) when ordering.isVariable(i) -> new Factor(Rank.VARIABLE, 0, ordering.kind(i), ordering.text(i),
                    power);
            case Opaque(Apply e) -> new Factor(Rank.FUNCTION, e.inputs().isEmpty() ? 1 : cost.of(e.input(0)),
                    kind(e), ordering.text(i), power);
            case Opaque _, Prime _ -> new Factor(Rank.CONSTANT, 0, 0, ordering.text(i), power);
            case SumOf _ -> new Factor(ordering.isPolynomial(i) ? Rank.POLYNOMIAL : Rank.SUM, cost.of(power), 0, "", power);
            case Cases _ -> new Factor(Rank.FUNCTION, cost.of(power), 0, "", power);
            case Group _ -> new Factor(Rank.ROOT, cost.of(power), 0, "", power);
            case Exponential _, SymbolicPower _ -> new Factor(Rank.POWER, cost.of(power), 0, "", power);
        };
    }

    private static int kind(Apply e) {
        int known = FUNCTIONS.indexOf(e.op().label());
        return known < 0 ? FUNCTIONS.size() : known;
    }

    /** An indeterminate by itself. */
    private Expr form(int i) {
        Expr known = forms.get(i);
        if (known == null) {
            known = switch (table.get(i)) {
                case Opaque(Expr e) -> e;
                case Prime(int p) -> literal(p);
                case SumOf(SparsePolynomial terms) -> sum(terms);
                case Group(PowerProduct factors) -> sum(SparsePolynomial.of(Rational.ONE, factors));
                case Cases cases -> share(CasesForms.written(cases, sum(cases.then()), sum(cases.otherwise())));
                case Exponential(SparsePolynomial of) -> made(Unary.EXP, sum(improve.apply(of)));
                case SymbolicPower(int base, SparsePolynomial of) -> made(Binary.POW, form(base), sum(of));
            };
            cost.of(known);
            forms.put(i, known);
        }
        return known;
    }
}
