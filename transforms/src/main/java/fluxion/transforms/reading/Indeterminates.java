package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.op.Unary;
import fluxion.transforms.algebra.SignAnalysis;
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
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The indeterminates of the expressions of one type. Exponents are counted in 120ths, so that roots are powers too: x is
 * x₀ to the power 120, √x to the power 60.
 */
final class Indeterminates {
    /** The exponent that is 1. */
    static final int UNIT = 120;
    private static final int ROOT = UNIT / 2;
    private final TensorType type;
    private final List<Indeterminate> all = new ArrayList<>();
    private final Map<Indeterminate, Integer> numbers = new HashMap<>();
    /** Sums that were tried with other signs than sums have by themselves. */
    private final Set<SparsePolynomial> turned = new HashSet<>();
    private final Map<Integer, Boolean> positive = new HashMap<>();
    /** What a magnitude, sign or logarithm is of. */
    private final Map<Integer, Monomial> arguments = new HashMap<>();

    Indeterminates(TensorType type) {
        this.type = type;
    }

    TensorType type() {
        return type;
    }

    int size() {
        return all.size();
    }

    Indeterminate get(int index) {
        return all.get(index);
    }

    int of(Indeterminate which) {
        return numbers.computeIfAbsent(which, w -> {
            all.add(w);
            return all.size() - 1;
        });
    }

    boolean knows(Indeterminate which) {
        return numbers.containsKey(which);
    }

    /** An indeterminate to a power, counted in 120ths. */
    Monomial power(int index, int exponent) {
        return new Monomial(Rational.ONE, PowerProduct.of(index, exponent));
    }

    Monomial power(Indeterminate which, int exponent) {
        return power(of(which), exponent);
    }

    /** A function of what is known as a product. */
    Monomial function(Apply apply, Monomial argument) {
        int index = of(new Opaque(apply));
        arguments.put(index, argument);
        return power(index, UNIT);
    }

    Option<Monomial> argument(int index) {
        return Option.of(arguments.get(index));
    }

    boolean is(int index, Unary op) {
        return all.get(index) instanceof Opaque(Apply apply) && apply.op() == op;
    }

