package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;
import static fluxion.transforms.reading.Indeterminates.polynomial;

import fluxion.core.Ints;
import fluxion.transforms.normal.Factorization;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Exponential;
import fluxion.transforms.reading.Indeterminate.SumOf;
import fluxion.transforms.reading.Indeterminate.SymbolicPower;
import io.vavr.Tuple2;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sums of indeterminates multiplied out, over a common denominator, and in factors. */
final class ScalarFractions {
    /** Multiplied out a sum may have so many terms. */
    private static final int EXPANDED = 200;
    /** So many indeterminates are looked at. */
    private static final int INDETERMINATES = 60;
    /** How deep sums in sums are multiplied out. */
    private static final int DEPTH = 4;
    private final Indeterminates table;
    private final boolean linear;

    ScalarFractions(Indeterminates table) {
        this(table, false);
    }

    /**
     * @param linear whether sums are split into linear factors too, which is not shorter
     */
    ScalarFractions(Indeterminates table, boolean linear) {
        this.table = table;
        this.linear = linear;
    }

    // ---- multiplied out ---------------------------------------------------------------------------------------------

    /** With all sums that are factors multiplied out; none where that is too long. */
    Option<SparsePolynomial> expanded(SparsePolynomial sum) {
        SparsePolynomial now = sum;
        for (int depth = 0; depth < DEPTH; depth++) {
            SparsePolynomial total = SparsePolynomial.ZERO;
            boolean changed = false;
            for (Monomial term : now.terms()) {
                Option<SparsePolynomial> product = expanded(term);
                if (product.isEmpty()) {
                    return Option.none();
                }
                changed |= !(product.get().size() == 1 && product.get().leading().equals(term));
                total = total.plus(product.get());
                if (total.size() > EXPANDED) {
                    return Option.none();
                }
            }
            now = total;
            if (!changed) {
                return Option.of(now);
            }
        }
        return Option.of(now);
    }

    private Option<SparsePolynomial> expanded(Monomial term) {
        Monomial rest = term;
        Option<SparsePolynomial> product = Option.of(SparsePolynomial.ONE);
        for (int i = 0; i < term.powers().size(); i++) {
            int e = term.powers().exponent(i);
            if (e >= UNIT && table.get(i) instanceof SumOf && e < 12 * UNIT) {
                int index = i;
                rest = new Monomial(rest.coefficient(), rest.powers().with(i, e % UNIT));
                product = product.flatMap(p -> table.expanded(index, e / UNIT).filter(s -> s.size() <= EXPANDED)
                        .flatMap(p::times));
            }
        }
        Monomial factor = rest;
        return product.map(p -> p.isOne() ? polynomial(table.settled(factor))
                : SparsePolynomial.sum(p.terms().map(t -> table.settled(t.times(factor)))));
    }

    // ---- one fraction -----------------------------------------------------------------------------------------------

    /** Over a common denominator, the numerator in factors; none where that is too long. */
    Option<Monomial> fraction(SparsePolynomial sum) {
        Option<SparsePolynomial> flat = flat(sum);
        if (flat.isEmpty()) {
            return Option.none();
        }
        SparsePolynomial numerator = flat.get();
        PowerProduct below = PowerProduct.ONE;
        for (int depth = 0; depth < DEPTH; depth++) {
            PowerProduct least = numerator.commonPowers();
            PowerProduct denominator = least.map(i -> grows(i) ? 0 : Math.max(0, -least.exponent(i)));
            below = below.times(denominator);
            Option<SparsePolynomial> expanded = expanded(SparsePolynomial.sum(numerator.times(denominator).terms()
                    .map(table::settled)));
            if (expanded.isEmpty()) {
                return Option.none();
            }
            numerator = expanded.get();
            if (numerator.isZero()) {
                return Option.of(new Monomial(Rational.ZERO, PowerProduct.ONE));
            }
            if (numerator.terms().forAll(t -> !hasDenominator(t.powers()))) {
                break;
            }
        }
        PowerProduct under = below;
        return factored(numerator).map(f -> table.settled(f.times(new Monomial(Rational.ONE, under.raised(-1)))));
    }

    /** With sums that hold fractions, where they are factors, as one fraction each. */
    private Option<SparsePolynomial> flat(SparsePolynomial sum) {
        List<Monomial> terms = new ArrayList<>();
        for (Monomial term : sum.terms()) {
            Monomial t = term;
            for (int i = 0; i < term.powers().size(); i++) {
                int e = term.powers().exponent(i);
                if (e != 0 && e % UNIT == 0 && table.get(i) instanceof SumOf(SparsePolynomial inside)
                        && inside.terms().exists(k -> hasDenominator(k.powers()) || isFraction(k.coefficient()))) {
                    Option<Monomial> one = fraction(inside);
                    if (one.isEmpty() || one.get().coefficient().isZero()) {
                        return Option.none();
                    }
                    t = new Monomial(t.coefficient(), t.powers().with(i, 0)).times(Indeterminates.raised(one.get(), e));
                }
            }
            terms.add(table.settled(t));
        }
        return Option.of(SparsePolynomial.sum(terms));
    }

    private static boolean isFraction(Rational number) {
        return !number.isWhole() && !ScalarCandidates.isDecimal(number);
    }

    boolean hasDenominator(PowerProduct powers) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) < 0 && !grows(i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a power whose negative is none below a line: e⁻ˣ, xᵃ. */
    boolean grows(int i) {
        return table.get(i) instanceof Exponential || table.get(i) instanceof SymbolicPower;
    }

    /** As a product of sums that are known, and of those that come once, twice, … */
    Option<Monomial> factored(SparsePolynomial sum) {
        return sum.size() == 1 ? Option.of(sum.leading()) : factors(sum);
    }

    private Option<Monomial> factors(SparsePolynomial sum) {
        PowerProduct common = table.common(sum);
        Rational number = sum.content().abs();
        SparsePolynomial rest = sum.times(number.inverse()).times(common.raised(-1));
        Monomial product = new Monomial(number, common);
        for (int i : sums()) {
            if (rest.size() > 1 && table.get(i) instanceof SumOf(SparsePolynomial divisor) && divisor.size() > 1
                    && divisor.size() <= rest.size() * 4
                    && divisor.terms().forAll(t -> !hasDenominator(t.powers()))) {
                Option<SparsePolynomial> quotient = rest.divideExact(divisor);
                while (quotient.isDefined()) {
                    rest = quotient.get();
                    product = product.times(table.power(i, UNIT));
                    quotient = rest.size() > 1 ? rest.divideExact(divisor) : Option.none();
                }
            }
        }
        if (rest.size() == 1) {
            return Option.of(product.times(rest.leading()));
        }
        Monomial found = product;
        return squareFree(rest).map(f -> f.times(found));
    }

    /** The sums that are known, those of low degree first. */
    private List<Integer> sums() {
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < Math.min(table.size(), INDETERMINATES); i++) {
            if (table.get(i) instanceof SumOf) {
                known.add(i);
            }
        }
        known.sort(Comparator.comparingInt(i -> table.get(i) instanceof SumOf(SparsePolynomial sum)
                ? sum.terms().map(t -> t.powers().degree()).max().getOrElse(0) : 0));
        return known;
    }

    private Option<Monomial> squareFree(SparsePolynomial p) {
        PowerProduct least = p.commonPowers();
        SparsePolynomial shifted = p.times(least.raised(-1));
        Ints steps = Ints.tabulate(shifted.variables(), i -> {
            int step = 0;
            for (Monomial term : shifted.terms()) {
                step = gcd(step, term.powers().exponent(i));
            }
            return step % UNIT == 0 ? UNIT : Math.max(1, step);
        });
        SparsePolynomial small = SparsePolynomial.sum(shifted.terms().map(t -> new Monomial(t.coefficient(),
                t.powers().map(i -> t.powers().exponent(i) / steps.get(i)))));
        return (linear ? Factorization.of(small) : Factorization.squareFree(small)).map(f -> {
            Monomial product = new Monomial(f.number(), least);
            boolean minus = f.number().signum() < 0;
            for (Tuple2<SparsePolynomial, Integer> factor : f.factors()) {
                boolean turned = minus && factor._2 % 2 == 1;
                if (turned) {
                    minus = false;
                    product = new Monomial(product.coefficient().negate(), product.powers());
                }
                SparsePolynomial of = turned ? factor._1.negate() : factor._1;
                SparsePolynomial large = SparsePolynomial.sum(of.terms().map(t -> new Monomial(t.coefficient(),
                        t.powers().map(i -> t.powers().exponent(i) * steps.get(i)))));
                PowerProduct common = table.common(large);
                Monomial one = table.factor(large.times(common.raised(-1))).times(new Monomial(Rational.ONE, common));
                product = product.times(Indeterminates.raised(one, factor._2 * UNIT));
            }
            return product;
        });
    }

    private static int gcd(int a, int b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }
}