    static SparsePolynomial polynomial(Monomial term) {
        return SparsePolynomial.of(term.coefficient(), term.powers());
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    /** With whole powers of primes in the number, magnitudes and signs put together, and no sum beside its negative. */
    Monomial settled(Monomial term) {
        Monomial t = term;
        for (int i = 0; i < t.powers().size(); i++) {
            int e = t.powers().exponent(i);
            if (e != 0) {
                t = switch (all.get(i)) {
                    case Prime(int p) -> {
                        int whole = Math.floorDiv(e, UNIT);
                        yield whole == 0 ? t : new Monomial(t.coefficient().times(Rational.of(p).raised(whole)),
                                t.powers().with(i, e - UNIT * whole));
                    }
                    case Group(PowerProduct factors) -> e / UNIT == 0 ? t
                            : new Monomial(t.coefficient(), t.powers().with(i, e % UNIT).times(factors.raised(e / UNIT)));
                    case SumOf(SparsePolynomial terms) -> joined(t, i, Option.of(numbers.get(new SumOf(terms.negate()))));
                    case Opaque(Apply apply) when apply.op() == Unary.ABS -> magnitude(t, i, apply);
                    case Opaque _, Exponential _, SymbolicPower _, Cases _ -> t;
                };
            }
        }
        return t;
    }

    /** With whole powers of a sum written as those of its negative, where that is there too. */
    private Monomial joined(Monomial t, int i, Option<Integer> negative) {
        if (negative.isEmpty() || t.powers().exponent(negative.get()) == 0) {
            return t;
        }
        int j = negative.get();
        boolean first = t.powers().exponent(i) % UNIT == 0;
        int from = first ? i : j;
        int to = first ? j : i;
        int e = t.powers().exponent(from);
        if (e % UNIT != 0) {
            return t;
        }
        Rational sign = Rational.of(e / UNIT % 2 == 0 ? 1 : -1);
        return new Monomial(t.coefficient().times(sign),
                t.powers().with(from, 0).with(to, t.powers().exponent(to) + e));
    }

    /** |u|² is u², sgn(u)/|u| is 1/u, and sgn(u)·|u| is u. */
    private Monomial magnitude(Monomial term, int abs, Apply apply) {
        Monomial u = arguments.get(abs);
        if (u == null) {
            return term;
        }
        Monomial t = term;
        Option<Integer> sign = Option.of(numbers.get(new Opaque(Expr.apply(Unary.SIGN, apply.input(0)))));
        int s = sign.map(t.powers()::exponent).getOrElse(0);
        int e = t.powers().exponent(abs);
        while (s >= UNIT && Math.abs(e) >= UNIT) {
            int step = e > 0 ? UNIT : -UNIT;
            s -= UNIT;
            e -= step;
            t = new Monomial(t.coefficient(), t.powers().with(sign.get(), s).with(abs, e)).times(raised(u, step));
        }
        Option<Integer> inside = one(u);
        int own = inside.map(t.powers()::exponent).getOrElse(0);
        if (e != 0 && own != 0 && own % (2 * UNIT) == 0 && own > 0 != e > 0) {
            e += own;
            t = new Monomial(t.coefficient(), t.powers().with(inside.get(), 0).with(abs, e));
        }
        int even = e - e % (2 * UNIT);
        return even == 0 ? t : new Monomial(t.coefficient(), t.powers().with(abs, e - even)).times(raised(u, even));
    }

    /** The indeterminate that a term is, where it is one to the power 1. */
    static Option<Integer> one(Monomial term) {
        int last = term.powers().size() - 1;
        return Option.when(last >= 0 && term.coefficient().isOne() && term.powers().equals(PowerProduct.of(last, UNIT)),
                last);
    }

    /** A whole power, counted in 120ths. */
    static Monomial raised(Monomial term, int exponent) {
        int n = exponent / UNIT;
        return new Monomial(term.coefficient().raised(n), term.powers().raised(n));
    }

    // ---- signs ------------------------------------------------------------------------------------------------------

    boolean isPositive(int index) {
        Boolean known = positive.get(index);
        if (known == null) {
            known = switch (all.get(index)) {
                case Opaque(Expr e) -> SignAnalysis.positive(e);
                case Prime _, Exponential _ -> true;
                case SumOf(SparsePolynomial terms) -> terms.terms().forAll(t -> isNonnegative(t))
                        && terms.terms().exists(t -> isPositive(t));
                case Group(PowerProduct factors) -> isPositive(new Monomial(Rational.ONE, factors));
                case SymbolicPower(int base, _) -> isPositive(base);
                case Cases _ -> false;
            };
            positive.put(index, known);
        }
        return known;
    }

    private boolean isPositive(Monomial t) {
        return t.coefficient().signum() > 0 && forAll(t.powers(), i -> isPositive(i));
    }

    private boolean isNonnegative(Monomial t) {
        return t.coefficient().signum() > 0 && forAll(t.powers(),
                i -> isPositive(i) || t.powers().exponent(i) % (2 * UNIT) == 0 || isRoot(t.powers().exponent(i)));
    }

    private static boolean forAll(PowerProduct powers, IntPredicate holds) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && !holds.test(i)) {
                return false;
            }
        }
        return true;
    }

    // ---- sums as factors --------------------------------------------------------------------------------------------

    /** A sum as it is, whatever its signs. */
    int turned(SparsePolynomial sum) {
        if (!knows(new SumOf(sum))) {
            turned.add(sum);
        }
        return of(new SumOf(sum));
    }

    /** A sum of several terms as one factor; its negative where that is known already, or has fewer signs. */
    Monomial factor(SparsePolynomial sum) {
        if (sum.size() == 1) {
            return sum.leading();
        }
        if (!knows(new SumOf(sum)) || turned.contains(sum)) {
            SparsePolynomial negative = sum.negate();
            if (knows(new SumOf(negative)) || hasMoreSigns(sum)) {
                return new Monomial(Rational.of(-1), PowerProduct.of(of(new SumOf(negative)), UNIT));
            }
        }
        return power(new SumOf(sum), UNIT);
    }

    private static boolean hasMoreSigns(SparsePolynomial sum) {
        int minus = sum.terms().count(t -> t.coefficient().signum() < 0);
        return 2 * minus > sum.size() || 2 * minus == sum.size() && sum.size() > 2 && sum.leading().coefficient().signum() < 0;
    }

    /** The greatest powers that can stand before a sum: of e to a power only where all terms have it with one sign. */
    PowerProduct common(SparsePolynomial sum) {
        PowerProduct least = sum.commonPowers();
        PowerProduct greatest = sum.terms().map(Monomial::powers).foldLeft(least, (a, b) -> greater(a, b));
        return least.size() == 0 && greatest.size() == 0 ? least : pick(least, greatest);
    }

    private static PowerProduct greater(PowerProduct a, PowerProduct b) {
        return new PowerProduct(Ints.tabulate(Math.max(a.size(), b.size()),
                i -> Math.max(a.exponent(i), b.exponent(i))));
    }

    private PowerProduct pick(PowerProduct least, PowerProduct greatest) {
        return new PowerProduct(Ints.tabulate(Math.max(least.size(), greatest.size()), i -> {
            int low = least.exponent(i);
            int high = greatest.exponent(i);
            boolean grows = all.get(i) instanceof Exponential || all.get(i) instanceof SymbolicPower;
            return !grows ? low : low > 0 ? low : high < 0 ? high : 0;
        }));
    }

    /** The terms of a sum that stands as a factor, to a whole power at least 1. */
    Option<SparsePolynomial> expanded(int index, int power) {
        return all.get(index) instanceof SumOf(SparsePolynomial terms) ? terms.raised(power) : Option.none();
    }

    /** Whether an exponent is that of a square root, alone or of an odd power. */
    static boolean isRoot(int exponent) {
        return exponent % UNIT != 0 && exponent % ROOT == 0;
    }
}
